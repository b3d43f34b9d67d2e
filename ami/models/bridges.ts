import type { BridgeSnapshot } from "../headers.ts";
import type { AmiMessage } from "../message.ts";
import type { Edit, ModelDefinition } from "./model.ts";
import { bridgeSnapshot } from "./snapshots.ts";

/** A channel in a bridge. */
export interface LiveBridgeMember {
  /** Uniqueid of the channel. */
  readonly Uniqueid: string;
  /** Name of the channel. */
  readonly Channel: string;
}

/** A bridge that there is. */
export interface LiveBridge extends BridgeSnapshot {
  /** The channels in it, in no order that means anything. */
  readonly members: readonly LiveBridgeMember[];
}

/** Keeps bridges, by their ids. */
export const bridgeModel: ModelDefinition<LiveBridge> = {
  name: "bridges",
  events: [
    "BridgeCreate",
    "BridgeEnter",
    "BridgeLeave",
    "BridgeMerge",
    "BridgeVideoSourceUpdate",
    "Rename",
    "BridgeDestroy",
  ],
  // In this order: a bridge that is new between the two is told by events anyway.
  lists: ["BridgeList", "CoreShowChannels"],
  read,
  edits(event, bridges) {
    if (event.name === "Rename") return renamed(event, bridges);
    if (event.name !== "BridgeMerge") return edited(event, "", bridges);
    return [...edited(event, "To", bridges), ...edited(event, "From", bridges)];
  },
  weigh: ({ members }) => 1 + members.length,
};

function read([bridges = [], channels = []]: readonly (readonly AmiMessage[])[]): Map<string, LiveBridge> {
  const inBridges = Map.groupBy(channels, (channel) => channel.get("BridgeId") ?? "");
  return new Map(bridges.map((item) => {
    const bridge = bridgeSnapshot(item);
    const members = (inBridges.get(bridge.BridgeUniqueid) ?? []).map(memberOf);
    return [bridge.BridgeUniqueid, { ...bridge, ...withMembers(members) }];
  }));
}

function edited(event: AmiMessage, prefix: string, bridges: ReadonlyMap<string, LiveBridge>): Edit<LiveBridge>[] {
  const bridge = bridgeSnapshot(event, prefix);
  const id = bridge.BridgeUniqueid;
  const known = bridges.get(id);
  if (event.name === "BridgeDestroy") return [{ id, item: undefined }];
  // What is told of a bridge that is not there is older than the list that did not have it any more.
  if (known === undefined && event.name !== "BridgeCreate") return [];
  const members = known?.members ?? [];
  return [{ id, item: { ...bridge, ...withMembers(changedMembers(event, members)) } }];
}

function changedMembers(event: AmiMessage, members: readonly LiveBridgeMember[]): readonly LiveBridgeMember[] {
  if (event.name !== "BridgeEnter" && event.name !== "BridgeLeave") return members;
  const member = memberOf(event);
  const others = members.filter(({ Uniqueid }) => Uniqueid !== member.Uniqueid);
  return event.name === "BridgeEnter" ? [...others, member] : others;
}

function renamed(event: AmiMessage, bridges: ReadonlyMap<string, LiveBridge>): Edit<LiveBridge>[] {
  const member = { Uniqueid: event.get("Uniqueid") ?? "", Channel: event.get("Newname") ?? "" };
  return [...bridges].filter(([, { members }]) => members.some(({ Uniqueid }) => Uniqueid === member.Uniqueid))
    .map(([id, bridge]) => ({
      id,
      item: {
        ...bridge,
        members: bridge.members.map((other) => other.Uniqueid === member.Uniqueid ? member : other),
      },
    }));
}

/** The number that events have counts, at times, who is about to enter or leave. */
function withMembers(members: readonly LiveBridgeMember[]): Pick<LiveBridge, "BridgeNumChannels" | "members"> {
  const sorted = members.toSorted((one, other) => one.Uniqueid < other.Uniqueid ? -1 : 1);
  return { BridgeNumChannels: String(members.length), members: sorted };
}

function memberOf(message: AmiMessage): LiveBridgeMember {
  return { Uniqueid: message.get("Uniqueid") ?? "", Channel: message.get("Channel") ?? "" };
}
