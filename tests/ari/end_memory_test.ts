import { assertEquals } from "@std/assert";
import { EndMemory, madeKey } from "../../ari/end_memory.ts";
import type { AriEvent } from "../../ari/generated/events.ts";
import { operations } from "../../ari/generated/operations.ts";

const play = operations["channels.play"];

/** A memory, what it listens to, and a way to let an event come. */
function makeMemory(): { memory: EndMemory; listening: Set<string>; end: (key: string) => void } {
  const handlers = new Map<string, (event: AriEvent) => void>();
  const memory = new EndMemory((key, name, handler) => {
    handlers.set(`${key} ${name}`, handler);
    return { [Symbol.dispose]: () => void handlers.delete(`${key} ${name}`) };
  });
  const event: unknown = { type: "PlaybackFinished" };
  const end = (key: string) => handlers.get(`${key} PlaybackFinished`)?.(event as AriEvent);
  return { memory, listening: new Set(handlers.keys()), end };
}

Deno.test("EndMemory knows how something ended that was begun here, until it is forgotten", () => {
  const { memory, end } = makeMemory();
  const watched = memory.watch(play, { playbackId: "p" });
  memory.watch(play, { playbackId: "q" });
  end("Playback p");

  assertEquals([memory.endOf("Playback p")?.type, memory.endOf("Playback q")], ["PlaybackFinished", undefined]);
  assertEquals([memory.has("Playback q"), memory.has("Playback r")], [true, false]);
  watched?.[Symbol.dispose]();
  assertEquals([memory.has("Playback p"), memory.endOf("Playback p")], [false, undefined]);
});

Deno.test("EndMemory keeps the latest 1,000", () => {
  const { memory } = makeMemory();
  for (let count = 0; count < 1_200; count++) memory.watch(play, { playbackId: `p${count}` });

  assertEquals([memory.has("Playback p199"), memory.has("Playback p200"), memory.has("Playback p1199")], [
    false,
    true,
    true,
  ]);
});

Deno.test("madeKey() is that of what an operation makes, if the program knows its name", () => {
  assertEquals(madeKey(play, { playbackId: "p" }), "Playback p");
  assertEquals(madeKey(operations["bridges.record"], { name: "r" }), "LiveRecording r");
  assertEquals(madeKey(operations["channels.snoopChannel"], { channelId: "c", snoopId: "s" }), "Channel s");
  assertEquals(madeKey(operations["channels.originate"], {}), undefined);
  assertEquals(madeKey(operations["channels.answer"], { channelId: "c" }), undefined);
});
