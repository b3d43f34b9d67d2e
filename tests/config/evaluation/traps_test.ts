/** Where Asterisk reads something else than is meant; each was proven on the real one. */
import { assertEquals } from "@std/assert";
import { type ConfigFile, parse } from "../../../config/mod.ts";

/** Sections and settings in one line each. */
function held(file: ConfigFile): string[] {
  return file.sections.map(({ name, settings }) => {
    return `[${name}] ${
      settings.map(({ name, value, isObject }) => `${name}${isObject ? "=>" : "="}${value}`).join("|")
    }`;
  });
}

/** The codes of the diagnostics with their lines. */
function codes(file: ConfigFile): string[] {
  return file.diagnostics.map(({ code, start }) => `${code}:${start.line}`);
}

for (
  const [trap, text, sections, found] of [
    ["a stray end of a block ignores all lines until the next block", "[a]\nb=1 --; t\nc=2\n;-- x\nd=3\n", [
      "[a] b=1 --; t|d=3",
    ], ["stray-block-end:2"]],
    ["a rule of dashes with a semicolon is a stray end", "[a]\n---;\nb=2\n", ["[a] "], [
      "no-equals:2",
      "stray-block-end:2",
    ]],
    ["a block that is never closed takes the rest of the file", "[a]\nb=1\n;-- x\nc=2\n", ["[a] b=1"], [
      "unclosed-block:3",
    ]],
    ["a plain semicolon in a block does not hide its end", "[a]\n;-- x\nb=2 ; it ends --; c=3\n", ["[a] c=3"], []],
    ["three dashes make a line comment", "[a]\n;--- no block\nb=1\n", ["[a] b=1"], []],
    ["a block in a line leaves what is around it", "[a]\nb=a ;-- x --; b\n", ["[a] b=a  b"], []],
    ["only the backslash before a semicolon is eaten", "[a]\nb=1\\\\;2\\n\n", ["[a] b=1\\;2\\n"], []],
    ["quotes do not keep a semicolon", `[a]\nb="x;y"\n`, [`[a] b="x`], ["comment-in-quotes:2"]],
    ["a blank before the parenthesis makes options disappear", "[t](!)\nx=1\n[a] (t)\nb=1\n", ["[a] b=1"], [
      "options-ignored:3",
    ]],
    ["text after a header disappears", "[a] b=1\n[c](!)x\n", ["[a] "], [
      "header-text-ignored:1",
      "header-text-ignored:2",
    ]],
    ["a line that begins with a bracket is a header", "[a]\n[y=2]\nb=1\n", ["[a] ", "[y=2] b=1"], [
      "header-like-setting:2",
    ]],
    ["an empty option inherits from the first section", "[a]\nx=1\n[b](a,)\n", ["[a] x=1", "[b] x=1|x=1"], [
      "empty-option:3",
    ]],
    ["a name is cut at 79 bytes", `[${"n".repeat(80)}]\n`, [`[${"n".repeat(79)}] `], ["section-name-cut:1"]],
    ["the arrow of += is part of the value", "[a]\nb+=>c\n", ["[a] b=>c".replace("b=>", "b=>")], [
      "addition-with-arrow:2",
    ]],
    ["+= adds to the first setting of the same name and value", "[a]\nb=1\nb=1\nb+=2\n", ["[a] b=12|b=1"], [
      "addition-elsewhere:4",
    ]],
    ["+= after an empty value changes the first one of any value", "[a]\nA=7\na=\na+=2\n", ["[a] a=2|a="], [
      "addition-elsewhere:4",
    ]],
    ["+= keeps the blanks before what it adds", "[a]\nb=1\nb += 2\nb+=3 \n", ["[a] b=1 23"], []],
    ["+= compares names by case", "[a]\nb=1\nB+=2\n", ["[a] b=1|B=2"], []],
    ["a plus that stands apart is part of the name", "[a]\nb + = 2\n", ["[a] b +=2"], []],
    ["a NUL ends a line", "[a]\nb=1\0 2\n", ["[a] b=1"], ["nul-byte:2"]],
    ["a carriage return alone ends no line", "[a]\rb=1\n", ["[a] "], [
      "lone-carriage-return:1",
      "header-text-ignored:1",
    ]],
    ["no-break spaces are no blanks", "[a]\nb=\u00a01\u3000\n", ["[a] b=\u00a01\u3000"], []],
    ["a byte order mark counts on the first line only", "\uFEFF[a]\n\uFEFFb=1\n", ["[a] \uFEFFb=1"], [
      "byte-order-mark-kept:2",
    ]],
    ["a hash begins no comment", "[a]\n# b=1\n#b\n", ["[a] "], ["unknown-directive:2", "unknown-directive:3"]],
    ["a line of 8191 bytes is skipped", `[a]\nb=${"x".repeat(8189)}\nc=1\n`, ["[a] c=1"], ["line-too-long:2"]],
    ["a line of 8190 bytes is read", `[a]\nb=${"x".repeat(8188)}\n`, [`[a] b=${"x".repeat(8188)}`], []],
    ["a comment block is not closed in a line that is too long", `[a]\n;--\n${"x".repeat(8190)}--;\nb=1\n`, ["[a] "], [
      "unclosed-block:2",
      "line-too-long:3",
    ]],
    ["names compare without case in headers", "[T](!)\nx=1\n[a](t)\n[A](+)\ny=2\n", ["[a] x=1|y=2"], []],
    [
      "what a template gains later is not inherited",
      "[t](!)\nx=1\n[a](t)\n[t](+TEMPLATES=include)\ny=2\n",
      ["[a] x=1"],
      [],
    ],
    ["an inherited value comes first and stays", "[t](!)\nx=1\n[a](t)\nx=9\n", ["[a] x=1|x=9"], []],
    ["(+,!) makes a template of what was none", "[a]\nx=1\n[a](+,!)\n", [], []],
    ["(t,+) brings what it inherits along", "[t](!)\nx=1\n[a]\ny=2\n[a](t,+)\n", ["[a] y=2|x=1"], []],
    ["a filter chooses among sections of one name", "[a]\nn=1\n[a]\nn=2\n[a](+n=^2$)\nx=1\n", [
      "[a] n=1",
      "[a] n=2|x=1",
    ], []],
  ] satisfies [string, string, string[], string[]][]
) {
  Deno.test(`parse() knows that ${trap}`, () => {
    const file = parse(text);

    assertEquals(held(file), sections);
    assertEquals(codes(file), found);
    assertEquals(file.valid, true);
  });
}

