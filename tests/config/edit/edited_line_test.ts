import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("ConfigSection.set() keeps blanks, operator and comments, and comment blocks within the value", () => {
  const file = parse("[a]\n x\t=>  1 ;c\ny=a ;-- b --; c\nz=1;d\n");
  const section = file.section("a");

  section?.set("x", "2").set("y", "n").set("z", "w--");

  assertEquals(file.text, "[a]\n x\t=>  2 ;c\ny=n ;-- b --;\nz=w-- ;d\n");
});

Deno.test("ConfigSection.delete() refuses a line whose end of a block is text too", () => {
  const file = parse("[a]\n--; x = 1\n");

  assertThrows(() => file.section("a")?.empty(), TypeError, "comment block");
});
