import { assertEquals } from "@std/assert";
import { detachText, readWireText, toBytes, toWireText, writeWireText } from "../../ami/wire_text.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

Deno.test("toWireText() and toBytes() lose no byte", () => {
  const text = toWireText(everyByte);

  assertEquals(text.length, 256);
  assertEquals(toBytes(text), everyByte);
});

Deno.test("toWireText() takes just the bytes that a view shows", () => {
  assertEquals(toWireText(new TextEncoder().encode("abcdef").subarray(2, 4)), "cd");
});

Deno.test("readWireText() reads UTF-8, with U+FFFD for what is none", () => {
  for (const text of ["", "plain", "zażółć", "\u{1F4DE} 電話", "\uFEFFmark"]) {
    assertEquals(readWireText(writeWireText(text)), text);
  }
  assertEquals(readWireText("caf\u00e9"), "caf\uFFFD");
});

Deno.test("detachText() makes an equal text", () => {
  for (const text of ["", "short", "x".repeat(100_000).slice(5)]) assertEquals(detachText(text), text);
});
