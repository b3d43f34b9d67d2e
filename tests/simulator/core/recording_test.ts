import { assertEquals } from "@std/assert";
import { findFileFormat } from "../../../simulator/core/file_formats.ts";
import { Recording, type RecordingOptions } from "../../../simulator/core/recording.ts";
import { TestChannel } from "./test_channel.ts";

function recording(given: TestChannel, options: Partial<RecordingOptions> = {}): Recording {
  const { format = "wav" } = options;
  const fileFormat = findFileFormat(format);
  if (fileFormat === undefined) throw new TypeError(`Cannot find format "${format}"`);
  return new Recording(given.pbx, given.channel, {
    name: "r",
    format,
    fileFormat,
    target: "channel:0.0",
    maxDuration: 0,
    maxSilence: 0,
    ifExists: "fail",
    beep: false,
    terminateOn: "",
    ...options,
  });
}

function statesOf(given: TestChannel): string[] {
  return given.facts.flatMap((fact) => {
    if (fact.kind !== "recording-updated") return [];
    const { state, duration, talkingDuration, silenceDuration, cause } = fact.recording;
    return [[state, duration, talkingDuration, silenceDuration, cause].filter((part) => part !== undefined).join(" ")];
  });
}

function fileOf(given: TestChannel, name = "r"): { length: number; size: number } | undefined {
  const found = given.pbx.recordings.spool.find(name);
  return typeof found === "object" ? { length: found.file.length, size: found.file.bytes.length } : undefined;
}

Deno.test("Recording answers, records what the far end sends, and is in the spool when it is stopped", async () => {
  using given = new TestChannel("Ring");
  const live = recording(given);
  const queued = live.snapshot;
  const recorded = live.record();
  await given.clock.tick(2_350);

  const stopped = live.operate("stop");
  await recorded;

  assertEquals(queued, {
    name: "r",
    format: "wav",
    target: "channel:0.0",
    state: "queued",
    duration: undefined,
    talkingDuration: undefined,
    silenceDuration: undefined,
    cause: undefined,
  });
  assertEquals([stopped, given.told, statesOf(given)], ["done", ["answer"], ["recording", "done 2"]]);
  assertEquals([fileOf(given), given.pbx.recordings.list()], [{ length: 2_340, size: 44 + 2_340 * 16 }, []]);
});

Deno.test("Recording ends by a digit that it is told of, and loses the silence at its end", async () => {
  using given = new TestChannel();
  const recorded = recording(given, { terminateOn: "#*", maxSilence: 10 }).record();
  await given.clock.tick(1_000);
  const media = { media: "words" };
  given.channel.receive({ kind: "media-begin", media });
  await given.clock.tick(2_000);
  given.channel.receive({ kind: "media-end", media, outcome: { complete: true, played: 2_000 } });
  await given.clock.tick(3_000);

  given.channel.receive({ kind: "dtmf", digit: "1", duration: 100 });
  given.channel.receive({ kind: "dtmf", digit: "*", duration: 100 });
  await recorded;

  // 6 s, of which the last 3 are silent and 1 was before.
  assertEquals(statesOf(given), ["recording", "done 4 3 1"]);
  assertEquals(fileOf(given)?.length, 3_200);
});

Deno.test("Recording is paused and muted only while it runs, and muting toggles", async () => {
  using given = new TestChannel();
  const live = recording(given, { beep: true, format: "sln" });
  const recorded = live.record();
  const early = [live.operate("mute"), live.operate("pause"), live.snapshot.state];
  await given.clock.tick(440);
  const media = { media: "words" };
  given.channel.receive({ kind: "media-begin", media });
  await given.clock.tick(100);
  // The pause came too early, so this one pauses it and the state is wrong, as in Asterisk.
  live.operate("unpause");
  await given.clock.tick(1_000);
  live.operate("pause");
  await given.clock.tick(100);
  live.operate("unmute");
  await given.clock.tick(100);
  live.operate("unmute");
  live.operate("mute");
  await given.clock.tick(100);

  live.operate("stop");
  await recorded;

  assertEquals(early, ["done", "done", "paused"]);
  assertEquals(given.told, ["begin sound:beep", "end sound:beep true 440"]);
  const found = given.pbx.recordings.spool.find("r");
  const bytes = typeof found === "object" ? found.file.bytes : new Uint8Array();
  const isTalk = [0, 100, 200, 300].map((start) =>
    bytes.subarray(start * 16, (start + 100) * 16).some((byte) => byte !== 0)
  );
  assertEquals([bytes.length / 16, isTalk], [400, [true, true, false, true]]);
});

