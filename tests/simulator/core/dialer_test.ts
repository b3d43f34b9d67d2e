import { assertEquals } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import { dial, dialStatusOfCause } from "../../../simulator/core/dialer.ts";
import type { Control } from "../../../simulator/core/frames.ts";
import { TestChannel } from "./test_channel.ts";

/** A channel that can be called. */
function createCallee(given: TestChannel): Channel {
  return given.pbx.createChannel({
    endpoint: "PJSIP/bob",
    driver: { ...given.channel.driver, dial: (address) => given.told.push(`dial ${address}`) > 0 },
    state: "Down",
    caller: { name: "", number: "" },
    context: "default",
    exten: "s",
    protocolId: "",
  });
}

/** The dial statuses, hangup requests and ends that were told. */
function story(given: TestChannel): string[] {
  return given.facts.flatMap((fact) => {
    if (fact.kind === "channel-dial") return [`dial ${fact.dialString} ${fact.dialStatus}`];
    if (fact.kind === "channel-updated" && fact.channel.isDead) return [`destroyed ${fact.channel.hangupCause}`];
    return fact.kind === "channel-updated" && fact.old?.state !== fact.channel.state ? [fact.channel.state] : [];
  });
}

Deno.test("dial() reports what the far end says until it answers", async () => {
  using given = new TestChannel();
  const channel = createCallee(given);
  given.facts.length = 0;
  const dialling = dial(given.pbx, { channel, dialString: "bob" });

  const controls: Control[] = ["proceeding", "ringing", "progress", "hold", "answer", "busy"];
  for (const control of controls) channel.receive({ kind: "control", control });

  assertEquals(await dialling, "answered");
  assertEquals(given.told, ["dial bob"]);
  assertEquals(story(given), [
    "dial bob ",
    "dial bob PROCEEDING",
    "dial bob RINGING",
    "dial bob PROGRESS",
    "Up",
    "dial bob ANSWER",
  ]);
});

for (const [control, status] of [["busy", "BUSY"], ["congestion", "CONGESTION"]] as const) {
  Deno.test(`dial() gives up a channel that says ${control}, without a cause`, async () => {
    using given = new TestChannel();
    const channel = createCallee(given);
    const dialling = dial(given.pbx, { channel, dialString: "bob" });

    channel.receive({ kind: "control", control });

    assertEquals(await dialling, "unanswered");
    assertEquals(story(given).slice(-2), [`dial bob ${status}`, "destroyed 0"]);
  });
}

Deno.test("dial() ends a channel that does not answer in time with cause 19", async () => {
  using given = new TestChannel();
  const channel = createCallee(given);
  const dialling = dial(given.pbx, { channel, dialString: "bob", timeout: 1_000 });

  await given.clock.tick(1_000);

  assertEquals(await dialling, "timeout");
  assertEquals(story(given).slice(-2), ["dial bob ", "destroyed 19"]);
});

Deno.test("dial() reports a far end that hangs up by its cause, and an answer just before it counts", async () => {
  using given = new TestChannel();
  const [refused, answered] = [createCallee(given), createCallee(given)];
  const dialling = [refused, answered].map((channel) => dial(given.pbx, { channel, dialString: "bob" }));

  refused.requestHangup({ cause: 20, soft: false });
  queueMicrotask(() => answered.receive({ kind: "control", control: "answer" }));
  answered.requestHangup({ cause: 16, soft: false });

  assertEquals(await Promise.all(dialling), ["unanswered", "answered"]);
  assertEquals(story(given).slice(-4), ["dial bob CHANUNAVAIL", "destroyed 20", "Up", "dial bob ANSWER"]);
  assertEquals([refused.isDead, answered.isDead], [true, false]);
});

Deno.test("dial() ends a channel that can not be called, without a word", async () => {
  using given = new TestChannel();
  const channel = createCallee(given);
  channel.hangUpQuietly();
  given.facts.length = 0;

  assertEquals(await dial(given.pbx, { channel, dialString: "bob" }), "unanswered");
  assertEquals([story(given), channel.isDead], [["destroyed 0"], true]);
});

Deno.test("dialStatusOfCause() knows Asterisk's four statuses", () => {
  assertEquals([17, 34, 3, 20, 19, 16, 0].map(dialStatusOfCause), [
    "BUSY",
    "CONGESTION",
    "CHANUNAVAIL",
    "CHANUNAVAIL",
    "NOANSWER",
    "NOANSWER",
    "NOANSWER",
  ]);
});
