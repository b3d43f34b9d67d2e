import { assertEquals } from "@std/assert";
import { BridgeAnnouncers } from "../../../simulator/core/bridge_announcer.ts";
import { settle, TestBridge } from "./test_bridge.ts";

const options = { target: "bridge:bridge", language: "en", skip: 3000, offset: 0 };

function hiddenCount({ pbx }: TestBridge): number {
  return [...pbx.channels.values()].filter(({ snapshot }) => snapshot.isHidden).length;
}

Deno.test("BridgeAnnouncers plays one thing after the other on one channel, which then goes", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const announcers = new BridgeAnnouncers();

  announcers.play(bridge, ["sound:digits/1"], { ...options, id: "p" });
  await settle();
  const second = announcers.play(bridge, ["sound:digits/2"], { ...options, id: "q" });
  const during = [announcers.isPlaying(bridge), hiddenCount(given), second?.snapshot.state];
  await given.clock.tick(10_000);

  assertEquals(during, [true, 2, "queued"]);
  assertEquals([announcers.isPlaying(bridge), hiddenCount(given), given.pbx.playbacks.list()], [false, 0, []]);
  const states = given.facts.flatMap((fact) => {
    return fact.kind === "playback-updated" ? [`${fact.playback.id} ${fact.playback.state} ${fact.bridgeId}`] : [];
  });
  assertEquals(states, ["p playing bridge", "p complete bridge", "q playing bridge", "q complete bridge"]);
});

Deno.test("BridgeAnnouncers lets a channel come and go for nothing to play, and tells the others of progress otherwise", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const a = given.create("a");
  given.join(bridge, a);
  const announcers = new BridgeAnnouncers();

  const played = [[], [""], ["sound:a", ""]].map((media) => announcers.play(bridge, media, { ...options, id: "p" }));
  await settle();
  const told = given.toldTo(a);
  announcers.play(bridge, ["sound:digits/1"], { ...options, id: "q" });
  await settle();

  assertEquals(played, [undefined, undefined, undefined]);
  assertEquals([told.includes("progress"), given.toldTo(a).includes("progress")], [false, true]);
});
