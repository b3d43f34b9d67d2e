import { assertEquals } from "@std/assert";
import { Playback } from "../../../simulator/core/playback.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("Playbacks finds the eldest of an id, and the next one when that is removed", () => {
  using given = new TestChannel();
  const { playbacks } = given.pbx;
  const options = { id: "p", target: "channel:0.0", language: "en", skip: 3_000, offset: 0 };
  const elder = new Playback(given.pbx, { ...options, media: ["sound:a"] });
  const younger = new Playback(given.pbx, { ...options, media: ["sound:b"] });

  const found = [playbacks.find("p")];
  elder.discard();
  elder.discard();
  found.push(playbacks.find("p"), ...playbacks.list());
  younger.discard();

  assertEquals(found.map((playback) => playback === elder ? "elder" : playback === younger ? "younger" : "none"), [
    "elder",
    "younger",
    "younger",
  ]);
  assertEquals([playbacks.find("p"), playbacks.isEmpty, playbacks.list()], [undefined, true, []]);
});
