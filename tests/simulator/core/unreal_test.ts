import { assertEquals } from "@std/assert";
import type { Frame } from "../../../simulator/core/frames.ts";
import { type UnrealOptions, UnrealPair } from "../../../simulator/core/unreal.ts";
import { TestChannel } from "./test_channel.ts";

const options: UnrealOptions = {
  technology: "Local",
  name: "100@default",
  states: ["Down", "Ring"],
  context: "default",
  exten: "100",
};

function createPair(given: TestChannel, more: Partial<UnrealOptions> = {}): UnrealPair {
  const pair = UnrealPair.create(given.pbx, { ...options, ...more });
  if (pair === "id-exists") throw new Error(`Cannot make a pair for the test: "${more.id}" is taken`);
  return pair;
}

/** What `receiver` gets of what `act` sends. */
async function received(receiver: UnrealPair["first"], act: () => void): Promise<Frame[]> {
  const frames: Frame[] = [];
  using _ = receiver.read((frame) => frames.push(frame));
  act();
  await Promise.resolve();
  return frames;
}

Deno.test("UnrealPair.create() names and numbers the two halves as Asterisk does", () => {
  using given = new TestChannel();

  const pairs = [createPair(given), createPair(given, { id: "a" }), createPair(given, { id: "b", otherId: "c" })];

  assertEquals(pairs.map(({ first, second }) => [first.id, first.name, second.id, second.name]), [
    ["0.1", "Local/100@default-00000000;1", "0.2", "Local/100@default-00000000;2"],
    ["a", "Local/100@default-00000001;1", "a;2", "Local/100@default-00000001;2"],
    ["b", "Local/100@default-00000002;1", "c", "Local/100@default-00000002;2"],
  ]);
  assertEquals(pairs.map(({ first }) => UnrealPair.of(first)), pairs);
  assertEquals([UnrealPair.of(given.channel), given.pbx.nextUniqueId()], [undefined, "0.7"]);
});

Deno.test("UnrealPair.create() refuses an id that is taken, and the first half comes and goes when it is the second's", () => {
  using given = new TestChannel();
  createPair(given, { id: "a" });
  given.facts.length = 0;

  const results = [{ id: "a" }, { id: "b", otherId: "a" }, { id: "c", otherId: "c" }].map((ids) =>
    UnrealPair.create(given.pbx, { ...options, ...ids })
  );

  assertEquals(results, ["id-exists", "id-exists", "id-exists"]);
  const seen = given.facts.map((fact) => fact.kind === "channel-updated" && [fact.channel.id, fact.channel.isDead]);
  assertEquals(seen, [["b", false], ["b", true], ["c", false], ["c", true]]);
  assertEquals([given.pbx.nextUniqueId(), createPair(given).first.name], ["0.8", "Local/100@default-00000004;1"]);
});

Deno.test("UnrealPair carries media, digits and texts across, later and in order", async () => {
  using given = new TestChannel();
  const { first, second } = createPair(given);
  const outcome = { complete: true, played: 100 };

  const frames = await received(second, () => {
    const finish = first.sendMedia("sound:hello-world");
    first.sendDigit("4", 100);
    first.driver.sendText?.("hello");
    finish(outcome);
  });
  const media = { media: "sound:hello-world" };

  assertEquals(frames, [
    { kind: "media-begin", media },
    { kind: "dtmf", digit: "4", duration: 100 },
    { kind: "text", text: "hello" },
    { kind: "media-end", media, outcome },
  ]);
  const [begin, , , end] = frames;
  assertEquals(begin?.kind === "media-begin" && end?.kind === "media-end" && begin.media === end.media, true);
});

Deno.test("UnrealPair answers from the second half to the first, and rings only while it rings itself", async () => {
  using given = new TestChannel();
  const { first, second } = createPair(given, { dial: () => true });
  first.call("100@default");

  const frames = await received(first, () => {
    second.indicate("ringing");
    second.indicate("progress");
    second.answer();
    second.indicate("ringing");
    second.indicate("none");
  });

  assertEquals(frames.map((frame) => frame.kind === "control" && frame.control), ["ringing", "progress", "answer"]);
  assertEquals([first.state, second.state], ["Up", "Up"]);
});

Deno.test("UnrealPair plays the music of a hold itself, until it is over or the half is gone", async () => {
  using given = new TestChannel();
  const { first, second } = createPair(given, { dial: () => true });
  first.call("");

  const frames = await received(second, () => {
    first.indicate("hold");
    first.indicate("hold");
    first.indicate("unhold");
    first.indicate("hold");
    first.destroy();
  });

  assertEquals(frames.map(({ kind }) => kind), ["media-begin", "media-end", "media-begin", "media-end"]);
});

Deno.test("UnrealPair.dial() crosses caller and connected line over, and copies the variables", () => {
  using given = new TestChannel();
  const { first, second } = createPair(given, { dial: () => true });
  first.setCaller({ name: "Zed", number: "1" });
  first.setConnected({ name: "Bob", number: "2" });
  first.setParties({ accountcode: "own", peerAccount: "other", language: "de" });
  first.setVariable("A", "1");
  given.facts.length = 0;

  const called = first.call("100@default");

  assertEquals(called, true);
  const { caller, connected, accountcode, peerAccount, language } = second.parties;
  assertEquals([caller.name, connected.name, accountcode, peerAccount, language], ["Bob", "Zed", "other", "own", "de"]);
  assertEquals(given.kinds, ["channel-variable", "channel-updated"]);
});

Deno.test("the second half of an UnrealPair that ends asks the first to hang up, with its cause", () => {
  using given = new TestChannel();
  const { first, second } = createPair(given, { dial: () => true });
  first.call("");
  second.setVariable("DIALSTATUS", "BUSY");
  second.setHangupCause(17);
  given.facts.length = 0;

  second.destroy();

  assertEquals([first.hangupCause, first.isHungUp, first.variables.get("CHANLOCALSTATUS")], [17, true, "BUSY"]);
  assertEquals(given.kinds, ["channel-variable", "channel-hangup-request", "channel-updated"]);
});

Deno.test("the first half of an UnrealPair that ends takes a second half with it that nobody takes care of", () => {
  using given = new TestChannel();
  const [uncalled, called] = [createPair(given), createPair(given, { dial: () => true })];
  called.first.call("");
  for (const { first } of [uncalled, called]) first.setHangupCause(26);

  for (const { first } of [uncalled, called]) first.destroy();

  assertEquals([uncalled.second.isDead, called.second.isDead, called.second.isHungUp], [true, false, true]);
  assertEquals([uncalled.second.hangupCause, called.second.hangupCause], [26, 26]);
});