for (
  const [reason, text, found] of [
    ["a header without its bracket", "[a\n", "unclosed-header:1"],
    ["options without their parenthesis", "[a](!\n", "unclosed-options:1"],
    ["a semicolon within a header", "[a;b]\n", "unclosed-header:1"],
    ["a setting before the first section", "\n\nb=1\n[a]\n", "no-section:3"],
    ["text before the first section", "hello\n[a]\n", "no-section:1"],
    ["a base that comes later", "[a](t)\n[t](!)\n", "inherits-missing:1"],
    ["a base that is the section itself", "[a](a)\n", "inherits-missing:1"],
    ["blanks around an option", "[t](!)\n[a]( t )\n", "inherits-missing:2"],
    ["an addition to nothing", "[a](+)\n", "addition-to-missing:1"],
    ["an addition to a template", "[t](!)\n[t](+)\n", "addition-to-template:2"],
    ["an addition whose filter does not fit", "[a]\nx=1\n[a](+x=2)\n", "addition-to-missing:3"],
    [
      "a name of more than 79 bytes that is added to",
      `[${"n".repeat(80)}]\n[${"n".repeat(80)}](+)\n`,
      "addition-to-missing:2",
    ],
    ["a backslash before a blank", "[a]\n\\ b=1\n", "bad-escape:2"],
    ["a backslash before a byte above ASCII", "[a]\n\\é=1\n", "bad-escape:2"],
  ] as const
) {
  Deno.test(`parse() knows that Asterisk does not load a file for ${reason}`, () => {
    const file = parse(text);

    assertEquals(file.valid, false);
    assertEquals(file.sections, []);
    assertEquals(codes(file).includes(found), true, codes(file).join());
  });
}

Deno.test("parse() tells a regular expression that does not compile in the words of Asterisk's C library", () => {
  const file = parse("[a]\nx=1\n[a](+x=a{2)\n");

  assertEquals(codes(file), ["bad-filter:3", "addition-to-missing:3"]);
  assertEquals(file.log[0]?.message, "Regular expression 'a{2' failed to compile: Unmatched \\{");
});

Deno.test("parse() reads on where Asterisk gives up, when it recovers", () => {
  const file = parse("b=1\n[a]\nx=1\n[b](t)\ny=2\n[c\n[d]\nz=3\n", { recovers: true });

  assertEquals(file.valid, false);
  assertEquals(held(file), ["[a] x=1|y=2", "[d] z=3"]);
  assertEquals(codes(file), ["no-section:1", "inherits-missing:4", "unclosed-header:6"]);
});

Deno.test("parse() takes the last of equal settings for += from Asterisk 23 on", () => {
  const text = "[a]\nb=1\nb=1\nb+=2\n";

  assertEquals(held(parse(text, { asteriskVersion: 23 })), ["[a] b=1|b=12"]);
  assertEquals(codes(parse(text, { asteriskVersion: 23 })), []);
});
