import { assertEquals } from "@std/assert";
import type { Fact } from "../../../simulator/core/facts.ts";
import { UnrealPair } from "../../../simulator/core/unreal.ts";
import { settle, TestBridge } from "./test_bridge.ts";

function dialStatuses(facts: readonly Fact[]): string[] {
  return facts.flatMap((fact) => fact.kind === "channel-dial" ? [`${fact.peer.name} ${fact.dialStatus}`] : []);
}

Deno.test("BridgeMember passes digits and texts on, but not digits that it absorbs", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  given.join(bridge, a);
  given.joinWith(bridge, b, { features: { absorbsDtmf: true } });
  await settle();
  given.toldTo(a);
  given.toldTo(b);

  a.receive({ kind: "dtmf", digit: "1", duration: 100 });
  a.receive({ kind: "text", text: "hello" });
  b.receive({ kind: "dtmf", digit: "2", duration: 100 });
  await settle();

  assertEquals([given.toldTo(a), given.toldTo(b)], [[], ["digit 1", "text hello"]]);
});

Deno.test("BridgeMember says how the dialling of its channel goes, and tells the others", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b", { state: "Down" })];
  given.join(bridge, a, b);
  await settle();
  given.toldTo(a);
  given.facts.length = 0;

  for (const control of ["ringing", "busy", "flash", "answer"] as const) b.receive({ kind: "control", control });
  await settle();

  assertEquals(given.toldTo(a), ["ringing", "busy", "none"]);
  assertEquals(dialStatuses(given.facts), ["b RINGING", "b BUSY", "b ANSWER"]);
});

Deno.test("BridgeMember answers its channel when the other one is answered", async () => {
  using given = new TestBridge("Ring");
  const bridge = given.bridge();
  const b = given.create("b");
  given.join(bridge, given.channel, b);

  b.receive({ kind: "control", control: "answer" });
  await settle();

  assertEquals([given.channel.state, given.told.length], ["Up", 1]);
});

Deno.test("BridgeMember does nothing else until the call that it has answered is heard, for half a second at most", async () => {
  using given = new TestBridge();
  const [a, b] = [given.create("a", { state: "Ring" }), given.create("b")];
  given.join(given.bridge(), a, b);
  await settle();
  given.toldTo(a);
  given.facts.length = 0;
  const told = () => [given.facts.filter(({ kind }) => kind === "channel-variable").length, given.toldTo(a)];

  b.receive({ kind: "control", control: "answer" });
  b.receive({ kind: "dtmf", digit: "1", duration: 100 });
  await given.clock.tick(499);
  await settle();
  const before = told();
  await given.clock.tick(1);
  await settle();

  assertEquals([before, told()], [[0, ["answer"]], [2, ["digit 1"]]]);
});

Deno.test("BridgeMember takes a hold off its channel when it leaves", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  const [, member] = given.join(bridge, a, b);
  await settle();
  given.toldTo(b);

  a.receive({ kind: "control", control: "hold", musicClass: "default" });
  await settle();
  const held = given.toldTo(b);
  member?.leave("removed");
  await settle();

  assertEquals([held, given.toldTo(b)], [["hold"], ["unhold"]]);
});

Deno.test("BridgeMember leaves when its channel hangs up, and calls back when it is out", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const a = given.create("a");
  const reasons: string[] = [];
  a.bridging.afterBridge((reason) => void reasons.push(`first ${reason}`));
  a.bridging.afterBridge((reason) => void reasons.push(`second ${reason} ${a.bridging.bridge === undefined}`));
  const [member] = given.join(bridge, a);
  const inside = a.bridging.bridge === bridge;

  a.requestHangup({ cause: 17, soft: false });
  await member?.left;

  assertEquals([inside, member?.state, bridge.members.length, a.hangupCause], [true, "ended", 0, 17]);
  assertEquals(reasons, ["first replaced", "second left true"]);
});

Deno.test("BridgeMember does not bring a Local channel together with its other half", () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const options = { technology: "Local", name: "x", states: ["Up", "Up"], context: "default", exten: "x" } as const;
  const pair = UnrealPair.create(given.pbx, options);
  if (pair === "id-exists") throw new Error("Cannot make a pair for the test");
  const reasons: string[] = [];
  given.join(bridge, pair.first);
  pair.second.bridging.afterBridge((reason) => void reasons.push(reason));

  const member = given.joinWith(bridge, pair.second);

  assertEquals([member.isJoined, bridge.members.length, reasons], [false, 1, ["refused"]]);
});

Deno.test("BridgeMember of nobody ends its channel when it leaves, or sends it where it is to go", async () => {
  using given = new TestBridge("Up", { extensions: "[default]\nexten => go,1,Wait(1)\n" });
  const bridge = given.bridge();
  const [a, b] = [given.create("a"), given.create("b")];
  const members = [a, b].map((channel) => given.joinWith(bridge, channel, { isIndependent: true }));

  b.goTo({ context: "default", exten: "go", priority: 1 });
  for (const member of members) member.leave("removed");
  await settle();

  assertEquals([a.isDead, b.isDead, b.position.appName], [true, false, "Wait"]);
});

Deno.test("BridgeMember has its bridge look at itself anew when somebody begins to look at its media", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [a, b] = [given.create("a", { hasRtp: true }), given.create("b", { hasRtp: true })];
  given.join(bridge, a, b);
  await settle();
  const native = bridge.technology.name;

  using mute = a.bridging.requireAudio();
  await settle();
  const muted = bridge.technology.name;
  mute[Symbol.dispose]();
  await settle();

  assertEquals([native, muted, bridge.technology.name], ["native_rtp", "simple_bridge", "native_rtp"]);
});