Deno.test("Recording that is cancelled leaves no file; one that still waits is made all the same", async () => {
  using given = new TestChannel();
  const live = recording(given);
  const waiting = [live.operate("pause"), live.operate("cancel"), live.operate("cancel"), live.snapshot.state];
  const recorded = live.record();
  await given.clock.tick(1_000);

  const canceled = [fileOf(given)?.length, live.operate("cancel"), fileOf(given), live.operate("stop")];
  await recorded;

  assertEquals(waiting, ["not-in-session", "done", "not-in-session", "canceled"]);
  assertEquals(canceled, [0, "done", undefined, "not-in-session"]);
  assertEquals([statesOf(given), fileOf(given)], [["recording", "done 1"], undefined]);
});

Deno.test("Recording that is cancelled during its beep fails to be, as there is no file yet", async () => {
  using given = new TestChannel();
  const live = recording(given, { beep: true, maxDuration: 1 });
  const recorded = live.record();

  const result = live.operate("cancel");
  await given.clock.tick(2_000);
  await recorded;

  assertEquals([result, statesOf(given)], ["failed", ["recording", "done 1"]]);
});

Deno.test("Recording appends to a file, overwrites it, or leaves one alone that came after the question", async () => {
  using given = new TestChannel();
  const lengths: (number | undefined)[] = [];
  for (const ifExists of ["fail", "append", "overwrite", "fail"] as const) {
    // A start in the middle of a second.
    // deno-lint-ignore-start no-await-in-loop -- one recording after the other.
    await given.clock.tick(2_500 - given.clock.now() % 1_000);
    const recorded = recording(given, { ifExists, maxDuration: 1 }).record();
    await given.clock.tick(3_000);
    await recorded;
    lengths.push(fileOf(given)?.length);
    // deno-lint-ignore-end no-await-in-loop -- the loop is over.
  }

  assertEquals(lengths, [1_500, 3_000, 1_500, 1_500]);
  assertEquals(statesOf(given), [
    "recording",
    "done 1",
    "recording",
    "done 3",
    "recording",
    "done 1",
    "recording",
    "done 0",
  ]);
});

Deno.test("Recording counts its duration by 8,000 samples a second, whatever the rate", async () => {
  using given = new TestChannel();
  const recorded = recording(given, { format: "wav16", maxDuration: 1 }).record();

  await given.clock.tick(2_000);
  await recorded;

  assertEquals([statesOf(given), fileOf(given)?.length], [["recording", "done 4"], 2_000]);
});

Deno.test("Recording of a format that Asterisk can not write ends with the first sound", async () => {
  using given = new TestChannel();

  await recording(given, { format: "g729", maxSilence: 3 }).record();

  assertEquals([statesOf(given), fileOf(given)], [["recording", "done 0 0 0"], { length: 0, size: 0 }]);
});

Deno.test("Recording fails on a channel that hangs up before it is answered, or is in a bridge", async () => {
  using ringing = new TestChannel("Ring");
  ringing.channel.requestHangup({ soft: false });
  using bridged = new TestChannel();

  const results = [await recording(ringing).record(), await recording(bridged).record({ isBridged: true })];

  assertEquals(results, [false, false]);
  assertEquals([statesOf(ringing), statesOf(bridged)], [
    ["failed Failed to answer channel"],
    ["failed Cannot record channel while in bridge"],
  ]);
});

Deno.test("Recording ends with the call; one behind it takes four seconds more, unless Asterisk has hung up", async () => {
  using given = new TestChannel();
  const [first, second, third] = ["1", "2", "3"].map((name) => recording(given, { name, beep: name === "3" }));
  const recorded = first?.record();
  await given.clock.tick(1_000);
  given.channel.requestHangup({ soft: false });
  await recorded;
  const behind = second?.record();
  await given.clock.tick(3_999);
  const before = statesOf(given);
  await given.clock.tick(1);
  await behind;
  await third?.record();
  given.channel.requestHangup({ cause: 32, soft: true });
  await recording(given, { name: "4" }).record();

  assertEquals(before, ["recording", "done 1", "recording"]);
  // There is no duration where the beep was cut off.
  assertEquals(statesOf(given).slice(3), ["done 0", "recording", "done", "recording", "done 0"]);
  assertEquals(["1", "2", "3", "4"].map((name) => fileOf(given, name)?.length), [1_000, 0, undefined, 0]);
});

Deno.test("Recording of a bridge names the bridge in each fact", async () => {
  using given = new TestChannel();
  const live = recording(given, { target: "bridge:b", bridgeId: "b" });
  const recorded = live.record();
  live.operate("stop");
  await recorded;

  assertEquals(
    given.facts.map((fact) => fact.kind === "recording-updated" && [fact.bridgeId, fact.recording.target]),
    [["b", "bridge:b"], ["b", "bridge:b"]],
  );
});
