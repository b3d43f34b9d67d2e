import { assertEquals, assertThrows } from "@std/assert";
import { operations } from "../../../../ari/generated/operations.ts";
import type { OperationCall } from "../../../../simulator/fronts/ari/operation_call.ts";
import { Parameters } from "../../../../simulator/fronts/ari/parameters.ts";
import {
  checkRecordingLimits,
  createRecording,
  readRecordingOptions,
  recordingCreated,
} from "../../../../simulator/fronts/ari/recording_request.ts";
import { Refusal } from "../../../../simulator/fronts/ari/responses.ts";
import { TestChannel } from "../../core/test_channel.ts";

function request(given: TestChannel, query: string): OperationCall {
  const parameters = new Parameters(operations["bridges.record"], {
    path: new Map([["bridgeId", "b"]]),
    query: new URLSearchParams(query),
    json: undefined,
  });
  return { pbx: given.pbx, parameters, entityId: "02:00:00:00:00:01" };
}

Deno.test("readRecordingOptions() reads everything, and has Asterisk's defaults", () => {
  using given = new TestChannel();
  const query = "name=r&format=WAV&maxDurationSeconds=5&maxSilenceSeconds=2&ifExists=APPEND&beep=yes&terminateOn=Any";

  const { fileFormat, ...options } = readRecordingOptions(request(given, query));
  const { fileFormat: _, ...defaults } = readRecordingOptions(request(given, "name=r&format=wav"));

  assertEquals(fileFormat.extension, "WAV");
  assertEquals(options, {
    name: "r",
    format: "WAV",
    maxDuration: 5,
    maxSilence: 2,
    ifExists: "append",
    beep: true,
    terminateOn: "#*0123456789abcd",
  });
  assertEquals(defaults, {
    name: "r",
    format: "wav",
    maxDuration: 0,
    maxSilence: 0,
    ifExists: "fail",
    beep: false,
    terminateOn: "",
  });
});

Deno.test("checkRecordingLimits() refuses those below zero, that of the time first", () => {
  using given = new TestChannel();
  const check = (query: string) => () => checkRecordingLimits(request(given, query));

  assertThrows(check("maxSilenceSeconds=-1&maxDurationSeconds=-1"), Refusal, "max_duration_seconds cannot be negative");
  assertThrows(check("maxSilenceSeconds=-1"), Refusal, "max_silence_seconds cannot be negative");
  check("maxSilenceSeconds=0")();
});

Deno.test("createRecording() makes a recording of a bridge as well, and no second one of its name", async () => {
  using given = new TestChannel();
  const call = request(given, "name=%2F&format=wav");
  const options = { ...readRecordingOptions(call), target: "bridge:b", bridgeId: "b" };

  const recording = createRecording(call, given.channel, options);
  const response = recordingCreated(recording);

  assertEquals(given.pbx.recordings.find("/"), recording);
  // As Asterisk writes it, which has no room for the last of the three characters.
  assertEquals([response.status, response.headers.get("location")], [201, "/ari/recordings/live/"]);
  assertEquals(await response.json(), { name: "/", format: "wav", state: "queued", target_uri: "bridge:b" });
  for (const ifExists of ["fail", "overwrite"] as const) {
    const again = () => createRecording(call, given.channel, { ...options, ifExists });
    assertThrows(again, Refusal, "Recording '/' already exists and can not be overwritten");
  }
});
