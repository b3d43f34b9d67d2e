import { assertEquals } from "@std/assert";
import type { ChannelSnapshot, FactContent } from "../../../../simulator/core/facts.ts";
import { toEvents } from "../../../../simulator/fronts/ari/events.ts";

const channel: ChannelSnapshot = {
  id: "1.0",
  name: "PJSIP/alice-00000000",
  state: "Up",
  protocolId: "id",
  caller: { name: "Alice", number: "alice" },
  callerPresentation: 0,
  callerRdnis: "",
  connected: { name: "", number: "" },
  accountcode: "",
  tenantId: "",
  dialplan: { context: "default", exten: "100", priority: 1, appName: "Stasis", appData: "app" },
  creationTime: 0,
  language: "en",
  reportedVariables: [],
  hangupCause: 0,
  techCause: 0,
  isDead: false,
  isHidden: false,
  endpoint: "PJSIP/alice",
};

const playback = {
  id: "p",
  media: "sound:a",
  nextMedia: undefined,
  target: "channel:1.0",
  language: "en",
} as const;

function keysOf(content: FactContent): string[] {
  return toEvents({ time: 0, ...content }, { application: "app", entityId: "id" }).map((event) => {
    return `${event.type}: ${Object.keys(event).join(" ")}`;
  });
}

// The order of keys is that of a real Asterisk's JSON.
for (
  const [content, keys] of [
    [
      { kind: "stasis-started", application: "app", channel, args: [] },
      ["StasisStart: type timestamp args channel asterisk_id application"],
    ],
    [
      { kind: "stasis-ended", application: "app", channel },
      ["StasisEnd: type timestamp channel asterisk_id application"],
    ],
    [
      { kind: "application-replaced", application: "app" },
      ["ApplicationReplaced: type timestamp application asterisk_id"],
    ],
    [
      { kind: "channel-variable", channel, variable: "A", value: "1" },
      ["ChannelVarset: variable value type timestamp channel asterisk_id application"],
    ],
    [
      { kind: "channel-hangup-request", channel, cause: 32, techCause: 0, soft: true },
      ["ChannelHangupRequest: cause soft type timestamp channel asterisk_id application"],
    ],
    [
      { kind: "channel-hangup-request", channel, cause: undefined, techCause: 0, soft: false },
      ["ChannelHangupRequest: type timestamp channel asterisk_id application"],
    ],
    [
      { kind: "channel-dtmf", channel, direction: "received", digit: "4", duration: 100 },
      ["ChannelDtmfReceived: type timestamp digit duration_ms channel asterisk_id application"],
    ],
    [{ kind: "channel-dtmf", channel, direction: "sent", digit: "4", duration: 100 }, []],
    [
      { kind: "playback-updated", channel, playback: { ...playback, state: "failed" } },
      ["PlaybackFinished: type timestamp playback asterisk_id application"],
    ],
    [{ kind: "playback-updated", channel, playback: { ...playback, state: "paused" } }, []],
    [
      { kind: "channel-updated", old: undefined, channel },
      ["ChannelCreated: type timestamp channel asterisk_id application"],
    ],
    [
      { kind: "channel-updated", old: channel, channel: { ...channel, isDead: true, hangupCause: 17, techCause: 486 } },
      ["ChannelDestroyed: type timestamp cause cause_txt tech_cause channel asterisk_id application"],
    ],
    [
      { kind: "channel-updated", old: { ...channel, state: "Ring" }, channel },
      ["ChannelStateChange: type timestamp channel asterisk_id application"],
    ],
    [
      {
        kind: "channel-updated",
        old: channel,
        channel: { ...channel, dialplan: { ...channel.dialplan, priority: 2 } },
      },
      ["ChannelDialplan: type timestamp dialplan_app dialplan_app_data channel asterisk_id application"],
    ],
    [
      { kind: "channel-updated", old: channel, channel: { ...channel, caller: { name: "B", number: "b" } } },
      ["ChannelCallerId: type timestamp caller_presentation caller_presentation_txt channel asterisk_id application"],
    ],
    [
      { kind: "channel-updated", old: channel, channel: { ...channel, connected: { name: "B", number: "b" } } },
      ["ChannelConnectedLine: type timestamp channel asterisk_id application"],
    ],
    [{ kind: "channel-updated", old: channel, channel }, []],
  ] satisfies [FactContent, string[]][]
) {
  Deno.test(`toEvents() makes ${keys[0]?.split(":")[0] ?? "nothing"} of ${JSON.stringify(content).slice(0, 60)}`, () => {
    assertEquals(keysOf(content), keys);
  });
}

Deno.test("toEvents() writes times with milliseconds and a zone without a colon", () => {
  const [event] = toEvents({ time: 1, kind: "stasis-ended", application: "app", channel }, {
    application: "app",
    entityId: "id",
  });

  assertEquals(event?.["timestamp"], "1970-01-01T00:00:00.001+0000");
});

Deno.test("toEvents() shows variables that are to be reported", () => {
  const [event] = toEvents({
    time: 1,
    kind: "stasis-ended",
    application: "app",
    channel: { ...channel, reportedVariables: [["A", "1"]] },
  }, { application: "app", entityId: "id" });

  assertEquals(JSON.stringify(event).includes('"language":"en","channelvars":{"A":"1"}}'), true);
});
