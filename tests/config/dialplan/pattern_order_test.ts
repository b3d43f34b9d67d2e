import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { comparePatterns, patternSortKey, setMembers } from "../../../config/dialplan/pattern_order.ts";
import { patternGolden } from "./dialplan_golden.ts";

for (const [context, sorted] of Object.entries(patternGolden.sortedAs)) {
  if (sorted.some((extension) => extension.includes("/"))) continue;
  Deno.test(`comparePatterns() sorts ${context} as Asterisk does`, () => {
    assertEquals(sorted.toReversed().toSorted(comparePatterns), sorted);
  });
}

for (
  const [left, right] of [
    ["_N", "_[2-9]"],
    ["_X", "_x"],
    ["_[0-9]", "_X"],
    ["_+X.", "_[+]X."],
    ["_5", "_[]5"],
    ["_1-800", "_1800"],
    ["1-2", "12"],
    ["_[132]", "_[1-3]"],
  ] satisfies [string, string][]
) {
  Deno.test(`comparePatterns() takes ${left} and ${right} for the same`, () => {
    assertEquals(comparePatterns(left, right), 0);
  });
}

for (
  const [left, right] of [
    ["123", "_1"],
    ["A", "a"],
    ["1", "12"],
    ["é", "1"],
    ["_12X", "_12."],
    ["_12.", "_1XX"],
    ["_1.", "_1!"],
    ["_1!", "_1"],
    ["_1X", "_1"],
    ["_[12]", "_[13]"],
    ["_[3-15]", "_4"],
    ["_1", "_[1-"],
  ] satisfies [string, string][]
) {
  Deno.test(`comparePatterns() puts ${left} before ${right}`, () => {
    assertEquals(comparePatterns(left, right), -1);
    assertEquals(comparePatterns(right, left), 1);
  });
}

Deno.test("setMembers() gives a range that runs backwards no members, and takes a dash at the end for itself", () => {
  assertEquals([...setMembers("3-1")], []);
  assertEquals([...setMembers("1-")], [0x31, 0x2d]);
  assertEquals([...setMembers("a-c-")], [0x61, 0x62, 0x63, 0x2d]);
});

const extension = fc.string({ unit: fc.constantFrom(..."_XNx1235a-[].!é"), maxLength: 8 });

Deno.test("patternSortKey() is never the beginning of another key, whatever the extensions", () => {
  fc.assert(fc.property(extension, extension, (left, right) => {
    const [leftKey, rightKey] = [patternSortKey(left), patternSortKey(right)];
    assertEquals(leftKey !== rightKey && rightKey.startsWith(leftKey), false);
  }));
});
