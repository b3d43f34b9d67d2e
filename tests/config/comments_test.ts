import { assertEquals } from "@std/assert";
import { cleanLine } from "../../config/comments.ts";

function clean(text: string, depth = 0): ReturnType<typeof cleanLine> {
  return cleanLine(text, { start: 0, end: text.length }, depth);
}

for (
  const [line, depth, text, after] of [
    ["a ; b", 0, "a ", 0],
    ["a\\;b", 0, "a;b", 0],
    ["a\\\\;b", 0, "a\\;b", 0],
    ["\\;\\;;x", 0, ";;", 0],
    ["a ;-- x --; b", 0, "a  b", 0],
    ["a ;-- x", 0, "a ", 1],
    ["x --; b", 1, " b", 0],
    ["x ; y --; b", 1, " b", 0],
    ["x", 1, "", 1],
    ["a ;-- ;-- --; x", 0, "a ", 1],
    [";-- --;", 0, "", 0],
    [";--;", 0, "", 1],
    [";----;", 0, "", 0],
    [";--- x ;-- y", 0, "", 0],
    ["; x ;-- y", 0, "", 0],
    ["a --; b", 0, "a --; b", -1],
    ["a --; b ;-- c", 0, "a --; b ", 0],
    ["a --; b ;-- c --; d", 0, "a --; b ", -1],
    ["x ;-- y", -1, "", 0],
    ["x ;-- ;-- y --; z", -1, " z", 0],
    ["\\;--; a", 1, " a", 0],
    ["a \\;-- b", 0, "a ;-- b", 0],
    ["a ;-- \\; --; b\\;c", 0, "a  b;c", 0],
  ] satisfies [string, number, string, number][]
) {
  Deno.test(`cleanLine() leaves ${JSON.stringify(text)} of ${JSON.stringify(line)} at depth ${depth}`, () => {
    const cleaned = clean(line, depth);

    assertEquals([cleaned.units, cleaned.depth], [text, after]);
    assertEquals(cleaned.pieces.map(({ start, end }) => line.slice(start, end)).join(""), text);
  });
}

Deno.test("cleanLine() tells where comments, stray ends and too many blocks are", () => {
  assertEquals(clean("a --; b --; c").strayEnds, [2, 8]);
  assertEquals(clean("a ;-- b --; ; c").comment, 12);
  assertEquals(clean("x ;-- ;-- ", 126).opened, [127, 128]);
  assertEquals(clean("x ;-- ;-- ", 127).tooDeep, 6);
});
