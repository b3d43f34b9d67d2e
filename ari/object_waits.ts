import type { CallOptions } from "../_internal/call_options.ts";
import { type EndSearch, waitForEnd } from "./ends.ts";
import type { AriEvent } from "./generated/events.ts";
import { operations } from "./generated/operations.ts";
import { hostOf } from "./objects.ts";

/** How a channel ended. */
export interface ChannelEnd {
  /** Hangup cause, a number of Q.850: 16 is normal clearing. Absent when only its absence was seen, as Asterisk tells no more. */
  readonly cause?: number;
  /** The cause in Asterisk's words. */
  readonly cause_txt?: string;
}

/** How a playback ended. `gone` is one of which only the absence was seen: Asterisk does not say how some of them end. */
export interface PlaybackEnd {
  /** `done` also when it was stopped. */
  readonly state: "done" | "failed" | "gone";
}

/** How a recording ended. `gone` is one of which only the absence was seen. */
export interface RecordingEnd {
  /** `done` also when it was stopped or cancelled. */
  readonly state: "done" | "failed" | "gone";
  /** How long it is, in seconds. */
  readonly duration?: number;
  /** Why it failed, in Asterisk's words. */
  readonly cause?: string;
}

/** What can be waited for of a channel. */
export interface ChannelWaits {
  /**
   * Resolves when the channel has ended, whoever ended it and wherever it was by then; at once when it is gone already.
   *
   * Asterisk says nothing of the end of a call that came in through the dialplan once it has left the application, and nothing
   * while the connection is lost: then it is asked, less and less often, every 30 seconds in the end. Of a handle
   * (`ari.channel()`) it waits until the channel is made, and rejects when it can't be. Rejects with the signal's reason.
   */
  ended(options?: CallOptions): Promise<ChannelEnd>;
}

/** What can be waited for of a playback. */
export interface PlaybackWaits {
  /**
   * Resolves when the playback has ended, in every case, also when it had before anybody waited.
   *
   * Asterisk says nothing of the end of some (a recording that is not there, a scheme that it does not know), of those in bridges
   * that the application is not subscribed to, and while the connection is lost: then it is asked, less and less often. Of a
   * handle (`ari.playback()`) it waits until the playback is made, and rejects when it can't be. Rejects with the signal's reason.
   */
  finished(options?: CallOptions): Promise<PlaybackEnd>;
}

/** What can be waited for of a live recording. */
export interface LiveRecordingWaits {
  /** Resolves when the recording has ended, in every case, as `finished()` of a playback does. */
  finished(options?: CallOptions): Promise<RecordingEnd>;
}

type Waiter = (this: object, options?: CallOptions) => Promise<unknown>;

/** Class → its waits, by name. */
export const objectWaits: Readonly<Record<string, Readonly<Record<string, Waiter>>>> = {
  Channel: {
    ended(options) {
      return waitForEnd(hostOf(this), channelSearch(textOf(this, "id"), isWhole(this)), options);
    },
  },
  Playback: {
    finished(options) {
      const media = textOf(this, "media_uri");
      return waitForEnd(hostOf(this), playbackSearch(textOf(this, "id"), media, isWhole(this)), options);
    },
  },
  LiveRecording: {
    finished(options) {
      return waitForEnd(hostOf(this), recordingSearch(textOf(this, "name"), isWhole(this)), options);
    },
  },
};

function channelSearch(id: string, existed: boolean): EndSearch<ChannelEnd> {
  return {
    kind: "Channel",
    id,
    events: ["StasisStart", "StasisEnd", "ChannelDestroyed"],
    read(event) {
      if (event.type === "ChannelDestroyed") return { cause: event.cause, cause_txt: event.cause_txt };
      return event.type === "StasisEnd" ? "ask" : event.type === "StasisStart" ? "listen" : undefined;
    },
    get: [operations["channels.get"], { channelId: id }],
    // Out of an application, nobody may be told of its end.
    needsAsking: (found) => !JSON.stringify(found).includes('"app_name":"Stasis"'),
    gone: {},
    pace: { first: 250, longest: 30_000 },
    existed,
  };
}

function playbackSearch(id: string, media: string, existed: boolean): EndSearch<PlaybackEnd> {
  return {
    kind: "Playback",
    id,
    events: ["PlaybackStarted", "PlaybackContinuing", "PlaybackFinished"],
    read(event) {
      if (event.type === "PlaybackStarted") return "ask";
      if (event.type !== "PlaybackFinished") return undefined;
      return { state: event.playback.state === "failed" ? "failed" : "done" };
    },
    get: [operations["playbacks.get"], { playbackId: id }],
    needsAsking: () => true,
    gone: { state: "gone" },
    // Of what is read from files Asterisk tells the end, unless it is not listened to.
    pace: { first: /^(sound|tone):/.test(media) ? 5_000 : 500, longest: 30_000 },
    existed,
  };
}

function recordingSearch(name: string, existed: boolean): EndSearch<RecordingEnd> {
  return {
    kind: "LiveRecording",
    id: name,
    events: ["RecordingStarted", "RecordingFinished", "RecordingFailed"],
    read(event: AriEvent) {
      if (event.type === "RecordingFailed") {
        const { cause } = event.recording;
        return { state: "failed", ...(cause !== undefined && { cause }) };
      }
      if (event.type !== "RecordingFinished") return undefined;
      const { duration } = event.recording;
      return { state: "done", ...(duration !== undefined && { duration }) };
    },
    get: [operations["recordings.getLive"], { recordingName: name }],
    needsAsking: () => true,
    gone: { state: "gone" },
    pace: { first: 5_000, longest: 30_000 },
    existed,
  };
}

/** Whether it came from Asterisk, and is not just a name. */
function isWhole(object: object): boolean {
  return Object.keys(object).length > 1;
}

function textOf(object: object, field: string): string {
  const fields: Readonly<Record<string, unknown>> = { ...object };
  return String(fields[field] ?? "");
}
