import { assertEquals } from "@std/assert";
import { parse } from "../../../config/mod.ts";
import { headerOf, layerOf, lineOf } from "../../../config/schema/schema_source.ts";

Deno.test("layerOf() tells a section's own settings from those of its templates", () => {
  const file = parse("[a](!)\nx = 1\n[b](!,a)\ny = 2\n[c](b)\nz = 3\n");

  const layers = file.sections.flatMap((section) => section.settings.map((setting) => layerOf(setting, section)));

  assertEquals(layers, ["a", "b", undefined]);
});

Deno.test("layerOf() goes by the lines when nothing else is known", () => {
  const section = { name: "a", line: 5, settings: [] };

  assertEquals(layerOf({ name: "x", value: "", line: 2 }, section), "");
  assertEquals(layerOf({ name: "x", value: "", line: 6 }, section), undefined);
  assertEquals(layerOf({ name: "x", value: "" }, section), undefined);
});

Deno.test("headerOf() and lineOf() name the file and the line", () => {
  const [section] = parse("\n[a]\nx = 1\n", { name: "own.conf" }).sections;

  assertEquals(section && headerOf(section, "other.conf")?.line, 2);
  assertEquals(section?.settings.map((setting) => lineOf(setting, "other.conf")?.line), [3]);
  assertEquals(headerOf({ name: "a", settings: [], line: 7 }, "a.conf"), { file: "a.conf", line: 7 });
  assertEquals(lineOf({ name: "a", value: "" }, "a.conf"), undefined);
});
