import { assertEquals } from "@std/assert";
import { TestChannel } from "./test_channel.ts";

Deno.test("Channel.answer() tells the far end and shows the new state, once", () => {
  using given = new TestChannel("Ring");

  const answered = [given.channel.answer(), given.channel.answer()];

  assertEquals(answered, [true, true]);
  assertEquals(given.told, ["answer"]);
  assertEquals(given.kinds, ["channel-updated"]);
  assertEquals(given.channel.snapshot.state, "Up");
});

Deno.test("Channel.answer() fails when the channel is hanging up", () => {
  using given = new TestChannel("Ring");
  given.channel.requestHangup({ cause: 32, soft: true });

  assertEquals(given.channel.answer(), false);
});

Deno.test("Channel shows a step in the dialplan only when it is published", () => {
  using given = new TestChannel();

  given.channel.moveTo({ priority: 2, appName: "Wait", appData: "1" });
  const before = given.channel.snapshot.dialplan.priority;
  given.channel.publish();

  assertEquals([before, given.channel.snapshot.dialplan.priority], [1, 2]);
});

Deno.test("Channel.sleep() ends early when the channel is asked to hang up", async () => {
  using given = new TestChannel();
  const sleeping = given.channel.sleep(1_000);

  given.channel.requestHangup({ soft: false });

  assertEquals(await sleeping, "hangup");
  assertEquals(await given.channel.sleep(1_000), "hangup");
});

Deno.test("Channel.sleep() lets the time pass", async () => {
  using given = new TestChannel();
  const sleeping = given.channel.sleep(1_000);

  await given.clock.tick(1_000);

  assertEquals(await sleeping, "elapsed");
});

Deno.test("Channel.requestHangup() is reported each time but wakes listeners once", () => {
  using given = new TestChannel();
  let woken = 0;
  given.channel.onHangup(() => woken++);

  given.channel.requestHangup({ cause: 127, techCause: 487, soft: false });
  given.channel.requestHangup({ cause: 16, soft: true });

  assertEquals(woken, 1);
  assertEquals(given.facts.map((fact) => fact.kind === "channel-hangup-request" && [fact.cause, fact.techCause]), [
    [127, 487],
    [16, 487],
  ]);
  assertEquals(given.channel.hangupCause, 127);
});

Deno.test("Channel.receiveDigit() takes a short digit for one of 80 ms", () => {
  using given = new TestChannel();
  const digits: string[] = [];
  using _ = given.channel.onDigit((digit) => digits.push(digit));

  given.channel.receiveDigit("4", 10);

  assertEquals(digits, ["4"]);
  assertEquals(given.facts.map((fact) => fact.kind === "channel-dtmf" && fact.duration), [80]);
});

Deno.test("Channel.setVariable() reports the value, and an empty one when it is removed", () => {
  using given = new TestChannel();

  given.channel.setVariable("A", "1");
  given.channel.setVariable("A", undefined);

  assertEquals(given.facts.map((fact) => fact.kind === "channel-variable" && fact.value), ["1", ""]);
  assertEquals(given.channel.variables.has("A"), false);
});

Deno.test("Channel.destroy() tells the far end, removes the channel and says so, once", () => {
  using given = new TestChannel();
  given.channel.setHangupCause(17);

  given.channel.destroy();
  given.channel.destroy();

  assertEquals(given.told, ["hangup 17"]);
  assertEquals(given.pbx.channels.size, 0);
  assertEquals(given.facts.map((fact) => fact.kind === "channel-updated" && fact.channel.isDead), [true]);
});
