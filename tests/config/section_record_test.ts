import { assertEquals } from "@std/assert";
import { lineKind } from "../../config/line_index.ts";
import { isSetting, SectionRecord, settingLines } from "../../config/section_record.ts";
import { SectionTable } from "../../config/section_table.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

const source = { path: "x", tree: new SyntaxTree("[Ab]\nx=1\n\ny+=2\n") };

Deno.test("SectionRecord shows one section of a table", () => {
  const table = new SectionTable();
  const record = new SectionRecord(table, table.add(source, 1, { start: 1, end: 3, base: -1 }));
  table.addLines(record.id, { source, from: 1, to: 4, count: 2 });

  assertEquals([record.name, record.key, record.isTemplate, record.count], ["Ab", "ab", false, 2]);
  assertEquals([...record.pairs()], [{ name: "x", value: "1" }, { name: "y", value: "2" }]);
  assertEquals([record.headers, record.bases, record.runs.length], [[{ source, line: 1 }], [], 1]);
});

Deno.test("settingLines() leaves out what is no setting", () => {
  assertEquals([...settingLines({ kind: "lines", owner: 0, source, from: 0, to: 4, count: 2 })], [1, 3]);
  assertEquals([lineKind.setting, lineKind.addition, lineKind.section].map(isSetting), [true, true, false]);
});
