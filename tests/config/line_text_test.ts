import { assertEquals } from "@std/assert";
import { cleanLine } from "../../config/comments.ts";
import { CleanedText, PlainText, skipBlanks, skipBlanksBack } from "../../config/line_text.ts";
import { SourceText } from "../../config/source_text.ts";

Deno.test("PlainText is the text of a line without the blanks around it", () => {
  const text = new PlainText(new SourceText("x\n  aé b \n"), 2, 9);

  assertEquals([text.slice(text.start, text.end), text.offsetOf(text.start)], ["aé b", 4]);
});

Deno.test("CleanedText knows where each character was", () => {
  const source = new SourceText(" a;-- x --;é\\;b ");
  const text = new CleanedText(source, cleanLine(source.units, { start: 0, end: source.bytes.length }, 0));

  assertEquals(text.slice(text.start, text.end), "aé;b");
  assertEquals([text.start, text.start + 1, text.end - 1].map((at) => text.offsetOf(at)), [1, 11, 15]);
  assertEquals(text.offsetOf(99), 17);
});

Deno.test("skipBlanks() and skipBlanksBack() stop at the other end", () => {
  assertEquals([skipBlanks("  ", 0, 2), skipBlanksBack("  ", 0, 2), skipBlanks(" a ", 0, 3)], [2, 0, 1]);
});
