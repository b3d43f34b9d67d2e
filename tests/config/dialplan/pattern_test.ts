import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { canMatch, matchesMore, matchesPattern, matchPattern } from "../../../config/dialplan/pattern.ts";
import { patternGolden } from "./dialplan_golden.ts";

for (const { context, number, matches } of patternGolden.cases) {
  // Contexts that include others list what these have as well.
  if (matches === null || context.startsWith("pat-inc")) continue;
  Deno.test(`matchesPattern() agrees with Asterisk on ${number} in ${context}`, () => {
    const sorted = patternGolden.sortedAs[context] ?? [];
    const names = sorted.map((extension) => extension.split("/")[0] ?? "");

    assertEquals(names.filter((name) => matchesPattern(name, number)), matches.map(({ exten }) => exten));
  });
}

for (
  const [pattern, digits, expected] of [
    ["123", "123", true],
    ["123", "1-2-3", true],
    ["1-23", "123", true],
    ["alice", "Alice", false],
    ["_nick", "2ick", true],
    ["_X", "٣", false],
    ["_é", "é", true],
    ["_[é]", "é", false],
    ["_[]5", "5", true],
    ["_[3-1]5", "5", false],
    ["_[1-", "1", false],
    ["_[1-]", "-", false],
    ["_[a-]", "a", true],
    ["_X.", "_X.", true],
    ["_[0-9].", "_X.", true],
    ["_1!2", "1", true],
    ["_1!2", "19", true],
    ["_1X/34", "12", true],
    ["_.", "", false],
    ["_!", "", true],
    ["", "", true],
  ] satisfies [string, string, boolean][]
) {
  Deno.test(`matchesPattern() says ${expected} for "${digits}" and "${pattern}"`, () => {
    assertEquals(matchesPattern(pattern, digits), expected);
  });
}

for (
  const [pattern, digits, more, can] of [
    ["123", "", true, true],
    ["123", "12", true, true],
    ["123", "123", false, true],
    ["123", "1234", false, false],
    ["123", "13", false, false],
    ["_1XX", "12", true, true],
    ["_1XX", "123", false, true],
    ["_1.", "1", true, true],
    ["_1.", "12", true, true],
    ["_1!", "1", false, true],
    ["_1!", "12", false, true],
    ["_1!", "2", false, false],
    ["_", "", false, true],
  ] satisfies [string, string, boolean, boolean][]
) {
  Deno.test(`matchesMore() says ${more} and canMatch() ${can} for "${digits}" and "${pattern}"`, () => {
    assertEquals(matchesMore(pattern, digits), more);
    assertEquals(canMatch(pattern, digits), can);
  });
}

Deno.test("matchPattern() tells a match by ! from others", () => {
  assertEquals(matchPattern("_1!", "12"), "early");
  assertEquals(matchPattern("_1.", "12"), "match");
  assertEquals(matchPattern("_1!", "1", { mode: "match-more" }), "early");
});

const pattern = fc.array(fc.constantFrom("X", "Z", "N", "1", "5", "a", "-", "[1-4]", "[35]", "[]"), { maxLength: 6 })
  .map((symbols) => `_${symbols.join("")}`);
const digits = fc.stringMatching(/^[0-9a]{0,6}$/);

Deno.test("matchesPattern() ignores dashes between digits, whatever the pattern", () => {
  fc.assert(fc.property(pattern, digits, (pattern, digits) => {
    assertEquals(matchesPattern(pattern, [...digits].join("-")), matchesPattern(pattern, digits));
  }));
});

Deno.test("matchesMore() says true for the beginning of what matches, whatever the pattern", () => {
  const symbol = fc.constantFrom(["X", "0"], ["Z", "1"], ["N", "2"], ["5", "5"], ["a", "a"], ["[1-4]", "3"], ["-", ""]);
  fc.assert(fc.property(fc.array(symbol, { maxLength: 6 }), (symbols) => {
    const pattern = `_${symbols.map(([text]) => text).join("")}`;
    const digits = symbols.map(([, digit]) => digit).join("");

    assertEquals(matchesPattern(pattern, digits), true);
    for (let end = 0; end < digits.length; end++) assertEquals(matchesMore(pattern, digits.slice(0, end)), true);
    assertEquals(matchesMore(pattern, digits), false);
  }));
});

Deno.test("canMatch() is matchesPattern() or matchesMore(), whatever the pattern", () => {
  fc.assert(fc.property(pattern, digits, (pattern, digits) => {
    assertEquals(canMatch(pattern, digits), matchesPattern(pattern, digits) || matchesMore(pattern, digits));
  }));
});
