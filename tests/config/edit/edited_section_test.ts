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
