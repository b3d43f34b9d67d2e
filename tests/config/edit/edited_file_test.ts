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
