import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("sections stay what they are over edits and saves, until they are deleted", async () => {
  const file = parse("[a]\nx=1\n[b]\n");
  const [a, b] = [file.section("a"), file.section("b")];

  a?.remove();
  b?.append("y", "2");
  await file.save({ write: () => {} });
  b?.append("z", "3");

  assertEquals([b?.get("y"), b?.get("z"), file.section("b") === b], ["2", "3", true]);
  assertThrows(() => parse("[a").add("b"), TypeError, "would not load");
});

Deno.test("an edit that would change another section by a filter or by a cut file is refused", () => {
  const filtered = parse("[a]\nx=1\n[a]\nx=2\n[a](+x=2)\ny=1\n");
  const files = { "m.conf": "[a]\n#include i\n", i: "[b](c)\n[d]\n" };
  const cut = parse(files["m.conf"], { name: "m.conf", files });

  assertThrows(() => filtered.section("a")?.set("x", "2"), TypeError, "a header with a filter");
  assertThrows(() => cut.section("a")?.rename("c"), TypeError, "the end of an included file");

  assertEquals([filtered.diff(), cut.diff()], ["", ""]);
  filtered.section("a")?.set("x", "3");
  cut.section("a")?.rename("e");
  assertEquals([filtered.text.slice(0, 8), cut.text.slice(0, 4)], ["[a]\nx=3\n", "[e]\n"]);
});

Deno.test("a section that was deleted can neither be read nor edited, also after a save", async () => {
  const file = parse("[a]\nx=1\n[b]\ny=2\n");
  const [a, b] = [file.section("a"), file.section("b")];
  const added = file.add("c").set("z", "3");

  a?.remove();
  added.remove();
  await file.save({ write: () => {} });
  b?.append("y", "3");

  for (const gone of [a, added]) {
    assertThrows(() => gone?.name, TypeError, "deleted");
    assertThrows(() => gone?.settings, TypeError, "deleted");
    assertThrows(() => gone?.set("x", "2"), TypeError, "deleted");
  }
  assertEquals([b?.name, b?.getAll("y")], ["b", ["2", "3"]]);
  await file.save({ write: () => {} });
  assertThrows(() => a?.name, TypeError, "deleted");
  assertEquals(file.sections.map(({ name }) => name), ["b"]);
});
