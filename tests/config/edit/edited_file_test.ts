import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("lines are added with the line end of the file, behind a line without one too", () => {
  for (
    const [text, expected] of [["[a]\r\n", "[a]\r\nx = 1\r\n"], ["[a]", "[a]\nx = 1"], ["[a]\n;--\n--;\n", ""]] as const
  ) {
    const file = parse(text);
    file.section("a")?.append("x", "1");
    assertEquals(file.text, expected || "[a]\nx = 1\n;--\n--;\n");
  }
  assertThrows(() => parse("[a] ;--\n").section("a")?.append("x", "1"), TypeError, "leaves no place");
});

Deno.test("a last line that ends in a carriage return gets the line feed only", () => {
  const file = parse("[a]\r\nx=1\r");

  file.section("a")?.append("y", "2");

  assertEquals(file.text, "[a]\r\nx=1\r\ny=2");
});

Deno.test("a section that is added and removed again leaves the file as it was", () => {
  for (const text of ["[a]\nx=1\n", "[a]\nx=1", "; c\n[a]\n"]) {
    const file = parse(text);
    file.add("b");
    const a = file.section("a");
    file.add("c", a === undefined ? {} : { before: a });

    file.delete("b").delete("c");

    assertEquals(file.text, text);
  }
});

Deno.test("a byte order mark that Asterisk takes for text goes with the line that begins with it", () => {
  const files = { "m.conf": "[a]\n#include i*\n", i1: "x=1\n", i2: "\ufeffy=2\ny=3\n" };
  const file = parse(files["m.conf"], { name: "m.conf", files });

  file.section("a")?.delete("\ufeffy");

  assertEquals(file.section("a")?.settings.map(({ name }) => name), ["x", "y"]);
  assertEquals(file.files.at(-1)?.tree.bytes, new TextEncoder().encode("y=3\n"));
});
