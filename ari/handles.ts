import type { ObjectEmitter } from "./emitter.ts";
import type {
  BridgeEvents,
  BridgeVerbs,
  ChannelEvents,
  ChannelVerbs,
  LiveRecordingEvents,
  LiveRecordingVerbs,
  PlaybackEvents,
  PlaybackVerbs,
} from "./generated/objects.ts";
import type { LegVerbs } from "./leg.ts";
import type { ChannelWaits, LiveRecordingWaits, PlaybackWaits } from "./object_waits.ts";

/** The name of a channel, that may not be there yet: listen first, make it second. */
export interface ChannelHandle extends ChannelVerbs, ChannelWaits, LegVerbs, ObjectEmitter<ChannelEvents> {
  /** Its id. */
  readonly id: string;
}

/** The name of a bridge, that may not be there yet. */
export interface BridgeHandle extends BridgeVerbs, ObjectEmitter<BridgeEvents> {
  /** Its id. */
  readonly id: string;
}

/** The name of a playback, that may not be there yet. */
export interface PlaybackHandle extends PlaybackVerbs, PlaybackWaits, ObjectEmitter<PlaybackEvents> {
  /** Its id. */
  readonly id: string;
}

/** The name of a recording, that may not be there yet. */
export interface RecordingHandle extends LiveRecordingVerbs, LiveRecordingWaits, ObjectEmitter<LiveRecordingEvents> {
  /** Its name. */
  readonly name: string;
}
