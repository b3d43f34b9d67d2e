import { assertEquals } from "@std/assert";
import { findFileFormat } from "../../../simulator/core/file_formats.ts";
import { Recording } from "../../../simulator/core/recording.ts";
import { TestChannel } from "./test_channel.ts";

Deno.test("Recordings finds live ones by name, knows their channels, and forgets those that are discarded", () => {
  using given = new TestChannel();
  using other = new TestChannel();
  const fileFormat = findFileFormat("wav");
  if (fileFormat === undefined) throw new TypeError("Cannot find the format");
  const recording = new Recording(given.pbx, given.channel, {
    name: "a/b",
    format: "wav",
    fileFormat,
    target: "channel:0.0",
    maxDuration: 0,
    maxSilence: 0,
    ifExists: "fail",
    beep: false,
    terminateOn: "",
  });
  const { recordings } = given.pbx;

  const before = [recordings.find("a/b"), ...recordings.list()];
  const isRecording = [recordings.isRecording(given.channel), recordings.isRecording(other.channel)];
  recording.discard();
  recording.discard();

  assertEquals(before.map((found) => found === recording), [true, true]);
  assertEquals([isRecording, recordings.find("a/b"), recordings.list()], [[true, false], undefined, []]);
});
