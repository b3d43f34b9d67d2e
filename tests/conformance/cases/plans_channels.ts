import type { Plan, Plans } from "./plan.ts";
import {
  bridgeWithOne,
  bridgeWithTwo,
  channelDown,
  channelInDialplan,
  channelInRing,
  channelPlaying,
  channelRinging,
  channelStates,
  channelUp,
  type State,
} from "./states.ts";

const values = { channelId: "~c" };

function without(...names: string[]): Record<string, State> {
  return Object.fromEntries(Object.entries(channelStates).filter(([name]) => !names.includes(name)));
}

/** An operation on a channel that needs nothing but the channel, in every state. */
function simple(given: State = channelUp()): Plan {
  return { given, values, states: channelStates };
}

const gone = { event: "ChannelDestroyed", holds: ['"id":"~c"'] };
const ended = { event: "StasisEnd", holds: ['"id":"~c"'] };

/** Channels as such: lists, control, variables. */
export const channelPlans: Plans = {
  "channels.list": {
    given: [...channelUp("~c"), ...channelDown("~d")],
    values: {},
    more: { "nothing there": { given: [] } },
  },
  "channels.get": {
    given: channelUp(),
    values,
    states: channelStates,
    more: {
      "by its name": { values: { channelId: "Local/up@conformance-00000000;1" }, given: [] },
      "the other half": { values: { channelId: "~c;2" } },
    },
  },
  "channels.hangup": {
    given: channelUp(),
    values,
    optional: { reason: "busy" },
    then: [gone],
    states: Object.fromEntries(Object.entries(without("no channel", "channel gone"))),
    more: {
      "no channel": { given: [], then: [] },
      "channel gone": { given: channelStates["channel gone"] ?? [], then: [] },
      ...Object.fromEntries(
        [
          "normal",
          "busy",
          "congestion",
          "no_answer",
          "timeout",
          "rejected",
          "unallocated",
          "normal_unspecified",
          "number_incomplete",
          "codec_mismatch",
          "interworking",
          "failure",
          "answered_elsewhere",
        ].map((reason) => [`with reason ${reason}`, { values: { reason } }]),
      ),
      ...Object.fromEntries(
        ["0", "1", "16", "17", "42", "99", "127", "128", "-1", "016", "17x", "x", " 17"].map((code) => {
          return [`with reason_code "${code}"`, { values: { reason_code: code }, then: [] }];
        }),
      ),
      "with reason and reason_code": { values: { reason: "busy", reason_code: "16" }, then: [] },
      "with an unknown reason": { values: { reason: "boredom" }, then: [] },
      "the other half": { values: { channelId: "~c;2" } },
      "an unanswered caller": { given: channelInRing(), values: { reason: "busy" }, then: [ended] },
    },
  },
  "channels.continueInDialplan": {
    given: channelInRing(),
    values,
    optional: { context: "conformance", extension: "up", priority: 1 },
    then: [ended],
    states: without("no channel", "channel gone", "channel down", "channel ringing", "channel in the dialplan"),
    more: {
      ...Object.fromEntries(
        ["no channel", "channel gone", "channel down", "channel ringing", "channel in the dialplan"].map((name) => {
          return [name, { given: channelStates[name] ?? [], then: [] }];
        }),
      ),
      "to a label": { values: { context: "conformance", extension: "answered", label: "after" } },
      "to a label that is a number": { values: { context: "conformance", extension: "answered", label: "3" } },
      "to a label that is nowhere": { values: { label: "nowhere" }, then: [] },
      "to a label of 0": { values: { label: "0" }, then: [] },
      "to an extension that is nowhere": { values: { extension: "nowhere" } },
      "to a context that is nowhere": { values: { context: "nowhere" } },
      "to the second priority": { values: { priority: 2 } },
      "an originated channel to an extension": {
        given: channelUp(),
        values: { context: "conformance", extension: "up", priority: 1 },
      },
      "an originated channel, whose place is the dialled extension": { given: channelUp(), then: [ended, gone] },
      "while it plays": { given: channelPlaying() },
      "out of a bridge": { given: bridgeWithTwo(), values: { context: "conformance", extension: "up" } },
    },
  },
  "channels.move": {
    given: channelUp(),
    values: { channelId: "~c", app: "~other" },
    optional: { appArgs: "one,two" },
    sockets: ["app=~app", "app=~other"],
    then: [ended],
    states: without("no channel", "channel gone", "channel in the dialplan"),
    more: {
      "no channel": { given: [], then: [] },
      "channel gone": { given: channelStates["channel gone"] ?? [], then: [] },
      "channel in the dialplan": { given: channelInDialplan(), then: [] },
      "to an application that is not there": { values: { app: "~nobody" }, then: [] },
      "to the application where it is": { values: { app: "~app", appArgs: "again" } },
      "with quoted arguments": { values: { appArgs: 'one,"two,three",' } },
      "with both applications on one WebSocket": { sockets: ["app=~app,~other"] },
    },
  },
  "channels.answer": {
    ...simple(channelInRing()),
    more: { "twice": { then: [{ request: "POST /channels/~c/answer" }] } },
  },
  "channels.ring": {
    ...simple(channelInRing()),
    more: { "and then answer": { then: [{ request: "POST /channels/~c/answer" }] } },
  },
  "channels.ringStop": {
    ...simple([...channelInRing(), { request: "POST /channels/~c/ring" }]),
    more: { "without ringing before": { given: channelInRing() } },
  },
  "channels.progress": {
    ...simple(channelInRing()),
    more: { "and then answer": { then: [{ request: "POST /channels/~c/answer" }] } },
  },
  "channels.getChannelVar": {
    given: [...channelUp(), { request: "POST /channels/~c/variable?variable=SOME&value=thing" }],
    values: { channelId: "~c", variable: "SOME" },
    states: channelStates,
    more: {
      "one that is not set": { values: { variable: "NONE" } },
      "one that is empty": {
        given: [...channelUp(), { request: "POST /channels/~c/variable?variable=SOME&value=" }],
      },
      "of the other half": { values: { channelId: "~c;2" } },
      "the name in small letters": { values: { variable: "some" } },
      ...Object.fromEntries(
        [
          "CHANNEL(state)",
          "CHANNEL(name)",
          "CHANNEL(channeltype)",
          "CHANNEL(nothing)",
          "CHANNEL(musicclass)",
          "CHANNEL(language)",
          "CALLERID(num)",
          "CALLERID(all)",
          "CALLERID(nothing)",
          "CONNECTEDLINE(num)",
          "MATH(1+2)",
          "LEN(abc)",
          "GLOBAL(NONE)",
          "NOSUCHFUNCTION(x)",
          "CHANNEL",
          "EXTEN",
          "CONTEXT",
          "PRIORITY",
          "UNIQUEID",
          "EPOCH",
          "HANGUPCAUSE",
          "STASISSTATUS",
          "SYSTEMNAME",
          "${SOME}",
          "SOME:1:2",
        ].filter((variable) => variable !== "EPOCH").map((
          variable,
        ) => [`reading ${variable}`, { values: { variable } }]),
      ),
    },
  },
  "channels.setChannelVar": {
    given: channelUp(),
    values: { channelId: "~c", variable: "SOME" },
    optional: { value: "thing", report_events: true },
    then: [{ request: "GET /channels/~c/variable?variable=SOME" }, { request: "GET /channels/~c" }],
    states: channelStates,
    more: {
      "and no longer reported": {
        given: [...channelUp(), { request: "POST /channels/~c/variable?variable=SOME&value=old&report_events=true" }],
        values: { value: "new", report_events: false },
      },
      "reported, with another value": {
        given: [...channelUp(), { request: "POST /channels/~c/variable?variable=SOME&value=old&report_events=true" }],
        values: { value: "new", report_events: true },
      },
      "inherited": { values: { variable: "__SOME", value: "thing" } },
      "a function": {
        values: { variable: "CALLERID(name)", value: "Zed" },
        then: [{ request: "GET /channels/~c" }],
      },
      "the connected line": {
        values: { variable: "CONNECTEDLINE(num)", value: "42" },
        then: [{ request: "GET /channels/~c" }],
      },
      "the language": {
        values: { variable: "CHANNEL(language)", value: "fr" },
        then: [{ request: "GET /channels/~c" }],
      },
      "the account": {
        values: { variable: "CHANNEL(accountcode)", value: "42" },
        then: [{ request: "GET /channels/~c" }],
      },
      "a function that can not be written": { values: { variable: "LEN(x)", value: "1" }, then: [] },
      "a function that is not there": { values: { variable: "NOSUCHFUNCTION(x)", value: "1" }, then: [] },
      "a value with a dollar": { values: { value: "${EXTEN}" } },
      "a value of letters from afar": { values: { value: "ä€漢" } },
    },
  },
  "channels.getChannelVars": {
    given: [
      ...channelUp(),
      { request: "POST /channels/~c/variable?variable=SOME&value=thing" },
      { request: "POST /channels/~c/variable?variable=MORE&value=things" },
    ],
    values: { channelId: "~c", variables: ["SOME", "MORE"] },
    states: channelStates,
    more: {
      "one that is not set": { values: { variables: ["SOME", "NONE"] } },
      "one twice": { values: { variables: ["SOME", "SOME"] } },
      "a function": { values: { variables: ["CHANNEL(state)", "SOME"] } },
      "a function that is not there": { values: { variables: ["NOSUCHFUNCTION(x)", "SOME"] } },
    },
  },
  "channels.setChannelVars": {
    given: channelUp(),
    values: { channelId: "~c", variables: { SOME: "thing", MORE: "things" } },
    then: [{ request: "GET /channels/~c/variable?variable=SOME" }, { request: "GET /channels/~c" }],
    states: channelStates,
    more: {
      "reported": { values: { variables: { SOME: { value: "thing", report_events: true }, MORE: "things" } } },
      "functions": { values: { variables: { "CALLERID(num)": "42", "CALLERID(name)": "Zed" } } },
      "one that is wrong": { values: { variables: { SOME: "thing", MORE: 5 } } },
    },
  },
  "channels.rtpstatistics": {
    given: [
      {
        request: "POST /channels/externalMedia?channelId=~c&app=~app&external_host=127.0.0.1:9&format=ulaw",
      },
      { event: "StasisStart", holds: ['"id":"~c"'] },
    ],
    values,
    states: channelStates,
  },
  "channels.transfer_progress": {
    given: channelUp(),
    values: { channelId: "~c", states: "channel_progress" },
    states: channelStates,
    more: {
      ...Object.fromEntries(
        ["channel_answered", "channel_unavailable", "channel_declined", "channel_progress,channel_answered"].map(
          (states) => [`with ${states}`, { values: { states } }],
        ),
      ),
      "in a bridge": { given: bridgeWithOne() },
      "while it rings": { given: channelRinging() },
    },
  },
};
