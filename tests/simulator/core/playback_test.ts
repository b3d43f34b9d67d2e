import { assertEquals } from "@std/assert";
import { Playback, type PlaybackOptions } from "../../../simulator/core/playback.ts";
import { TestChannel } from "./test_channel.ts";

function playback(given: TestChannel, media: PlaybackOptions["media"]): Playback {
  return new Playback(given.pbx, { id: "p", media, target: "channel:0.0", language: "en", skip: 3_000, offset: 0 });
}

function statesOf(given: TestChannel): string[] {
  return given.facts.flatMap((fact) =>
    fact.kind === "playback-updated" ? [`${fact.playback.state} ${fact.playback.media}`] : []
  );
}

Deno.test("Playback goes through playing and continuing to complete, and is gone", async () => {
  using given = new TestChannel();
  const playing = playback(given, ["sound:hello-world", "digits:1"]).play(given.channel);

  await given.clock.tick(1_420 + 920);
  await playing;

  assertEquals(statesOf(given), [
    "playing sound:hello-world",
    "continuing sound:hello-world",
    "playing digits:1",
    "complete digits:1",
  ]);
  assertEquals(given.pbx.playbacks.isEmpty, true);
});

Deno.test("Playback of a sound that is not there fails, and goes on with the next one", async () => {
  using given = new TestChannel();
  const playing = playback(given, ["sound:none", "sound:none2"]).play(given.channel);

  await playing;

  assertEquals(statesOf(given), [
    "playing sound:none",
    "continuing sound:none",
    "playing sound:none2",
    "failed sound:none2",
  ]);
});

Deno.test("Playback of an unknown scheme only ever starts", async () => {
  using given = new TestChannel();

  await playback(given, ["http://x/y"]).play(given.channel);

  assertEquals(statesOf(given), ["playing http://x/y"]);
});

Deno.test("Playback on a channel that is not answered indicates progress first", async () => {
  using given = new TestChannel("Ring");
  const playing = playback(given, ["sound:hello-world"]).play(given.channel);

  await given.clock.tick(1_420);
  await playing;

  assertEquals(given.told[0], "progress");
});

Deno.test("Playback that is stopped while queued is done without having started", async () => {
  using given = new TestChannel();
  const queued = playback(given, ["sound:hello-world"]);

  const results = [queued.operate("pause"), queued.operate("restart"), queued.operate("stop"), queued.operate("stop")];
  await queued.play(given.channel);

  assertEquals(results, ["not-playing", "done", "done", "done"]);
  assertEquals(statesOf(given), ["canceled sound:hello-world"]);
});

Deno.test("Playback can be paused and resumed, which starts it once more, and stopped", async () => {
  using given = new TestChannel();
  const sound = playback(given, ["sound:hello-world", "sound:goodbye"]);
  const playing = sound.play(given.channel);

  const results = [
    sound.operate("unpause"),
    sound.operate("restart"),
    sound.operate("forward"),
    sound.operate("reverse"),
    sound.operate("pause"),
    sound.operate("pause"),
    sound.operate("restart"),
    sound.operate("unpause"),
    sound.operate("stop"),
  ];
  await playing;

  assertEquals(results, ["done", "done", "done", "done", "done", "done", "not-playing", "done", "done"]);
  assertEquals(statesOf(given), [
    "playing sound:hello-world",
    "paused sound:hello-world",
    "playing sound:hello-world",
    "stopped sound:hello-world",
  ]);
});

Deno.test("Playback of digits can not be stopped", async () => {
  using given = new TestChannel();
  const digits = playback(given, ["digits:12"]);
  const playing = digits.play(given.channel);

  assertEquals(digits.operate("stop"), "failed");
  await given.clock.tick(5_000);
  await playing;
});

Deno.test("Playback fails when the channel hangs up, without its other media", async () => {
  using given = new TestChannel();
  const playing = playback(given, ["sound:hello-world", "sound:goodbye"]).play(given.channel);

  given.channel.requestHangup({ soft: false });
  await playing;

  assertEquals(statesOf(given), ["playing sound:hello-world", "failed sound:hello-world"]);
});

Deno.test("Playback keeps its offset for what comes behind a medium that is ignored, and for that only", async () => {
  using given = new TestChannel();
  const list = new Playback(given.pbx, {
    id: "p",
    media: ["zzz:1", "sound:hello-world", "sound:hello-world"],
    target: "channel:0.0",
    language: "en",
    skip: 3_000,
    offset: 1_000,
  });
  const playing = list.play(given.channel);

  await given.clock.tick(420 + 1_420);
  await playing;

  assertEquals(given.told, [
    "begin sound:hello-world",
    "end sound:hello-world true 420",
    "begin sound:hello-world",
    "end sound:hello-world true 1420",
  ]);
});

Deno.test("Playback of digits that comes after a sound can be stopped as little, but says so otherwise", async () => {
  using given = new TestChannel();
  const list = playback(given, ["sound:digits/1", "digits:12", "sound:hello-world"]);
  const playing = list.play(given.channel);
  await given.clock.tick(920 + 300);

  const results = [list.operate("pause"), list.snapshot.state, list.operate("stop"), list.snapshot.state];
  await given.clock.tick(760);
  const { media } = list.snapshot;
  await given.clock.tick(1_420);
  await playing;

  // The pause has cut the first digit off, and the stop has cut nothing off as the second one had not begun.
  assertEquals(results, ["done", "paused", "done", "stopped"]);
  assertEquals(media, "sound:hello-world");
  assertEquals(statesOf(given).slice(-4), [
    "paused digits:12",
    "continuing digits:12",
    "playing sound:hello-world",
    "complete sound:hello-world",
  ]);
});

Deno.test("Playback of a tone completes when it is stopped, and its list goes on", async () => {
  using given = new TestChannel();
  const list = playback(given, ["tone:ring", "digits:1"]);
  const playing = list.play(given.channel);
  await given.clock.tick(60_000);

  const result = list.operate("stop");
  await given.clock.tick(920);
  await playing;

  assertEquals(result, "done");
  assertEquals(statesOf(given), ["playing tone:ring", "continuing tone:ring", "playing digits:1", "complete digits:1"]);
});

Deno.test("Playback to a bridge names the bridge in each fact", async () => {
  using given = new TestChannel();
  const options = { id: "p", media: ["digits:"] as const, language: "en", skip: 3_000, offset: 0 };
  await new Playback(given.pbx, { ...options, target: "bridge:b", bridgeId: "b" }).play(given.channel);

  assertEquals(
    given.facts.map((fact) => fact.kind === "playback-updated" && [fact.bridgeId, fact.playback.target]),
    [["b", "bridge:b"], ["b", "bridge:b"]],
  );
});
