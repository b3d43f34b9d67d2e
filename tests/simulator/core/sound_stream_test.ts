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

Deno.test("SoundStream is not heard while it is paused", async () => {
  using given = new TestChannel();
  const sound = stream(given);
  const playing = sound.play();

  await given.clock.tick(300);
  sound.pause();
  sound.pause();
  await given.clock.tick(5_000);
  sound.resume();
  sound.resume();
  await given.clock.tick(700);
  await playing;

  assertEquals(given.told, ["begin sound:a", "end sound:a false 300", "begin sound:a", "end sound:a true 700"]);
});

Deno.test("SoundStream that is wound beyond its end goes back by as much from there", async () => {
  using given = new TestChannel();
  const sound = stream(given);
  const playing = sound.play();
  await given.clock.tick(800);

  sound.seek(600);
  await given.clock.tick(600);

  assertEquals([await playing, given.clock.now()], ["complete", 1_400]);
});

Deno.test("SoundStream of a tone goes on until it is stopped, which completes it", async () => {
  using given = new TestChannel();
  const tone = new SoundStream(given.pbx, given.channel, { media: "tone:ring", length: Infinity });
  const playing = tone.play();

  await given.clock.tick(1_000);
  tone.seek(3_000);
  tone.restart();
  tone.pause();
  await given.clock.tick(1_000);
  tone.resume();
  await given.clock.tick(1_000_000);
  tone.stop();

  assertEquals(await playing, "complete");
  assertEquals(given.told.slice(-1), ["end tone:ring true 1000000"]);
});

Deno.test("SoundStream without media is not heard by itself", async () => {
  using given = new TestChannel();
  const playing = new SoundStream(given.pbx, given.channel, { length: 100 }).play();

  await given.clock.tick(100);

  assertEquals([await playing, given.told], ["complete", []]);
});

Deno.test("SoundStream ends the music that was on the channel, which does not come back", async () => {
  using given = new TestChannel();
  given.channel.sound.generate("moh:default");
  const playing = stream(given, 900).play();

  await given.clock.tick(100);
  await playing;

  assertEquals(given.told, ["begin moh:default", "end moh:default false 0", "begin sound:a", "end sound:a true 100"]);
});
