import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { matchesPattern } from "../../../config/dialplan/pattern.ts";
import { canonicalPattern, hasBackwardRange, parsePattern } from "../../../config/dialplan/pattern_form.ts";
import { comparePatterns } from "../../../config/dialplan/pattern_order.ts";

for (
  const [pattern, canonical] of [
    ["_8[2-9]x", "_8NX"],
    ["_[0-9][1-9]", "_XZ"],
    ["_[312]", "_[1-3]"],
    ["_[21]", "_[12]"],
    ["_[5]", "_5"],
    ["_[+]X.", "_+X."],
    ["_[x]", "_[x]"],
    ["_[-5]", "_[5-]"],
    ["_[.]", "_[.]"],
    ["_[]5", "_[]5"],
    ["_[3-1]", "_[3-1]"],
    ["_[1-", "_[1-"],
    ["_[é]", "_[é]"],
    ["_1-800-nxx", "_1-800-NXX"],
    ["_X X", "_XX"],
    ["nxx", "nxx"],
  ] satisfies [string, string][]
) {
  Deno.test(`canonicalPattern() gives ${canonical} for ${pattern}`, () => {
    assertEquals(canonicalPattern(pattern), canonical);
  });
}

const pattern = fc.array(
  fc.constantFrom(
    "X",
    "z",
    "n",
    "1",
    "5",
    "a",
    "-",
    ".",
    "!",
    "[2-9]",
    "[53-]",
    "[]",
    "[9-2]",
    "[1-",
    "[[]",
    "é",
    "[1-4ac]",
  ),
  { maxLength: 6 },
).map((symbols) => `_${symbols.join("")}`);

Deno.test("canonicalPattern() matches the same digits and keeps the place, whatever the pattern", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."1259a-[xé"), maxLength: 6 });
  fc.assert(fc.property(pattern, digits, (pattern, digits) => {
    const canonical = canonicalPattern(pattern);

    assertEquals(matchesPattern(canonical, digits), matchesPattern(pattern, digits));
    assertEquals(comparePatterns(canonical, pattern), 0);
    assertEquals(canonicalPattern(canonical), canonical);
  }));
});

Deno.test("parsePattern() gives all of the text but the underscore, whatever the pattern", () => {
  fc.assert(fc.property(pattern, (pattern) => {
    assertEquals(`_${parsePattern(pattern).map(({ text }) => text).join("")}`, pattern);
  }));
});

Deno.test("parsePattern() says where each symbol is, and takes nothing in a name for a symbol", () => {
  assertEquals(parsePattern("_N[1-3].").map(({ kind, start }) => `${kind} ${start}`), ["digits 1", "set 2", "rest 7"]);
  assertEquals(parsePattern("x.-").map(({ kind }) => kind), ["byte", "byte", "dash"]);
});

Deno.test("hasBackwardRange() looks at ranges, not at members beside dashes", () => {
  assertEquals(hasBackwardRange("3-1"), true);
  assertEquals(hasBackwardRange("1-3-0"), false);
  assertEquals(hasBackwardRange("9-"), false);
});
