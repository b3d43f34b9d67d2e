import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ConfigSyntaxError, parse } from "../../config/mod.ts";
import { encodeText } from "../../config/source_text.ts";

Deno.test("parse() gives sections and settings in file order with where they were written", () => {
  const file = parse("[a]\nx = 1\nx => 2\n\n[b]\ny=3\n[a]\n", { name: "x.conf" });

  assertEquals([file.name, file.valid, file.diagnostics], ["x.conf", true, []]);
  assertEquals(file.sections.map(({ name, settings }) => [name, settings.map((setting) => setting.toJSON())]), [
    ["a", [
      { name: "x", value: "1", isObject: false, inherited: false, origin: { file: "x.conf", line: 2, section: "a" } },
      { name: "x", value: "2", isObject: true, inherited: false, origin: { file: "x.conf", line: 3, section: "a" } },
    ]],
    ["b", [
      { name: "y", value: "3", isObject: false, inherited: false, origin: { file: "x.conf", line: 6, section: "b" } },
    ]],
    ["a", []],
  ]);
});

Deno.test("parse() reads text and its bytes alike", () => {
  const text = "[ä]\nb = ü ; ß\n[c](ä)\n";

  const [fromText, fromBytes] = [parse(text), parse(new TextEncoder().encode(text))];

  assertEquals(JSON.stringify(fromText.sections), JSON.stringify(fromBytes.sections));
  assertEquals(fromText.sections[1]?.settings[0]?.value, "ü");
});

Deno.test("parse() keeps bytes that are no UTF-8", () => {
  const bytes = Uint8Array.from([0x5b, 0x61, 0x5d, 0x0a, 0x62, 0x3d, 0xe9, 0x0a]);

  const file = parse(bytes);

  const value = file.section("a")?.get("b") ?? "";
  assertEquals([value, [...encodeText(value)]], ["\udce9", [0xe9]]);
  assertEquals(file.diagnostics.map(({ code }) => code), ["not-utf-8"]);
});

for (
  const [what, text, line, column] of [
    ["a header without its bracket", "[s\n", 1, 1],
    ["a setting before the first section", "a = 1\n", 1, 1],
    ["a line without an equals sign", "[s]\n  hello\n", 2, 3],
    ["a setting without a name", "[s]\n= 1\n", 2, 1],
    ["a comment block that is never closed", "[s]\n;-- a\n\nb=1\n", 2, 1],
    ["a comment block that is closed without being open", "[s]\na = é --; b\n", 2, 7],
    ["a line that is too long", `[s]\na=${"x".repeat(8190)}\n`, 2, 1],
    ["a section name that is too long", `[${"x".repeat(80)}]\n`, 1, 2],
    ["an include that is not followed", "#include a.conf\n", 1, 1],
  ] as const
) {
  Deno.test(`parse() throws ConfigSyntaxError with the place of ${what}, when strict`, () => {
    const error = assertThrows(() => parse(text, { strict: true }), ConfigSyntaxError);

    assertEquals([error.line, error.column], [line, column]);
  });
}

Deno.test("parse() does not throw for a matter of style, when strict", () => {
  assertEquals(parse("[a=b]\n", { strict: true }).diagnostics.length, 1);
});

const pieces = [
  "[a]",
  "[b](a)",
  "[a](+)",
  "[",
  "]",
  "(",
  ")",
  "!",
  "+",
  "=",
  "=>",
  "+=",
  ";",
  ";--",
  "--;",
  "\\",
  "\\;",
  "\0",
]
  .concat([
    "#include a.conf",
    "#tryinclude *.conf",
    "#exec x",
    "\n",
    "\n",
    "\n",
    "\r\n",
    " ",
    "\t",
    "x",
    "é",
    "\uFEFF",
  ]);
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(""));

Deno.test("parse() never throws, whatever the bytes, and gives them back line by line", () => {
  const contents = fc.oneof(fc.uint8Array({ maxLength: 300 }), texts.map((text) => new TextEncoder().encode(text)));
  fc.assert(fc.property(contents, contents, (content, included) => {
    const exec = () => included;

    const file = parse(content, { name: "main.conf", files: { "a.conf": included }, exec });

    const lines = [...file.tree.lines()];
    assertEquals(lines.flatMap(({ start, end }) => [...file.bytes.subarray(start, end)]), [...content]);
    for (const { settings } of [...file.sections, ...file.templates]) {
      for (const setting of settings) {
        assertEquals(setting.name === "", false);
        assertEquals(setting.valueRange.start.offset <= setting.valueRange.end.offset, true);
      }
    }
    for (const { start, end } of file.diagnostics) assertEquals(start.offset <= end.offset, true);
  }));
});

Deno.test("parse() gives every piece of a line as it stands in the file", () => {
  fc.assert(fc.property(texts, (text) => {
    const { tree } = parse(text);

    for (const line of tree.lines()) {
      if (line.kind !== "setting" || tree.index.depths.has(line.number - 1)) continue;
      for (const { text, start, end } of [line.name, line.operator, line.value]) {
        assertEquals(tree.source.slice(start, end), text);
      }
    }
  }));
});

Deno.test("parse() never throws for a file cut at any byte", () => {
  const text =
    "[default](!)\r\nexten => 100,1,Stasis(app) ; c\n;-- x --;\n\\[a] += \\;2\n[b](default,+x=y)\n#include é\n";
  const bytes = new TextEncoder().encode(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    const file = parse(bytes.subarray(0, cut), { files: {} });

    assertEquals(file.bytes, bytes.subarray(0, cut));
    assertEquals(file.valid || file.diagnostics.length > 0, true);
  }
});
