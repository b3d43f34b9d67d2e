import type { Plan, PlannedRequest, Plans } from "./plan.ts";
import { channelDown, channelInRing, channelStates, channelUp, type State } from "./states.ts";

const started = { event: "StasisStart", holds: ['"id":"~c"'] };
const destroyed = { event: "ChannelDestroyed", holds: ['"id":"~c"'] };

/** Endpoints that can't be called, each in its own way, and those that can. */
const endpoints: Readonly<Record<string, PlannedRequest>> = {
  "an endpoint without a technology": { values: { endpoint: "nowhere" }, then: [] },
  "an endpoint without a resource": { values: { endpoint: "Local/" }, then: [] },
  "an endpoint of an unknown technology": { values: { endpoint: "Nothing/x" }, then: [] },
  "an endpoint of a phone that is away": { values: { endpoint: "PJSIP/bob" }, then: [] },
  "an endpoint that nobody knows": { values: { endpoint: "PJSIP/nobody" }, then: [] },
  "an extension that is not there": { values: { endpoint: "Local/nowhere@conformance" }, then: [] },
  "a context that is not there": { values: { endpoint: "Local/up@nowhere" }, then: [] },
  "an extension without a context": { values: { endpoint: "Local/up" }, then: [] },
  "an endpoint in small letters": { values: { endpoint: "local/up@conformance" }, then: [] },
};

const taken: State = channelUp("~c");

const originate: Plan = {
  given: [],
  values: { endpoint: "Local/up@conformance", app: "~app", channelId: "~c" },
  optional: {
    appArgs: 'one,"two,three"',
    callerId: "Zed <123>",
    timeout: 5,
    otherChannelId: "~e",
    formats: "ulaw",
    variables: { SOME: "thing", "CALLERID(name)": "Ann" },
  },
  then: [started],
  more: {
    ...endpoints,
    "to an extension": {
      values: { app: undefined, context: "conformance", extension: "up", priority: 1 },
      then: [{ poll: "/channels/~c", holds: '"app_name":"Wait"' }],
    },
    "to an extension without context": { values: { app: undefined, extension: "100" }, then: [{ pause: 300 }] },
    "to an extension that is not there": {
      values: { app: undefined, context: "conformance", extension: "nowhere", priority: 1 },
      then: [{ pause: 300 }],
    },
    "to a label": {
      values: { app: undefined, context: "conformance", extension: "answered", label: "after" },
      then: [{ poll: "/channels/~c", holds: '"app_name":"Wait"' }],
    },
    "to a label that is not there": {
      values: { app: undefined, context: "conformance", extension: "answered", label: "nowhere" },
      then: [],
    },
    "to both an application and an extension": { values: { context: "conformance", extension: "busy", priority: 1 } },
    "to an application that is not there": { values: { app: "~nobody" }, then: [{ pause: 300 }] },
    "to neither": { values: { app: undefined }, then: [] },
    "with an id that is taken": { given: taken, then: [] },
    "with an id that a longer one begins with": { given: channelUp("~c1"), then: [] },
    "with an id that begins with one that is taken": { given: channelUp("~"), then: [] },
    "with another id that is taken": { given: channelUp("~d"), values: { otherChannelId: "~d" }, then: [] },
    "with the same id twice": { values: { otherChannelId: "~c" }, then: [] },
    "with an originator": { given: channelUp("~d"), values: { originator: "~d" } },
    "with an originator that is not there": { values: { originator: "~nobody" }, then: [] },
    "with originator and formats": { given: channelUp("~d"), values: { originator: "~d", formats: "ulaw" }, then: [] },
    "with formats that are unknown": { values: { formats: "nothing" }, then: [] },
    "with several formats": { values: { formats: "ulaw,alaw" } },
    "busy": { values: { endpoint: "Local/busy@conformance" }, then: [destroyed] },
    "never answered": { values: { endpoint: "Local/silent@conformance", timeout: 1 }, then: [destroyed] },
    "ringing, then not answered": { values: { endpoint: "Local/ringing@conformance", timeout: 1 }, then: [destroyed] },
    "answered, then hung up by the other side": { values: { endpoint: "Local/brief@conformance" }, then: [destroyed] },
    "hung up before it is answered": {
      values: { endpoint: "Local/ringing@conformance" },
      then: [
        { event: "ChannelStateChange", holds: ['"state":"Ringing"'] },
        { request: "DELETE /channels/~c" },
        destroyed,
      ],
    },
    "with variables for both halves": {
      values: { variables: { SOME: "a", _MORE: "b", __MOST: "c" } },
      then: [
        started,
        ...["~c", "~c%3B2"].flatMap((id) =>
          ["SOME", "MORE", "MOST"].map((name) => ({ request: `GET /channels/${id}/variable?variable=${name}` }))
        ),
      ],
    },
    "with a reported variable": { values: { variables: { SOME: { value: "a", report_events: true } } } },
    "with a caller of a name": { values: { callerId: "Zed" } },
    "with a caller of a number": { values: { callerId: "123" } },
    "with a caller of name and number": { values: { callerId: '"Zed Z" <123>' } },
    "with an optimised pair": { values: { endpoint: "Local/up@conformance/n" } },
  },
};

