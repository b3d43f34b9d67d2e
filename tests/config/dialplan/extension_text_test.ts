import { assertEquals } from "@std/assert";
import { shrinkCallerId, splitExtension, withoutFluff } from "../../../config/dialplan/extension_text.ts";

for (
  const [value, extension, rest] of [
    ["100,1,NoOp", "100", "1,NoOp"],
    ["_[1,2]X,1", "_[1,2]X", "1"],
    ["_[1-,1,NoOp", "_[1-,1,NoOp", undefined],
    ["_[[]6,1", "_[[]6,1", undefined],
    ["_]7,1", "_]7", "1"],
    ["_1\\[2,1", "_1\\[2", "1"],
    ["a\\,b,1", "a\\,b", "1"],
    ["s", "s", undefined],
    ["s,", "s", undefined],
    ["", "", undefined],
  ] satisfies [string, string, string | undefined][]
) {
  Deno.test(`splitExtension() takes "${extension}" from "${value}"`, () => {
    assertEquals(splitExtension(value), { extension, rest });
  });
}

Deno.test("withoutFluff() removes blanks and dashes outside of the sets of a pattern", () => {
  assertEquals(withoutFluff("_1 [2- 4]-5"), "_1[2- 4]5");
  assertEquals(withoutFluff("_1 [2- 4]-5", { keepDashes: true }), "_1[2- 4]-5");
  assertEquals(withoutFluff("[a- b]"), "[ab]");
});

Deno.test("shrinkCallerId() keeps dashes in brackets and a dot at the end", () => {
  assertEquals(shrinkCallerId("(555) 12-34"), "5551234");
  assertEquals(shrinkCallerId("_[5-6]-1."), "_[5-6]1.");
  assertEquals(shrinkCallerId("5.1"), "51");
});
