import { assertEquals } from "@std/assert";
import { StasisControl } from "../../../simulator/core/stasis_control.ts";
import { StasisApp } from "../../../simulator/core/stasis_app.ts";
import type { Channel } from "../../../simulator/core/channel.ts";
import { settle, TestBridge } from "./test_bridge.ts";

/** The control of a channel in an application, on a thread of its own. */
function control(given: TestBridge, channel: Channel): StasisControl {
  const made = new StasisControl(channel, new StasisApp("app", { subscribesAll: false }));
  given.pbx.stasis.controls.set(channel.id, made);
  return made;
}

Deno.test("StasisBridging has its application hear of the bridge while the channel is in it", async () => {
  using given = new TestBridge();
  const { bridging, app, ...rest } = control(given, given.create("a"));
  const bridge = given.bridge();
  void rest;

  await bridging.enter(bridge);
  bridging.follow();
  const inside = [bridging.bridge, app.isSubscribed("bridge", bridge.id)];
  const removed = await bridging.remove(bridge);
  bridging.follow();

  assertEquals(inside, [bridge, true]);
  assertEquals([removed, bridging.bridge, app.isSubscribed("bridge", bridge.id)], [true, undefined, false]);
  assertEquals(await bridging.remove(bridge), false);
});

Deno.test("StasisBridging leaves its application hearing of the bridge when the channel hangs up in it", async () => {
  using given = new TestBridge();
  const channel = given.create("a");
  const { bridging, app } = control(given, channel);
  const bridge = given.bridge();
  await bridging.enter(bridge);
  bridging.follow();

  channel.requestHangup({ soft: true });
  await settle();
  await bridging.finish();

  assertEquals([bridging.bridge, app.isSubscribed("bridge", bridge.id)], [undefined, true]);
});

Deno.test("StasisBridging takes a channel out of one bridge before it enters another, with features for that one only", async () => {
  using given = new TestBridge();
  const channel = given.create("a");
  const { bridging } = control(given, channel);
  const [first, second] = [given.bridge(), given.bridge()];
  bridging.features = { absorbsDtmf: true, isMuted: false, inhibitsConnectedLine: false, isLonely: false };
  channel.hasPbx = true;

  await bridging.enter(first);
  const inFirst = [channel.bridging.member?.features.absorbsDtmf, channel.hasPbx];
  await bridging.enter(second);

  assertEquals(inFirst, [true, false]);
  assertEquals([first.members.length, channel.bridging.bridge], [0, second]);
  assertEquals(channel.bridging.member?.features.absorbsDtmf, false);
  await bridging.depart();
  assertEquals([channel.hasPbx, channel.hangupCause], [true, 16]);
});
