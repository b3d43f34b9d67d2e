import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("a section of an included file is edited there, also where it is added to", () => {
  const files = { "m.conf": "[a]\nx=1\n#include i.conf\n", "i.conf": "y=2\n[b]\nz=3\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });

  file.section("b")?.append("n", "1");
  file.section("a")?.append("n", "2");

  const texts = file.edits().map((
    { source, edits },
  ) => [source.path, edits.map(({ text }) => new TextDecoder().decode(text))]);
  assertEquals(Object.fromEntries(texts), { "/etc/asterisk/i.conf": ["n=1\n"], "m.conf": ["n=2\n"] });
  assertThrows(() => file.section("a")?.remove(), TypeError, "has settings of it");
});

Deno.test("settings are put among those of included files in the order that is asked for", () => {
  const files = { "m.conf": "[a]\nx=1\n#include i.conf\nw=4\n", "i.conf": "y=2\nz=3\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });
  const section = file.section("a");

  for (const line of [0, 2, 4, 6]) section?.insert(`n${line}`, "1", { line });

  assertEquals(section?.settings.map(({ name }) => name), ["n0", "x", "n2", "y", "n4", "z", "n6", "w"]);
  assertEquals(file.text, "[a]\nn0=1\nx=1\nn2=1\n#include i.conf\nn6=1\nw=4\n");
});

Deno.test("a setting is put behind what a later header of its section inherits", () => {
  const file = parse("[t](!)\na=1\n[x]\nb=2\n[x](+,t)\n[y](t)\n[t](+TEMPLATES=include)\nc=3\n");

  file.section("x")?.append("d", "4");
  file.section("y")?.insert("e", "5", { line: 1 });

  assertEquals(file.section("x")?.settings.map(({ name }) => name), ["b", "a", "d"]);
  assertEquals(file.section("y")?.settings.map(({ name }) => name), ["a", "e"]);
});
