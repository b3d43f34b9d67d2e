import { assertEquals } from "@std/assert";
import { BridgeMusic } from "../../../simulator/core/bridge_music.ts";
import { settle, TestBridge } from "./test_bridge.ts";

Deno.test("BridgeMusic is heard by all members until it is stopped, whatever class comes after the other", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const a = given.create("a");
  given.join(bridge, a);
  const music = new BridgeMusic();

  music.start(bridge, "default");
  await settle();
  await given.clock.tick(100);
  music.start(bridge, "other");
  await settle();
  const stopped = [music.stop(bridge), music.stop(bridge)];
  await settle();

  assertEquals(stopped, [true, false]);
  assertEquals(given.toldTo(a).filter((line) => line.includes("moh")), [
    "begin moh:default",
    "end moh:default false 100",
    "begin moh:other",
    "end moh:other false 0",
  ]);
});

Deno.test("BridgeMusic ends with the last member of its bridge", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const [member] = given.join(bridge, given.create("a"));
  const music = new BridgeMusic();
  music.start(bridge, "default");

  member?.leave("removed");
  await settle();

  assertEquals([music.stop(bridge), bridge.members.length], [false, 0]);
});
