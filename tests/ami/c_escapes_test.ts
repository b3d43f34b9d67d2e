import { assertEquals } from "@std/assert";
import { unescapeValue } from "../../ami/c_escapes.ts";

Deno.test("unescapeValue() takes back each escape of Asterisk, and nothing else", () => {
  assertEquals(unescapeValue(String.raw`\a\b\f\n\r\t\v\\\'\"\?`), "\x07\b\f\n\r\t\v\\'\"?");
  assertEquals(unescapeValue(String.raw`\\n`), "\\n");
  for (const same of ["", "plain", String.raw`\x \0`, "end\\"]) assertEquals(unescapeValue(same), same);
});
