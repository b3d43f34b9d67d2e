import { assertEquals } from "@std/assert";
import type { Channel } from "../../../simulator/core/channel.ts";
import { snoop, type SnoopDirection } from "../../../simulator/core/snoop.ts";
import { TestChannel } from "./test_channel.ts";

/** An application that keeps what enters it. */
function listen(given: TestChannel): void {
  given.pbx.stasis.register("app", { send: () => {} }, { subscribesAll: false });
}

function spyOn(given: TestChannel, spy: SnoopDirection | undefined, whisper?: SnoopDirection): Channel {
  const channel = snoop(given.pbx, { spied: given.channel, spy, whisper, data: "app", id: undefined });
  if (channel === undefined) throw new Error("Cannot snoop for the test");
  return channel;
}

for (
  const [spy, heard] of [
    ["in", ["sound:before", "sound:in"]],
    ["out", ["sound:sent", "sound:out"]],
    ["both", ["sound:before", "sound:sent", "sound:in", "sound:out"]],
    [undefined, []],
  ] as const
) {
  Deno.test(`a channel that spies ${spy ?? "nothing"} hears it, also what had begun before`, () => {
    using given = new TestChannel();
    listen(given);
    const { channel } = given;
    channel.receive({ kind: "media-begin", media: { media: "sound:before" } });
    const finishSent = channel.sendMedia("sound:sent");
    const spyer = spyOn(given, spy);

    channel.receive({ kind: "media-begin", media: { media: "sound:in" } });
    const finish = channel.sendMedia("sound:out");
    const during = [...spyer.incoming].map(({ media }) => media);
    finish({ complete: true, played: 0 });
    finishSent({ complete: true, played: 0 });

    assertEquals(during, [...heard]);
    assertEquals([...spyer.incoming].map(({ media }) => media), during.filter((media) => /before|in$/.test(media)));
    assertEquals(spyer.driver.sendsSound, spy !== undefined);
  });
}

Deno.test("what is whispered out is heard by the far end, in by who reads the channel, and by no spy", () => {
  using given = new TestChannel();
  listen(given);
  const read: string[] = [];
  using _ = given.channel.read((frame) => void read.push(frame.kind));
  const spyer = spyOn(given, "both");
  const outcome = { complete: true, played: 5 };

  spyOn(given, undefined, "out").sendMedia("sound:out")(outcome);
  const told = given.told.splice(0);
  spyOn(given, undefined, "in").sendMedia("sound:in")(outcome);
  const readThen = read.splice(0);
  spyOn(given, undefined, "both").sendMedia("sound:both")(outcome);

  assertEquals(told, ["begin sound:out", "end sound:out true 5"]);
  assertEquals(readThen, ["media-begin", "media-end"]);
  assertEquals([given.told.length, read.length, [...spyer.incoming].length], [2, 2, 0]);
});

Deno.test("a whisper does not get through where the channel is muted", () => {
  using given = new TestChannel();
  listen(given);
  const whisperer = spyOn(given, undefined, "both");
  given.channel.sound.setMuted("out", true);

  whisperer.sendMedia("sound:a")({ complete: true, played: 0 });

  assertEquals(given.told, []);
});

Deno.test("a channel that snoops ends with the one that it snoops on, and keeps its media in the core until then", async () => {
  using given = new TestChannel();
  listen(given);
  const spyer = spyOn(given, "both");
  await given.clock.tick(0);
  const { needsAudio } = given.channel.bridging;

  given.channel.destroy();
  await given.clock.tick(0);
  spyer.sendMedia("sound:a")({ complete: true, played: 0 });

  assertEquals([needsAudio, given.channel.bridging.needsAudio, spyer.isDead], [true, false, true]);
  assertEquals(spyer.hangupCause, 0);
});

for (
  const [what, act] of [
    ["something is sent", (channel: Channel) => void channel.sendMedia("sound:a")],
    ["something comes in", (channel: Channel) => channel.receive({ kind: "media-begin", media: { media: "a" } })],
    ["it ends", (channel: Channel) => channel.destroy()],
  ] as const
) {
  Deno.test(`a channel that has snooped on one that is silent lingers until ${what}`, async () => {
    using given = new TestChannel("Ring");
    const { pbx, channel } = given;
    const spyer = snoop(pbx, { spied: channel, spy: "in", whisper: undefined, data: "nobody", id: "s" });
    await given.clock.tick(0);
    const before = [spyer?.isDead, pbx.lingering.size, pbx.findChannelById("s"), pbx.isIdTaken("s")];

    act(channel);
    await given.clock.tick(0);

    assertEquals(before, [false, 1, undefined, false]);
    assertEquals([spyer?.isDead, pbx.lingering.size], [true, 0]);
  });
}

Deno.test("a channel that has snooped is gone at once where sound flows", async () => {
  using given = new TestChannel("Up");

  const spyer = snoop(given.pbx, { spied: given.channel, spy: "in", whisper: undefined, data: "nobody", id: "s" });
  await given.clock.tick(0);

  assertEquals([spyer?.isDead, given.pbx.lingering.size], [true, 0]);
});

Deno.test("snoop() counts on when the id is taken", () => {
  using given = new TestChannel();
  listen(given);
  const { pbx, channel } = given;

  const refused = snoop(pbx, { spied: channel, spy: "in", whisper: undefined, data: "app", id: channel.id });
  const { name } = spyOn(given, "in");

  assertEquals([refused, name], [undefined, `Snoop/${channel.id}-00000001`]);
});
