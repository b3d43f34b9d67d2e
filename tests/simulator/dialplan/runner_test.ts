import { assertEquals, assertThrows } from "@std/assert";
import { NotSimulatedError } from "../../../simulator/errors.ts";
import { TestChannel } from "../core/test_channel.ts";

const extensions = `[globals]
G=1
[default]
exten => 100,1,NoOp()
 same => n(here),Wait(1)
exten => _2XX,1,NoOp()
exten => 300/alice,1,NoOp()
include => other
[other]
exten => 400,1,NoOp()
`;

Deno.test("FileDialplan knows its steps and labels, by patterns, callers and includes", () => {
  using given = new TestChannel("Ring", { extensions });
  const { dialplan } = given.pbx;
  const has = (exten: string, priority: number, caller = "") =>
    dialplan.has({ context: "default", exten, priority }, caller);

  assertEquals([has("100", 2), has("100", 3), has("234", 1), has("400", 1)], [true, false, true, true]);
  assertEquals([has("300", 1, "alice"), has("300", 1, "bob")], [true, false]);
  assertEquals(dialplan.findLabel("default", "100", "here", ""), 2);
});

Deno.test("FileDialplan reads and sets variables, and says what it cannot", () => {
  using given = new TestChannel("Ring", { extensions });
  const { dialplan } = given.pbx;

  dialplan.write("A", "x", given.channel);
  dialplan.write("GLOBAL(H)", "2", given.channel);
  dialplan.write("_I", "3", undefined);
  dialplan.write("NOFUNC(x)", "4", given.channel);

  assertEquals([dialplan.read("A", given.channel), dialplan.read("G", given.channel)], ["x", "1"]);
  assertEquals([dialplan.read("H", undefined), dialplan.read("I", undefined)], ["2", "3"]);
  assertEquals([dialplan.read("NOPE", given.channel), dialplan.read("NOFUNC(x)", given.channel)], [undefined, false]);
  assertThrows(() => dialplan.write("VOLUME(TX)", "3", given.channel), NotSimulatedError, `"VOLUME"`);
});

Deno.test("FileDialplan.substitute() takes variables of the channel before global ones, and built-in ones before both", () => {
  using given = new TestChannel("Ring", { extensions });
  given.channel.setVariable("G", "own");
  given.channel.setVariable("EXTEN", "ignored");
  given.channel.setVariable("E", "$[1 + 1]");

  const text = "${G} ${GLOBAL(G)} ${EXTEN}@${CONTEXT},${PRIORITY} ${CHANNEL} [${NO}] ${E} $[${EXTEN} + 1] ${EXTEN:1}";
  given.channel.moveTo({ priority: 2 });

  assertEquals(
    substitute(given, text),
    "own 1 100@default,2 PJSIP/alice-00000000 [] $[1 + 1] 101 00",
  );
});

Deno.test("FileDialplan.run() runs a channel's dialplan to its end", async () => {
  using given = new TestChannel("Ring", { extensions });

  const running = given.pbx.dialplan.run(given.channel);
  await given.clock.tick(1_000);
  await running;

  assertEquals([given.pbx.channels.size, given.failures], [0, []]);
});

Deno.test("FileDialplan.execute() runs one application on a channel without a dialplan, which shows it", async () => {
  using given = new TestChannel("Ring", { extensions });

  const running = given.pbx.dialplan.execute(given.channel, "Wait", "1");
  const shown = given.channel.snapshot.dialplan.appName;
  await given.clock.tick(1_000);

  assertEquals([shown, await running, given.pbx.channels.size], ["Wait", "continue", 1]);
});

function substitute({ pbx, channel }: TestChannel, text: string): string {
  pbx.dialplan.write("RESULT", undefined, undefined);
  const { dialplan } = pbx;
  if (!("substitute" in dialplan) || typeof dialplan.substitute !== "function") throw new Error("No such method");
  return String(dialplan.substitute(text, channel));
}
