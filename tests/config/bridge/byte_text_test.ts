import { assertEquals } from "@std/assert";
import { fromByteText, readByteText, toByteText } from "../../../config/bridge/byte_text.ts";

Deno.test("byte text has one character for each byte, and gives every byte back", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  assertEquals(toByteText("aü\udcff"), "a\u00c3\u00bc\u00ff");
  assertEquals(readByteText("a\u00c3\u00bc\u00ff"), "aü\udcff");
  assertEquals(fromByteText(toByteText(bytes)), bytes);
});
