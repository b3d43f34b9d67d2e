import { assertEquals } from "@std/assert";
import { parse, type ParseOptions } from "../../../config/mod.ts";

function codes(content: string | Uint8Array, options: ParseOptions = {}): string[] {
  return parse(content, options).diagnostics.map(({ code }) => code);
}

Deno.test("parse() stops at 129 nested comment blocks, at which Asterisk hangs", () => {
  const text = `[a]\n${";--\n".repeat(129)}x=1\n${"--;\n".repeat(129)}`;

  const file = parse(text);

  assertEquals([codes(text), file.valid], [["nested-comments"], false]);
  assertEquals(file.diagnostics[0]?.start.line, 130);
  assertEquals(file.tree.line(130).kind, "broken");
  assertEquals(file.tree.lineCount, text.split("\n").length - 1);
});

Deno.test("parse() takes 128 nested comment blocks", () => {
  assertEquals(codes(`[a]\n${";--\n".repeat(128)}${"--;\n".repeat(128)}x=1\n`), []);
});

Deno.test("parse() says that a file is in UTF-16", () => {
  const bytes = Uint8Array.from([0xff, 0xfe, ...[..."[a]\n"].flatMap((character) => [character.charCodeAt(0), 0])]);

  assertEquals(codes(bytes).sort(), ["no-section", "nul-byte", "nul-byte", "utf-16"]);
});

Deno.test("parse() reads a line of 20000 bytes with NULs in pieces, as Asterisk does", () => {
  const text = `[a]\nx=1\0${"y".repeat(8191 - 4)}b=2\n`;

  const { sections, tree } = parse(text);

  assertEquals(sections[0]?.settings.map(({ name, value }) => name + value), ["x1", "b2"]);
  assertEquals(tree.lineCount, 3);
});

Deno.test("parse() does not read a file over its limit", () => {
  const file = parse("[a]\nx=1\n", { limits: { maxFileSize: 4 } });

  assertEquals(file.valid, false);
  assertEquals(file.diagnostics.map(({ code, message }) => `${code}: ${message}`), [
    "file-too-large: File is larger than 4 bytes",
  ]);
});

Deno.test("parse() does not read included files over their limit, alone or together", () => {
  const files = { "b.conf": "x".repeat(100) };

  assertEquals(codes("[a]\n#include b.conf\n", { files, limits: { maxFileSize: 50 } }), ["file-too-large"]);
  assertEquals(codes("[a]\n#include b.conf\n", { files, limits: { maxTotalSize: 110 } }), ["file-too-large"]);
});

Deno.test("parse() ends when files that include each other many times multiply", () => {
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, level) => {
    return [`l${level}.conf`, `x=1\n${level < 9 ? `#include l${level + 1}.conf\n`.repeat(10) : ""}`];
  }));

  const found = codes("[a]\n#include l0.conf\n", { files, limits: { maxIncludes: 1000 } });

  assertEquals(found.includes("too-many-includes"), true);
});

Deno.test("parse() ends when braces multiply", () => {
  const found = codes(`[a]\n#include ${"{a,b}".repeat(40)}\n`, { files: {} });

  assertEquals(found, ["too-many-includes"]);
});

Deno.test("parse() ends when templates multiply", () => {
  let text = "[t0](!)\nx=1\n";
  for (let level = 1; level < 64; level++) text += `[t${level}](!,t${level - 1},t${level - 1})\n`;

  assertEquals(codes(text, { limits: { maxSettings: 100_000 } }), ["too-many-settings"]);
});

Deno.test("parse() ends when additions and filters multiply", () => {
  const limits = { maxSteps: 10_000 };

  assertEquals(codes(`[a]\nx=1\n${"x+=1\n".repeat(20_000)}`, { limits }), ["too-much-work"]);
  const sections = `${"[a]\nx=1\n".repeat(200)}[a]\nx=2\n`;
  assertEquals(codes(`${sections}${"[](+x=2)\n".repeat(200)}`, { limits })[0], "too-much-work");
});

Deno.test("parse() keeps no more diagnostics than its limit", () => {
  const file = parse(`[a]\n${"x\n".repeat(100)}`, { limits: { maxDiagnostics: 10 } });

  assertEquals([file.diagnostics.length, file.log.length], [11, 10]);
  assertEquals(file.diagnostics.map(({ code }) => code).includes("too-many-diagnostics"), true);
});
