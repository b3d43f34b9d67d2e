import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";

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
