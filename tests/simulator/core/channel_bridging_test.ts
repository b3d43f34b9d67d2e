import { assertEquals } from "@std/assert";
import { ChannelBridging } from "../../../simulator/core/channel_bridging.ts";

Deno.test("ChannelBridging needs audio as long as anybody does, and says each time that something changed", () => {
  const bridging = new ChannelBridging();
  const states: boolean[] = [];
  const take = () => {
    states.push(bridging.needsAudio, bridging.isUnbridged);
    bridging.isUnbridged = false;
  };

  const [first, second] = [bridging.requireAudio(), bridging.requireAudio()];
  take();
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  take();
  second[Symbol.dispose]();
  take();

  assertEquals(states, [true, true, true, true, false, true]);
});

Deno.test("ChannelBridging gives each thing that was left with it once", () => {
  const bridging = new ChannelBridging();
  bridging.afterBridge(() => {});
  bridging.onStasis(() => Promise.resolve());

  const counts = [
    bridging.takeAfterBridge(),
    bridging.takeOnStasis(),
    bridging.takeAfterBridge(),
    bridging.takeOnStasis(),
  ];

  assertEquals(counts.map(({ length }) => length), [1, 1, 0, 0]);
  assertEquals([bridging.takeReplaced(), bridging.bridge], [undefined, undefined]);
});
