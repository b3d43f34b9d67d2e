import { assertEquals, assertThrows } from "@std/assert";
import type { BridgeMember } from "../../../simulator/core/bridge_member.ts";
import type { Fact } from "../../../simulator/core/facts.ts";
import { settle, TestBridge } from "./test_bridge.ts";

/** What became of bridges, in a line for each fact; nothing of what merely repeats itself. */
function story(facts: readonly Fact[]): string[] {
  return facts.flatMap((fact) => {
    switch (fact.kind) {
      case "bridge-entered":
      case "bridge-left":
        return [`${fact.channel.name} ${fact.kind.slice(7)} ${fact.bridge.technology} ${fact.bridge.channels.join()}`];
      case "channel-variable":
        return [`${fact.channel?.name} ${fact.variable}=${fact.value}`];
      default:
        return [];
    }
  });
}

function names(members: readonly BridgeMember[]): string[] {
  return members.map(({ channel }) => channel.name);
}

Deno.test("Bridge changes its technology with its members, and those who were there line up behind who comes", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  given.facts.length = 0;

  given.join(bridge, a, b);
  const two = [bridge.snapshot.technology, ...names(bridge.members)];
  const [, , last] = [...given.join(bridge, c), ...bridge.members];
  const three = [bridge.snapshot.technology, ...names(bridge.members)];
  last?.leave("removed");
  await settle();

  assertEquals(two, ["simple_bridge", "a", "b"]);
  assertEquals(three, ["softmix", "c", "a", "b"]);
  assertEquals([bridge.snapshot.technology, ...names(bridge.members)], ["simple_bridge", "c", "b"]);
  assertEquals(story(given.facts), [
    "a entered simple_bridge a",
    "b entered simple_bridge a,b",
    "a BRIDGEPEER=b",
    "b BRIDGEPEER=a",
    "c entered simple_bridge a,b,c",
    "c BRIDGEPEER=a,b",
    "a BRIDGEPEER=c,b",
    "b BRIDGEPEER=c,a",
    "a BRIDGEPEER=",
    "a left softmix b,c",
    "c BRIDGEPEER=b",
    "b BRIDGEPEER=c",
  ]);
});

Deno.test("Bridge tells two members each other's call ids, and of many only the first ten", () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  given.join(bridge, given.create("a", { protocolId: "x" }), given.create("b"));
  const [a, b] = bridge.members.map(({ channel }) => channel);
  const ids = [a?.variables.get("BRIDGEPVTCALLID"), b?.variables.get("BRIDGEPVTCALLID")];

  given.join(bridge, ...Array.from({ length: 12 }, (_, index) => given.create(`n${index}`)));

  const lengths = bridge.members.map(({ channel }) => channel.variables.get("BRIDGEPEER")?.split(",").length);
  assertEquals(ids, [undefined, "x"]);
  assertEquals(lengths, Array.from({ length: 14 }, () => 10));
  assertEquals(b?.variables.get("BRIDGEPVTCALLID"), undefined);
});

Deno.test("Bridge tells two members who the other one is, when neither inhibits it", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  given.join(bridge, a);
  given.joinWith(bridge, b, { features: { inhibitsConnectedLine: true } });
  await settle();
  const inhibited = [a.snapshot.connected.number, b.snapshot.connected.number];

  bridge.reconfigure({ updatesConnectedLine: true, isForced: true });
  await settle();

  assertEquals(inhibited, ["", ""]);
  assertEquals([a.snapshot.connected.number, b.snapshot.connected.number], ["b", "a"]);
  assertEquals(given.toldTo(a), ["connected b"]);
});

Deno.test("Bridge that is dissolved has its members leave with its cause, and then it is dead", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  given.join(bridge, a, b);
  given.facts.length = 0;

  const hold = bridge.hold();
  bridge.dissolve(17);
  const refused = given.joinWith(bridge, given.create("c"));
  await settle();
  const isDead = bridge.takeSnapshot().isDead;
  hold[Symbol.dispose]();

  assertEquals([a.hangupCause, b.hangupCause, bridge.members.length, refused.isJoined], [17, 17, 0, false]);
  assertEquals([isDead, bridge.takeSnapshot().isDead], [false, true]);
  assertEquals(given.facts.at(-1)?.kind, "bridge-updated");
  assertEquals(story(given.facts).slice(-2), ["a left simple_bridge b", "b left simple_bridge "]);
});

Deno.test("Bridge ends with a member that hangs up, or when it is empty, if it is made so", async () => {
  using given = new TestBridge();
  const [ending, empty] = [
    given.bridge("mixing", { endsOnHangup: true }),
    given.bridge("mixing", { endsWhenEmpty: true }),
  ];
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  given.join(ending, a, b);
  const [member] = given.join(empty, c);

  a.requestHangup({ cause: 17, soft: false });
  member?.leave("removed");
  await settle();

  assertEquals([ending.isDissolved, ending.cause, ending.members.length, b.hangupCause], [true, 17, 0, 17]);
  assertEquals([empty.isDissolved, empty.takeSnapshot().isDead], [true, true]);
});

Deno.test("Bridge sends those away who do not want to be alone", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a] = given.join(bridge, given.create("a"));
  for (const name of ["b", "c"]) given.joinWith(bridge, given.create(name), { features: { isLonely: true } });

  a?.leave("removed");
  await settle();

  assertEquals(bridge.members.length, 0);
});

Deno.test("Bridge swaps a member for another without ending", async () => {
  using given = new TestBridge();
  const bridge = given.bridge("mixing", { endsWhenEmpty: true });
  const [a, b] = [given.create("a"), given.create("b")];
  given.join(bridge, a);
  given.facts.length = 0;

  given.joinWith(bridge, b, { swap: a });
  await settle();

  assertEquals([names(bridge.members), bridge.isDissolved], [["b"], false]);
  assertEquals(story(given.facts), ["a left simple_bridge ", "b entered simple_bridge b"]);
});

Deno.test("Bridge shows the source of its video late, as Asterisk does", () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const a = given.create("a");

  bridge.setVideoSource(a);
  const set = bridge.snapshot;
  bridge.clearVideoSource();
  const cleared = bridge.snapshot;
  bridge.publish();

  assertEquals([set.videoMode, set.videoSourceId, cleared], ["single", "a", set]);
  assertEquals([bridge.snapshot.videoMode, bridge.snapshot.videoSourceId], ["talker", undefined]);
});

Deno.test("Bridge that nobody sees says nothing, and one without a technology is not made", () => {
  using given = new TestBridge();
  const bridge = given.bridge("holding", { isInvisible: true });
  const a = given.create("a");
  given.facts.length = 0;

  given.join(bridge, a);

  assertEquals(story(given.facts), []);
  assertThrows(() => given.bridge("mixing", { capabilities: new Set() }), TypeError, `Cannot make bridge "bridge"`);
});

Deno.test("Bridge.peerOf() knows the other one of two who hear each other directly", () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b, c] = [given.create("a"), given.create("b"), given.create("c")];
  given.join(bridge, a, b);
  const two = [bridge.peerOf(a), bridge.peerOf(b), bridge.peerOf(c)];
  given.join(bridge, c);

  assertEquals(two, [b, a, undefined]);
  assertEquals(bridge.peerOf(a), undefined);
});
