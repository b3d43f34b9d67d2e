import { assertEquals } from "@std/assert";
import { EndFinder, longestEnd, skipBlankLines } from "../../ami/message_end.ts";
import { bytes } from "../support/ami_bytes.ts";

function finderOf(text: string): EndFinder {
  return new EndFinder(bytes(text, { latin1: true }), text);
}

for (
  const [text, end, next] of [
    ["A: b\r\n\r\nC", 4, 8],
    ["A: b\n\nC", 4, 6],
    ["A: b\r\n\nC", 4, 7],
    ["A: b\n\r\nC", 4, 7],
    ["A: b\n\r\n\r\nC", 4, 7],
    ["A: b\n\nC: d\r\n\r\n", 4, 6],
    ["A: b\r\n\r\nC: d\n\n", 4, 8],
  ] as const
) {
  Deno.test(`EndFinder.blankLine() finds the blank line in ${JSON.stringify(text)}`, () => {
    assertEquals(finderOf(text).blankLine(0), { end, next });
  });
}

for (const text of ["", "A", "A: b\r\n", "A: b\r\n\r", "A: b\r\r\r\n", "A: b\n\rC"]) {
  Deno.test(`EndFinder.blankLine() finds none in ${JSON.stringify(text)}`, () => {
    assertEquals(finderOf(text).blankLine(0), undefined);
    assertEquals(finderOf(text).commandEnd(0), undefined);
  });
}

Deno.test("EndFinder.blankLine() finds one after the other", () => {
  const finder = finderOf("A\r\n\r\nB\n\nC\r\n\r\nD\n\n");

  const found: number[] = [];
  for (let at = finder.blankLine(0); at !== undefined; at = finder.blankLine(at.next)) found.push(at.end);

  assertEquals(found, [1, 6, 9, 14]);
});

for (const blank of ["\r\n\r\n", "\n\n", "\n\r\n", "\r\n\n"]) {
  Deno.test(`EndFinder.commandEnd() wants a blank line, ${JSON.stringify(blank)}, after the mark`, () => {
    const text = `a\n\n--END COMMAND-- not yet\n--END COMMAND--${blank}B`;
    const { end, next } = finderOf(text).commandEnd(0) ?? {};

    assertEquals(end, text.length - blank.length - 1);
    assertEquals(next, text.length - 1);
    assertEquals(longestEnd >= "--END COMMAND--".length + blank.length, true);
  });
}

Deno.test("skipBlankLines() leaves a last carriage return, which may be half of a line end", () => {
  assertEquals(skipBlankLines("\r\n\n\r\nA", 0), 5);
  assertEquals(skipBlankLines("\r\n\r", 0), 2);
  assertEquals(skipBlankLines("\rA", 0), 0);
});
