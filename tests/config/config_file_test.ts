import { assertEquals, fail } from "@std/assert";
import { type ConfigFile, parse } from "../../config/mod.ts";

const text = "[t](!)\nx=1\n[A](t)\ny=2\n[b]\n[a]\n";

Deno.test("ConfigFile gives sections without templates, and templates apart", () => {
  const file = parse(text);

  assertEquals(file.sections.map(({ name }) => name), ["A", "b", "a"]);
  assertEquals(file.templates.map(({ name, isTemplate }) => [name, isTemplate]), [["t", true]]);
  const [first, second] = [0, 1].map(() => [file.sections, file.diagnostics]);
  assertEquals([first?.[0] === second?.[0], first?.[1] === second?.[1]], [true, true]);
});

Deno.test("ConfigFile finds sections by name in any case", () => {
  const file = parse(text);

  assertEquals([file.section("a")?.name, file.section("T"), file.section("none")], ["A", undefined, undefined]);
  assertEquals(file.allSections("A").map(({ name }) => name), ["A", "a"]);
});

Deno.test("ConfigFile gives the text of the file, and the diagnostics of all files in their order", () => {
  const file = parse("bad\n[a]\n#include b.conf\nc\n", { files: { "b.conf": "d\n" }, recovers: true });

  assertEquals(file.text, "bad\n[a]\n#include b.conf\nc\n");
  assertEquals(file.diagnostics.map(({ file, start }) => `${file}:${start.line}`), [
    "config:1",
    "config:4",
    "/etc/asterisk/b.conf:1",
  ]);
});

Deno.test("ConfigFile has one object for each section, whichever way and in whatever order it is asked for", () => {
  const text = "[t](!)\n[a](t)\n[u](!)\n[b]\n";
  const ask: Record<string, (file: ConfigFile) => unknown> = {
    sections: (file) => file.sections,
    templates: (file) => file.templates,
    section: (file) => file.section("b"),
    edit: (file) => file.section("a")?.set("x", "1"),
  };

  for (const first of Object.values(ask)) {
    for (const second of Object.values(ask)) {
      const file = parse(text);
      first(file);
      second(file);
      const [a, b, t] = [file.section("a"), file.section("b"), file.template("t")];

      assertEquals([file.sections.indexOf(a ?? fail()), file.sections.indexOf(b ?? fail())], [0, 1]);
      assertEquals([file.templates.indexOf(t ?? fail()), file.templates.length], [0, 2]);
    }
  }
});

Deno.test("ConfigFile has the same sections after an edit that makes none", () => {
  const file = parse("[t](!)\nx=1\n[a](t)\ny=2\n[b]\n");
  const { sections, templates } = file;

  file.section("a")?.set("y", "3");

  assertEquals([file.sections === sections, file.templates === templates], [true, true]);
  assertEquals(file.sections[0]?.getAll("y"), ["3"]);
  file.add("c");
  assertEquals(file.sections.map((section) => [section.name, sections.includes(section)]), [
    ["a", true],
    ["b", true],
    ["c", false],
  ]);
});
