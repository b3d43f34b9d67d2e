import { assertEquals, assertNotEquals } from "@std/assert";
import { keptLines } from "../../../config/bridge/kept_lines.ts";
import { SyntaxTree } from "../../../config/syntax_tree.ts";

function keys(text: string): string[] {
  return keptLines(new SyntaxTree(text)).map(({ key }) => key);
}

Deno.test("keptLines() are the same whatever the layout", () => {
  const plain = ';!\n;! Generator: Manager\n; c\n[a](b)\nx = 1   ; d\n#include "i"\ny => a\\;b\nno\n';
  const other = "\ufeff; c\r\n\n\n [a](b)\r\n\tx=1;d\r\n#INCLUDE <i>\r\n\\y=>a\\;b  \r\n  no \r\n";

  assertEquals(keys(other).map((key) => key.replace(";d", "; d")), keys(plain));
});

Deno.test.each([
  ["x=1\n", "x=>1\n"],
  ["x=1\n", "x+=1\n"],
  ["[a]\n", "[a](+)\n"],
  ["[a]\n", "[a] text\n"],
  ["x=1 ; c\n", "x=1\n"],
  ["x=1 ;-- c --;\n", "x=1\n"],
  ["x=1\0y\n", "x=1\n"],
  [";! mine\n", ";!\n"],
  ["#include i\n", "#tryinclude i\n"],
])("keptLines() tell %j from %j", (a, b) => {
  assertNotEquals(keys(a), keys(b));
});

Deno.test("keptLines() know a line with and without its comment, and its number", () => {
  const [line] = keptLines(new SyntaxTree("\nx=1 ; c\n"));
  const [bare] = keptLines(new SyntaxTree("x=1\n"));

  assertEquals([line?.bareKey, line?.number], [bare?.key, 2]);
});
