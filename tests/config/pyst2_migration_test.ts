/** What pyst2's `asterisk.config` does, row by row of the table in `config/mod.ts`, and what does it here. */
import { assertEquals, assertThrows } from "@std/assert";
import { ConfigSyntaxError, load, MemoryFileSystem, parse } from "../../config/mod.ts";

const text = "; head\n[general]\n  bind = 1 ; c\n\n[default]\nexten => 1,1,NoOp()\nexten => 1,2,Hangup()\n";

function read() {
  const file = parse(text, { name: "extensions.conf" });
  const [general, context] = file.sections;
  if (general === undefined || context === undefined) throw new Error("Unreachable: two sections");
  return { file, general, context, line: file.tree.line(3), slice: file.tree.source.slice.bind(file.tree.source) };
}

const rows: Readonly<Record<string, () => void | Promise<void>>> = {
  "Config(filename)": async () => {
    const file = await load("extensions.conf", { fs: new MemoryFileSystem({ "extensions.conf": text }) });

    assertEquals(file.sections.length, 2);
    assertEquals(parse(text, { name: "extensions.conf" }).sections.length, 2);
  },
  "Config.filename": () => assertEquals(read().file.name, "extensions.conf"),
  "Config.raw_lines": () => {
    assertEquals(read().file.text, text);
    assertEquals(read().file.bytes, new TextEncoder().encode(text));
  },
  "Config.lines": () => {
    assertEquals([...read().file.tree.lines()].map(({ kind }) => kind), [
      ...["comment", "section", "setting", "blank", "section", "setting", "setting"],
    ]);
  },
  "Config.categories": () => {
    const file = parse("[t](!)\n[a](t)\n");

    assertEquals(file.sections.map(({ name }) => name), ["a"]);
    assertEquals(file.templates.map(({ name }) => name), ["t"]);
  },
  "Line.line": () => {
    const { line, slice } = read();

    assertEquals(slice(line.start, line.comment ?? line.end).trim(), "bind = 1");
  },
  "Line.comment": () => {
    const { line, slice } = read();

    assertEquals(slice(line.comment ?? line.end, line.end), "; c\n");
  },
  "Line.number": () => assertEquals(read().line.number, 3),
  "Line.get_line()": () => {
    const { line, slice } = read();

    assertEquals(slice(line.start, line.end), "  bind = 1 ; c\n");
  },
  "Category.name": () => assertEquals(read().context.name, "default"),
  "Category.items": () => assertEquals(read().context.settings.length, 2),
  "Category.comments": () => {
    const lines = [...read().file.tree.lines()].filter(({ kind }) => kind === "comment" || kind === "blank");

    assertEquals(lines.map(({ number }) => number), [1, 4]);
  },
  "Category(name=name)": () => {
    const { file } = read();

    file.add("new");

    assertEquals(file.text.endsWith("\n[new]\n"), true);
  },
  "Category.append(item)": () => {
    const { file, general } = read();

    general.append("port", "2");

    assertEquals(file.text.includes("  bind = 1 ; c\n  port = 2\n"), true, file.text);
  },
  "Category.insert(index, item)": () => {
    const { context } = read();

    context.insert("exten", "1,1,Answer()", { line: 1 });

    assertEquals(context.settings.map(({ value }) => value), ["1,1,NoOp()", "1,1,Answer()", "1,2,Hangup()"]);
  },
  "Category.pop(index)": () => {
    const { context } = read();
    const last = context.settings.at(-1);
    if (last === undefined) throw new Error("Unreachable: two settings");

    context.delete(last.name, { match: last.value });

    assertEquals(context.settings.map(({ value }) => value), ["1,1,NoOp()"]);
  },
  "Category.remove(item)": () => {
    const { context } = read();

    context.delete("exten", { match: "1,1,NoOp()" });

    assertEquals(context.settings.map(({ value }) => value), ["1,2,Hangup()"]);
  },
  "Item.name": () => assertEquals(read().context.settings[0]?.name, "exten"),
  "Item.value": () => assertEquals(read().context.settings[0]?.value, "1,1,NoOp()"),
  "Item.style": () => {
    assertEquals([read().general, read().context].map(({ settings }) => settings[0]?.isObject), [false, true]);
  },
  "Item(name=name, value=value)": () => {
    const { general } = read();

    assertEquals(general.append("port", "2").get("port"), "2");
  },
  "ParseError": () => {
    assertEquals(parse("[a]\n[b\n").diagnostics[0]?.start.line, 2);
    const error = assertThrows(() => parse("[a]\n[b\n", { strict: true }), ConfigSyntaxError);
    assertEquals(error.line, 2);
  },
};

for (const [row, prove] of Object.entries(rows)) {
  Deno.test(`the way from pyst2 is right for ${row}`, prove);
}

Deno.test("the table of the way from pyst2 has these rows and no others", async () => {
  const documentation = await Deno.readTextFile(new URL("../../config/mod.ts", import.meta.url));
  const table = documentation.slice(documentation.indexOf("## From pyst2"));

  const written = [...table.matchAll(/^ \* \| `([^`]*)` /gm)].map(([, row]) => row);

  assertEquals(written, Object.keys(rows));
});

Deno.test("what raised in pyst2 is read", () => {
  const file = parse("[t](!)\na = 1\n[b](t)\nno equals\n");

  assertEquals(file.section("b")?.get("a"), "1");
  assertEquals(file.diagnostics.map(({ code }) => code), ["no-equals"]);
});
