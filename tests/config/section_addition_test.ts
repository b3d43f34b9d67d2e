import { assertEquals } from "@std/assert";
import { addToSetting } from "../../config/section_addition.ts";
import type { SectionRecord } from "../../config/section_record.ts";
import { SectionTable } from "../../config/section_table.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

/** A section of all the lines. */
function sectionOf(text: string): SectionRecord {
  const source = { path: "x", tree: new SyntaxTree(text) };
  const table = new SectionTable();
  table.begin(source, 1, "");
  const id = table.commit();
  table.addLines(id, { source, from: 0, to: source.tree.lineCount, count: source.tree.index.settings });
  return table.record(id);
}

function add(text: string, name: string, added: string, asteriskVersion = 22): [string[], boolean | undefined] {
  const section = sectionOf(text);
  const result = addToSetting(section, { name, added, asteriskVersion, spend: () => {} });
  return [[...section.pairs()].map((pair) => `${pair.name}=${pair.value}`), result?.isElsewhere];
}

Deno.test("addToSetting() adds with the blanks before, without those after", () => {
  assertEquals(add("a=0\nb=1\nc=2\n", "b", "  3 "), [["a=0", "b=1  3", "c=2"], false]);
  assertEquals(add("b=\n", "b", " 3"), [["b=3"], false]);
});

Deno.test("addToSetting() takes the last of a name by case, and changes the first of that name and value in any case", () => {
  assertEquals(add("B=x\nb=X\n", "b", "y"), [["b=Xy", "b=X"], true]);
  assertEquals(add("B=x\nb=z\n", "b", "y"), [["B=x", "b=zy"], false]);
  assertEquals(add("B=x\nb=X\nB=x\n", "b", "y", 23), [["B=x", "b=X", "b=Xy"], true]);
});

Deno.test("addToSetting() adds to what was added to, and not to what is not there", () => {
  const section = sectionOf("a=1\nb=2\n");
  const options = { asteriskVersion: 22, spend: () => {} };

  addToSetting(section, { name: "a", added: "x", ...options });
  addToSetting(section, { name: "a", added: "y", ...options });

  assertEquals(addToSetting(section, { name: "A", added: "z", ...options }), undefined);
  assertEquals([[...section.pairs()].map(({ value }) => value), section.count], [["1xy", "2"], 2]);
});

Deno.test("addToSetting() tells how much work it was", () => {
  let steps = 0;

  addToSetting(sectionOf("a=1\nb=2\n"), {
    name: "b",
    added: "",
    asteriskVersion: 22,
    spend: (count) => {
      steps += count;
    },
  });

  assertEquals(steps, 4);
});
