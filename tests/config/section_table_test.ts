import { assertEquals } from "@std/assert";
import { settingLines } from "../../config/section_record.ts";
import { SectionTable } from "../../config/section_table.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

const source = { path: "x", tree: new SyntaxTree("[Ab]\nx=1\ny=2\n") };

function tableOf(count: number): SectionTable {
  const table = new SectionTable();
  for (let id = 0; id < count; id++) {
    table.add(source, 1, { start: 1, end: 3, base: -1 });
  }
  return table;
}

Deno.test("SectionTable finds sections by name in any case, and all by no name, however often it is asked", () => {
  const table = tableOf(2);
  table.begin(source, 2, "other");

  assertEquals([[...table.named("aB")], [...table.named("other")]], [[0, 1], []]);
  table.commit();
  for (let time = 0; time < 10; time++) {
    assertEquals([[...table.named("OTHER")], [...table.named("")]], [[2], [0, 1, 2]]);
    assertEquals([[...table.named("AB")], [...table.named("a")], [...table.named("xb")]], [[0, 1], [], []]);
  }
  table.add(source, 3, { start: 1, end: 3, base: -1 });
  assertEquals([...table.named("ab")], [0, 1, 3]);
});

Deno.test("SectionTable copies settings as they are when they are inherited", () => {
  const table = tableOf(3);
  table.addLines(0, { source, from: 1, to: 2, count: 1 });
  table.inherit(1, 0);
  table.addLines(0, { source, from: 2, to: 3, count: 1 });
  table.inherit(1, 0);
  table.inherit(2, 0);
  const plain = table.add(source, 1, { start: 1, end: 3, base: 1 });

  const lines = [0, 1, 2, plain].map((id) => linesOf(table, id));

  assertEquals(lines, [["0:1", "0:2"], ["0:1", "0:1", "0:2"], ["0:1", "0:2"], ["0:1", "0:1", "0:2"]]);
  assertEquals([1, 2, plain].map((id) => table.basesOf(id)), [[0, 0], [0], [1]]);
  assertEquals([0, 1, 2, plain].map((id) => table.countOf(id)), [2, 3, 2, 3]);
});

Deno.test("SectionTable merges what a header with (+) has gathered, and forgets the header", () => {
  const table = tableOf(2);
  table.addLines(0, { source, from: 1, to: 2, count: 1 });
  const begun = table.begin(source, 7, "gone");
  table.inherit(begun, 0);
  table.inherit(begun, 0);
  table.makeTemplate(begun);

  table.merge(1, begun);
  table.add(source, 8, { start: 1, end: 3, base: -1 });

  assertEquals([table.isTemplate(1), table.countOf(1), table.basesOf(1)], [true, 2, []]);
  assertEquals(table.headersOf(1).map(({ line }) => line), [1, 7]);
  assertEquals([table.nameOf(2), table.isTemplate(2), table.basesOf(2), table.countOf(2)], ["Ab", false, [], 0]);
});

Deno.test("SectionTable takes other runs, of which one may be a setting on its own", () => {
  const table = tableOf(1);
  table.addLines(0, { source, from: 1, to: 3, count: 2 });
  const setting = { name: "x", value: "12", isObject: false, source, line: 1 };

  table.replaceRuns(0, [{ kind: "joined", owner: 0, setting, count: 1 }, ...table.runsOf(0)]);

  assertEquals([table.countOf(0), linesOf(table, 0)], [3, ["0:x=12", "0:1", "0:2"]]);
});

function linesOf(table: SectionTable, id: number): string[] {
  return table.runsOf(id).flatMap((run) => {
    if (run.kind === "joined") return [`${run.owner}:${run.setting.name}=${run.setting.value}`];
    return [...settingLines(run)].map((line) => `${run.owner}:${line}`);
  });
}
