import type { Plan, Plans } from "./plan.ts";
import {
  bridgeEmpty,
  bridgeGone,
  bridgePlaying,
  bridgeRecording,
  bridgeStates,
  bridgeWithOne,
  bridgeWithTwo,
  channelDown,
  channelGone,
  channelInDialplan,
  channelInRing,
  channelPlaying,
  channelRecording,
  channelUp,
  entered,
} from "./states.ts";

const values = { bridgeId: "~b" };
const states = bridgeStates;
const look = [{ request: "GET /bridges/~b" }];
const played = { event: "PlaybackFinished", holds: ['"id":"~p"'] };

const create: Plan = {
  given: [],
  values: { bridgeId: "~b" },
  optional: { type: "holding", name: "~name" },
  then: look,
  more: {
    ...Object.fromEntries(
      [
        "mixing",
        "holding",
        "dtmf_events",
        "proxy_media",
        "video_sfu",
        "video_single",
        "sdp_label",
        "mixing,dtmf_events",
        "mixing,proxy_media",
        "mixing,dtmf_events,proxy_media",
        "holding,mixing",
        "mixing,video_sfu",
        "mixing,nothing",
        "nothing",
        " mixing",
      ].map((type) => [`of type "${type}"`, { values: { type } }]),
    ),
    "with an id that is taken": { given: bridgeEmpty() },
    "with an id that was taken": { given: bridgeGone() },
    "with a name that is taken": {
      given: [{ request: "POST /bridges/~a?name=~name" }],
      values: { name: "~name" },
    },
    "with variables for a body": { json: { SOME: "thing" } },
    "with a reported variable for a body": { json: { SOME: { value: "thing", report_events: true } } },
    "heard by all": { sockets: ["app=~app&subscribeAll=true"] },
  },
};

const play: Plan = {
  given: bridgeWithOne(),
  values: { bridgeId: "~b", playbackId: "~p", media: "sound:beep" },
  optional: { announcer_format: "ulaw", lang: "en", offsetms: 100, skipms: 1_000 },
  then: [played],
  states: { "no bridge": [], "bridge gone": bridgeGone(), "bridge empty": bridgeEmpty() },
  more: {
    "to two channels": { given: bridgeWithTwo() },
    "to those who hold": { given: bridgeWithOne("holding") },
    "two sounds": { values: { media: ["sound:digits/1", "sound:digits/2"] } },
    "a sound that is not there": { values: { media: "sound:nowhere" } },
    "a recording that is not there": { values: { media: "recording:nowhere" }, then: [{ pause: 200 }] },
    "a tone": {
      values: { media: "tone:ring;tonezone=us" },
      then: [{ event: "PlaybackStarted" }, { request: "DELETE /playbacks/~p" }, played],
    },
    "of a scheme that nobody knows": { values: { media: "video:x" }, then: [{ pause: 200 }] },
    "with a format that is unknown": { values: { announcer_format: "nothing" }, then: [] },
    "behind another": {
      given: bridgePlaying(),
      values: { playbackId: "~q" },
      then: [{ request: "GET /playbacks/~q" }, { request: "DELETE /playbacks/~p" }, { pause: 500 }],
    },
    "while it is recorded": { given: bridgeRecording() },
    "while it hears music": { given: [...bridgeWithOne(), { request: "POST /bridges/~b/moh" }] },
    "and the bridge is destroyed": {
      values: { media: "sound:demo-congrats" },
      then: [{ event: "PlaybackStarted" }, { request: "DELETE /bridges/~b" }, { pause: 300 }],
    },
  },
};

