import { assertEquals } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import { operationHandlers } from "../../../../simulator/fronts/ari/operation_handlers.ts";

Deno.test("operationHandlers has only operations that Asterisk has", () => {
  const unknown = Object.keys(operationHandlers).filter((id) => !Object.hasOwn(operations, id));

  assertEquals([unknown, "asterisk.ping" in operationHandlers], [[], true]);
});
