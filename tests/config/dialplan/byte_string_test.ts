import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { byteOffsets, decodeBytes, encodeBytes } from "../../../config/dialplan/byte_string.ts";

Deno.test("encodeBytes() gives one character for each byte of UTF-8", () => {
  assertEquals(encodeBytes("aé€😀"), "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
});

Deno.test("decodeBytes() keeps bytes that are not UTF-8 as U+DC80 to U+DCFF", () => {
  assertEquals(decodeBytes("\xa7a\xc3\xa9\xc3"), "\udca7aé\udcc3");
  assertEquals(decodeBytes("\xed\xa0\x80\xc0\x80\xf5"), "\udced\udca0\udc80\udcc0\udc80\udcf5");
});

Deno.test("decodeBytes() and encodeBytes() lose no byte", () => {
  fc.assert(fc.property(fc.uint8Array(), (array) => {
    const bytes = Array.from(array, (byte) => String.fromCharCode(byte)).join("");
    assertEquals(encodeBytes(decodeBytes(bytes)), bytes);
  }));
});

Deno.test("decodeBytes() undoes encodeBytes() for all text", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    assertEquals(decodeBytes(encodeBytes(text)), text);
  }));
});

Deno.test("byteOffsets() tells the character of each byte, and of the end", () => {
  const at = byteOffsets("a😀é");

  assertEquals([0, 1, 2, 4, 5, 6, 7].map(at), [0, 1, 1, 1, 3, 3, 4]);
});