/** Bridges, and what is played into them. */
export const bridgePlans: Plans = {
  "bridges.list": {
    given: [...bridgeWithOne(), { request: "POST /bridges/~a?type=holding&name=~name" }],
    values: {},
    more: { "nothing there": { given: [] } },
  },
  "bridges.create": create,
  "bridges.createWithId": create,
  "bridges.get": { given: bridgeEmpty(), values, states },
  "bridges.destroy": {
    given: bridgeEmpty(),
    values,
    then: look,
    states: { ...states, "bridge playing": bridgePlaying(), "bridge recording": bridgeRecording() },
  },
  "bridges.getBridgeVar": {
    given: [...bridgeEmpty(), { request: "POST /bridges/~b/variable?variable=SOME&value=thing" }],
    values: { bridgeId: "~b", variable: "SOME" },
    states,
    more: {
      "one that is not set": { values: { variable: "NONE" } },
      "BRIDGE": { values: { variable: "BRIDGE" } },
      "a function": { values: { variable: "CALLERID(num)" } },
    },
  },
  "bridges.setBridgeVar": {
    given: bridgeEmpty(),
    values: { bridgeId: "~b", variable: "SOME" },
    optional: { value: "thing", report_events: true },
    then: [{ request: "GET /bridges/~b/variable?variable=SOME" }, ...look],
    states,
    more: {
      "with a channel in it": { given: bridgeWithOne(), values: { value: "thing", report_events: true } },
      "and then nothing": {
        given: [...bridgeEmpty(), { request: "POST /bridges/~b/variable?variable=SOME&value=thing" }],
      },
      "a function": { values: { variable: "CALLERID(num)", value: "1" } },
    },
  },
  "bridges.getBridgeVars": {
    given: [
      ...bridgeEmpty(),
      { request: "POST /bridges/~b/variable?variable=SOME&value=thing" },
      { request: "POST /bridges/~b/variable?variable=MORE&value=things" },
    ],
    values: { bridgeId: "~b", variables: ["SOME", "MORE"] },
    states,
    more: { "one that is not set": { values: { variables: ["SOME", "NONE"] } } },
  },
  "bridges.setBridgeVars": {
    given: bridgeEmpty(),
    values: { bridgeId: "~b", variables: { SOME: "thing", MORE: "things" } },
    then: [{ request: "GET /bridges/~b/variable?variable=SOME" }, ...look],
    states,
    more: {
      "reported": { values: { variables: { SOME: { value: "thing", report_events: true } } } },
      "with a channel in it": {
        given: bridgeWithOne(),
        values: { variables: { SOME: { value: "thing", report_events: true } } },
      },
    },
  },
  "bridges.addChannel": {
    given: [...bridgeEmpty(), ...channelUp()],
    values: { bridgeId: "~b", channel: "~c" },
    optional: { role: "announcer", absorbDTMF: true, mute: true, inhibitConnectedLineUpdates: true },
    then: look,
    states: {
      "no bridge": channelUp(),
      "bridge gone": [...bridgeGone(), ...channelUp()],
      "no channel": bridgeEmpty(),
      "channel gone": [...bridgeEmpty(), ...channelGone()],
      "channel down": [...bridgeEmpty(), ...channelDown()],
      "channel in ring": [...bridgeEmpty(), ...channelInRing()],
      "channel in the dialplan": [...bridgeEmpty(), ...channelInDialplan()],
      "channel playing": [...bridgeEmpty(), ...channelPlaying()],
      "channel recording": [...bridgeEmpty(), ...channelRecording()],
      "channel in it": bridgeWithOne(),
      "channel in another bridge": [
        ...bridgeEmpty("~a"),
        ...bridgeEmpty("~b"),
        ...channelUp(),
        { request: "POST /bridges/~a/addChannel?channel=~c" },
        { event: "ChannelEnteredBridge", holds: ['"id":"~c"'] },
      ],
      "another channel in it": [...bridgeEmpty(), ...channelUp("~d"), ...entered("~d"), ...channelUp()],
      "two others in it": [
        ...bridgeEmpty(),
        ...channelUp("~d"),
        ...entered("~d"),
        ...channelUp("~e"),
        ...entered("~e"),
        ...channelUp(),
      ],
      "bridge for holding": [...bridgeEmpty("~b", "holding"), ...channelUp()],
      "bridge that proxies media": [...bridgeEmpty("~b", "mixing,proxy_media"), ...channelUp()],
      "bridge for video": [...bridgeEmpty("~b", "video_sfu"), ...channelUp()],
    },
    more: {
      "two at once": {
        given: [...bridgeEmpty(), ...channelUp(), ...channelUp("~d")],
        values: { channel: ["~c", "~d"] },
      },
      "the same twice": { values: { channel: ["~c", "~c"] } },
      "one that is there and one that is not": { values: { channel: ["~c", "~nobody"] } },
      "as participant for holding": {
        given: [...bridgeEmpty("~b", "holding"), ...channelUp()],
        values: { role: "participant" },
      },
      "as announcer for holding": {
        given: [...bridgeEmpty("~b", "holding"), ...channelUp()],
        values: { role: "announcer" },
      },
      "in a role that nobody knows": { values: { role: "nothing" } },
      "and a key is pressed": { then: [{ request: "POST /channels/~c/dtmf?dtmf=1" }, { pause: 400 }] },
      "and the channel hangs up": {
        then: [
          { event: "ChannelEnteredBridge" },
          { request: "DELETE /channels/~c" },
          { event: "StasisEnd", holds: ['"id":"~c"'] },
          ...look,
        ],
      },
    },
  },
  "bridges.removeChannel": {
    given: bridgeWithOne(),
    values: { bridgeId: "~b", channel: "~c" },
    then: look,
    states: {
      "no bridge": channelUp(),
      "bridge gone": [...bridgeGone(), ...channelUp()],
      "no channel": bridgeEmpty(),
      "channel gone": [...bridgeEmpty(), ...channelGone()],
      "channel not in it": [...bridgeEmpty(), ...channelUp()],
      "channel in the dialplan": [...bridgeEmpty(), ...channelInDialplan()],
      "another channel in it": bridgeWithTwo(),
      "bridge for holding": bridgeWithOne("holding"),
      "bridge playing": bridgePlaying(),
      "bridge recording": bridgeRecording(),
    },
    more: {
      "two at once": { given: bridgeWithTwo(), values: { channel: ["~c", "~d"] } },
      "one that is there and one that is not": { values: { channel: ["~c", "~nobody"] } },
    },
  },
  "bridges.setVideoSource": {
    given: bridgeWithOne(),
    values: { bridgeId: "~b", channelId: "~c" },
    then: look,
    states: {
      "no bridge": channelUp(),
      "no channel": bridgeEmpty(),
      "channel not in it": [...bridgeEmpty(), ...channelUp()],
      "channel in the dialplan": [...bridgeEmpty(), ...channelInDialplan()],
      "with two channels": bridgeWithTwo(),
      "it is the source": [...bridgeWithOne(), { request: "POST /bridges/~b/videoSource/~c" }],
      "another is the source": [...bridgeWithTwo(), { request: "POST /bridges/~b/videoSource/~d" }],
    },
  },
  "bridges.clearVideoSource": {
    given: [...bridgeWithOne(), { request: "POST /bridges/~b/videoSource/~c" }],
    values,
    then: look,
    states,
  },
  "bridges.startMoh": {
    given: bridgeWithOne(),
    values,
    optional: { mohClass: "default" },
    then: look,
    states,
    more: {
      "a class that is not there": { values: { mohClass: "nowhere" } },
      "twice": { then: [{ request: "POST /bridges/~b/moh" }] },
      "while it plays": { given: bridgePlaying() },
    },
  },
  "bridges.stopMoh": {
    given: [...bridgeWithOne(), { request: "POST /bridges/~b/moh" }],
    values,
    then: look,
    states,
  },
  "bridges.play": play,
  "bridges.playWithId": play,
  "bridges.record": {
    given: bridgeWithOne(),
    values: { bridgeId: "~b", name: "~r", format: "wav" },
    optional: {
      recorder_format: "slin",
      maxDurationSeconds: 1,
      maxSilenceSeconds: 1,
      ifExists: "overwrite",
      beep: true,
      terminateOn: "any",
    },
    then: [{ pause: 1_500 }, { request: "GET /recordings/live/~r" }],
    states: {
      "no bridge": [],
      "bridge gone": bridgeGone(),
      "bridge empty": bridgeEmpty(),
      "bridge with two channels": bridgeWithTwo(),
      "bridge for holding": bridgeWithOne("holding"),
      "bridge recording": bridgeRecording(),
      "bridge playing": bridgePlaying(),
    },
    more: {
      "as what nobody knows": { values: { format: "nothing" }, then: [] },
      "with a format that is unknown": { values: { recorder_format: "nothing" }, then: [] },
      "out of its folder": { values: { name: "../~r" }, then: [] },
      "another besides": { given: bridgeRecording(), values: { name: "~s" } },
      "and the bridge is destroyed": {
        then: [{ event: "RecordingStarted" }, { request: "DELETE /bridges/~b" }, { pause: 300 }],
      },
      "and the channel hangs up": {
        then: [{ event: "RecordingStarted" }, { request: "DELETE /channels/~c" }, { pause: 300 }],
      },
    },
  },
};
