import { assertEquals, assertThrows } from "@std/assert";
import { SourceList } from "../../config/source_list.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

Deno.test("SourceList numbers files, each once, even when they have the same path", () => {
  const [a, b] = [{ path: "x", tree: new SyntaxTree("") }, { path: "x", tree: new SyntaxTree("") }];
  const sources = new SourceList();

  assertEquals([a, a, b, a, b].map((source) => sources.idOf(source)), [0, 0, 1, 0, 1]);
  assertEquals([sources.at(0) === a, sources.at(1) === b], [true, true]);
  assertThrows(() => sources.at(2), Error, "no file 2");
});
