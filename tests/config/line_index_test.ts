import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { classify, hasComment, isComplex, isEscaped, kindMask, lineKind, scanLines } from "../../config/line_index.ts";
import { SourceText } from "../../config/source_text.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

function kinds(text: string, depth = 0): string[] {
  const { kinds } = scanLines(new SourceText(text), { depth });
  const name = (entry: number) => Object.entries(lineKind).find(([, kind]) => kind === (entry & kindMask))?.[0];
  return Array.from(kinds, (entry) => `${name(entry)}${entry & hasComment ? ";" : ""}${entry & isComplex ? "*" : ""}`);
}

for (
  const [text, expected] of [
    ["", []],
    ["\n \n\t", ["blank", "blank", "blank"]],
    ["; c\n ;--- c\n", ["comment;", "comment;"]],
    ["[a]\n [b] ; c\n[c](;)\n", ["section", "section;", "section;"]],
    ["a=1\n b => c ; d\n\\[e=f\n\\==g\n", ["setting", "setting;", "setting", "setting"]],
    ["a+=1\n\\+=1\n+=1\n", ["addition", "setting", "noName"]],
    ["=1\nx\n\\ a=1\n\\\n", ["noName", "noEquals", "badEscape", "badEscape"]],
    ["#include x\n # y\n", ["directive", "directive"]],
    ["a=1 ;-- x\ny\nz --; b=2\n;--;\n", ["setting*", "comment", "setting*", "comment*"]],
    ["a=\\;b\n", ["setting*"]],
    ["x --;\na=1\n;-- y\nb=1", ["noEquals*", "comment", "comment*", "setting"]],
    [`a=${"x".repeat(8189)}\nb=1`, ["tooLong", "setting"]],
    [`a=${"x".repeat(8188)}\nb=1`, ["setting", "setting"]],
    [`${"x".repeat(20_000)}\nb=1`, ["tooLong", "setting"]],
    ["x".repeat(8191), ["tooLong"]],
    ["x".repeat(8190), ["noEquals"]],
    ["\uFEFF[a]\n\uFEFF[a]\n", ["section", "noEquals"]],
  ] satisfies [string, string[]][]
) {
  Deno.test(`scanLines() knows what is in ${JSON.stringify(text.slice(0, 40))} of ${text.length}`, () => {
    assertEquals(kinds(text), expected);
  });
}

Deno.test("scanLines() starts within a comment block", () => {
  assertEquals(kinds("a=1\n--; b=1\n", 1), ["comment", "setting*"]);
});

Deno.test("scanLines() marks all but blank lines, comments and plain settings, with the settings before", () => {
  const { marks, settingsBefore, settings } = scanLines(new SourceText("\n[a]\nx=1\n; c\ny=\\;2\n#foo\nz+=3\n"));

  assertEquals([[...marks], [...settingsBefore], settings], [[1, 5, 6], [0, 2, 2], 2]);
});

Deno.test("scanLines() finds the same lines whichever way it takes", () => {
  const parts = fc.constantFrom(
    "a",
    "=",
    "+",
    "[",
    "]",
    ";",
    "--",
    "\\",
    "#",
    " ",
    "\n",
    "\n",
    "\r\n",
    "\0",
    "é",
    "=>",
  );
  fc.assert(fc.property(fc.array(parts, { maxLength: 60 }).map((texts) => texts.join("")), (text) => {
    const whole = kinds(text);

    // Lines are found one by one where a block is open at the start and closes in the first line.
    assertEquals(kinds(`--;\n${text}`, 1).slice(1).map((kind) => kind), whole);
  }));
});

Deno.test("classify() tells where the equals sign or the bracket is, and escapes", () => {
  const bytes = new TextEncoder().encode("x  a = 1");

  assertEquals(classify(bytes, 1, bytes.length), lineKind.setting | (4 << 8));
  assertEquals(classify(new TextEncoder().encode(" [a]"), 0, 4), lineKind.section | (1 << 8));
  assertEquals(classify(new TextEncoder().encode("\\a=1"), 0, 4), lineKind.setting | isEscaped | (2 << 8));
});

Deno.test("scanLines() reads what is behind a byte order mark as a line of its own", () => {
  for (const [line, kind] of [["[a](+b=1)", "section"], ["#x=1", "directive"], ["\\[x=1", "setting"]] as const) {
    const found = new SyntaxTree(`\ufeff${line}\n`).line(1);
    assertEquals(found.kind, kind);
    if (found.kind === "setting") assertEquals(found.name.text, "[x");
  }
});
