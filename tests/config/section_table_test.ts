import { assertEquals } from "@std/assert";
import { SectionTable } from "../../config/section_table.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

const source = { path: "x", tree: new SyntaxTree("[Ab]\nx=1\ny=2\n") };

function tableOf(count: number): SectionTable {
  const table = new SectionTable();
  for (let id = 0; id < count; id++) {
    table.begin(source, 1, 1, 3);
    table.commit();
  }
  return table;
}

Deno.test("SectionTable finds sections by name in any case, and all by no name", () => {
  const table = tableOf(2);
  table.begin(source, 2, 0, 0);
  table.nameBegun("other");

  assertEquals([[...table.named("aB")], [...table.named("other")]], [[0, 1], []]);
  table.commit();
  assertEquals([[...table.named("OTHER")], [...table.named("")]], [[2], [0, 1, 2]]);
});

Deno.test("SectionTable copies settings as they are when they are inherited", () => {
  const table = tableOf(3);
  table.addLines(0, source, 1, 2, 1);
  table.inherit(1, 0);
  table.addLines(0, source, 2, 3, 1);
  table.inherit(1, 0);
  table.inherit(2, 0);

  const lines = [0, 1, 2].map((id) => table.mapSettings(id, (run, line) => `${table.ownerOf(run)}:${line}`));

  assertEquals(lines, [["0:1", "0:2"], ["0:1", "0:1", "0:2"], ["0:1", "0:2"]]);
  assertEquals([1, 2].map((id) => table.basesOf(id)), [[0, 0], [0]]);
});

Deno.test("SectionTable merges what a header with (+) has gathered, and forgets the header", () => {
  const table = tableOf(2);
  table.addLines(0, source, 1, 2, 1);
  const begun = table.begin(source, 7, 0, 0);
  table.nameBegun("gone");
  table.inherit(begun, 0);
  table.makeTemplate(begun);

  table.merge(1, begun);
  table.begin(source, 8, 1, 3);

  assertEquals([table.isTemplate(1), table.countOf(1), table.basesOf(1)], [true, 1, []]);
  assertEquals(table.headersOf(1).map(({ line }) => line), [1, 7]);
  assertEquals([table.nameOf(2), table.isTemplate(2), table.basesOf(2)], ["Ab", false, []]);
});

Deno.test("SectionTable takes other runs, of which one may be a setting on its own", () => {
  const table = tableOf(1);
  table.addLines(0, source, 1, 3, 2);
  const setting = { name: "x", value: "12", isObject: false, source, line: 1 };

  table.replaceRuns(0, [{ kind: "joined", owner: 0, setting, count: 1 }, ...table.runsOf(0)]);

  assertEquals([table.countOf(0), table.mapSettings(0, (_, line) => line)], [3, [1, 1, 2]]);
  const [run = 0] = table.mapSettings(0, (run) => run);
  assertEquals([table.joinedOf(run), table.sourceOf(run)], [setting, source]);
});
