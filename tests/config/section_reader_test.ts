import { assertEquals, assertThrows } from "@std/assert";
import { Findings } from "../../config/findings.ts";
import { LimitReached } from "../../config/limit_reached.ts";
import { type ReadLimits, readLimits } from "../../config/read_limits.ts";
import { SectionReader } from "../../config/section_reader.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

function readHeaders(text: string, limits: ReadLimits = {}): { reader: SectionReader; ids: (number | undefined)[] } {
  const source = { path: "x", tree: new SyntaxTree(text) };
  const reader = new SectionReader({ asteriskVersion: 22, limits: readLimits(limits), findings: new Findings(9) });
  const ids: (number | undefined)[] = [];
  for (let index = 0; index < source.tree.lineCount; index++) {
    const plain = reader.readPlainHeader(source, index);
    const line = { source, path: "x", index, number: index + 1, text: source.tree.textOf(index) };
    const id = plain ?? reader.readHeader(line);
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

Deno.test("SectionReader reads the plain way what it reads the long way", () => {
  const text = "[t](!)\n[a](t)\n[b](t)\n[é](t)\n[c](é)\n[d](é)\n[e](t)\n[f](t,t)\n[T]\n[g](T)\n[h](T)\n";

  const { reader, ids } = readHeaders(text);

  assertEquals(ids, [...ids.keys()]);
  assertEquals(ids.map((id) => reader.table.basesOf(id ?? -1)), [[], [0], [0], [0], [3], [3], [0], [0, 0], [], [0], [
    0,
  ]]);
});

Deno.test("SectionReader gives up where Asterisk does", () => {
  assertEquals(readHeaders("[a\n[a](x)\n[a](+)\n").ids, [undefined, undefined, undefined]);
});

Deno.test("SectionReader throws LimitReached for too many settings", () => {
  assertThrows(() => readHeaders("[a]\n[b]\n", { maxSettings: 1 }), LimitReached, "More than 1 settings");
});
