import { assertEquals } from "@std/assert";
import { TestChannel } from "../../core/test_channel.ts";
import { runLines } from "../dialplan_run.ts";

for (
  const [data, cause] of [["17", 17], ["USER_BUSY", 17], ["no_answer", 19], ["bogus", 16], ["", 16]] as const
) {
  Deno.test(`Hangup(${data}) ends the call with cause ${cause}`, async () => {
    const { given } = await runLines(`exten => 100,1,Hangup(${data})\n same => n,NoOp(never)`);

    assertEquals([given.told, given.steps.length], [[`hangup ${cause}`], 1]);
  });
}

Deno.test("Busy() and Congestion() say so, and wait for as long as they are told", async () => {
  const busy = await runLines("exten => 100,1,Busy(5)\n same => n,NoOp(never)", { state: "Ring", duration: 5_000 });
  const congestion = await runLines("exten => 100,1,Congestion()", { state: "Ring" });

  assertEquals([busy.given.told, busy.steps.length], [["busy", "hangup 17"], 1]);
  assertEquals(congestion.given.told, ["congestion", "hangup 34"]);
});

Deno.test("Wait() takes fractions of seconds, and does nothing without a number", async () => {
  const { steps } = await runLines(
    "exten => 100,1,Wait(0.25)\n same => n,Wait(x)\n same => n,Wait()\n same => n,NoOp()",
    {
      duration: 250,
    },
  );

  assertEquals(steps.length, 4);
});

Deno.test("Answer() answers, and waits for the delay that it is given", async () => {
  const before = await runLines("exten => 100,1,Answer(600)\n same => n,NoOp()", { state: "Ring", duration: 599 });
  const after = await runLines("exten => 100,1,Answer(600)\n same => n,NoOp()", { state: "Ring", duration: 600 });

  assertEquals([before.steps.length, after.steps.length, after.given.told[0]], [1, 2, "answer"]);
});

Deno.test("Ringing(), Progress() and Proceeding() tell the far end", async () => {
  const { given } = await runLines("exten => 100,1,Proceeding()\n same => n,Ringing()\n same => n,Progress()", {
    state: "Ring",
  });

  assertEquals(given.told, ["proceeding", "ringing", "progress", "hangup 0"]);
});

Deno.test("Echo() sends digits back until #", async () => {
  const { given, steps } = await runLines("exten => 100,1,Echo()\n same => n,NoOp()", {
    digits: { 1: "4", 2: "#" },
    duration: 2,
  });

  assertEquals([given.told, steps.length], [["digit 4", "digit #", "hangup 0"], 2]);
});

Deno.test("Stasis() splits its arguments and sets STASISSTATUS", async () => {
  using given = new TestChannel("Up", {
    extensions:
      '[default]\nexten => 100,1,Stasis(nobody)\n same => n,NoOp(${STASISSTATUS})\n same => n,Stasis(app,one,"two,three",four\\,five)\n',
  });
  const args: unknown[] = [];
  given.pbx.stasis.register("app", {
    send: (_, fact) => {
      if (fact.kind !== "stasis-started") return;
      args.push(...fact.args);
      given.channel.requestHangup({ soft: false });
    },
  }, { subscribesAll: false });

  await given.pbx.dialplan.run(given.channel);

  assertEquals(args, ["one", "two,three", "four,five"]);
  assertEquals([given.steps[1], given.channel.variables.get("STASISSTATUS")], ["100,2 NoOp(FAILED)", "SUCCESS"]);
});
