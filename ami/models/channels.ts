import type { ChannelSnapshot } from "../headers.ts";
import type { AmiMessage } from "../message.ts";
import type { Edit, ModelDefinition } from "./model.ts";
import { channelSnapshot } from "./snapshots.ts";

/** A channel that there is. */
export interface LiveChannel extends ChannelSnapshot {
  /** Id of the bridge that it is in; empty when it is in none. */
  readonly BridgeId: string;
  /** The application of the dialplan's step that it is at; empty before the first. One that is run without a step, as by `Originate`, is not told. */
  readonly Application: string;
  /** Arguments of the application. */
  readonly ApplicationData: string;
}

/** Events that describe the channel that they are about as it is: Asterisk sends them in the order of the channel's changes. */
const descriptions = ["Newstate", "NewCallerid", "NewConnectedLine", "NewAccountCode"];

/** Keeps channels, by their Uniqueids; with `dialplan`, also at which step each one is. */
export function channelModel({ dialplan }: { readonly dialplan: boolean }): ModelDefinition<LiveChannel> {
  return {
    name: "channels",
    events: [
      "Newchannel",
      ...descriptions,
      ...(dialplan ? ["Newexten"] : []),
      "Rename",
      "BridgeEnter",
      "BridgeLeave",
      "Hangup",
    ],
    lists: ["CoreShowChannels"],
    read: ([items = []]) => new Map(items.map((item) => [item.get("Uniqueid") ?? "", readChannel(item)])),
    edits,
  };
}

/** A channel as `CoreShowChannels` lists it. */
export function readChannel(item: AmiMessage): LiveChannel {
  return {
    ...channelSnapshot(item),
    BridgeId: item.get("BridgeId") ?? "",
    Application: item.get("Application") ?? "",
    ApplicationData: item.get("ApplicationData") ?? "",
  };
}

function edits(event: AmiMessage, items: ReadonlyMap<string, LiveChannel>): Edit<LiveChannel>[] {
  const id = event.get("Uniqueid") ?? "";
  const channel = items.get(id);
  if (channel === undefined) {
    // What is told of a channel that is not there is older than the list that did not have it any more.
    return event.name === "Newchannel" ? [{ id, item: readChannel(event) }] : [];
  }
  const edit = { id, item: edited(channel, event) };
  return event.name === "BridgeEnter" ? [edit, ...linked(event, items)] : [edit];
}

/** Who meets gets the Linkedid of the oldest (`ast_bridge_channel_update_linkedids`); only that of who enters is told. */
function linked(event: AmiMessage, items: ReadonlyMap<string, LiveChannel>): Edit<LiveChannel>[] {
  const { Linkedid } = linkedidOf(event);
  const others = [event.get("Uniqueid"), event.get("SwapUniqueid")];
  return [...items].filter(([id, { BridgeId }]) => BridgeId === event.get("BridgeUniqueid") && !others.includes(id))
    .map(([id, channel]) => ({ id, item: { ...channel, Linkedid } }));
}

function edited(channel: LiveChannel, event: AmiMessage): LiveChannel | undefined {
  // Events of bridges describe the channel as it was when they were made, which may be before what was sent already.
  switch (event.name) {
    case "Hangup":
      return undefined;
    case "Rename":
      return { ...channel, Channel: event.get("Newname") ?? channel.Channel };
    case "BridgeEnter":
      return { ...channel, ...linkedidOf(event), BridgeId: event.get("BridgeUniqueid") ?? "" };
    case "BridgeLeave":
      return channel.BridgeId === event.get("BridgeUniqueid")
        ? { ...channel, ...linkedidOf(event), BridgeId: "" }
        : channel;
    case "Newexten":
      return {
        ...channel,
        ...channelSnapshot(event),
        Application: event.get("Application") ?? "",
        ApplicationData: event.get("AppData") ?? "",
      };
    default:
      return { ...channel, ...channelSnapshot(event) };
  }
}

function linkedidOf(event: AmiMessage): Pick<ChannelSnapshot, "Linkedid"> {
  return { Linkedid: event.get("Linkedid") ?? "" };
}
