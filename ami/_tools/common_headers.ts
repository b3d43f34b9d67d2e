import type { AmiEventHeaders, AmiListCompleteHeaders, AmiListStartHeaders } from "../headers.ts";
import type { BridgeSnapshot, ChannelSnapshot } from "../headers.ts";
import type { CommonHeaders } from "./render_tables.ts";

/** The names in the hand-written types of `headers.ts`; the compiler sees to it that none is missing. */
export const commonHeaders: CommonHeaders = {
  any: names<AmiEventHeaders & AmiListCompleteHeaders & AmiListStartHeaders>({
    ActionID: true,
    ChanVariable: true,
    Event: true,
    EventList: true,
    ListItems: true,
    Message: true,
    Privilege: true,
    Response: true,
    SystemName: true,
    Timestamp: true,
  }),
  channel: names<ChannelSnapshot>({
    Channel: true,
    ChannelState: true,
    ChannelStateDesc: true,
    CallerIDNum: true,
    CallerIDName: true,
    ConnectedLineNum: true,
    ConnectedLineName: true,
    Language: true,
    AccountCode: true,
    Context: true,
    Exten: true,
    Priority: true,
    Uniqueid: true,
    Linkedid: true,
  }),
  bridge: names<BridgeSnapshot>({
    BridgeUniqueid: true,
    BridgeType: true,
    BridgeTechnology: true,
    BridgeCreator: true,
    BridgeName: true,
    BridgeNumChannels: true,
    BridgeVideoSourceMode: true,
    BridgeVideoSource: true,
  }),
};

function names<Headers>(all: Readonly<Record<keyof Headers & string, true>>): string[] {
  return Object.keys(all);
}
