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
