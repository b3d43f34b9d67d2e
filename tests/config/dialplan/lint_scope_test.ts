import { assertEquals } from "@std/assert";
import { LintScope } from "../../../config/dialplan/lint_scope.ts";
import { load, readSource } from "./dialplan_source.ts";

function scope(text: string): LintScope {
  const { dialplan } = load(text);
  return new LintScope({ dialplan, lines: [], jumps: [], source: readSource(text), asteriskVersion: 22 });
}

Deno.test("LintScope.closure() is a context and all that it includes, each once, in the order of the search", () => {
  const looked = scope("[a]\ninclude => b\ninclude => c\n[b]\ninclude => c\ninclude => a\n[c]\n");

  assertEquals(looked.closure("a").map(({ name }) => name), ["a", "b", "c"]);
  assertEquals(looked.closure("z"), []);
});

Deno.test("LintScope.reachable() finds extensions of all callers and all times", () => {
  const looked = scope("[a]\nexten => 1/55,1,NoOp()\ninclude => b,9:00-17:00,*,*,*\n[b]\nexten => _X,1,NoOp()\n");

  assertEquals([...looked.reachable("a", "1")].map(({ name }) => name), ["1", "_X"]);
});

Deno.test("LintScope.hasSwitch() asks what is included as well", () => {
  const looked = scope("[a]\ninclude => b\n[b]\nswitch => X/y\n[c]\n");

  assertEquals(["a", "b", "c"].map((name) => looked.hasSwitch(name)), [true, true, false]);
  assertEquals(scope("[general]\noverrideswitch=X/y\n[a]\n").hasSwitch("a"), true);
});

Deno.test("LintScope.nearestContext() remembers, and looks for no more names when it has compared too many", () => {
  const looked = scope(
    Array.from({ length: 2_000 }, (_, index) => `[${"x".repeat(60)}${index}]\n`).join("") + "[abc]\n",
  );

  assertEquals([looked.nearestContext("abd"), looked.nearestContext("zzzzzz")], ["abc", undefined]);
  for (let index = 0; index < 1_000; index++) looked.nearestContext(`y${index}`);
  assertEquals([looked.nearestContext("abd"), looked.nearestContext("abe")], ["abc", undefined]);
});
