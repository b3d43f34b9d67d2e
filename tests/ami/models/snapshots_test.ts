import { bridgeSnapshot, channelSnapshot } from "../../../ami/models/snapshots.ts";
import { amiMessage } from "../../support/ami_messages.ts";
import { assertEquals } from "@std/assert";

Deno.test("channelSnapshot() and bridgeSnapshot() take the headers with a prefix, and nothing else", () => {
  const event = amiMessage(
    "Event: Made",
    "Channel: other",
    "DestChannel: PJSIP/a-1",
    "DestUniqueid: 1.1",
    "DestCause: 16",
    "ToBridgeUniqueid: b",
    "ToBridgeVideoSource: 1.1",
  );
  const channel = channelSnapshot(event, "Dest");
  assertEquals([channel.Channel, channel.Uniqueid, channel.Exten, Object.keys(channel).length], [
    "PJSIP/a-1",
    "1.1",
    "",
    14,
  ]);
  const bridge = bridgeSnapshot(event, "To");
  assertEquals([bridge.BridgeUniqueid, bridge.BridgeVideoSource, bridge.BridgeType], ["b", "1.1", ""]);
  assertEquals("BridgeVideoSource" in bridgeSnapshot(event), false);
});
