import { assert, assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";
import { SectionTable } from "../../config/section_table.ts";
import { SectionView } from "../../config/section_view.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

Deno.test("SectionView makes settings anew, but those that were asked for last are still the same", () => {
  const source = { path: "x", tree: new SyntaxTree("[a]\nx=1\n; no\ny=2\n") };
  const table = new SectionTable();
  table.add(source, 1, { start: 1, end: 2, base: -1 });
  table.addLines(0, { source, from: 1, to: 4, count: 2 });
  table.add(source, 1, { start: 1, end: 2, base: 0 });
  const view = new SectionView(table);

  const first = view.settingsOf(0);

  assert(view.settingsOf(0) === first);
  assertEquals(view.settingsOf(1).map(({ name, value, inherited }) => [name, value, inherited]), [
    ["x", "1", true],
    ["y", "2", true],
  ]);
  assertEquals(view.settingsOf(0).map(({ name, inherited }) => [name, inherited]), [["x", false], ["y", false]]);
});

Deno.test("SectionView gives each section its own, whatever the others share", () => {
  const { sections } = parse(
    "[t](!)\na=1\nb=>2\n[u](!)\nc=3\n[x](t,u)\nb+=4\nd=5\n[y](u,t)\n[z](x)\nc+=6\n[y](+)\ne=7\n",
  );

  const settings = sections.map((section) =>
    section.settings.map(({ name, value, isObject, inherited, origin }) =>
      `${name}${isObject ? "=>" : "="}${value} ${origin.section}:${origin.line}${inherited ? " inherited" : ""}`
    )
  );

  assertEquals(settings, [
    ["a=1 t:2 inherited", "b=>24 x:3", "c=3 u:5 inherited", "d=5 x:8"],
    ["c=3 u:5 inherited", "a=1 t:2 inherited", "b=>2 t:3 inherited", "e=7 y:13"],
    ["a=1 t:2 inherited", "b=>24 x:3 inherited", "c=36 z:5", "d=5 x:8 inherited"],
  ]);
});
