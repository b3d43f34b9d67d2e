import { assertEquals, assertThrows } from "@std/assert";
import { applyEdits, type TextEdit } from "../../config/text_edit.ts";

const encoder = new TextEncoder();

function edit(start: number, end: number, text: string): TextEdit {
  return { start, end, text: encoder.encode(text) };
}

function apply(text: string, ...edits: TextEdit[]): string {
  return new TextDecoder().decode(applyEdits(encoder.encode(text), edits));
}

Deno.test("applyEdits() replaces, removes and inserts, in whatever order the edits come", () => {
  assertEquals(apply("one two three", edit(8, 13, "3"), edit(0, 3, "1"), edit(3, 4, " + ")), "1 + two 3");
  assertEquals(apply("abc", edit(1, 2, "")), "ac");
  assertEquals(apply("", edit(0, 0, "new")), "new");
  assertEquals(apply("ab", edit(1, 1, "1"), edit(1, 1, "2")), "a12b");
  assertEquals(apply("abc"), "abc");
});

Deno.test("applyEdits() refuses edits that overlap or lie outside", () => {
  assertThrows(
    () => apply("abc", edit(0, 2, ""), edit(1, 3, "")),
    RangeError,
    "bytes 1 to 3: the edit before reaches to 2",
  );
  assertThrows(() => apply("abc", edit(2, 4, "")), RangeError, "Cannot edit bytes 2 to 4 of a file with 3 bytes");
  assertThrows(() => apply("abc", edit(2, 1, "")), RangeError);
});
