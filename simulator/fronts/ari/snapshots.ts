import type {
  BridgeSnapshot,
  ChannelSnapshot,
  EndpointSnapshot,
  PlaybackSnapshot,
  PlaybackState,
  RecordingSnapshot,
} from "../../core/facts.ts";
import type { StoredRecording } from "../../core/recording_spool.ts";
import type { StasisApp } from "../../core/stasis_app.ts";
import type * as wire from "../../../ari/generated/wire.ts";

/** What the wire calls the states of a playback. */
export const playbackStates: Readonly<Record<PlaybackState, string>> = {
  queued: "queued",
  playing: "playing",
  paused: "paused",
  continuing: "continuing",
  stopped: "done",
  canceled: "done",
  complete: "done",
  failed: "failed",
};

/** The latest times and their texts, as most events are about the same few moments. */
const timestamps = new Map<number, string>();
const maxTimestamps = 64;

/** A time as Asterisk writes it: milliseconds, and a zone without a colon. */
export function toTimestamp(time: number): string {
  const known = timestamps.get(time);
  if (known !== undefined) return known;
  const timestamp = new Date(time).toISOString().replace("Z", "+0000");
  if (timestamps.size >= maxTimestamps) timestamps.clear();
  timestamps.set(time, timestamp);
  return timestamp;
}

/** A channel on the wire, in Asterisk's order of keys. */
export function toChannel(channel: ChannelSnapshot): wire.Channel {
  const { context, exten, priority, appName, appData } = channel.dialplan;
  return {
    id: channel.id,
    name: channel.name,
    state: channel.state,
    protocol_id: channel.protocolId,
    caller: { name: channel.caller.name, number: channel.caller.number },
    connected: { name: channel.connected.name, number: channel.connected.number },
    accountcode: channel.accountcode,
    dialplan: { context, exten, priority, app_name: appName, app_data: appData },
    creationtime: toTimestamp(channel.creationTime),
    language: channel.language,
    ...(channel.reportedVariables.length > 0 && { channelvars: Object.fromEntries(channel.reportedVariables) }),
    ...(channel.callerRdnis !== "" && { caller_rdnis: channel.callerRdnis }),
    ...(channel.tenantId !== "" && { tenantid: channel.tenantId }),
  };
}

/** A playback on the wire. */
export function toPlayback(playback: PlaybackSnapshot): wire.Playback {
  return {
    id: playback.id,
    media_uri: playback.media,
    ...(playback.nextMedia !== undefined && { next_media_uri: playback.nextMedia }),
    target_uri: playback.target,
    language: playback.language,
    // The model does not know "paused", which Asterisk nevertheless sends.
    state: playbackStates[playback.state] as wire.Playback["state"],
  };
}

/** A bridge on the wire. */
export function toBridge(bridge: BridgeSnapshot): wire.Bridge {
  return {
    id: bridge.id,
    technology: bridge.technology,
    bridge_type: bridge.type,
    bridge_class: bridge.class,
    creator: bridge.creator,
    name: bridge.name,
    channels: [...bridge.channels],
    creationtime: toTimestamp(bridge.creationTime),
    video_mode: bridge.videoMode,
    ...(bridge.videoSourceId !== undefined && { video_source_id: bridge.videoSourceId }),
    ...(bridge.reportedVariables.length > 0 && { bridgevars: Object.fromEntries(bridge.reportedVariables) }),
  };
}

/** A live recording on the wire. */
export function toLiveRecording(recording: RecordingSnapshot): wire.LiveRecording {
  const { duration, talkingDuration, silenceDuration, cause } = recording;
  return {
    name: recording.name,
    format: recording.format,
    state: recording.state,
    target_uri: recording.target,
    ...(duration !== undefined && { duration }),
    ...(talkingDuration !== undefined && { talking_duration: talkingDuration }),
    ...(silenceDuration !== undefined && { silence_duration: silenceDuration }),
    ...(cause !== undefined && { cause }),
  };
}

/** A stored recording on the wire. */
export function toStoredRecording({ name, file }: StoredRecording): wire.StoredRecording {
  return { name, format: file.format.extension };
}

/** An endpoint on the wire. */
export function toEndpoint(endpoint: EndpointSnapshot): wire.Endpoint {
  const { technology, resource, state, channels } = endpoint;
  return { technology, resource, state, channel_ids: [...channels] };
}

/** An application on the wire. */
export function toApplication(app: StasisApp): wire.Application {
  const { allowed, disallowed } = app.filter;
  return {
    name: app.name,
    channel_ids: app.subscriptions("channel"),
    bridge_ids: app.subscriptions("bridge"),
    endpoint_ids: app.subscriptions("endpoint"),
    device_names: app.subscriptions("deviceState"),
    events_allowed: [...allowed],
    events_disallowed: [...disallowed],
  };
}
