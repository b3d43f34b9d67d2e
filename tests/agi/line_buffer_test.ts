import { AgiProtocolError } from "@asterism/asterisk/agi";
import { LineBuffer } from "../../agi/line_buffer.ts";
import { assertEquals, assertThrows } from "@std/assert";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("LineBuffer gives the same lines wherever the bytes are cut, also within a character", () => {
  const text = bytes("a\n\nüber: 日本\r\nrest");
  for (let cut = 0; cut <= text.length; cut++) {
    const buffer = new LineBuffer({ maxBytes: 100 });
    const lines = [
      ...buffer.push(text.subarray(0, cut)),
      ...buffer.push(text.subarray(cut)),
      ...buffer.push(bytes("\n")),
    ];
    assertEquals(lines, ["a", "", "über: 日本\r", "rest"]);
  }
});

Deno.test("LineBuffer refuses a line that is too long, at once or bit by bit", () => {
  assertThrows(() => new LineBuffer({ maxBytes: 5 }).push(bytes("abcdef\n")), AgiProtocolError, "more than 5 bytes");
  const buffer = new LineBuffer({ maxBytes: 5 });
  buffer.push(bytes("abc"));
  assertThrows(() => buffer.push(bytes("def")), AgiProtocolError, "Cannot read a line of more than 5 bytes");
});
