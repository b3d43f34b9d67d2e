import { assertEquals } from "@std/assert";
import { isFormat } from "../../../simulator/core/formats.ts";

Deno.test("isFormat() knows Asterisk's formats whatever their case, and nothing else", () => {
  assertEquals(["ulaw", "ULAW", "slin16", "none", "h264", "zz", ""].map(isFormat), [
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});
