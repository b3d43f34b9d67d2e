import { assertEquals } from "@std/assert";
import { SectionHandles } from "../../config/section_handles.ts";
import { SectionTable } from "../../config/section_table.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

const source = { path: "x", tree: new SyntaxTree("[Ab][]") };

function tableOf(...kinds: ("section" | "template" | "unnamed")[]): SectionTable {
  const table = new SectionTable();
  for (const kind of kinds) {
    const name = kind === "unnamed" ? { start: 5, end: 5 } : { start: 1, end: 3 };
    const id = table.add(source, 1, { ...name, base: -1 });
    if (kind === "template") table.makeTemplate(id);
  }
  return table;
}

Deno.test("SectionHandles makes one object for each section, in whatever order they are asked for", () => {
  const ask = [
    (handles: SectionHandles<{ id: number }>) => handles.all,
    (handles: SectionHandles<{ id: number }>) => handles.sections,
    (handles: SectionHandles<{ id: number }>) => handles.templates,
    (handles: SectionHandles<{ id: number }>) => handles.named("AB", { isTemplate: true }),
    (handles: SectionHandles<{ id: number }>) => handles.at(2),
  ];

  for (const first of ask) {
    for (const second of ask) {
      const made: number[] = [];
      const handles = new SectionHandles(tableOf("template", "section", "section", "template"), (id) => {
        made.push(id);
        return { id };
      });
      first(handles);
      second(handles);

      assertEquals(handles.all.map(({ id }) => id), [0, 1, 2, 3]);
      assertEquals(handles.sections.map((handle) => handles.all.indexOf(handle)), [1, 2]);
      assertEquals(handles.templates.map((handle) => handles.all.indexOf(handle)), [0, 3]);
      assertEquals(made.toSorted(), [0, 1, 2, 3]);
    }
  }
});

Deno.test("SectionHandles takes objects that are there", () => {
  const [a, b] = [{ id: 7 }, { id: 8 }];

  const handles = new SectionHandles(tableOf("section", "template"), () => ({ id: 0 }), [a, b]);

  assertEquals([handles.sections[0] === a, handles.templates[0] === b, handles.all.length], [true, true, 2]);
});

Deno.test("SectionHandles takes no name for no name, which Asterisk does not", () => {
  const handles = new SectionHandles(tableOf("section", "unnamed", "template"), (id) => ({ id }));

  assertEquals(handles.named("", { isTemplate: false }), [{ id: 1 }]);
  assertEquals(handles.named("ab", { isTemplate: false }), [{ id: 0 }]);
  assertEquals(handles.named("ab", { isTemplate: true }), [{ id: 2 }]);
});

Deno.test("SectionHandles makes no object that nobody asks for", () => {
  const made: number[] = [];
  const handles = new SectionHandles(tableOf("section", "template", "unnamed"), (id) => made.push(id));

  handles.named("ab", { isTemplate: false });
  handles.at(0);

  assertEquals(made, [0]);
});
