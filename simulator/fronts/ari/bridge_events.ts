import type { AttendedTransferDestination, BridgeFact } from "../../core/facts.ts";
import type { EventJson } from "./event_json.ts";
import { toBridge, toChannel } from "./snapshots.ts";

/** The events of what happens to a bridge (`main/stasis_bridges.c`), without what all events end in. */
export function bridgeEvents(fact: BridgeFact, timestamp: string): EventJson[] {
  switch (fact.kind) {
    case "bridge-updated": {
      const bridge = toBridge(fact.bridge);
      if (fact.bridge.isDead) return [{ type: "BridgeDestroyed", timestamp, bridge }];
      if (fact.old === undefined) return [{ type: "BridgeCreated", timestamp, bridge }];
      if (fact.old.videoSourceId === fact.bridge.videoSourceId) return [];
      const { videoSourceId } = fact.old;
      return [{
        type: "BridgeVideoSourceChanged",
        timestamp,
        bridge,
        ...(videoSourceId !== undefined && { old_video_source_id: videoSourceId }),
      }];
    }
    case "bridge-entered":
      return [{
        type: "ChannelEnteredBridge",
        timestamp,
        bridge: toBridge(fact.bridge),
        channel: toChannel(fact.channel),
      }];
    case "bridge-left":
      return [{
        type: "ChannelLeftBridge",
        timestamp,
        bridge: toBridge(fact.bridge),
        channel: toChannel(fact.channel),
      }];
    case "bridge-merged":
      return [{ type: "BridgeMerged", timestamp, bridge: toBridge(fact.bridge), bridge_from: toBridge(fact.from) }];
    case "blind-transfer":
      return [{
        type: "BridgeBlindTransfer",
        timestamp,
        channel: toChannel(fact.channel),
        exten: fact.exten,
        context: fact.context,
        result: fact.result,
        is_external: fact.isExternal,
        ...(fact.transferee !== undefined && { transferee: toChannel(fact.transferee) }),
        ...(fact.replaceChannel !== undefined && { replace_channel: toChannel(fact.replaceChannel) }),
        ...(fact.bridge !== undefined && { bridge: toBridge(fact.bridge) }),
      }];
    case "attended-transfer":
      return [attendedTransfer(fact, timestamp)];
  }
}

function attendedTransfer(fact: Extract<BridgeFact, { kind: "attended-transfer" }>, timestamp: string): EventJson {
  const { transferee, transferTarget, firstLegBridge, secondLegBridge, replaceChannel } = fact;
  return {
    type: "BridgeAttendedTransfer",
    timestamp,
    transferer_first_leg: toChannel(fact.firstLeg),
    transferer_second_leg: toChannel(fact.secondLeg),
    result: fact.result,
    is_external: fact.isExternal,
    ...(transferee !== undefined && { transferee: toChannel(transferee) }),
    ...(transferTarget !== undefined && { transfer_target: toChannel(transferTarget) }),
    ...(firstLegBridge !== undefined && { transferer_first_leg_bridge: toBridge(firstLegBridge) }),
    ...(secondLegBridge !== undefined && { transferer_second_leg_bridge: toBridge(secondLegBridge) }),
    ...(replaceChannel !== undefined && { replace_channel: toChannel(replaceChannel) }),
    destination_type: fact.destination.type,
    ...destinationFields(fact.destination),
  };
}

function destinationFields(destination: AttendedTransferDestination): Record<string, unknown> {
  switch (destination.type) {
    case "bridge":
      return { destination_bridge: destination.bridgeId };
    case "application":
      return { destination_application: destination.application };
    case "link":
      return {
        destination_link_first_leg: toChannel(destination.firstLeg),
        destination_link_second_leg: toChannel(destination.secondLeg),
      };
    case "threeway":
      return {
        destination_threeway_channel: toChannel(destination.channel),
        destination_threeway_bridge: toBridge(destination.bridge),
      };
    case "fail":
      return {};
  }
}
