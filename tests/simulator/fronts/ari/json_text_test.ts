import { assertEquals } from "@std/assert";
import { parseJson } from "../../../../simulator/fronts/ari/json_text.ts";

for (
  const text of [
    "{}",
    "[]",
    ' {"a": [1, -2.5e3, true, null, "\\u00e9\\ud83d\\ude00"]} ',
    '{"a":1,"a":2}',
    '{"n":9223372036854775807}',
    '{"n":1e30}',
    '{"s":"99999999999999999999","n":1e19}',
  ]
) {
  Deno.test(`parseJson() reads ${text}`, () => {
    assertEquals(parseJson(text), JSON.parse(text));
  });
}

for (
  const text of [
    "",
    "5",
    '"x"',
    "null",
    "true",
    "{",
    "{}x",
    "{'a':1}",
    '{"a":.5}',
    '{"a":"\\u0000"}',
    '{"a\\u0000":1}',
    '{"a":"\\ud800"}',
    '{"n":9223372036854775808}',
    '{"n":-99999999999999999999}',
    '{"n":1e400}',
  ]
) {
  Deno.test(`parseJson() refuses ${text || "nothing"}`, () => {
    assertEquals(parseJson(text), undefined);
  });
}
