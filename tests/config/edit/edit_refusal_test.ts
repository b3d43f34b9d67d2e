import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("a file that is included twice is not edited, and the error says where it is included; all else is edited", () => {
  const files = { "m.conf": "[a]\n#include i\n[b]\n#include i\n", i: "x=1\n[c]\ny=1\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });
  const why =
    'it is included more than once (line 2 of "m.conf", line 4 of "m.conf"), so that a change would be made in';

  assertThrows(() => file.section("c")?.set("y", "2"), TypeError, `Cannot edit "/etc/asterisk/i": ${why}`);
  assertThrows(() => file.section("a")?.set("x", "2"), TypeError, why);
  assertThrows(() => file.section("c")?.rename("d"), TypeError, why);
  assertEquals(file.diff(), "");
  file.section("a")?.append("z", "1");
  file.section("b")?.insert("z", "2", { line: 0 });
  file.add("d", { inherits: ["c"] }).append("z", "3");

  assertEquals(file.text, "[a]\n#include i\nz=1\n[b]\nz=2\n#include i\n\n[d](c)\nz = 3\n");
});

Deno.test("what is put behind lines of a file that is included twice comes where it should", () => {
  const files = { "m.conf": "[a]\n#include i\nx=1\n#include i\ny=2\n", i: "z=3\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });

  file.section("a")?.append("n", "1").insert("n", "2", { line: 1 }).insert("n", "3", { line: 2 });

  assertEquals(file.section("a")?.settings.map(({ name, value }) => name + value), [
    "z3",
    "n2",
    "n3",
    "x1",
    "z3",
    "y2",
    "n1",
  ]);
});

Deno.test("what a command writes is not edited, and the error names the command; all else is edited", () => {
  const text = "[a]\nx=1\n#exec /bin/more\n";
  const file = parse(text, { name: "m.conf", files: {}, exec: () => "y=1\n[t](!)\nz=1\n" });

  assertThrows(
    () => file.template("t")?.set("z", "2"),
    TypeError,
    'it is what the command "/bin/more" writes (line 3 of "m.conf"), and Asterisk runs that again each time',
  );
  assertThrows(() => file.section("a")?.delete("y"), TypeError, "/bin/more");
  file.section("a")?.set("x", "2").append("w", "1");
  file.add("b", { inherits: ["t"] }).insert("w", "2", { line: 1 });

  assertEquals(file.text, "[a]\nx=2\n#exec /bin/more\nw=1\n\n[b](t)\nw = 2\n");
  assertEquals(file.section("b")?.settings.map(({ name, value }) => `${name}=${value}`), ["z=1", "w=2"]);
});

Deno.test("a file that includes itself is not edited", () => {
  const files = { "m.conf": "[a]\n#include m.conf\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });

  assertThrows(() => file.add("b"), TypeError, "it includes itself");
});
