import { assertEquals, assertThrows } from "@std/assert";
import type { ConfigFile } from "../../../config/config_file.ts";
import { parse } from "../../../config/parse.ts";

function view(file: ConfigFile): unknown[] {
  return file.contents.map(({ name, inherits, settings }) => [name, inherits, settings.map((it) => it.toString())]);
}

Deno.test("ConfigSection.remove() with users: fix gives each user what it has inherited, in its place", () => {
  const file = parse("[s](!)\na=1\n[t](!)\nb=>2\n[x](s,t,t)\nc=3\nb+=4\n[y](t)\n[y](+)\nd=5\n[z]\n[z](t,+)\n");

  file.template("t")?.remove({ users: "fix" });

  assertEquals(
    file.text,
    "[s](!)\na=1\n[x](s)\nb=>2\nb=>2\nc=3\nb+=4\n[y]\nb=>2\n[y](+)\nd=5\n[z]\n[z](+)\nb=>2\n",
  );
});

Deno.test("ConfigSection.remove() with users: fix changes nothing where one user cannot be fixed", () => {
  const text = "[s](!)\na=1\n[t](!)\nb=2\n[x](s)\n[y](s,t)\n";
  const file = parse(text);
  const before = view(file);

  assertThrows(() => file.template("s")?.remove({ users: "fix" }), TypeError, 'settings of section "y"');

  assertEquals([file.text, file.diff(), view(file)], [text, "", before]);
});

Deno.test("ConfigSection.rename() with users: fix changes nothing where one user cannot be fixed", () => {
  const text = `[s](!)\n[x](s)\n[${"y".repeat(70)}](s,${"s,".repeat(4_050)}s)\n`;
  const file = parse(text);

  assertThrows(() => file.template("s")?.rename("longer", { users: "fix" }), RangeError, "8190");
  assertThrows(() => file.template("s")?.rename("a,b", { users: "fix" }), TypeError, "Cannot inherit");

  assertEquals([file.text, file.diff(), file.warnings], [text, "", []]);
  file.template("s")?.rename("S");
  assertEquals(file.text.slice(0, 7), "[S](!)\n");
});

Deno.test("ConfigFile.delete() deletes all sections of a name or none", () => {
  const text = "[a]\n[a]\n[x](a)\n";
  const file = parse(text);

  assertThrows(() => file.delete("a"), TypeError, "1 inherit from it");

  assertEquals([file.text, file.allSections("a").length], [text, 2]);
  file.delete("a", { users: "fix" });
  assertEquals([file.text, file.section("x")?.inherits], ["[x]\n", []]);
});
