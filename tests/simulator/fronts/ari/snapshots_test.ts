import { assertEquals } from "@std/assert";
import type { BridgeSnapshot, RecordingSnapshot } from "../../../../simulator/core/facts.ts";
import { RecordingSpool } from "../../../../simulator/core/recording_spool.ts";
import {
  toBridge,
  toLiveRecording,
  toStoredRecording,
  toTimestamp,
} from "../../../../simulator/fronts/ari/snapshots.ts";

const bridge: BridgeSnapshot = {
  id: "b",
  technology: "simple_bridge",
  type: "mixing",
  class: "stasis",
  creator: "Stasis",
  name: "",
  channels: ["1.0"],
  videoMode: "talker",
  videoSourceId: undefined,
  creationTime: 0,
  reportedVariables: [],
  isDead: false,
};

const recording: RecordingSnapshot = {
  name: "r",
  format: "wav",
  target: "channel:1.0",
  state: "recording",
  duration: undefined,
  talkingDuration: undefined,
  silenceDuration: undefined,
  cause: undefined,
};

Deno.test("toTimestamp() writes milliseconds, and a zone without a colon", () => {
  assertEquals(toTimestamp(1), "1970-01-01T00:00:00.001+0000");
});

Deno.test("toBridge() has Asterisk's order of keys, and only what there is", () => {
  const keys = "id technology bridge_type bridge_class creator name channels creationtime video_mode";

  assertEquals(Object.keys(toBridge(bridge)).join(" "), keys);
  assertEquals(
    Object.keys(toBridge({ ...bridge, videoSourceId: "1.0", reportedVariables: [["A", "1"]] })).join(" "),
    `${keys} video_source_id bridgevars`,
  );
});

Deno.test("toLiveRecording() has Asterisk's order of keys, and only what there is", () => {
  const over = { ...recording, state: "done", duration: 3, talkingDuration: 2, silenceDuration: 1 } as const;

  assertEquals(Object.keys(toLiveRecording(recording)).join(" "), "name format state target_uri");
  assertEquals(
    Object.keys(toLiveRecording(over)).join(" "),
    "name format state target_uri duration talking_duration silence_duration",
  );
});

Deno.test("toStoredRecording() has the name in the spool, and the extension of the file", () => {
  const spool = new RecordingSpool({ "a/b.wav49": new Uint8Array() });

  assertEquals(spool.list().map(toStoredRecording), [{ name: "a/b", format: "WAV" }]);
});
