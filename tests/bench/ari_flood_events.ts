/** What the flood server sends: ten types of events in turn, about a thousand channels, as Asterisk 22 words them. */

/** The types, in the order in which they come. */
export const floodTypes = [
  "ChannelCreated",
  "StasisStart",
  "ChannelVarset",
  "ChannelDialplan",
  "ChannelStateChange",
  "PlaybackStarted",
  "PlaybackFinished",
  "ChannelDtmfReceived",
  "ChannelHangupRequest",
  "StasisEnd",
] as const;

/** The one type of ten that somebody listens to; a flood ends with one of them. */
export const wantedType = "StasisEnd";

const channels = 1_000;

/** The frames of one turn over all channels, ready to be written: 10,000 events. */
export function floodFrames(): Uint8Array<ArrayBuffer> {
  const frames: Uint8Array[] = [];
  for (let number = 0; number < channels; number++) {
    for (const type of floodTypes) frames.push(frame(event(type, number)));
  }
  const bytes = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of frames) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}

/** How many events {@linkcode floodFrames} holds. */
export const floodLength: number = channels * floodTypes.length;

/** A text frame as a server sends it. */
export function frame(text: string): Uint8Array {
  const payload = new TextEncoder().encode(text);
  const { length } = payload;
  const head = length < 126 ? [0x81, length] : [0x81, 126, length >> 8, length & 255];
  const bytes = new Uint8Array(head.length + length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

function event(type: typeof floodTypes[number], number: number): string {
  const timestamp = "2026-11-22T01:27:00.249+0000";
  const ends = { asterisk_id: "02:fc:00:00:00:01", application: "flood" };
  const channel = {
    id: `1763774820.${number}`,
    name: `PJSIP/alice-${number.toString(16).padStart(8, "0")}`,
    state: "Up",
    protocol_id: "8f7a1c0e-4b7a-4c5e-9a0b-2f6d1c7e5a33",
    caller: { name: "Alice", number: "alice" },
    connected: { name: "", number: "" },
    accountcode: "",
    dialplan: { context: "default", exten: "100", priority: 3, app_name: "Stasis", app_data: "flood,one,two" },
    creationtime: "2026-11-22T01:26:58.101+0000",
    language: "en",
  };
  const playback = {
    id: `playback-${number}`,
    media_uri: "sound:hello-world",
    target_uri: `channel:${channel.id}`,
    language: "en",
    state: type === "PlaybackStarted" ? "playing" : "done",
  };
  switch (type) {
    case "ChannelVarset":
      return JSON.stringify({ variable: "STASISSTATUS", value: "", type, timestamp, channel, ...ends });
    case "ChannelHangupRequest":
      return JSON.stringify({ cause: 16, type, timestamp, channel, ...ends });
    case "ChannelDialplan":
      return JSON.stringify({ type, timestamp, dialplan_app: "Stasis", dialplan_app_data: "flood", channel, ...ends });
    case "ChannelDtmfReceived":
      return JSON.stringify({ type, timestamp, digit: "5", duration_ms: 120, channel, ...ends });
    case "StasisStart":
      return JSON.stringify({ type, timestamp, args: ["one", "two"], channel, ...ends });
    case "PlaybackStarted":
    case "PlaybackFinished":
      return JSON.stringify({ type, timestamp, playback, ...ends });
    default:
      return JSON.stringify({ type, timestamp, channel, ...ends });
  }
}
