/** Ten events as Asterisk 22 sends them, for servers and programs of the benches. */
const snapshot = [
  "Channel: PJSIP/alice-0000001f",
  "ChannelState: 6",
  "ChannelStateDesc: Up",
  "CallerIDNum: 100",
  "CallerIDName: Alice Example",
  "ConnectedLineNum: <unknown>",
  "ConnectedLineName: <unknown>",
  "Language: en",
  "AccountCode: ",
  "Context: default",
  "Exten: 3000",
  "Priority: 2",
  "Uniqueid: 1795312775.31",
  "Linkedid: 1795312775.31",
];
const bridge = [
  "BridgeUniqueid: 93c2a5b1-5c4b-4b4e-9a53-0fd1ad2b6a6d",
  "BridgeType: basic",
  "BridgeTechnology: simple_bridge",
  "BridgeCreator: <unknown>",
  "BridgeName: <unknown>",
  "BridgeNumChannels: 2",
  "BridgeVideoSourceMode: none",
];

const events: Readonly<Record<string, readonly string[]>> = {
  Newchannel: ["Privilege: call,all", ...snapshot],
  Newstate: ["Privilege: call,all", ...snapshot],
  Newexten: ["Privilege: dialplan,all", ...snapshot, "Extension: 3000", "Application: Wait", "AppData: 60"],
  VarSet: ["Privilege: dialplan,all", ...snapshot, "Variable: DIALSTATUS", "Value: ANSWER"],
  DeviceStateChange: ["Privilege: call,all", "Device: PJSIP/alice", "State: INUSE"],
  DialBegin: ["Privilege: call,all", ...snapshot, ...snapshot.map((line) => `Dest${line}`), "DialString: bob"],
  BridgeEnter: ["Privilege: call,all", ...bridge, ...snapshot],
  DTMFEnd: ["Privilege: dtmf,all", ...snapshot, "Digit: 5", "DurationMs: 120", "Direction: Received"],
  HangupRequest: ["Privilege: call,all", ...snapshot, "Cause: 16"],
  Hangup: ["Privilege: call,all", ...snapshot, "Cause: 16", "Cause-txt: Normal Clearing"],
};

/** The types of the events, one after the other. */
export const floodTypes: readonly string[] = Object.keys(events);

/** The type that a program listens for that wants only one. */
export const wantedType = "Hangup";

/** How many events {@linkcode floodBytes} has. */
export const floodLength = 1_000;

/** Events of each type in turn, as bytes. */
export function floodBytes(): Uint8Array<ArrayBuffer> {
  const text = Array.from({ length: floodLength }, (_, at) => {
    const type = floodTypes[at % floodTypes.length] ?? "";
    return [`Event: ${type}`, ...events[type] ?? [], "", ""].join("\r\n");
  });
  return new TextEncoder().encode(text.join(""));
}
