import { assertEquals } from "@std/assert";
import { setMuted } from "../../../simulator/core/mute.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("setMuted() has a channel's media come through the core as long as it is muted in any direction", () => {
  using given = new TestChannel();
  const { channel } = given;
  const states: unknown[] = [];
  const take = () => {
    const { bridging, sound } = channel;
    states.push([sound.isMuted("in"), sound.isMuted("out"), bridging.needsAudio, bridging.isUnbridged]);
    bridging.isUnbridged = false;
  };

  setMuted(channel, ["in"], true);
  take();
  setMuted(channel, ["in", "out"], true);
  take();
  setMuted(channel, ["in"], false);
  take();
  setMuted(channel, ["in", "out"], false);
  take();
  setMuted(channel, ["out"], false);
  take();

  assertEquals(states, [
    [true, false, true, true],
    [true, true, true, false],
    [false, true, true, false],
    [false, false, false, true],
    [false, false, false, false],
  ]);
});
