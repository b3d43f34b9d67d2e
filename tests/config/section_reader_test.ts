import { assertEquals, assertThrows } from "@std/assert";
import { Findings } from "../../config/findings.ts";
import { LimitReached } from "../../config/limit_reached.ts";
import { type ReadLimits, readLimits } from "../../config/read_limits.ts";
import { parse } from "../../config/parse.ts";
import { SectionReader } from "../../config/section_reader.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

function readHeaders(text: string, limits: ReadLimits = {}): { reader: SectionReader; ids: (number | undefined)[] } {
  const source = { path: "x", tree: new SyntaxTree(text) };
  const reader = new SectionReader({ asteriskVersion: 22, limits: readLimits(limits), findings: new Findings(9) });
  const ids: (number | undefined)[] = [];
  for (let index = 0; index < source.tree.lineCount; index++) {
    const line = { source, path: "x", index, number: index + 1, text: source.tree.textOf(index) };
    const id = reader.readHeader(line);
    ids.push(id);
    if (id !== undefined) reader.addLines(id, source, index, index, 1);
  }
  return { reader, ids };
}

Deno.test("SectionReader makes sections, adds to them, and knows the last one", () => {
  const { reader, ids } = readHeaders("[a]\n[b](a)\n[a](+)\n[c](a)\n");

  assertEquals([ids, reader.current], [[0, 1, 0, 2], 2]);
  assertEquals([0, 1, 2].map((id) => reader.table.countOf(id)), [2, 2, 3]);
  assertEquals(reader.table.basesOf(2), [0]);
});

Deno.test("SectionReader inherits from the first section of a name", () => {
  const { reader, ids } = readHeaders("[t](!)\n[a](t)\n[f](t,t)\n[T]\n[g](T)\n");

  assertEquals(ids, [...ids.keys()]);
  assertEquals(ids.map((id) => reader.table.basesOf(id ?? -1)), [[], [0], [0, 0], [], [0]]);
});

Deno.test("SectionReader reads plain headers up to the first that is not, and is then in the last section", () => {
  const source = { path: "x", tree: new SyntaxTree("[a]\nx=1\n[b]\ny=1\nz=1\n[c](d)\n") };
  const reader = new SectionReader({ asteriskVersion: 22, limits: readLimits({}), findings: new Findings(9) });

  assertEquals([reader.readPlain(source, 0, 0), reader.current], [2, 1]);
  assertEquals([reader.readPlain(source, 2, 1), reader.current], [2, 1]);
  assertEquals([0, 1].map((id) => reader.table.countOf(id)), [1, 0]);
});

Deno.test("SectionReader gives up where Asterisk does", () => {
  assertEquals(readHeaders("[a\n[a](x)\n[a](+)\n").ids, [undefined, undefined, undefined]);
});

Deno.test("SectionReader throws LimitReached for too many settings", () => {
  assertThrows(() => readHeaders("[a]\n[b]\n", { maxSettings: 1 }), LimitReached, "More than 1 settings");
});

Deno.test("SectionReader counts what plain headers inherit", () => {
  const text = "[a]\nx=1\n[b](a)\n[c](a)\n[d](a)\n[e](a)\n";

  assertEquals(parse(text, { limits: { maxSettings: 5 } }).sections.length, 5);
  assertEquals(parse(text, { limits: { maxSettings: 4 } }).diagnostics.map(({ code }) => code), ["too-many-settings"]);
});
