import { assertEquals } from "@std/assert";
import { compileRegex, hasBackReference } from "../../../config/dialplan/posix_regex_program.ts";
import { parseRegex, type RegexNode } from "../../../config/dialplan/posix_regex_syntax.ts";

function tree(pattern: string): RegexNode {
  const syntax = parseRegex(Array.from(pattern, (character) => character.codePointAt(0) ?? 0));
  if (syntax.kind === "problem") throw new Error(`Cannot parse "${pattern}": ${syntax.reason}`);
  return syntax.root;
}

Deno.test("compileRegex() ends with a match, and enters where the pattern begins", () => {
  const program = compileRegex(tree("(a)"), 100);

  assertEquals(program?.steps.map(({ kind }) => kind), ["match", "close", "character", "open"]);
  assertEquals(program?.start, 3);
});

Deno.test("compileRegex() makes a loop of a repetition without end", () => {
  const program = compileRegex(tree("a*"), 100);

  assertEquals(program?.steps[1], { kind: "split", first: 2, second: 0 });
});

Deno.test("compileRegex() gives up above its limit, and when it goes too deep", () => {
  assertEquals(compileRegex(tree("a{101}"), 100), undefined);
  assertEquals(compileRegex(tree(`a${"*".repeat(2_000)}`), 100_000), undefined);
});

Deno.test("hasBackReference() finds one anywhere", () => {
  assertEquals([hasBackReference(tree("(a)((b|\\1))*")), hasBackReference(tree("(a)*|\\\\1"))], [true, false]);
});
