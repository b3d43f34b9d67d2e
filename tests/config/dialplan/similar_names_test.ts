import { assertEquals } from "@std/assert";
import { findSimilarNames } from "../../../config/dialplan/similar_names.ts";
import { readSource } from "./dialplan_source.ts";

function similar(text: string): string[] {
  return findSimilarNames(readSource(text)).map(({ kind, names }) =>
    `${kind} ${names.map(({ name, count }) => `${name}:${count}`).join(" ")}`
  );
}

Deno.test("findSimilarNames() finds contexts, extensions, labels and variables, with how often they are used", () => {
  const text = `[customer]
exten => 100,1(again),Set(COLOUR=red)
 same => n,NoOp(\${COLOUR} \${COLOURS})
 same => n,GotoIf($[\${LEN(\${COLUOR})} > 1]?agian)
 same => n,Goto(costumer,start,1)
exten => strat,1,Hangup()
include => customers
`;

  assertEquals(similar(text), [
    "context costumer:1 customer:1 customers:1",
    "extension start:1 strat:1",
    "label again:1 agian:1",
    "variable COLOUR:2 COLOURS:1 COLUOR:1",
  ]);
});

Deno.test("findSimilarNames() compares with the variables of Asterisk itself", () => {
  assertEquals(similar("[a]\nexten => s,1,NoOp(${DAILSTATUS})\n"), ["variable DAILSTATUS:1 DIALSTATUS:0"]);
  assertEquals(similar("[a]\nexten => s,1,NoOp(${DIALSTATUS} ${UNIQUEID})\n"), []);
});

Deno.test("findSimilarNames() minds neither case nor dashes, but digits, and short names only then", () => {
  assertEquals(similar("[from-pstn]\ninclude => from_PSTN\n"), ["context from-pstn:1 from_PSTN:1"]);
  assertEquals(similar("[trunk1]\ninclude => trunk2\n"), []);
  assertEquals(similar("[abc]\ninclude => abd\ninclude => ABC\n"), ["context ABC:1 abc:1"]);
});

Deno.test("findSimilarNames() tells where a name is used first, and not what is only known in a call", () => {
  const [found] = findSimilarNames(
    readSource("[abcdef]\nexten => 1,1,Goto(abcdeg,1,1)\n same => n,Goto(${X}abcdef,1,1)\n"),
  );

  assertEquals(found?.names.map(({ name, origin }) => [name, origin?.line]), [["abcdef", 2], ["abcdeg", 2]]);
});

Deno.test("findSimilarNames() ends for very many names that are all similar", () => {
  const contexts = Array.from({ length: 5_000 }, (_, index) => {
    const letters = [...index.toString(36).padStart(4, "0")].map((digit) =>
      "abcdefghijklmnopqrstuvwxyzäöüßéàèçñø"[parseInt(digit, 36)]
    );
    return `[name${letters.join("")}]\nexten => s,1,NoOp()\n`;
  });

  const [group] = findSimilarNames(readSource(contexts.join("")));

  assertEquals((group?.names.length ?? 0) > 1_000, true);
});