const { channelId: _, ...originateValues } = originate.values;

const create: Plan = {
  given: [],
  values: { endpoint: "Local/up@conformance", app: "~app", channelId: "~c" },
  optional: { appArgs: 'one,"two,three"', otherChannelId: "~e", formats: "ulaw", variables: { SOME: "thing" } },
  then: [started],
  more: {
    ...endpoints,
    "with an application that is not there": { values: { app: "~nobody" }, then: [{ pause: 300 }] },
    "with an id that is taken": { given: taken, then: [] },
    "with another id that is taken": { given: channelUp("~d"), values: { otherChannelId: "~d" }, then: [] },
    "with the same id twice": { values: { otherChannelId: "~c" }, then: [] },
    "with an originator": { given: channelUp("~d"), values: { originator: "~d" } },
    "with an originator that is not there": { values: { originator: "~nobody" }, then: [] },
    "with originator and formats": { given: channelUp("~d"), values: { originator: "~d", formats: "ulaw" }, then: [] },
    "with formats that are unknown": { values: { formats: "nothing" }, then: [] },
    "and hung up": { then: [started, { request: "DELETE /channels/~c" }, destroyed] },
    "with a reported variable": { values: { variables: { SOME: { value: "a", report_events: true } } } },
  },
};

const snoop: Plan = {
  given: channelUp(),
  values: { channelId: "~c", app: "~app", snoopId: "~s", spy: "both" },
  optional: { whisper: "out", appArgs: "one,two" },
  then: [{ event: "StasisStart", holds: ['"id":"~s"'] }],
  more: {
    ...Object.fromEntries(["in", "out"].map((spy) => [`spying ${spy}`, { values: { spy } }])),
    ...Object.fromEntries(["in", "out", "both"].map((whisper) => {
      return [`whispering ${whisper}`, { values: { whisper, spy: undefined } }];
    })),
    "of none": { values: { spy: "none", whisper: "none" }, then: [] },
    "in an unknown direction": { values: { spy: "sideways" }, then: [] },
    "whispering in an unknown direction": { values: { whisper: "sideways" }, then: [] },
    "by an application that is not there": { values: { app: "~nobody" }, then: [{ pause: 300 }] },
    "with an id that is taken": { values: { snoopId: "~c" }, then: [] },
    "and hung up": {
      then: [
        { event: "StasisStart", holds: ['"id":"~s"'] },
        { request: "DELETE /channels/~s" },
        { event: "StasisEnd", holds: ['"id":"~s"'] },
      ],
    },
    "of a channel that hangs up": {
      then: [
        { event: "StasisStart", holds: ['"id":"~s"'] },
        { request: "DELETE /channels/~c" },
        { event: "StasisEnd", holds: ['"id":"~s"'] },
      ],
    },
    ...Object.fromEntries(
      Object.entries(channelStates).map(([name, given]) => [`state: ${name}`, { given, then: [{ pause: 100 }] }]),
    ),
  },
};

