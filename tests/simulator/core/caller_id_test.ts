import { assertEquals } from "@std/assert";
import { parseCallerId, shrinkPhoneNumber } from "../../../simulator/core/caller_id.ts";

/** As a real Asterisk 22.10 took them for the `callerId` of a new call: text, name, number. */
const parsed: readonly [text: string, name: string, number: string][] = [
  ['"A B" <123>', "A B", "123"],
  ["A B <123>", "A B", "123"],
  ["123", "", "123"],
  ["1 (2)-3.4", "", "1234"],
  ["+49 30", "", "+4930"],
  ["Name", "Name", ""],
  ['"Name"', "Name", ""],
  ['"123"', "123", ""],
  ["<12-3>", "", "123"],
  ["Name <12 3>", "Name", "12 3"],
  ["Name <12(3)-4>", "Name", "1234"],
  ["Name <", "Name", ""],
  ["Name >1", "Name >1", ""],
  ['A "B" C <1>', 'A "B" C', "1"],
  ['"A \\"q\\" B" <1>', 'A "q" B', "1"],
  ["A <1> <2>", "A <1>", "2"],
  ["", "", ""],
  ["<>", "", ""],
  ["1.", "1.", ""],
  ["12[3-4]", "12[3-4]", ""],
  ["Ünï <ünï>", "Ünï", "ünï"],
  ['"A" B <1>', '"A" B', "1"],
  ["A,B <1>", "A,B", "1"],
  ['"A"<1>x', "A", "1"],
  ["abc <12a-3>", "abc", "12a-3"],
];
for (const [text, name, number] of parsed) {
  Deno.test(`parseCallerId() takes ${JSON.stringify(text)} as Asterisk does`, () => {
    assertEquals({ name: "", number: "", ...parseCallerId(text) }, { name, number });
  });
}

Deno.test("shrinkPhoneNumber() spares dashes in brackets and a dot at the end", () => {
  assertEquals(shrinkPhoneNumber("1-2[3-4] (5).6."), "12[3-4]56.");
});
