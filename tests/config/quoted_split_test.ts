import { assertEquals } from "@std/assert";
import { splitAllQuoted, splitQuoted } from "../../config/quoted_split.ts";

Deno.test.each([
  ["a, 'b' ,\"c,d\"", ["a", "b", "c,d"]],
  ["a,", ["a", ""]],
  ["", [""]],
  ["a\\,b,c", ["a\\,b", "c"]],
  ["a\\'b,c", ["a\\'b", "c"]],
  ['"a\'b",c\'",d', ['"a\'b",c\'",d']],
  ["'a,b", ["'a,b"]],
  ["'a'b'", ["a'b"]],
  ["'", [""]],
])("splitAllQuoted() splits %s", (text, parts) => {
  assertEquals(splitAllQuoted(text, ","), [...parts]);
});

Deno.test("splitQuoted() gives up where quotes are nested eight deep", () => {
  assertEquals(splitQuoted(`'"'"'"'"a,b`, ","), { part: undefined, rest: undefined });
});
