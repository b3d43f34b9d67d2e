/** States of things that cases begin with: `~c` is the channel that a case is about, `~b` the bridge, `~p` the playback, `~r` the recording. */
import type { Step } from "./script.ts";

/** What brings a state about. */
export type State = readonly Step[];

const inWait = '"app_name":"Wait"';

/** A Local channel in the application, up, with its other half waiting in the dialplan. */
export function channelUp(id = "~c"): State {
  return [
    { request: `POST /channels/${id}?endpoint=Local/up@conformance&app=~app` },
    { event: "StasisStart", holds: [`"id":"${id}"`] },
    { poll: `/channels/${id}%3B2`, holds: inWait },
  ];
}

/** A channel that is created and not yet dialled. */
export function channelDown(id = "~c", extension = "up"): State {
  return [
    { request: `POST /channels/create?channelId=${id}&endpoint=Local/${extension}@conformance&app=~app` },
    { event: "StasisStart", holds: [`"id":"${id}"`] },
  ];
}

/** A created channel that is being dialled, and rings. */
export function channelRinging(id = "~c"): State {
  return [
    ...channelDown(id, "ringing"),
    { request: `POST /channels/${id}/dial?timeout=60` },
    { poll: `/channels/${id}`, holds: '"state":"Ringing"' },
    { poll: `/channels/${id}%3B2`, holds: inWait },
  ];
}

/** A call that comes in from the dialplan, unanswered. */
export function channelInRing(id = "~c"): State {
  return [
    {
      request: `POST /channels/~from?endpoint=Local/application@conformance&otherChannelId=${id}` +
        "&context=conformance&extension=up&priority=1",
      json: { variables: { APP: "~app" } },
    },
    { event: "StasisStart", holds: [`"id":"${id}"`] },
  ];
}

/** A channel that is up in the dialplan and in no application. */
export function channelInDialplan(id = "~c"): State {
  return [
    { request: `POST /channels/~other?endpoint=Local/up@conformance&app=~app&otherChannelId=${id}` },
    { event: "StasisStart", holds: ['"id":"~other"'] },
    { poll: `/channels/${id}`, holds: inWait },
  ];
}

/** A channel that was there and has been hung up. */
export function channelGone(id = "~c"): State {
  return [
    ...channelUp(id),
    { request: `DELETE /channels/${id}` },
    { poll: `/channels/${id}`, holds: "Channel not found" },
    { poll: `/channels/${id}%3B2`, holds: "Channel not found" },
  ];
}

/** A channel that plays a sound of half a minute. */
export function channelPlaying(id = "~c"): State {
  return [
    ...channelUp(id),
    { request: `POST /channels/${id}/play/~p?media=sound:demo-congrats` },
    { event: "PlaybackStarted", holds: ['"id":"~p"'] },
  ];
}

/** A channel that is being recorded. */
export function channelRecording(id = "~c"): State {
  return [
    ...channelUp(id),
    { request: `POST /channels/${id}/record?name=~r&format=wav` },
    { event: "RecordingStarted", holds: ['"name":"~r"'] },
  ];
}

/** A channel of which a recording is stored. */
export function recordingStored(id = "~c"): State {
  return [
    ...channelRecording(id),
    { request: "POST /recordings/live/~r/stop" },
    { event: "RecordingFinished", holds: ['"name":"~r"'] },
    { poll: "/recordings/stored/~r", holds: '"name":"~r"' },
  ];
}

/** A bridge without channels. */
export function bridgeEmpty(id = "~b", type = "mixing"): State {
  return [{ request: `POST /bridges/${id}?type=${type}` }];
}

/** A bridge with channel `~c` in it. */
export function bridgeWithOne(type = "mixing"): State {
  return [...bridgeEmpty("~b", type), ...channelUp("~c"), ...entered("~c")];
}

/** A bridge with channels `~c` and `~d` in it. */
export function bridgeWithTwo(type = "mixing"): State {
  return [...bridgeWithOne(type), ...channelUp("~d"), ...entered("~d")];
}

/** A bridge that was there and has been destroyed. */
export function bridgeGone(): State {
  return [...bridgeEmpty(), { request: "DELETE /bridges/~b" }];
}

/** Puts a channel into bridge `~b`. */
export function entered(id: string): State {
  return [
    { request: `POST /bridges/~b/addChannel?channel=${id}` },
    { event: "ChannelEnteredBridge", holds: [`"id":"${id}"`] },
  ];
}

/** A bridge with a channel in it that hears a sound of half a minute. */
export function bridgePlaying(): State {
  return [
    ...bridgeWithOne(),
    { request: "POST /bridges/~b/play/~p?media=sound:demo-congrats" },
    { event: "PlaybackStarted", holds: ['"id":"~p"'] },
  ];
}

/** A bridge with a channel in it that is being recorded. */
export function bridgeRecording(): State {
  return [
    ...bridgeWithOne(),
    { request: "POST /bridges/~b/record?name=~r&format=wav" },
    { event: "RecordingStarted", holds: ['"name":"~r"'] },
  ];
}

/** The states of channel `~c` that most of its operations tell apart. */
export const channelStates: Readonly<Record<string, State>> = {
  "no channel": [],
  "channel down": channelDown(),
  "channel ringing": channelRinging(),
  "channel in ring": channelInRing(),
  "channel up": channelUp(),
  "channel in the dialplan": channelInDialplan(),
  "channel gone": channelGone(),
  "channel bridged": bridgeWithOne(),
  "channel playing": channelPlaying(),
  "channel recording": channelRecording(),
};

/** The states of bridge `~b` that most of its operations tell apart. */
export const bridgeStates: Readonly<Record<string, State>> = {
  "no bridge": [],
  "bridge empty": bridgeEmpty(),
  "bridge with a channel": bridgeWithOne(),
  "bridge with two channels": bridgeWithTwo(),
  "bridge for holding": bridgeWithOne("holding"),
  "bridge gone": bridgeGone(),
};
