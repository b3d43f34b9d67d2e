import { assertEquals } from "@std/assert";
import { Findings } from "../../config/findings.ts";
import { parse } from "../../config/mod.ts";
import { findInSource } from "../../config/reader_lint.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";
import { applyEdits } from "../../config/text_edit.ts";

function found(content: string | Uint8Array): string[] {
  const findings = new Findings(100);
  findInSource({ path: "x", tree: new SyntaxTree(content) }, findings);
  return findings.found.map(({ code, start, end }) => `${code} ${start}-${end}`);
}

for (
  const [text, expected] of [
    ["[a] (b)\n", ["options-ignored 4-7"]],
    ["[a]x ; y\n", ["header-text-ignored 3-4"]],
    ["[a](+x=1,y=2)\n", ["filter-cut 9-12"]],
    ["[a](,)\n", ["empty-option 4-4", "empty-option 5-5"]],
    ["[a=b]\n", ["header-like-setting 1-4"]],
    ["a=1\0\n", ["nul-byte 3-4"]],
    ["a+=>b\n", ["addition-with-arrow 3-4"]],
    ['a="b;c"\n', ["comment-in-quotes 4-5"]],
    ['a="b" ; "c"\n', []],
    ["a --; b\n", ["stray-block-end 2-5"]],
    ["a ;-- b\n\n", ["unclosed-block 0-7"]],
    ["a=1\r\nb=2\r\n", []],
    ["a=1\rb=2\r", ["lone-carriage-return 3-4"]],
    ["\uFEFFa=1\n\uFEFFb=2\n", ["byte-order-mark-kept 7-10"]],
  ] satisfies [string, string[]][]
) {
  Deno.test(`findInSource() finds ${expected.join(", ") || "nothing"} in ${JSON.stringify(text)}`, () => {
    assertEquals(found(text), expected);
  });
}

Deno.test("findInSource() tells the first line that is not UTF-8, and UTF-16", () => {
  assertEquals(found(Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a)), ["not-utf-8 2-3"]);
  assertEquals(found(Uint8Array.of(0xfe, 0xff, 0x00, 0x61)).at(0), "utf-16 0-2");
});

for (
  const text of ["[t](!)\n[a] (t)\n", "[a] text\n", '[a]\nb="c;d"\n', "[a]\nb --; c\nd=1\n", "[a]\n\uFEFFb=1\n"]
    .concat(["[a]\nx=1\ny=2\n[a](+x=1,y=2)\n", "[a]\n[b] = c\n"])
) {
  Deno.test(`fixes of the reader leave nothing to say about ${JSON.stringify(text)}`, () => {
    const { bytes, diagnostics } = parse(text);

    const fixed = applyEdits(bytes, diagnostics.flatMap(({ fix }) => fix?.edits ?? []));

    assertEquals(diagnostics.some(({ fix }) => fix !== undefined), true);
    assertEquals(parse(fixed).diagnostics.map(({ code }) => code), text.includes("--;") ? ["no-equals"] : []);
  });
}
