import type { BridgeSnapshot, ChannelSnapshot } from "../headers.ts";
import type { AmiMessage } from "../message.ts";

/** The channel that an event describes, under the headers with this prefix. */
export function channelSnapshot(event: AmiMessage, prefix = ""): ChannelSnapshot {
  const get = (name: keyof ChannelSnapshot) => event.get(`${prefix}${name}`) ?? "";
  return {
    Channel: get("Channel"),
    ChannelState: get("ChannelState"),
    ChannelStateDesc: get("ChannelStateDesc"),
    CallerIDNum: get("CallerIDNum"),
    CallerIDName: get("CallerIDName"),
    ConnectedLineNum: get("ConnectedLineNum"),
    ConnectedLineName: get("ConnectedLineName"),
    Language: get("Language"),
    AccountCode: get("AccountCode"),
    Context: get("Context"),
    Exten: get("Exten"),
    Priority: get("Priority"),
    Uniqueid: get("Uniqueid"),
    Linkedid: get("Linkedid"),
  };
}

/** The bridge that an event describes, under the headers with this prefix. */
export function bridgeSnapshot(event: AmiMessage, prefix = ""): BridgeSnapshot {
  const get = (name: keyof BridgeSnapshot) => event.get(`${prefix}${name}`) ?? "";
  const video = event.get(`${prefix}BridgeVideoSource`);
  return {
    BridgeUniqueid: get("BridgeUniqueid"),
    BridgeType: get("BridgeType"),
    BridgeTechnology: get("BridgeTechnology"),
    BridgeCreator: get("BridgeCreator"),
    BridgeName: get("BridgeName"),
    BridgeNumChannels: get("BridgeNumChannels"),
    BridgeVideoSourceMode: get("BridgeVideoSourceMode"),
    ...(video !== undefined && { BridgeVideoSource: video }),
  };
}
