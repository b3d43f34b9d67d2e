import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

const text = "[t](!)\ni=1\n[a](t)\nx=1\nx+=2\ny=3\ni+=4\n";

Deno.test("settings are found by the value that += has put together, and all their lines are edited", () => {
  const file = parse(text);

  file.section("a")?.set("x", "5", { match: "12" }).delete("i", { match: "14" });

  assertEquals(file.text, "[t](!)\ni=1\n[a](t)\nx=5\ny=3\n");
  assertThrows(() => parse(text).section("a")?.set("x", "5", { match: "1" }), TypeError, "none of its own");
});

Deno.test("an edit is refused where += would then change another setting", () => {
  const file = parse("[a]\nx=1\ny=2\nx+=3\n");
  const section = file.section("a");

  assertThrows(() => section?.insert("x", "9", { line: 1 }), TypeError, 'a line with "+=" would change it');
  assertThrows(
    () => file.apply([{ verb: "Insert", section: "a", name: "x", value: "9", line: 1 }]),
    TypeError,
    'a line with "+=" would change it',
  );

  assertEquals(file.diff(), "");
  section?.append("x", "9").insert("x", "8", { line: 0 });
  assertEquals(section?.getAll("x"), ["8", "13", "9"]);
});

Deno.test("setting a name that += has put together in another case leaves what was meant", () => {
  const file = parse("[a]\nP = 1\np +=\np +=\n");

  file.section("a")?.set("p", "2");

  assertEquals([file.section("a")?.get("p"), file.text], ["2", "[a]\nP = 2\np +=\n"]);
});