/** How channels come to be, and whom they call. */
export const callPlans: Plans = {
  "channels.originate": originate,
  "channels.originateWithId": { ...originate, values: { channelId: "~c", ...originateValues } },
  "channels.create": create,
  "channels.dial": {
    given: channelDown(),
    values: { channelId: "~c" },
    optional: { timeout: 5, caller: "~d" },
    then: [{ pause: 300 }],
    states: channelStates,
    more: {
      "by a caller that is there": { given: [...channelUp("~d"), ...channelDown()], values: { caller: "~d" } },
      "by a caller that is not there": { values: { caller: "~nobody" } },
      "by itself": { values: { caller: "~c" } },
      "twice": { then: [{ pause: 300 }, { request: "POST /channels/~c/dial" }] },
      "and no answer in time": {
        given: channelDown("~c", "ringing"),
        values: { timeout: 1 },
        then: [destroyed],
      },
      "busy": { given: channelDown("~c", "busy"), then: [destroyed] },
      "an extension that is not there": { given: channelDown("~c", "nowhere"), then: [{ pause: 300 }] },
      "in a bridge": {
        given: [
          ...channelDown(),
          { request: "POST /bridges/~b" },
          { request: "POST /bridges/~b/addChannel?channel=~c" },
        ],
      },
    },
  },
  "channels.redirect": {
    given: channelInRing(),
    values: { channelId: "~c", endpoint: "Local/up@conformance" },
    states: channelStates,
    more: Object.fromEntries(
      ["Local", "Local/", "/x", "PJSIP/alice", "Nothing/x", "local/up@conformance", "Local/nowhere"].map((endpoint) => {
        return [`to ${endpoint}`, { values: { endpoint } }];
      }),
    ),
  },
  "channels.snoopChannel": snoop,
  "channels.snoopChannelWithId": snoop,
  "channels.externalMedia": {
    given: [],
    values: { app: "~app", external_host: "127.0.0.1:9", format: "ulaw", channelId: "~c" },
    optional: { encapsulation: "rtp", transport: "udp", connection_type: "client", direction: "both" },
    then: [started],
    more: {
      "with variables": { values: { variables: { SOME: "thing" } } },
      "with a reported variable": { values: { variables: { SOME: { value: "thing", report_events: true } } } },
      "with an id that is taken": { given: channelUp(), then: [] },
      "without a port": { values: { external_host: "127.0.0.1" }, then: [] },
      "with a port that is none": { values: { external_host: "127.0.0.1:x" }, then: [{ pause: 300 }] },
      "with a format that is unknown": { values: { format: "nothing" }, then: [] },
      "with two formats": { values: { format: "ulaw,alaw" }, then: [{ pause: 300 }] },
      "with an unknown encapsulation": { values: { encapsulation: "nothing" }, then: [] },
      "with an unknown transport": { values: { transport: "nothing" }, then: [] },
      "RTP over TCP": { values: { transport: "tcp" }, then: [] },
      "AudioSocket over UDP": { values: { encapsulation: "audiosocket", transport: "udp" }, then: [] },
      "AudioSocket without data": { values: { encapsulation: "audiosocket", transport: "tcp" }, then: [] },
      "AudioSocket with data that is no id": {
        values: { encapsulation: "audiosocket", transport: "tcp", data: "x" },
        then: [],
      },
      "AudioSocket to nobody": {
        values: {
          encapsulation: "audiosocket",
          transport: "tcp",
          data: "f0e1d2c3-b4a5-4697-8877-665544332211",
        },
        then: [{ pause: 300 }],
      },
      "WebSocket with encapsulation": { values: { transport: "websocket", external_host: "nobody" }, then: [] },
      "WebSocket of an unknown client": {
        values: { transport: "websocket", encapsulation: "none", external_host: "nobody" },
        then: [],
      },
      "WebSocket as a server": {
        values: {
          transport: "websocket",
          encapsulation: "none",
          connection_type: "server",
          external_host: undefined,
        },
        then: [{ pause: 300 }, { request: "GET /channels/~c" }],
      },
      "as a server over UDP": { values: { connection_type: "server" }, then: [] },
      "with an unknown connection type": { values: { connection_type: "nothing" }, then: [{ pause: 300 }] },
      "without a host": { values: { external_host: undefined }, then: [] },
      "without encapsulation": { values: { encapsulation: "none" }, then: [] },
      ...Object.fromEntries(["in", "out", "sideways"].map((direction) => {
        return [`of direction ${direction}`, { values: { direction }, then: [{ pause: 300 }] }];
      })),
    },
  },
};
