import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { decodeText, encodeText, foldCase, isUtf8, SourceText, trimBlanks } from "../../config/source_text.ts";

Deno.test("SourceText has one character for each byte", () => {
  for (
    const content of [
      "ascii",
      "é€😀",
      Uint8Array.from([0x61, 0xe9, 0xff]),
      Uint8Array.from({ length: 256 }, (_, at) => at),
    ]
  ) {
    const source = new SourceText(content);

    assertEquals(source.units.length, source.bytes.length);
    assertEquals(source.isAscii, content === "ascii");
    assertEquals(source.slice(0, source.bytes.length), typeof content === "string" ? content : decodeText(content));
  }
});

Deno.test("encodeText() gives back the bytes of decodeText(), whatever they are", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => assertEquals([...encodeText(decodeText(bytes))], [...bytes])));
});

Deno.test("decodeText() keeps whole characters between bytes that are none", () => {
  assertEquals(decodeText(Uint8Array.from([0xff, 0xc3, 0xa9, 0xc3, 0x41, 0xe2, 0x82])), "\udcffé\udcc3A\udce2\udc82");
});

Deno.test("isUtf8() tells bytes that are UTF-8", () => {
  assertEquals([isUtf8(Uint8Array.of(0xc3, 0xa9)), isUtf8(Uint8Array.of(0xe9))], [true, false]);
});

Deno.test("foldCase() lowers ASCII only", () => {
  assertEquals([foldCase("AbC"), foldCase("ÀB"), foldCase("x")], ["abc", "Àb", "x"]);
});

Deno.test("trimBlanks() takes the bytes 1 to 32 and nothing else", () => {
  assertEquals(trimBlanks("\t\u0001 a b\r\n"), "a b");
  assertEquals(trimBlanks("\u00a0a\u3000\u200b"), "\u00a0a\u3000\u200b");
});
