import type { Plan, Plans } from "./plan.ts";
import {
  bridgePlaying,
  bridgeRecording,
  channelPlaying,
  channelRecording,
  channelUp,
  recordingStored,
  type State,
} from "./states.ts";

const live = { recordingName: "~r" };
const look = [{ request: "GET /recordings/live/~r" }, { request: "GET /recordings/stored/~r" }];

const paused: State = [...channelRecording(), { request: "POST /recordings/live/~r/pause" }, { pause: 100 }];
const muted: State = [...channelRecording(), { request: "POST /recordings/live/~r/mute" }, { pause: 100 }];
const queued: State = [
  ...channelPlaying(),
  { request: "POST /channels/~c/record?name=~r&format=wav" },
];

const liveStates: Readonly<Record<string, State>> = {
  "no recording": [],
  "recording stored": recordingStored(),
  "recording paused": paused,
  "recording muted": muted,
  "recording of a bridge": bridgeRecording(),
  "recording that waits for a playback": queued,
};

/** A live recording in every state. */
function liveRecording(given: State = channelRecording(), then: Plan["then"] = look): Plan {
  return { given, values: live, then, states: { "recording": channelRecording(), ...liveStates } };
}

const finished = { event: "RecordingFinished", holds: ['"name":"~r"'] };

const waiting: State = [...channelPlaying(), { request: "POST /channels/~c/play/~q?media=sound:beep" }];

const playing: State = channelPlaying();
const pausedPlaying: State = [
  ...playing,
  { request: "POST /playbacks/~p/control?operation=pause" },
  { poll: "/playbacks/~p", holds: "paused" },
];
const done: State = [
  ...channelUp(),
  { request: "POST /channels/~c/play/~p?media=sound:beep" },
  { event: "PlaybackFinished", holds: ['"id":"~p"'] },
];

const playbackStates: Readonly<Record<string, State>> = {
  "no playback": [],
  "playback paused": pausedPlaying,
  "playback done": done,
  "playback in a bridge": bridgePlaying(),
};

/** What has been recorded, what is being recorded, and what plays. */
export const recordingPlans: Plans = {
  "recordings.listStored": {
    given: [...recordingStored(), { request: "POST /recordings/stored/~r/copy?destinationRecordingName=~s" }],
    values: {},
    more: { "nothing there": { given: [] }, "while another is live": { given: channelRecording() } },
  },
  "recordings.getStored": {
    given: recordingStored(),
    values: live,
    states: { "no recording": [], "recording live": channelRecording() },
    more: { "with its format": { values: { recordingName: "~r.wav" } } },
  },
  "recordings.deleteStored": {
    given: recordingStored(),
    values: live,
    then: look,
    states: { "no recording": [], "recording live": channelRecording() },
  },
  "recordings.getStoredFile": {
    given: recordingStored(),
    values: { recordingName: "~nobody" },
    states: { "recording live": channelRecording() },
  },
  "recordings.copyStored": {
    given: recordingStored(),
    values: { recordingName: "~r", destinationRecordingName: "~s" },
    then: [{ request: "GET /recordings/stored/~s" }],
    states: { "no recording": [], "recording live": channelRecording() },
    more: {
      "onto itself": { values: { destinationRecordingName: "~r" } },
      "onto another": {
        given: [...recordingStored(), { request: "POST /recordings/stored/~r/copy?destinationRecordingName=~s" }],
      },
      "into a folder": { values: { destinationRecordingName: "~folder/s" }, then: [] },
      "out of its folder": { values: { destinationRecordingName: "../~s" }, then: [] },
      "with another ending": { values: { destinationRecordingName: "~s.ulaw" }, then: [] },
    },
  },
  "recordings.getLive": liveRecording(channelRecording(), []),
  "recordings.cancel": liveRecording(channelRecording(), [{ pause: 200 }, ...look]),
  "recordings.stop": {
    ...liveRecording(channelRecording(), [{ pause: 200 }, ...look]),
    more: { "twice": { then: [{ request: "POST /recordings/live/~r/stop" }, finished] } },
  },
  "recordings.pause": liveRecording(),
  "recordings.unpause": liveRecording(paused),
  "recordings.mute": liveRecording(),
  "recordings.unmute": liveRecording(muted),
  "playbacks.get": {
    given: playing,
    values: { playbackId: "~p" },
    states: playbackStates,
    more: { "one that waits": { given: waiting, values: { playbackId: "~q" } } },
  },
  "playbacks.stop": {
    given: playing,
    values: { playbackId: "~p" },
    then: [{ pause: 100 }, { request: "GET /playbacks/~p" }],
    states: playbackStates,
    more: {
      "one that waits": {
        given: waiting,
        values: { playbackId: "~q" },
        then: [{ pause: 200 }, { request: "GET /playbacks/~q" }],
      },
      "and the next begins": { given: waiting, then: [{ event: "PlaybackFinished", holds: ['"id":"~q"'] }] },
    },
  },
  "playbacks.control": {
    given: playing,
    values: { playbackId: "~p", operation: "pause" },
    then: [{ pause: 100 }, { request: "GET /playbacks/~p" }],
    states: playbackStates,
    more: {
      ...Object.fromEntries(["restart", "unpause", "reverse", "forward", "jump"].flatMap((operation) => [
        [operation, { values: { operation } }],
        [`${operation} of a paused one`, { given: pausedPlaying, values: { operation } }],
        [`${operation} of one that waits`, {
          given: waiting,
          values: { playbackId: "~q", operation },
          then: [{ request: "GET /playbacks/~q" }],
        }],
      ])),
    },
  },
  "sounds.list": {
    given: [],
    values: {},
    optional: { lang: "en", format: "gsm" },
    more: {
      "in a language that has none": { values: { lang: "xx" } },
      "in a format that has none": { values: { format: "g729" } },
    },
  },
  "sounds.get": {
    given: [],
    values: { soundId: "hello-world" },
    more: {
      "in a folder": { values: { soundId: "digits/1" } },
      "that is not there": { values: { soundId: "nowhere" } },
      "with its format": { values: { soundId: "hello-world.gsm" } },
    },
  },
};
