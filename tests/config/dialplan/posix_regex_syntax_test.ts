import { assertEquals } from "@std/assert";
import { hasCharacter, isWordCharacter, parseRegex } from "../../../config/dialplan/posix_regex_syntax.ts";

function codes(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

Deno.test("parseRegex() makes a tree of choices, sequences, groups and repetitions", () => {
  const a = { kind: "set", set: { negated: false, ranges: [[97, 97]], classes: [] } } as const;

  assertEquals(parseRegex(codes("a|(a)*^")), {
    kind: "tree",
    groups: 1,
    root: {
      kind: "choice",
      parts: [a, {
        kind: "sequence",
        parts: [
          { kind: "repeat", body: { kind: "group", group: 1, body: a }, min: 0, max: Infinity },
          { kind: "assertion", assertion: "start" },
        ],
      }],
    },
  });
});

Deno.test("parseRegex() gives the reason when there is no tree", () => {
  assertEquals(parseRegex(codes("a{2,1}")), { kind: "problem", reason: "Invalid content of \\{\\}" });
});

Deno.test("hasCharacter() knows ranges, classes and what they leave out", () => {
  const set = { negated: true, ranges: [[0x61, 0x63]], classes: ["digit"] } as const;

  assertEquals(codes("abd5é").map((code) => hasCharacter(set, code)), [false, false, true, false, true]);
});

Deno.test("isWordCharacter() takes letters, digits and the underscore", () => {
  assertEquals(codes("a_5é-").map(isWordCharacter), [true, true, true, true, false]);
  assertEquals(isWordCharacter(undefined), false);
});
