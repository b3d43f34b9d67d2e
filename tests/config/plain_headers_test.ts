import { assertEquals } from "@std/assert";
import { PlainHeaders } from "../../config/plain_headers.ts";
import { SectionTable } from "../../config/section_table.ts";
import { parse } from "../../config/parse.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

function read(text: string, { left = 100 } = {}): { table: SectionTable; result: unknown[] } {
  const source = { path: "x", tree: new SyntaxTree(text) };
  const table = new SectionTable();
  const plain = new PlainHeaders(table);
  const section = table.add(source, 1, { start: 1, end: 2, base: -1 });
  plain.remember("a", section);
  plain.remember("B", section);
  const { at, section: last, count } = plain.read(source, 1, { section, left });
  return { table, result: [at, last, count] };
}

Deno.test("PlainHeaders reads headers and the settings before them, and leaves the settings after the last", () => {
  const { table, result } = read("[a]\nx=1\n; c\ny=2\n[b]\n[c](a) ; d\nz=3\n[ d ](B) e\nx=1\n");

  assertEquals(result, [4, 3, 2 + 2 + 1 + 2]);
  assertEquals([0, 1, 2, 3].map((id) => [table.nameOf(id), table.countOf(id), table.basesOf(id)]), [
    ["a", 2, []],
    ["b", 0, []],
    ["c", 3, [0]],
    [" d ", 2, [0]],
  ]);
});

for (
  const header of [
    "[b",
    "[b](a",
    "[b](!)",
    "[b](a,a)",
    "[b]()",
    "[b](x)",
    "[b](A)",
    "[b](+)",
    "#include",
    "x+=1",
    ";-- --;[b]",
    `[${"b".repeat(80)}]`,
  ]
) {
  Deno.test(`PlainHeaders leaves ${header.slice(0, 12)} to others`, () => {
    assertEquals(read(`[a]\nx=1\n${header}\n`).result, [1, 0, 0]);
  });
}

Deno.test("PlainHeaders stops when there are as many settings as there may be", () => {
  assertEquals(read("[a]\nx=1\n[b](a)\n[c](a)\n[d](a)\n", { left: 3 }).result, [3, 2, 3]);
});

Deno.test("PlainHeaders reads what is read with a file of headers that are not plain", () => {
  const plain = "[t]\nx=1\n[a](t)\ny=1\n[b](t)\n[c](a)\nz=1\n[é](t)\n[d](é)\n[e](é)\nv=1\n";
  const other = plain.replaceAll("](", "];-- --;(");

  const [read, expected] = [plain, other].map((text) =>
    parse(text).sections.map(({ name, inherits, settings }) => ({
      name,
      inherits,
      settings: settings.map(({ name, value }) => `${name}=${value}`),
    }))
  );

  assertEquals(read, expected);
});
