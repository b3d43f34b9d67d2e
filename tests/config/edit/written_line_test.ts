import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("names and values are escaped or refused", () => {
  const section = parse("[a]\n").add.bind(parse("[a]\n"));
  const file = parse("[a]\n");
  file.section("a")?.append("[x]", "a;b").append("#y", ">1").append(";z", "--;");

  assertEquals(file.text, "[a]\n\\[x] = a\\;b\n\\#y = >1\n\\;z = --\\;\n");
  for (const name of ["a]b", "", "n".repeat(80), "a\nb", "\0"]) assertThrows(() => section(name), TypeError);
  for (const value of ["a\nb", "\0", " a"]) assertThrows(() => file.section("a")?.set("v", value), TypeError);
  assertThrows(() => file.section("a")?.set("v", "x".repeat(8190)), RangeError, "8190");
});

Deno.test("a section cannot inherit from one whose name is taken for something else", () => {
  for (const name of ["!", "+", "", "a,b", "a)"]) {
    const file = parse("[first]\n");
    file.add("x", { allowDuplicates: true });
    if (name !== "" && !name.includes(")")) file.add(name);
    assertThrows(() => file.add("y", { inherits: [name] }), TypeError);
    assertEquals(file.section("y"), undefined);
  }
  const file = parse("[a]\n[]\n[b](a)\n");
  assertThrows(() => file.add("c", { inherits: [""] }), TypeError, "first section");
  assertThrows(() => file.section("a")?.rename("x,y", { users: "fix" }), TypeError, '","');
});
