import { assertEquals, assertThrows } from "@std/assert";
import { recordBridge } from "../../../simulator/core/bridge_recorder.ts";
import type { Channel } from "../../../simulator/core/channel.ts";
import { findFileFormat } from "../../../simulator/core/file_formats.ts";
import { Recording } from "../../../simulator/core/recording.ts";
import { settle, TestBridge } from "./test_bridge.ts";

function create(given: TestBridge, name = "r"): (channel: Channel) => Recording {
  const fileFormat = findFileFormat("wav");
  if (fileFormat === undefined) throw new TypeError("Cannot find the format");
  return (channel) =>
    new Recording(given.pbx, channel, {
      name,
      format: "wav",
      fileFormat,
      target: "bridge:bridge",
      bridgeId: "bridge",
      maxDuration: 0,
      maxSilence: 0,
      ifExists: "fail",
      beep: false,
      terminateOn: "",
    });
}

const hiddenCount = ({ pbx }: TestBridge) =>
  [...pbx.channels.values()].filter(({ snapshot }) => snapshot.isHidden).length;

Deno.test("recordBridge() records what the members say, on a hidden channel that goes when it is over", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  const a = given.create("a");
  given.join(bridge, a);

  const recording = recordBridge(bridge, create(given));
  const before = [recording.snapshot.state, hiddenCount(given)];
  await settle();
  const media = { media: "words" };
  a.receive({ kind: "media-begin", media });
  await given.clock.tick(2_500);
  recording.operate("stop");
  await settle();

  assertEquals([before, hiddenCount(given)], [["queued", 2], 0]);
  const states = given.facts.flatMap((fact) => {
    return fact.kind === "recording-updated"
      ? [`${fact.recording.state} ${fact.recording.duration} ${fact.bridgeId}`]
      : [];
  });
  assertEquals(states, ["recording undefined bridge", "done 2 bridge"]);
  const found = given.pbx.recordings.spool.find("r");
  assertEquals(typeof found === "object" && found.file.length, 2_500);
});

Deno.test("recordBridge() leaves the bridge again when the recording can not be made", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();

  assertThrows(
    () =>
      recordBridge(bridge, () => {
        throw new RangeError("no");
      }),
    RangeError,
    "no",
  );
  await settle();

  assertEquals([hiddenCount(given), given.pbx.recordings.list()], [0, []]);
});

Deno.test("recordBridge() ends when the bridge does", async () => {
  using given = new TestBridge();
  const bridge = given.bridge();
  given.join(bridge, given.create("a"));
  const recording = recordBridge(bridge, create(given));
  await given.clock.tick(1_000);

  bridge.dissolve();
  await given.clock.tick(0);

  assertEquals([recording.snapshot.state, recording.snapshot.duration, hiddenCount(given)], ["done", 0, 0]);
});
