import { assertEquals, assertThrows } from "@std/assert";
import { ConfigSyntaxError } from "../../../config/mod.ts";
import { loadDialplan } from "../../../simulator/dialplan/load.ts";

const twice = "[default]\nexten => 100,1,NoOp()\nexten => 100,1,Answer()\nexten => 100,2,Hangup()\n";

for (
  const [what, lines] of [
    ["a priority twice", "exten => 100,1,NoOp()\nexten => 100,1,NoOp()"],
    ["n without a priority before it", "exten => 100,n,NoOp()"],
    ["same without an extension before it", "same => 1,NoOp()"],
    ["no priority", "exten => 100"],
    ["an unknown directive", "foo => bar"],
  ] as const
) {
  Deno.test(`loadDialplan() throws ConfigSyntaxError that names the line for ${what}`, () => {
    const error = assertThrows(() => loadDialplan(`[default]\n${lines}\n`), ConfigSyntaxError);

    assertEquals(error.line > 1, true);
  });
}

Deno.test("loadDialplan() leaves out what Asterisk drops when it is told to", () => {
  const dialplan = loadDialplan(twice, { droppedLines: "drop" });

  assertEquals(dialplan.contexts.get("default")?.extensions[0]?.priorities.map(({ application }) => application), [
    "NoOp",
    "Hangup",
  ]);
});
