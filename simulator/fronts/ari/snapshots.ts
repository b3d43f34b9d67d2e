import { causeText } from "../../core/hangup_causes.ts";
import type { ChannelSnapshot, Fact, PlaybackSnapshot, PlaybackState } from "../../core/facts.ts";
import type { StasisApp } from "../../core/stasis.ts";
import type * as wire from "../../../ari/generated/wire.ts";

/** What the wire calls the states of a playback. */
const playbackStates = {
  queued: "queued",
  playing: "playing",
  paused: "paused",
  continuing: "continuing",
  stopped: "done",
  canceled: "done",
  complete: "done",
  failed: "failed",
} as const satisfies Record<PlaybackState, string>;

/** A time as Asterisk writes it: milliseconds, and a zone without a colon. */
export function toTimestamp(time: number): string {
  return new Date(time).toISOString().replace("Z", "+0000");
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

/** An application on the wire. */
export function toApplication(app: StasisApp): wire.Application {
  return {
    name: app.name,
    channel_ids: app.subscribesAll ? ["__AST_CHANNEL_ALL_TOPIC"] : app.channelIds,
    bridge_ids: app.subscribesAll ? ["__AST_BRIDGE_ALL_TOPIC"] : [],
    endpoint_ids: app.subscribesAll ? ["__AST_ENDPOINT_ALL_TOPIC"] : [],
    device_names: app.subscribesAll ? ["__AST_DEVICE_STATE_ALL_TOPIC"] : [],
    events_allowed: [],
    events_disallowed: [],
  };
}

/** An event as an application gets it. */
export type EventJson = { readonly type: string; readonly [key: string]: unknown };

/** The events that an application is sent for a fact; none for most of what goes on inside. */
export function toEvents(fact: Fact, options: { application: string; entityId: string }): EventJson[] {
  const { application, entityId } = options;
  const ending = fact.kind === "application-replaced"
    ? { application, asterisk_id: entityId }
    : { asterisk_id: entityId, application };
  return eventsOf(fact).map((event) => ({ ...event, ...ending }));
}

function eventsOf(fact: Fact): EventJson[] {
  const timestamp = toTimestamp(fact.time);
  switch (fact.kind) {
    case "channel-updated":
      return updateEvents(fact.old, fact.channel, timestamp);
    case "channel-variable": {
      const { variable, value } = fact;
      return [{ variable, value, type: "ChannelVarset", timestamp, channel: toChannel(fact.channel) }];
    }
    case "channel-hangup-request": {
      const { cause, soft, techCause: tech_cause, channel } = fact;
      return [{
        ...(cause !== undefined && { cause }),
        ...(soft && { soft }),
        ...(tech_cause !== 0 && { tech_cause }),
        type: "ChannelHangupRequest",
        timestamp,
        channel: toChannel(channel),
      }];
    }
    case "channel-dtmf": {
      const { digit, duration: duration_ms, channel } = fact;
      if (fact.direction === "sent") return [];
      return [{ type: "ChannelDtmfReceived", timestamp, digit, duration_ms, channel: toChannel(channel) }];
    }
    case "playback-updated": {
      const type = playbackEvents[playbackStates[fact.playback.state]];
      return type === undefined ? [] : [{ type, timestamp, playback: toPlayback(fact.playback) }];
    }
    case "stasis-started":
      return [{ type: "StasisStart", timestamp, args: [...fact.args], channel: toChannel(fact.channel) }];
    case "stasis-ended":
      return [{ type: "StasisEnd", timestamp, channel: toChannel(fact.channel) }];
    case "application-replaced":
      return [{ type: "ApplicationReplaced", timestamp }];
    default:
      throw new Error(`Unreachable: ${fact satisfies never}`);
  }
}

/** The events for each state of a playback on the wire. */
const playbackEvents: Readonly<Record<string, string | undefined>> = {
  playing: "PlaybackStarted",
  continuing: "PlaybackContinuing",
  done: "PlaybackFinished",
  failed: "PlaybackFinished",
};

/** Several things may have changed since the last snapshot; Asterisk reports them in this order. */
function updateEvents(old: ChannelSnapshot | undefined, now: ChannelSnapshot, timestamp: string): EventJson[] {
  const channel = toChannel(now);
  if (old === undefined) return [{ type: "ChannelCreated", timestamp, channel }];
  const events: EventJson[] = [];
  if (now.isDead) {
    const { hangupCause: cause, techCause: tech_cause } = now;
    events.push({
      type: "ChannelDestroyed",
      timestamp,
      cause,
      cause_txt: causeText(cause),
      ...(tech_cause !== 0 && { tech_cause }),
      channel,
    });
  } else if (old.state !== now.state) events.push({ type: "ChannelStateChange", timestamp, channel });
  if (hasMoved(old, now)) {
    const { appName: dialplan_app, appData: dialplan_app_data } = now.dialplan;
    events.push({ type: "ChannelDialplan", timestamp, dialplan_app, dialplan_app_data, channel });
  }
  if (old.caller.name !== now.caller.name || old.caller.number !== now.caller.number) {
    events.push({
      type: "ChannelCallerId",
      timestamp,
      caller_presentation: 0,
      caller_presentation_txt: "Presentation Allowed, Not Screened",
      channel,
    });
  }
  if (old.connected.name !== now.connected.name || old.connected.number !== now.connected.number) {
    events.push({ type: "ChannelConnectedLine", timestamp, channel });
  }
  return events;
}

function hasMoved(old: ChannelSnapshot, now: ChannelSnapshot): boolean {
  if (now.dialplan.appName === "") return false;
  if (old.dialplan.appName === "") return true;
  const [from, to] = [old.dialplan, now.dialplan];
  return from.priority !== to.priority || from.context !== to.context || from.exten !== to.exten;
}
