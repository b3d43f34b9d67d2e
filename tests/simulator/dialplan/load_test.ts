import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { ConfigSyntaxError } from "../../../config/mod.ts";
import { loadDialplan } from "../../../simulator/dialplan/load.ts";
import { NotSimulatedError } from "../../../simulator/mod.ts";

Deno.test("loadDialplan() reads priorities, labels and arguments as Asterisk does", () => {
  const dialplan = loadDialplan(`[general]
static=yes
[globals]
WHO=world
[default]
exten => 100,1,Answer()
 same => n(start),Playback(a&b)
 same => n+5,Stasis(app,"x,y",(z))
 same => next,Hangup
exten => 1-01,1,NoOp(\${WHO})
[default]
exten => 102,1(here),Wait(1)
`);

  const steps = [1, 2, 8, 9, 3].map((priority) => dialplan.find("default", "100", priority));
  assertEquals(steps.map((step) => step && `${step.appName}|${step.appData}`), [
    "Answer|",
    "Playback|a&b",
    'Stasis|app,"x,y",(z)',
    "Hangup|",
    undefined,
  ]);
  assertEquals(dialplan.findLabel("default", "100", "start"), 2);
  assertEquals(dialplan.find("default", "101", 1)?.appData, "${WHO}");
  assertEquals(dialplan.findLabel("default", "102", "here"), 1);
  assertEquals(dialplan.globals.get("WHO"), "world");
  assertEquals([dialplan.hasContext("default"), dialplan.hasContext("general")], [true, false]);
});

for (
  const [what, line] of [
    ["patterns", "exten => _X.,1,NoOp()"],
    ["caller ids", "exten => 100/123,1,NoOp()"],
    ["hints", "exten => 100,hint,PJSIP/alice"],
    ["special extensions", "exten => h,1,NoOp()"],
    ["variables in extensions", "exten => ${NUM},1,NoOp()"],
    ["includes", "include => other"],
    ["priorities by label", "exten => 100,start,NoOp()"],
  ] as const
) {
  Deno.test(`loadDialplan() refuses ${what} with NotSimulatedError that names the line`, () => {
    const error = assertThrows(() => loadDialplan(`[default]\n${line}\n`), NotSimulatedError);

    assertStringIncludes(error.message, "extensions.conf line 2");
  });
}

for (
  const [what, lines] of [
    ["a priority twice", "exten => 100,1,NoOp()\nexten => 100,1,NoOp()"],
    ["n without a priority before it", "exten => 100,n,NoOp()"],
    ["same without an extension before it", "same => 1,NoOp()"],
    ["priority 0", "exten => 100,0,NoOp()"],
    ["no priority", "exten => 100"],
  ] as const
) {
  Deno.test(`loadDialplan() throws ConfigSyntaxError for ${what}`, () => {
    assertThrows(() => loadDialplan(`[default]\n${lines}\n`), ConfigSyntaxError);
  });
}
