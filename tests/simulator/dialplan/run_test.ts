import { assertEquals, assertInstanceOf } from "@std/assert";
import { NotSimulatedError } from "../../../simulator/mod.ts";
import { TestChannel } from "../core/test_channel.ts";
import { runLines } from "./dialplan_run.ts";

Deno.test("runDialplan() takes one step after the other and hangs up at the end", async () => {
  const { steps, failures, given } = await runLines("exten => 100,1,Answer()\n same => n,NoOp(${EXTEN})", {
    state: "Ring",
  });

  assertEquals([steps, failures], [["100,1 Answer()", "100,2 NoOp(100)"], []]);
  assertEquals(given.told, ["answer", "hangup 0"]);
  assertEquals(given.facts.at(-2)?.kind, "channel-hangup-request");
});

Deno.test("runDialplan() stops at a hangup, and runs h with what is left of the channel", async () => {
  const { steps } = await runLines(
    "exten => 100,1,Wait(10)\n same => n,NoOp(never)\nexten => h,1,Wait(5)\nexten => h,2,NoOp(never)",
  );

  assertEquals(steps, ["100,1 Wait(10)", "h,1 Wait(5)"]);
});

Deno.test("runDialplan() goes where the channel was sent, also to the step that it is at", async () => {
  using given = new TestChannel("Up", {
    extensions: "[default]\nexten => 100,1,Wait(1)\n same => n,NoOp()\nexten => 200,1,NoOp()\n",
  });
  const running = given.pbx.dialplan.run(given.channel);
  given.channel.goTo({ context: "default", exten: "100", priority: 1 });
  await given.clock.tick(1_500);
  given.channel.goTo({ context: "default", exten: "200", priority: 1 });
  await given.clock.tick(500);
  await running;

  assertEquals(given.steps, ["100,1 Wait(1)", "100,1 Wait(1)", "200,1 NoOp()"]);
});

Deno.test("runDialplan() tells of what is not simulated before the channel goes", async () => {
  const { failures, given } = await runLines("exten => 100,1,Queue(support)");

  assertInstanceOf(failures[0], NotSimulatedError);
  assertEquals(given.told, ["hangup 0"]);
});

for (
  const [what, lines, expected] of [
    ["an extension that is not there, to i", "exten => 100,1,Goto(200,1)\nexten => i,1,NoOp(${INVALID_EXTEN})", [
      "100,1 Goto(200,1)",
      "i,1 NoOp(200)",
    ]],
    ["the same without i, to e", "exten => 100,1,Goto(200,1)\nexten => e,1,NoOp(${EXCEPTION(reason)})", [
      "100,1 Goto(200,1)",
      "e,1 NoOp(INVALID)",
    ]],
    ["an unknown application, to the end", "exten => 100,1,NoSuchApp()\nexten => i,1,NoOp()", []],
    ["a missing priority, to the end", "exten => 100,1,NoOp()\nexten => 100,3,NoOp(never)", ["100,1 NoOp()"]],
    [
      "hangup handlers, the latest first",
      [
        "exten => 100,1,Set(CHANNEL(hangup_handler_push)=sub,1(a))",
        " same => n,Set(CHANNEL(hangup_handler_push)=sub,1(b))",
        " same => n,Hangup()",
        "exten => sub,1,NoOp(${ARG1})",
        " same => n,Return()",
      ].join("\n"),
      [
        "100,1 Set(CHANNEL(hangup_handler_push)=sub,1(a))",
        "100,2 Set(CHANNEL(hangup_handler_push)=sub,1(b))",
        "100,3 Hangup()",
        "sub,1 NoOp(b)",
        "sub,2 Return()",
        "sub,1 NoOp(a)",
        "sub,2 Return()",
      ],
    ],
  ] as const
) {
  Deno.test(`runDialplan() goes from ${what}`, async () => {
    assertEquals((await runLines(lines)).steps, [...expected]);
  });
}

Deno.test("runDialplan() tells a caller that falls through after a busy call that it is busy", async () => {
  const { given } = await runLines("exten => 100,1,Set(DIALSTATUS=BUSY)", { state: "Ring", duration: 9_999 });

  assertEquals(given.told, ["busy", "hangup 17"]);
});

Deno.test("runDialplan() ends a call whose time is over, or goes on at T", async () => {
  const lines = "exten => 100,1,Set(TIMEOUT(absolute)=2)\n same => n,Wait(60)\n";

  const ended = await runLines(lines, { duration: 2_000 });
  const goneOn = await runLines(`${lines}exten => T,1,Wait(1)\n same => n,NoOp(T)\n`, { duration: 3_000 });

  assertEquals(ended.steps.at(-1), "100,2 Wait(60)");
  assertEquals(goneOn.steps.slice(-2), ["T,1 Wait(1)", "T,2 NoOp(T)"]);
});
