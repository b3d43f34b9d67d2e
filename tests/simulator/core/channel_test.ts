import { assertEquals } from "@std/assert";
import type { Frame } from "../../../simulator/core/frames.ts";
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

Deno.test("Channel.receive() takes a short digit for one of 80 ms", () => {
  using given = new TestChannel();
  const frames: Frame[] = [];
  using _ = given.channel.read((frame) => frames.push(frame));

  given.channel.receive({ kind: "dtmf", digit: "4", duration: 10 });

  assertEquals(frames, [{ kind: "dtmf", digit: "4", duration: 80 }]);
  assertEquals(given.facts.map((fact) => fact.kind === "channel-dtmf" && fact.duration), [80]);
});

Deno.test("Channel.read() gives frames to the reader that came last, until it is disposed, in any order", () => {
  using given = new TestChannel();
  const got: string[] = [];
  const bottom = given.channel.read(() => got.push("bottom"));
  const middle = given.channel.read(() => got.push("middle"));
  const top = given.channel.read(() => got.push("top"));

  for (const reader of [undefined, middle, top, top, bottom]) {
    reader?.[Symbol.dispose]();
    given.channel.receive({ kind: "text", text: "hello" });
  }

  assertEquals(got, ["top", "top", "bottom", "bottom"]);
});

Deno.test("Channel.receive() takes an answer when Asterisk has called, and says that the far end holds", () => {
  using given = new TestChannel("Ring");
  const { snapshot } = given.channel;
  const called = given.pbx.createChannel({
    endpoint: "PJSIP/bob",
    driver: given.channel.driver,
    state: "Down",
    caller: snapshot.caller,
    context: "default",
    exten: "s",
    protocolId: "",
  });
  called.call("bob");

  for (const channel of [given.channel, called]) channel.receive({ kind: "control", control: "answer" });
  given.channel.receive({ kind: "control", control: "hold", musicClass: "default" });
  given.channel.receive({ kind: "control", control: "unhold" });

  assertEquals([given.channel.state, called.state], ["Ring", "Up"]);
  assertEquals(
    given.facts.flatMap((fact) => fact.kind === "channel-hold" ? [[fact.isHeld, fact.musicClass]] : []),
    [[true, "default"], [false, undefined]],
  );
});

Deno.test("Channel.tap() is told of media in both directions, which go on to where they go", () => {
  using given = new TestChannel();
  const tapped: string[] = [];
  const read: string[] = [];
  const tap = given.channel.tap((direction, { kind, media: { media } }) =>
    tapped.push(`${direction} ${kind} ${media}`)
  );
  using _reader = given.channel.read(({ kind }) => read.push(kind));
  const media = { media: "sound:hello-world" };
  const outcome = { complete: true, played: 100 };

  given.channel.receive({ kind: "media-begin", media });
  const during = [...given.channel.incoming];
  given.channel.receive({ kind: "media-end", media, outcome });
  given.channel.sendMedia("sound:goodbye")(outcome);
  tap[Symbol.dispose]();
  given.channel.sendMedia("sound:goodbye")(outcome);

  assertEquals(tapped, [
    "in media-begin sound:hello-world",
    "in media-end sound:hello-world",
    "out media-begin sound:goodbye",
    "out media-end sound:goodbye",
  ]);
  assertEquals(read, ["media-begin", "media-end"]);
  assertEquals([during, [...given.channel.incoming]], [[media], []]);
  assertEquals(given.told.length, 4);
});

Deno.test("Channel.setCaller() and setConnected() show themselves, one part at a time", () => {
  using given = new TestChannel();

  given.channel.setCaller({ name: "Zed" }, { presentation: 32 });
  given.channel.setConnected({ number: "200" });
  given.channel.setParties({ callerRdnis: "300", accountcode: "account", tenantId: "tenant", language: "de" });
  const before = given.channel.snapshot;
  const after = given.channel.publish();

  assertEquals(given.kinds, ["channel-updated", "channel-updated", "channel-updated"]);
  assertEquals([before.caller, before.callerPresentation], [{ name: "Zed", number: "alice" }, 32]);
  assertEquals([before.connected, before.callerRdnis], [{ name: "", number: "200" }, ""]);
  assertEquals([before.accountcode, before.tenantId, before.language], ["", "", "en"]);
  assertEquals([after.accountcode, after.tenantId, after.language], ["account", "tenant", "de"]);
  assertEquals(after.callerRdnis, "300");
});

Deno.test("Channel.stage() makes several changes visible at once", () => {
  using given = new TestChannel();

  given.channel.stage(() => {
    given.channel.setCaller({ name: "Zed" });
    given.channel.stage(() => given.channel.setConnected({ name: "Bob" }));
    given.channel.setVariable("A", "1");
  });

  assertEquals(given.kinds, ["channel-variable", "channel-updated"]);
  const [variable, updated] = given.facts;
  assertEquals(variable?.kind === "channel-variable" && variable.channel?.caller.name, "Alice");
  assertEquals(updated?.kind === "channel-updated" && updated.channel.connected.name, "Bob");
});

Deno.test("Channel.setVariable() says nothing when it removes what was not there, and shows what is reported", () => {
  using given = new TestChannel();
  given.channel.reportedVariables.add("A");

  given.channel.setVariable("A", undefined);
  given.channel.setVariable("_B", "1");
  given.channel.setVariable("B", "");
  given.channel.setVariable("B", undefined);

  const told = given.facts.map((fact) => fact.kind === "channel-variable" ? [fact.variable, fact.value] : fact.kind);
  assertEquals(told, ["channel-updated", ["_B", "1"], "channel-updated", ["B", ""]]);
});

Deno.test("Channel.inheritVariables() takes what is marked, and copyVariables() takes all, the newest first", () => {
  using given = new TestChannel();
  for (const name of ["A", "_B", "__C"]) given.channel.setVariable(name, name);
  const { snapshot, driver } = given.channel;
  const create = () =>
    given.pbx.createChannel({
      endpoint: "PJSIP/bob",
      driver,
      state: "Down",
      caller: snapshot.caller,
      context: "default",
      exten: "s",
      protocolId: "",
    });
  const [heir, copy] = [create(), create()];
  given.facts.length = 0;

  heir.inheritVariables(given.channel);
  copy.copyVariables(given.channel);

  const told = given.facts.map((fact) => fact.kind === "channel-variable" && fact.variable);
  assertEquals(told, ["__C", "B", "__C", "_B", "A"]);
  assertEquals([heir.variables.get("B"), heir.variables.has("A"), copy.variables.get("C")], ["_B", false, "__C"]);
});

Deno.test("Channel.call() tells the driver once, and a channel that was called can not be answered from here", () => {
  using given = new TestChannel("Ring");

  const called = given.channel.call("alice");
  const answered = given.channel.answer();
  given.channel.hangUpQuietly();

  assertEquals([called, answered, given.channel.state], [false, true, "Ring"]);
  assertEquals([given.channel.call("alice"), given.told, given.facts], [false, [], []]);
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
