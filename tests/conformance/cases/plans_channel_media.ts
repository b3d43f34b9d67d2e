import type { Plans } from "./plan.ts";
import {
  bridgeWithOne,
  channelDown,
  channelInRing,
  channelPlaying,
  channelRecording,
  channelStates,
  channelUp,
  recordingStored,
} from "./states.ts";

const values = { channelId: "~c" };
const states = channelStates;
const played = { event: "PlaybackFinished", holds: ['"id":"~p"'] };

/** What channels hear and say. */
export const mediaPlans: Plans = {
  "channels.sendDTMF": {
    given: channelUp(),
    values: { channelId: "~c", dtmf: "12" },
    optional: { before: 10, between: 10, duration: 60, after: 10 },
    then: [{ pause: 600 }],
    states,
    more: {
      "every digit": { values: { dtmf: "0123456789*#ABCD", between: 20, duration: 50 }, then: [{ pause: 2_000 }] },
      "letters in small": { values: { dtmf: "abcdw" }, then: [{ pause: 1_500 }] },
      "what is no digit": { values: { dtmf: "xyz!" }, then: [{ pause: 1_500 }] },
      "heard by the other half": {
        given: [
          {
            request: "POST /channels/~c?endpoint=Local/answered@conformance&app=~app",
            json: { variables: { APP: "~app" } },
          },
          { event: "StasisStart", holds: ['"id":"~c"'] },
          { event: "StasisStart", holds: ['"id":"~c;2"'] },
        ],
      },
      "to both": {
        given: [
          {
            request: "POST /channels/~c?endpoint=Local/answered@conformance&app=~app",
            json: { variables: { APP: "~app" } },
          },
          { event: "StasisStart", holds: ['"id":"~c"'] },
          { event: "StasisStart", holds: ['"id":"~c;2"'] },
        ],
        then: [{ request: "POST /channels/~c%3B2/dtmf?dtmf=9" }, { pause: 600 }],
      },
    },
  },
  "channels.mute": {
    given: channelUp(),
    values: { channelId: "~c", direction: "both" },
    states,
    more: { "in": { values: { direction: "in" } }, "out": { values: { direction: "out" } } },
  },
  "channels.unmute": {
    given: [...channelUp(), { request: "POST /channels/~c/mute?direction=both" }],
    values: { channelId: "~c", direction: "both" },
    states,
    more: {
      "in": { values: { direction: "in" } },
      "out": { values: { direction: "out" } },
      "not muted": { given: channelUp() },
    },
  },
  "channels.hold": { given: channelUp(), values, states },
  "channels.unhold": {
    given: [...channelUp(), { request: "POST /channels/~c/hold" }],
    values,
    states,
    more: { "not held": { given: channelUp() } },
  },
  "channels.startMoh": {
    given: channelUp(),
    values,
    optional: { mohClass: "default" },
    states,
    more: {
      "a class that is not there": { values: { mohClass: "nowhere" } },
      "while it plays": { given: channelPlaying() },
      "twice": { then: [{ request: "POST /channels/~c/moh" }] },
    },
  },
  "channels.stopMoh": {
    given: [...channelUp(), { request: "POST /channels/~c/moh" }],
    values,
    states,
    more: { "without music": { given: channelUp() } },
  },
  "channels.startSilence": {
    given: channelUp(),
    values,
    states,
    more: { "twice": { then: [{ request: "POST /channels/~c/silence" }] } },
  },
  "channels.stopSilence": {
    given: [...channelUp(), { request: "POST /channels/~c/silence" }],
    values,
    states,
    more: { "without silence": { given: channelUp() } },
  },
  "channels.play": {
    given: channelUp(),
    values: { channelId: "~c", media: "sound:beep", playbackId: "~p" },
    optional: { lang: "en", offsetms: 100, skipms: 1_000 },
    then: [played],
    states: Object.fromEntries(
      Object.entries(states).filter(([name]) => name === "channel up" || name === "channel bridged"),
    ),
    more: {
      ...Object.fromEntries(
        Object.keys(states).filter((name) => name !== "channel up" && name !== "channel bridged").map((name) => {
          return [`state: ${name}`, { given: states[name] ?? [], then: [] }];
        }),
      ),
      "two sounds": { values: { media: ["sound:digits/1", "sound:digits/2"] } },
      "a sound that is not there": { values: { media: "sound:nowhere" } },
      "a sound that is not there, before one that is": { values: { media: ["sound:nowhere", "sound:beep"] } },
      "a number": { values: { media: "number:42" } },
      "no number": { values: { media: "number:x" }, then: [] },
      "digits": { values: { media: "digits:12" } },
      "characters": { values: { media: "characters:a1" } },
      "a tone": { values: { media: "tone:beep" }, then: [{ pause: 500 }] },
      "a tone of the country": {
        values: { media: "tone:ring;tonezone=us" },
        then: [{ event: "PlaybackStarted" }, { request: "DELETE /playbacks/~p" }, played],
      },
      "a recording that is not there": { values: { media: "recording:nowhere" }, then: [] },
      "a recording": {
        given: recordingStored(),
        values: { media: "recording:~r" },
        then: [played],
      },
      "of a scheme that nobody knows": { values: { media: "video:x" }, then: [] },
      "without a scheme": { values: { media: "beep" }, then: [] },
      "in a language that has no sounds": { values: { lang: "xx" } },
      "with an offset behind the end": { values: { offsetms: 60_000 } },
      "without id": { values: { playbackId: undefined }, then: [{ event: "PlaybackFinished" }] },
      "with an id that is taken": {
        given: channelPlaying(),
        then: [{ request: "GET /playbacks/~p" }],
      },
      "behind another": {
        given: channelPlaying(),
        values: { playbackId: "~q" },
        then: [
          { request: "GET /playbacks/~q" },
          { request: "DELETE /playbacks/~p" },
          { event: "PlaybackFinished", holds: ['"id":"~q"'] },
        ],
      },
      "cut by the hangup": {
        values: { media: "sound:demo-congrats" },
        then: [
          { event: "PlaybackStarted" },
          { request: "DELETE /channels/~c" },
          { event: "ChannelDestroyed", holds: ['"id":"~c"'] },
        ],
      },
    },
  },
  "channels.playWithId": {
    given: channelUp(),
    values: { channelId: "~c", playbackId: "~p", media: "sound:beep" },
    optional: { lang: "en", offsetms: 100, skipms: 1_000 },
    then: [played],
    more: Object.fromEntries(
      Object.keys(states).filter((name) => name !== "channel up").map((name) => {
        return [`state: ${name}`, { given: states[name] ?? [], then: [] }];
      }),
    ),
  },
  "channels.record": {
    given: channelUp(),
    values: { channelId: "~c", name: "~r", format: "wav" },
    optional: {
      maxDurationSeconds: 1,
      maxSilenceSeconds: 1,
      ifExists: "overwrite",
      beep: true,
      terminateOn: "any",
    },
    then: [{ pause: 1_500 }, { request: "GET /recordings/live/~r" }],
    states,
    more: {
      "as ulaw": { values: { format: "ulaw" } },
      "as what nobody knows": { values: { format: "nothing" } },
      "into a folder": { values: { name: "~folder/r" } },
      "out of its folder": { values: { name: "../~r" } },
      "over one that is stored": { given: recordingStored() },
      "over one that is stored, and may": { given: recordingStored(), values: { ifExists: "overwrite" } },
      "behind one that is stored": { given: recordingStored(), values: { ifExists: "append" } },
      "over one that is live": { given: channelRecording(), values: { ifExists: "overwrite" } },
      "while another is made": { given: channelRecording(), values: { name: "~s" } },
      "in a bridge": { given: bridgeWithOne() },
      "of a channel that is down": { given: channelDown(), then: [{ request: "GET /channels/~c" }] },
      "of a caller who waits for an answer": { given: channelInRing(), then: [{ request: "GET /channels/~c" }] },
      "cut by the hangup": {
        then: [
          { event: "RecordingStarted" },
          { request: "DELETE /channels/~c" },
          { event: "ChannelDestroyed", holds: ['"id":"~c"'] },
          { request: "GET /recordings/stored/~r" },
        ],
      },
      ...Object.fromEntries(["none", "*", "#"].map((terminateOn) => {
        return [`ended by ${terminateOn}`, { values: { terminateOn } }];
      })),
    },
  },
};
