import { assertEquals } from "@std/assert";
import { GlobState } from "../../config/glob_state.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

Deno.test("GlobState hands an open comment block and the count of lines on to the next file", () => {
  const state = new GlobState(undefined);

  state.finish(new SyntaxTree("a\n;-- b\n"));

  assertEquals([state.depth, state.lineBase], [1, 3]);
  assertEquals(state.openBlock, "Unterminated comment detected beginning on line 2");
});

Deno.test("GlobState.cut() leaves a file as deep as the line at which it is given up", () => {
  const state = new GlobState(0);

  state.cut(new SyntaxTree("[a ;-- x\n[b]\n"), 0);

  assertEquals(state.depth, 1);
});
