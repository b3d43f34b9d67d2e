import { assertEquals } from "@std/assert";
import type { SectionRule } from "../../../config/schema/schema.ts";
import { brokenRule } from "../../../config/schema/section_rule.ts";

const needs: SectionRule = {
  kind: "needs",
  oneOf: ["a", "b"],
  when: { option: "c" },
  unless: { option: "d", is: "x" },
};
const excludes: SectionRule = { kind: "excludes", when: { option: "a" }, option: "b", but: "x" };
const order: SectionRule = { kind: "order", least: "a", greatest: "b" };
const ports: SectionRule = { kind: "order", least: "a", greatest: "b", differ: true, zeroIsNone: true };

for (
  const [rule, values, isBroken] of [
    [needs, { a: "", b: [], c: true }, true],
    [needs, { a: "", b: [""], c: "yes" }, true],
    [needs, { a: "1", c: true }, false],
    [needs, { b: ["1"], c: 1 }, false],
    [needs, { c: false }, false],
    [needs, { c: 0 }, false],
    [needs, { c: true, d: "x" }, false],
    [needs, { c: true, d: "y" }, true],
    [excludes, { a: true, b: "y" }, true],
    [excludes, { a: true, b: "x" }, false],
    [excludes, { a: true }, false],
    [excludes, { a: false, b: "y" }, false],
    [order, { a: 1, b: 1 }, false],
    [order, { a: 2, b: 1 }, true],
    [order, { a: 2, b: 0 }, true],
    [order, { a: 2 }, false],
    [ports, { a: 1, b: 1 }, true],
    [ports, { a: 1, b: 2 }, false],
    [ports, { a: 2, b: 0 }, false],
  ] satisfies [SectionRule, Record<string, unknown>, boolean][]
) {
  Deno.test(`brokenRule() ${isBroken ? "breaks" : "keeps"} "${rule.kind}" for ${JSON.stringify(values)}`, () => {
    assertEquals(brokenRule(rule, values) !== undefined, isBroken);
  });
}
