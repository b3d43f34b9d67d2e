/** Longer stories, written by hand: what programs do with calls from beginning to end. It is long because it is one table. */
import type { OperationId } from "../../../ari/generated/operations.ts";
import type { Case, Step } from "./script.ts";
import {
  bridgeEmpty,
  bridgeWithTwo,
  channelDown,
  channelInDialplan,
  channelInRing,
  channelUp,
  entered,
} from "./states.ts";

interface Flow {
  readonly about: OperationId;
  readonly sockets?: readonly string[];
  readonly given?: readonly Step[];
  readonly steps: readonly Step[];
}

function send(...requests: readonly string[]): Step[] {
  return requests.flatMap((request): Step[] => [{ request }, { quiet: 150 }]);
}

function came(event: string, ...holds: readonly string[]): Step {
  return { event, holds };
}

const twoApps = ["app=~app", "app=~other"];

/** Title → flow. */
const flows: Readonly<Record<string, Flow>> = {
  "a call with arguments, a caller and variables, until its end": {
    about: "channels.originate",
    steps: [
      {
        request:
          "POST /channels?channelId=~c&endpoint=Local/3000@default&app=~app&appArgs=one,two,%22th,ree%22&callerId=Zed%20%3C123%3E",
        json: { variables: { SOME: "thing", REP: { value: "v1", report_events: true } } },
      },
      came("ChannelDialplan", '"id":"~c;2"', '"dialplan_app":"Wait"'),
      { request: "DELETE /channels/~c?reason=busy" },
      came("ChannelDestroyed", '"id":"~c;2"'),
      came("ChannelDestroyed", '"id":"~c"'),
    ],
  },
  "an application that hears everything, of a call from beginning to end": {
    about: "channels.originate",
    sockets: ["app=~app&subscribeAll=true"],
    steps: [
      { request: "POST /channels?channelId=~c&endpoint=Local/3000@default&app=~app" },
      came("ChannelDialplan", '"id":"~c;2"', '"dialplan_app":"Wait"'),
      { request: "DELETE /channels/~c" },
      came("ChannelDestroyed", '"id":"~c;2"'),
      came("ChannelDestroyed", '"id":"~c"'),
    ],
  },
  "a far end that hangs up": {
    about: "channels.originate",
    given: channelUp(),
    steps: [{ request: "DELETE /channels/~c%3B2" }, came("ChannelDestroyed", '"id":"~c"')],
  },
  "a far end that answers late, and a caller who gives up before": {
    about: "channels.dial",
    given: channelDown("~c", "ringing"),
    steps: [
      ...send("POST /channels/~c/dial?timeout=30", "GET /channels/~c", "DELETE /channels/~c?reason=no_answer"),
      came("ChannelDestroyed", '"id":"~c"'),
    ],
  },
  "created, bridged with the caller, then dialled": {
    about: "channels.dial",
    given: [...channelInRing("~d"), ...channelDown(), ...bridgeEmpty()],
    steps: send(
      "POST /bridges/~b/addChannel?channel=~d",
      "POST /bridges/~b/addChannel?channel=~c",
      "POST /channels/~c/dial?caller=~d",
      "POST /channels/~d/answer",
      "GET /bridges/~b",
      "DELETE /channels/~c",
      "GET /bridges/~b",
    ),
  },
  "dialled, ringing passed on, answered and bridged": {
    about: "channels.ring",
    given: [...channelInRing("~d"), ...channelDown("~c", "ringing")],
    steps: send(
      "POST /channels/~c/dial?caller=~d&timeout=30",
      "POST /channels/~d/ring",
      "DELETE /channels/~d/ring",
      "POST /channels/~d/answer",
      "DELETE /channels/~c",
      "DELETE /channels/~d",
    ),
  },
  "two talk, a third joins, and all leave one by one": {
    about: "bridges.addChannel",
    given: [...channelUp("~c"), ...channelUp("~d"), ...channelUp("~e"), ...bridgeEmpty()],
    steps: send(
      "POST /bridges/~b/addChannel?channel=~c",
      "POST /bridges/~b/addChannel?channel=~d",
      "GET /bridges/~b",
      "POST /bridges/~b/addChannel?channel=~e",
      "GET /bridges/~b",
      "POST /bridges/~b/removeChannel?channel=~d",
      "DELETE /channels/~e",
      "GET /bridges/~b",
      "DELETE /bridges/~b",
      "GET /channels/~c",
    ),
  },
  "an application that hears everything, of a bridge from beginning to end": {
    about: "bridges.create",
    sockets: ["app=~app&subscribeAll=true"],
    given: [...channelUp("~c"), ...channelUp("~d")],
    steps: send(
      "POST /bridges/~b?type=mixing&name=~name",
      "POST /bridges/~b/addChannel?channel=~c,~d",
      "POST /bridges/~b/variable?variable=SOME&value=thing&report_events=true",
      "POST /bridges/~b/removeChannel?channel=~c",
      "DELETE /bridges/~b",
    ),
  },
  "a channel goes from one bridge to another, and back": {
    about: "bridges.addChannel",
    given: [...bridgeWithTwo(), ...bridgeEmpty("~a")],
    steps: send(
      "POST /bridges/~a/addChannel?channel=~c",
      "GET /bridges/~a",
      "GET /bridges/~b",
      "POST /bridges/~b/addChannel?channel=~c",
      "GET /bridges/~b",
      "POST /bridges/~b/addChannel?channel=~c",
    ),
  },
  "keys pressed in a bridge reach the other side": {
    about: "channels.sendDTMF",
    given: bridgeWithTwo(),
    steps: [...send("POST /channels/~c/dtmf?dtmf=5"), { pause: 500 }, ...send("POST /channels/~d/dtmf?dtmf=12"), {
      pause: 800,
    }],
  },
  "in a bridge: mute, hold, music and what they leave": {
    about: "channels.hold",
    given: bridgeWithTwo(),
    steps: send(
      "POST /channels/~c/mute?direction=both",
      "DELETE /channels/~c/mute?direction=both",
      "POST /channels/~c/hold",
      "DELETE /channels/~c/hold",
      "POST /channels/~c/moh",
      "DELETE /channels/~c/moh",
      "POST /bridges/~b/moh",
      "GET /bridges/~b",
      "DELETE /bridges/~b/moh",
      "GET /bridges/~b",
    ),
  },
  "a bridge hears a sound, is recorded, and ends": {
    about: "bridges.play",
    given: bridgeWithTwo(),
    steps: [
      { request: "POST /bridges/~b/play/~p?media=sound:beep" },
      came("PlaybackFinished", '"id":"~p"'),
      { request: "POST /bridges/~b/record?name=~r&format=wav" },
      came("RecordingStarted", '"name":"~r"'),
      { pause: 500 },
      { request: "POST /recordings/live/~r/stop" },
      came("RecordingFinished", '"name":"~r"'),
      { request: "GET /recordings/stored/~r" },
      ...send("DELETE /bridges/~b"),
    ],
  },
  "one who waits with music, and one who announces": {
    about: "bridges.addChannel",
    given: [...bridgeEmpty("~b", "holding"), ...channelUp("~c"), ...channelUp("~d")],
    steps: send(
      "POST /bridges/~b/addChannel?channel=~c&role=participant",
      "POST /bridges/~b/addChannel?channel=~d&role=announcer",
      "GET /bridges/~b",
      "POST /bridges/~b/removeChannel?channel=~d",
      "DELETE /channels/~c",
    ),
  },
  "a WebSocket that is lost while there is a call, and comes back": {
    about: "applications.get",
    given: channelUp(),
    steps: [
      { socket: "close", query: "app=~app" },
      { pause: 200 },
      { request: "GET /channels/~c" },
      { request: "POST /channels/~c/play/~p?media=sound:beep" },
      { pause: 1_500 },
      { request: "GET /applications/~app" },
      { socket: "open", query: "app=~app" },
      { request: "GET /applications/~app" },
      ...send("POST /channels/~c/variable?variable=SOME&value=thing", "DELETE /channels/~c"),
      { pause: 200 },
    ],
  },
  "an application that is replaced hears no more": {
    about: "events.eventWebsocket",
    given: channelUp(),
    steps: [
      { socket: "open", query: "app=~app&second=1" },
      { quiet: 150 },
      ...send("POST /channels/~c/variable?variable=SOME&value=thing"),
      { socket: "close", query: "app=~app" },
      ...send("POST /channels/~c/variable?variable=SOME&value=other"),
      { request: "GET /applications/~app" },
    ],
  },
  "moved to another application, and continued from there": {
    about: "channels.move",
    sockets: twoApps,
    given: channelInRing(),
    steps: [
      ...send("POST /channels/~c/answer", "POST /channels/~c/move?app=~other&appArgs=moved,here"),
      came("StasisStart", '"application":"~other"'),
      ...send("GET /applications/~app", "GET /applications/~other", "POST /channels/~c/continue"),
      came("StasisEnd", '"application":"~other"'),
      ...send("GET /channels/~c"),
    ],
  },
  "offered to two applications, and claimed by one": {
    about: "events.claimChannel",
    sockets: twoApps,
    given: [
      {
        request: "POST /channels/~d?endpoint=Local/broadcast@conformance&otherChannelId=~c" +
          "&context=conformance&extension=up&priority=1",
        json: { variables: { APP: "^~", NOTIFY: "yes" } },
      },
      came("CallBroadcast", '"application":"~app"'),
      came("CallBroadcast", '"application":"~other"'),
    ],
    steps: send("POST /events/claim?channelId=~c&application=~other", "GET /channels/~c"),
  },
  "a channel of the dialplan that is watched": {
    about: "applications.subscribe",
    given: channelInDialplan(),
    steps: [
      ...send(
        "POST /applications/~app/subscription?eventSource=channel:~c",
        "POST /channels/~c/variable?variable=SOME&value=thing",
        "GET /channels/~c/variable?variable=SOME",
        "DELETE /channels/~c?reason_code=42",
      ),
      came("ChannelDestroyed", '"id":"~c"'),
    ],
  },
  "two subscriptions to a channel, and two ends of them": {
    about: "applications.unsubscribe",
    given: channelInDialplan(),
    steps: send(
      "POST /applications/~app/subscription?eventSource=channel:~c",
      "POST /applications/~app/subscription?eventSource=channel:~c",
      "DELETE /applications/~app/subscription?eventSource=channel:~c",
      "POST /channels/~c/variable?variable=SOME&value=thing",
      "DELETE /applications/~app/subscription?eventSource=channel:~c",
      "POST /channels/~c/variable?variable=SOME&value=other",
      "DELETE /applications/~app/subscription?eventSource=channel:~c",
      "GET /applications/~app",
    ),
  },
  "a filter that changes while there is a call": {
    about: "applications.filter",
    given: channelUp(),
    steps: [
      { request: "PUT /applications/~app/eventFilter", json: { disallowed: [{ type: "ChannelVarset" }] } },
      ...send("POST /channels/~c/variable?variable=SOME&value=one"),
      { request: "PUT /applications/~app/eventFilter", json: { allowed: [{ type: "ChannelVarset" }], disallowed: [] } },
      ...send("POST /channels/~c/variable?variable=SOME&value=two", "POST /channels/~c/hold"),
      { request: "PUT /applications/~app/eventFilter", json: {} },
      ...send("POST /channels/~c/variable?variable=SOME&value=three"),
    ],
  },
  "a playback that is paused, wound back and forth, and stopped": {
    about: "playbacks.control",
    given: [
      ...channelUp(),
      { request: "POST /channels/~c/play/~p?media=sound:demo-congrats&skipms=1000" },
      { event: "PlaybackStarted", holds: ['"id":"~p"'] },
    ],
    steps: [
      ...["pause", "pause", "unpause", "forward", "reverse", "restart", "pause", "restart"].flatMap((
        operation,
      ): Step[] => [
        { request: `POST /playbacks/~p/control?operation=${operation}` },
        { pause: 200 },
        { request: "GET /playbacks/~p" },
      ]),
      ...send("DELETE /playbacks/~p", "GET /playbacks/~p"),
    ],
  },
  "a recording that is paused and muted, and what remains": {
    about: "recordings.pause",
    given: [
      ...channelUp(),
      { request: "POST /channels/~c/record?name=~r&format=wav" },
      { event: "RecordingStarted", holds: ['"name":"~r"'] },
    ],
    steps: [
      ...send(
        "POST /recordings/live/~r/pause",
        "GET /recordings/live/~r",
        "POST /recordings/live/~r/mute",
        "DELETE /recordings/live/~r/pause",
        "GET /recordings/live/~r",
        "DELETE /recordings/live/~r/mute",
        "GET /recordings/live/~r",
        "POST /recordings/live/~r/stop",
        "GET /recordings/live/~r",
        "GET /recordings/stored/~r",
        "POST /recordings/stored/~r/copy?destinationRecordingName=~s",
        "DELETE /recordings/stored/~r",
        "GET /recordings/stored",
      ),
    ],
  },
  "a recording that a key ends": {
    about: "channels.record",
    given: [
      { request: "POST /channels/~c?endpoint=Local/echo@conformance&app=~app" },
      { event: "StasisStart", holds: ['"id":"~c"'] },
      { poll: "/channels/~c%3B2", holds: '"app_name":"Echo"' },
    ],
    steps: [
      { request: "POST /channels/~c/record?name=~r&format=wav&terminateOn=%23" },
      came("RecordingStarted"),
      ...send("POST /channels/~c/dtmf?dtmf=1"),
      { pause: 500 },
      ...send("POST /channels/~c/dtmf?dtmf=%23"),
      { pause: 500 },
      { request: "GET /recordings/stored/~r" },
    ],
  },
  "one who listens in on a bridged call": {
    about: "channels.snoopChannel",
    given: bridgeWithTwo(),
    steps: [
      { request: "POST /channels/~c/snoop/~s?spy=both&app=~app&appArgs=listening" },
      came("StasisStart", '"id":"~s"'),
      ...send("GET /channels/~s", "POST /channels/~s/play/~p?media=sound:beep"),
      { pause: 800 },
      ...send("DELETE /channels/~s"),
      came("StasisEnd", '"id":"~s"'),
      { request: "GET /channels/~s" },
    ],
  },
  "variables that are reported wherever the channel appears": {
    about: "channels.setChannelVar",
    given: [...channelUp("~c"), ...bridgeEmpty()],
    steps: send(
      "POST /channels/~c/variable?variable=SOME&value=thing&report_events=true",
      "POST /channels/~c/variable?variable=MORE&value=things&report_events=true",
      "POST /bridges/~b/addChannel?channel=~c",
      "POST /channels/~c/variable?variable=SOME&value=thing",
      "GET /channels/~c",
      "DELETE /channels/~c",
    ),
  },
  "events of users about all that there is": {
    about: "events.userEvent",
    given: [...bridgeWithTwo()],
    steps: send(
      "POST /events/user/~name?application=~app",
      "POST /events/user/~name?application=~app&source=channel:~c",
      "POST /events/user/~name?application=~app&source=bridge:~b",
      "POST /events/user/~name?application=~app&source=channel:~c,bridge:~b,endpoint:PJSIP/bob",
    ),
  },
  "what a device's state tells those who watch it": {
    about: "deviceStates.update",
    sockets: twoApps,
    steps: send(
      "POST /applications/~app/subscription?eventSource=deviceState:Stasis:~x",
      "PUT /deviceStates/Stasis:~x?deviceState=INUSE",
      "POST /applications/~other/subscription?eventSource=deviceState:Stasis:~x",
      "PUT /deviceStates/Stasis:~x?deviceState=BUSY",
      "PUT /deviceStates/Stasis:~x?deviceState=BUSY",
      "DELETE /deviceStates/Stasis:~x",
      "DELETE /applications/~app/subscription?eventSource=deviceState:Stasis:~x",
      "DELETE /applications/~other/subscription?eventSource=deviceState:Stasis:~x",
      "DELETE /deviceStates/Stasis:~x",
      "GET /deviceStates/Stasis:~x",
    ),
  },
  "put into a bridge while it plays, and out again": {
    about: "bridges.removeChannel",
    given: [...channelUp("~c"), ...bridgeEmpty()],
    steps: [
      { request: "POST /channels/~c/play/~p?media=sound:demo-congrats" },
      came("PlaybackStarted"),
      { request: "POST /bridges/~b/addChannel?channel=~c" },
      { quiet: 200 },
      { request: "DELETE /playbacks/~p" },
      { quiet: 200 },
      ...send("GET /bridges/~b"),
    ],
  },
  "a channel that ends while it is in a bridge with another": {
    about: "bridges.destroy",
    given: [...bridgeWithTwo()],
    steps: [
      ...send("DELETE /channels/~c"),
      came("StasisEnd", '"id":"~c"'),
      ...send("GET /bridges/~b", "DELETE /bridges/~b", "GET /channels/~d"),
    ],
  },
  "two bridges are watched, one of them from before": {
    about: "bridges.destroy",
    given: [...bridgeEmpty("~a"), ...bridgeEmpty("~b"), ...channelUp("~c")],
    steps: send(
      "POST /applications/~app/subscription?eventSource=bridge:~a",
      "POST /bridges/~a/addChannel?channel=~c",
      "POST /bridges/~b/addChannel?channel=~c",
      "DELETE /bridges/~a",
      "DELETE /bridges/~b",
    ),
  },
  "a third channel that is talked to alone": {
    about: "bridges.addChannel",
    given: [...bridgeWithTwo(), ...channelUp("~e")],
    steps: [
      ...entered("~e"),
      ...send("POST /channels/~e/mute?direction=in", "POST /bridges/~b/removeChannel?channel=~e,~d", "GET /bridges/~b"),
    ],
  },
};

/** The flows as cases. */
export function flowCases(): Case[] {
  return Object.entries(flows).map(([title, { about, sockets, given = [], steps }]) => ({
    name: `${about}: flow: ${title}`,
    operation: about,
    given,
    steps,
    ...(sockets !== undefined && { sockets }),
    ...(/subscribeAll|deviceState:/.test(JSON.stringify([sockets, steps])) && { alone: true }),
  }));
}
