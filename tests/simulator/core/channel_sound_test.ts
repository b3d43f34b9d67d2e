import { assertEquals } from "@std/assert";
import { TestChannel } from "./test_channel.ts";

Deno.test("ChannelSound.setMuted() cuts off what goes out, and begins anew what is left of it", async () => {
  using given = new TestChannel();
  const { sound } = given.channel;
  const tapped: string[] = [];
  using _ = sound.tap((direction, { kind }) => tapped.push(`${direction} ${kind}`));
  const first = sound.send("sound:first");
  const second = sound.send("sound:second");
  await given.clock.tick(300);

  sound.setMuted("out", true);
  sound.setMuted("out", true);
  second({ complete: true, played: 300 });
  const third = sound.send("sound:third");
  await given.clock.tick(200);
  third({ complete: true, played: 200 });
  const isMuted = sound.isMuted("out");
  sound.setMuted("out", false);
  await given.clock.tick(100);
  first({ complete: true, played: 600 });

  assertEquals(given.told, [
    "begin sound:first",
    "begin sound:second",
    "end sound:first false 300",
    "end sound:second false 300",
    "begin sound:first",
    "end sound:first true 600",
  ]);
  assertEquals([isMuted, sound.isMuted("out"), tapped.length], [true, false, 6]);
});

Deno.test("ChannelSound.setMuted() keeps the far end out", () => {
  using given = new TestChannel();
  const { sound } = given.channel;
  const media = { media: "sound:a" };
  given.channel.receive({ kind: "media-begin", media });

  sound.setMuted("in", true);
  const during = [[...sound.incoming], sound.isMuted("in"), sound.isMuted("out")];
  sound.setMuted("in", false);

  assertEquals(during, [[], true, false]);
  assertEquals([[...sound.incoming], sound.isMuted("in")], [[media], false]);
});

Deno.test("ChannelSound.generate() replaces what was generated before, and ends with the channel", async () => {
  using given = new TestChannel();
  const { sound } = given.channel;

  sound.generate("moh:default");
  await given.clock.tick(60);
  sound.generate("moh:default");
  await given.clock.tick(40);
  sound.generate("silence");
  sound.stopGenerating("moh:default");
  await given.clock.tick(100);
  sound.stopGenerating("silence");
  sound.stopGenerating();
  sound.generate("moh:default");
  given.channel.destroy();

  assertEquals(given.told, [
    "begin moh:default",
    "end moh:default false 100",
    "begin silence",
    "end silence false 100",
    "begin moh:default",
    "end moh:default false 0",
    "hangup 0",
  ]);
});

Deno.test("ChannelSound.outgoing is what the far end is sent now, as the taps know it", () => {
  using given = new TestChannel();
  const { sound } = given.channel;
  const tapped: unknown[] = [];
  using _ = sound.tap((_direction, { media }) => tapped.push(media));
  const finish = sound.send("sound:a");

  const during = sound.outgoing;
  sound.setMuted("out", true);
  const muted = sound.outgoing;
  sound.setMuted("out", false);
  const [again] = sound.outgoing;
  finish({ complete: true, played: 0 });

  assertEquals([during[0] === tapped[0], muted, again === tapped[2], sound.outgoing], [true, [], true, []]);
});
