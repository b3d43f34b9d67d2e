import { assertEquals } from "@std/assert";
import { matchesCallerId } from "../../../config/dialplan/context.ts";
import { load, loadContext } from "./dialplan_source.ts";
import { patternDialplan, patternGolden } from "./dialplan_golden.ts";

for (const [name, sorted] of Object.entries(patternGolden.sortedAs)) {
  Deno.test(`Context.extensions of ${name} are in Asterisk's order`, () => {
    const extensions = patternDialplan.dialplan.contexts.get(name)?.extensions ?? [];

    assertEquals(
      extensions.map((one) => one.callerId === undefined ? one.name : `${one.name}/${one.callerId}`),
      sorted,
    );
  });
}

Deno.test("Context.matches() gives all that match in order, names before patterns", () => {
  const { dialplan } = loadContext(
    "exten => _1X,1,NoOp()\nexten => 12,1,NoOp()\nexten => _.,1,NoOp()\nexten => 13,1,NoOp()",
  );

  const matches = [...dialplan.contexts.get("default")?.matches("12") ?? []];

  assertEquals(matches.map(({ extension }) => extension.name), ["12", "_1X", "_."]);
});

Deno.test("Context.matches() finds names that begin with the digits when asked for more", () => {
  const { dialplan } = loadContext("exten => 12,1,NoOp()\nexten => 1,1,NoOp()\nexten => _1!,1,NoOp()");

  const matches = [...dialplan.contexts.get("default")?.matches("1", "match-more") ?? []];

  assertEquals(matches.map(({ extension, isEarly }) => [extension.name, isEarly]), [["12", false], ["_1!", true]]);
});

Deno.test("Context.includes are in the order of the file", () => {
  const { dialplan } = load("[a]\ninclude => c\ninclude => b,9:00-17:00,*,*,*\n[b]\n[c]\n");

  const includes = dialplan.contexts.get("a")?.includes.map(({ context, times }) => [context, times?.times]);

  assertEquals(includes, [["c", undefined], ["b", [{ from: 540, to: 1020 }]]]);
});

Deno.test("matchesCallerId() takes an empty one for callers without a number, and none for all", () => {
  assertEquals(matchesCallerId(undefined, ""), true);
  assertEquals(matchesCallerId("", ""), true);
  assertEquals(matchesCallerId("", "5"), false);
  assertEquals(matchesCallerId("_5X", ""), false);
  assertEquals(matchesCallerId("_5X", "55"), true);
});
