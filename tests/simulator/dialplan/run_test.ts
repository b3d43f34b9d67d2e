import { assertEquals, assertInstanceOf } from "@std/assert";
import { loadDialplan } from "../../../simulator/dialplan/load.ts";
import { runDialplan } from "../../../simulator/dialplan/run.ts";
import { NotSimulatedError } from "../../../simulator/mod.ts";
import { TestChannel } from "../core/test_channel.ts";

async function run(given: TestChannel, lines: string): Promise<{ steps: string[]; failures: unknown[] }> {
  const steps: string[] = [];
  const failures: unknown[] = [];
  await runDialplan(given.pbx, given.channel, loadDialplan(`[default]\n${lines}`), {
    onStep: ({ position: { exten, priority, appName, appData } }) => {
      steps.push(`${exten},${priority} ${appName}(${appData})`);
    },
    onFailure: (error) => failures.push(error),
  });
  return { steps, failures };
}

Deno.test("runDialplan() takes one step after the other and hangs up at the end", async () => {
  using given = new TestChannel("Ring");

  const { steps, failures } = await run(given, "exten => 100,1,Answer()\n same => n,NoOp(${EXTEN})\n");

  assertEquals([steps, failures], [["100,1 Answer()", "100,2 NoOp(100)"], []]);
  assertEquals(given.told, ["answer", "hangup 0"]);
  assertEquals(given.facts.at(-2)?.kind, "channel-hangup-request");
});

Deno.test("runDialplan() stops at a hangup of the far end", async () => {
  using given = new TestChannel();
  const running = run(given, "exten => 100,1,Wait(10)\n same => n,NoOp()\n");

  given.channel.requestHangup({ soft: false });

  assertEquals((await running).steps, ["100,1 Wait(10)"]);
});

Deno.test("runDialplan() goes where the channel was sent, also to the step that it is at", async () => {
  using given = new TestChannel();
  const running = run(given, "exten => 100,1,Wait(1)\n same => n,NoOp()\nexten => 200,1,NoOp()\n");
  given.channel.goTo({ context: "default", exten: "100", priority: 1 });
  await given.clock.tick(1_500);
  given.channel.goTo({ context: "default", exten: "200", priority: 1 });
  await given.clock.tick(500);

  assertEquals((await running).steps, ["100,1 Wait(1)", "100,1 Wait(1)", "200,1 NoOp()"]);
});

Deno.test("runDialplan() tells of what is not simulated before the channel goes", async () => {
  using given = new TestChannel();

  const { failures } = await run(given, "exten => 100,1,Dial(PJSIP/bob)\n");

  assertInstanceOf(failures[0], NotSimulatedError);
  assertEquals(given.told, ["hangup 0"]);
});
