import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";
import type { Finding } from "../../config/findings.ts";
import { fixOf } from "../../config/reader_fix.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";
import { applyEdits } from "../../config/text_edit.ts";

/** The text after the first fix that the reader offers. */
function fixed(text: string): string | undefined {
  const { bytes, diagnostics } = parse(text, { files: {} });
  const fix = diagnostics.find((one) => one.fix !== undefined)?.fix;
  return fix && new TextDecoder().decode(applyEdits(bytes, fix.edits));
}

for (
  const [text, expected] of [
    ["[a]\nhello\n", "[a]\n; hello\n"],
    ["[a]\n  # hello\n", "[a]\n  ; # hello\n"],
    ['[a]\n#tryinclude"x"\n', '[a]\n#tryinclude "x"\n'],
    ["[a\nb=1\n", "[a]\nb=1\n"],
    ["[a ; b]\n", "[a \\; b]\n"],
    ["[a ; b\n", "[a] ; b\n"],
    ["[a](! ; )\n", "[a](! \\; )\n"],
    ["[é](!)\n[b]( é ,!)\n", "[é](!)\n[b](é,!)\n"],
    ["[t](!)\n[t](+,!)\n", "[t](!)\n[t](+TEMPLATES=include,!)\n"],
    ["[a](,!)\n", "[a](!)\n"],
    ["[a]\n#Include x\n", "[a]\n#tryinclude x\n"],
    ["[a]\nb=1\rc=2\n", "[a]\nb=1\nc=2\n"],
  ] as const
) {
  Deno.test(`fixOf() makes ${JSON.stringify(expected)} of ${JSON.stringify(text)}`, () => {
    assertEquals(fixed(text), expected);
  });
}

Deno.test("fixOf() makes no comment of a line in which a block begins or ends", () => {
  assertEquals(fixed("[a]\nhello ;-- c\n--;\n"), undefined);
  assertEquals(fixed("[a]\nhello ;-- c --;\n"), undefined);
});

Deno.test("fixOf() offers to remove blanks only where that helps", () => {
  assertEquals(fixed("[b]( t )\n"), undefined);
});

Deno.test("fixOf() knows no way out of what only its author can mend", () => {
  const source = { path: "x", tree: new SyntaxTree("[a](+)\n") };
  const finding: Finding = { code: "addition-to-missing", source, start: 4, end: 5, message: "There is none" };

  assertEquals(fixOf(finding), undefined);
});
