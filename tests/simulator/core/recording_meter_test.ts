import { assertEquals } from "@std/assert";
import { RecordingMeter, type RecordingMeterOptions } from "../../../simulator/core/recording_meter.ts";

function meter(options: Partial<RecordingMeterOptions> = {}): RecordingMeter {
  return new RecordingMeter({ start: 0, maxDuration: 0, maxSilence: 0, isWritable: true, ...options });
}

Deno.test("RecordingMeter gives up when no frame comes for four seconds", () => {
  const given = meter();
  const first = given.nextEnd();
  given.touch(1_000);
  const later = given.nextEnd();
  given.setSound("talk", 2_000);
  const talking = given.nextEnd();
  given.setSound("none", 3_000);

  given.advance(7_000);

  assertEquals([first, later], [{ at: 4_000, reason: "no-audio" }, { at: 5_000, reason: "no-audio" }]);
  assertEquals([talking, given.end], [undefined, "no-audio"]);
  assertEquals(given.segments({ cutsSilence: false }), [{ kind: "talk", duration: 1_000 }]);
});

Deno.test("RecordingMeter ends with the second after its time, by the clock, pauses not counted", () => {
  const given = meter({ start: 10_300, maxDuration: 2 });
  given.setSound("talk", 10_300);
  const unpaused = given.nextEnd();
  given.togglePause(10_900);
  const paused = given.nextEnd();
  given.togglePause(13_100);
  const resumed = given.nextEnd();

  given.advance(16_000);

  assertEquals([unpaused, paused], [{ at: 13_000, reason: "too-long" }, undefined]);
  assertEquals([resumed, given.end], [{ at: 16_000, reason: "too-long" }, "too-long"]);
  assertEquals(given.segments({ cutsSilence: true }), [{ kind: "talk", duration: 3_500 }]);
});

Deno.test("RecordingMeter looks at its time only when a frame comes", () => {
  const given = meter({ maxDuration: 1 });
  given.advance(3_000);
  const before = given.end;

  given.touch(3_100);

  assertEquals([before, given.end], [undefined, "too-long"]);
});

Deno.test("RecordingMeter ends a frame after the silence that is allowed, which is cut off but for 200 ms", () => {
  const given = meter({ maxSilence: 2 });
  given.setSound("talk", 0);
  given.setSound("silence", 1_500);
  const { at, reason } = given.nextEnd() ?? {};

  given.advance(3_520);

  assertEquals([at, reason, given.end], [3_520, "silence", "silence"]);
  assertEquals(given.segments({ cutsSilence: true }), [
    { kind: "talk", duration: 1_500 },
    { kind: "silence", duration: 200 },
  ]);
  assertEquals(given.durations(3), { duration: 2, talkingDuration: 2 });
});

Deno.test("RecordingMeter counts all silences against the talk, and only the last one against the duration", () => {
  const given = meter({ maxSilence: 5 });
  given.setSound("silence", 0);
  given.setSound("talk", 3_000);
  given.setSound("silence", 4_000);

  given.advance(5_000);

  // 5 s, of which 3 + 1 are silent: less 200 ms once, and in whole seconds.
  assertEquals(given.durations(5), { duration: 5, talkingDuration: 2 });
});

Deno.test("RecordingMeter forgets the silence of a pause, but counts it as long as the pause lasts", () => {
  const given = meter({ maxSilence: 2 });
  given.setSound("silence", 0);
  given.togglePause(500);
  const paused = given.nextEnd();
  given.togglePause(1_500);
  const resumed = given.nextEnd();

  given.advance(3_520);

  assertEquals([paused, resumed], [{ at: 2_020, reason: "silence" }, { at: 3_520, reason: "silence" }]);
  // As Asterisk says it: the silence behind a pause is cut off the duration, and not off the talk.
  assertEquals(given.durations(4), { duration: 3, talkingDuration: 4 });
});

Deno.test("RecordingMeter writes silence while it is muted, and nothing while it is paused or the channel is muted", () => {
  const given = meter();
  given.setSound("talk", 0);
  given.toggleMute(100);
  given.toggleMute(300);
  given.togglePause(400);
  given.togglePause(900);
  given.setSound("muted", 1_000);
  given.advance(60_000);

  assertEquals(given.end, undefined);
  assertEquals(given.segments({ cutsSilence: false }), [
    { kind: "talk", duration: 100 },
    { kind: "silence", duration: 200 },
    { kind: "talk", duration: 200 },
  ]);
});

Deno.test("RecordingMeter ends with the first sound when the format can not be written", () => {
  const given = meter({ isWritable: false });
  given.setSound("muted", 0);
  const muted = given.end;

  given.setSound("talk", 1_000);

  assertEquals([muted, given.end], [undefined, "not-writable"]);
});

Deno.test("RecordingMeter.segments() are whole frames", () => {
  const given = meter();
  given.setSound("talk", 0);

  given.advance(119);

  assertEquals(given.segments({ cutsSilence: false }), [{ kind: "talk", duration: 100 }]);
});
