import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";
import { lintForJson } from "../../config/json_lint.ts";

function found(text: string): string[] {
  return lintForJson(parse(text)).map(({ code, start }) => `${start.line}:${start.column} ${code}`);
}

Deno.test("lintForJson() finds nothing in what JSON can carry", () => {
  assertEquals(found('[a]\nb = 1\nB = 2\n[A]\nc = "é\\\n'), []);
});

Deno.test("lintForJson() tells names that are there again, in their own case, once for each line", () => {
  assertEquals(found("[a]\nb=1\nb=2\nb=3\n[a]\nb=1\n"), [
    "3:1 json-duplicate-name",
    "4:1 json-duplicate-name",
    "5:2 json-duplicate-name",
  ]);
});

Deno.test("lintForJson() does not look at templates, but at what they give, once", () => {
  assertEquals(found("[t](!)\nb=1\nb=2\n"), []);
  assertEquals(found("[t](!)\nb=1\nb=2\n[a](t)\nb=3\n[c](t)\n"), [
    "3:1 json-duplicate-name",
    "5:1 json-duplicate-name",
  ]);
});

Deno.test("lintForJson() tells control characters and bytes that are no UTF-8, in names too", () => {
  const bytes = Uint8Array.from("[a\tb]\nc\xe9 = 1\n", (character) => character.charCodeAt(0));

  assertEquals(lintForJson(parse(bytes)).map(({ code, start }) => `${start.line} ${code}`), [
    "1 json-control-character",
    "2 json-not-utf-8",
  ]);
});
