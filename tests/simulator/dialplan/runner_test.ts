import { assertEquals, assertThrows } from "@std/assert";
import { NotSimulatedError } from "../../../simulator/errors.ts";
import { TestChannel } from "../core/test_channel.ts";

const extensions = "[globals]\nG=1\n[default]\nexten => 100,1,NoOp()\n same => n(here),Wait(1)\n";

Deno.test("FileDialplan knows its steps and labels", () => {
  using given = new TestChannel("Ring", { extensions });
  const { dialplan } = given.pbx;

  assertEquals(dialplan.has({ context: "default", exten: "100", priority: 2 }, ""), true);
  assertEquals(dialplan.has({ context: "default", exten: "100", priority: 3 }, ""), false);
  assertEquals(dialplan.findLabel("default", "100", "here", ""), 2);
});

Deno.test("FileDialplan reads and sets variables, and says what it cannot", () => {
  using given = new TestChannel("Ring", { extensions });
  const { dialplan } = given.pbx;

  dialplan.write("A", "x", given.channel);
  dialplan.write("GLOBAL(H)", "2", undefined);
  dialplan.write("_I", "3", undefined);

  assertEquals([dialplan.read("A", given.channel), dialplan.read("G", undefined)], ["x", "1"]);
  assertEquals([dialplan.read("H", undefined), dialplan.read("I", undefined)], ["2", "3"]);
  assertThrows(() => dialplan.write("CHANNEL(language)", "de", given.channel), NotSimulatedError, "not simulated");
});

Deno.test("FileDialplan.run() runs a channel's dialplan to its end", async () => {
  using given = new TestChannel("Ring", { extensions });

  const running = given.pbx.dialplan.run(given.channel);
  await given.clock.tick(1_000);
  await running;

  assertEquals(given.pbx.channels.size, 0);
  assertEquals(given.failures, []);
});
