import { assertEquals } from "@std/assert";
import { operationDescriptions, resourceDescriptions } from "../../../ari/_tools/descriptions_operations.ts";
import { operations } from "../../../ari/generated/operations.ts";

Deno.test("operationDescriptions is what the generated operations say, and no more", () => {
  const generated = Object.values(operations).map(({ id, summary }) => [id, summary]);

  assertEquals(Object.fromEntries(generated), operationDescriptions);
});

Deno.test("resourceDescriptions has each resource of the generated operations", () => {
  const resources = new Set(Object.values(operations).map(({ resource }) => resource));

  assertEquals(Object.keys(resourceDescriptions).sort(), [...resources].sort());
});
