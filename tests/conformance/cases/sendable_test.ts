import { assertEquals } from "@std/assert";
import { operations } from "../../../ari/generated/operations.ts";
import { allCases } from "./generate.ts";
import { plans } from "./plans.ts";
import { isSendable } from "./sendable.ts";

Deno.test("every operation has a plan, and cases beside its success", () => {
  const cases = allCases();
  const lonely = Object.keys(operations).filter((id) => {
    return !Object.hasOwn(plans, id) || cases.filter(({ operation }) => operation === id).length < 5;
  });

  assertEquals(lonely, []);
});

Deno.test("there are at least 1,500 cases, each with a name of its own", () => {
  const names = allCases().map(({ name }) => name);

  assertEquals(new Set(names).size, names.length);
  assertEquals(names.length >= 1_500, true);
});

Deno.test("no case sends what a client refuses to send", () => {
  const refused = allCases().flatMap(({ given, steps }) => [...given, ...steps])
    .filter((step) => "request" in step && !isSendable(step));

  assertEquals(refused, []);
});
