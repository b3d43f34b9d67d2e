import { assertEquals } from "@std/assert";
import { SoundStream } from "../../../simulator/core/sound_stream.ts";
import { TestChannel } from "./test_channel.ts";

function stream(given: TestChannel, offset = 0): SoundStream {
  return new SoundStream(given.pbx, given.channel, { media: "sound:a", length: 1_000, offset });
}

Deno.test("SoundStream lasts as long as its sound, less the offset", async () => {
  using given = new TestChannel();
  const playing = stream(given, 400).play();

  await given.clock.tick(600);

  assertEquals(await playing, "complete");
  assertEquals(given.told, ["begin sound:a", "end sound:a true 600"]);
});

Deno.test("SoundStream can be stopped, and cut off by a hangup", async () => {
  using given = new TestChannel();
  const first = stream(given);
  const stopped = first.play();
  await given.clock.tick(100);
  first.stop();
  const hungUp = stream(given).play();
  await given.clock.tick(100);
  given.channel.requestHangup({ soft: false });

  assertEquals([await stopped, await hungUp], ["stopped", "hangup"]);
  assertEquals(await stream(given).play(), "hangup");
  assertEquals(given.told, [
    "begin sound:a",
    "end sound:a false 100",
    "begin sound:a",
    "end sound:a false 100",
  ]);
});

Deno.test("SoundStream can be paused, wound and restarted", async () => {
  using given = new TestChannel();
  const sound = stream(given);
  let isOver = false;
  const playing = sound.play().then(() => isOver = true);

  await given.clock.tick(500);
  sound.pause();
  await given.clock.tick(5_000);
  sound.resume();
  sound.seek(-300);
  await given.clock.tick(799);
  const beforeEnd = isOver;
  sound.restart();
  sound.seek(900);
  await given.clock.tick(100);
  await playing;

  assertEquals([beforeEnd, isOver, given.clock.now()], [false, true, 6_399]);
});
