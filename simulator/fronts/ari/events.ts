import type {
  ChannelFact,
  ChannelSnapshot,
  EndpointFact,
  Fact,
  MediaFact,
  StasisFact,
  TransferSource,
  TransferTarget,
  UserFact,
} from "../../core/facts.ts";
import { causeText } from "../../core/hangup_causes.ts";
import { bridgeEvents } from "./bridge_events.ts";
import type { EventJson } from "./event_json.ts";
import {
  playbackStates,
  toBridge,
  toChannel,
  toEndpoint,
  toLiveRecording,
  toPlayback,
  toTimestamp,
} from "./snapshots.ts";

/** The events that an application is sent for a fact; none for most of what goes on inside. */
export function toEvents(fact: Fact, options: { application: string; entityId: string }): EventJson[] {
  const { application, entityId } = options;
  return eventsOf(fact).map((event) => finish(event, application, entityId));
}

/** Asterisk adds these two last, but where an event is made with its application. */
function finish(event: EventJson, application: string, entityId: string): EventJson {
  if (event.type === "DeviceStateChanged") {
    const { type, ...rest } = event;
    return { type, application, ...rest, asterisk_id: entityId };
  }
  if (event.type.startsWith("ApplicationRe") || event.type.startsWith("ApplicationUn")) {
    return { ...event, application, asterisk_id: entityId };
  }
  return { ...event, asterisk_id: entityId, application };
}

function eventsOf(fact: Fact): EventJson[] {
  const timestamp = toTimestamp(fact.time);
  switch (fact.kind) {
    case "channel-updated":
      return updateEvents(fact.old, fact.channel, timestamp);
    case "channel-variable":
    case "channel-hangup-request":
    case "channel-dtmf":
    case "channel-hold":
    case "channel-talking-started":
    case "channel-talking-finished":
    case "channel-tone-detected":
    case "channel-dial":
    case "channel-transfer":
      return channelEvents(fact, timestamp);
    case "bridge-updated":
    case "bridge-entered":
    case "bridge-left":
    case "bridge-merged":
    case "blind-transfer":
    case "attended-transfer":
      return bridgeEvents(fact, timestamp);
    case "playback-updated":
    case "recording-updated":
      return mediaEvents(fact, timestamp);
    case "endpoint-updated":
    case "contact-status":
    case "peer-status":
    case "text-message":
    case "device-state-changed":
      return [endpointEvent(fact, timestamp)];
    case "user-event":
      return [userEvent(fact, timestamp)];
    default:
      return [stasisEvent(fact, timestamp)];
  }
}

function channelEvents(fact: Exclude<ChannelFact, { kind: "channel-updated" }>, timestamp: string): EventJson[] {
  switch (fact.kind) {
    case "channel-variable": {
      const { variable, value } = fact;
      const channel = fact.channel === undefined ? {} : { channel: toChannel(fact.channel) };
      return [{ variable, value, type: "ChannelVarset", timestamp, ...channel }];
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
    case "channel-hold": {
      const { isHeld, musicClass } = fact;
      const channel = toChannel(fact.channel);
      if (!isHeld) return [{ type: "ChannelUnhold", timestamp, channel }];
      return [{ type: "ChannelHold", timestamp, musicclass: musicClass || "N/A", channel }];
    }
    case "channel-talking-started":
      return [{ type: "ChannelTalkingStarted", timestamp, channel: toChannel(fact.channel) }];
    case "channel-talking-finished":
      return [{
        duration: fact.duration,
        type: "ChannelTalkingFinished",
        timestamp,
        channel: toChannel(fact.channel),
      }];
    case "channel-tone-detected":
      return [{ type: "ChannelToneDetected", timestamp, channel: toChannel(fact.channel) }];
    case "channel-dial": {
      const { caller, peer, forwarded, forward, dialString: dialstring, dialStatus: dialstatus } = fact;
      return [{
        type: "Dial",
        timestamp,
        dialstatus,
        forward,
        dialstring,
        ...(caller !== undefined && { caller: toChannel(caller) }),
        peer: toChannel(peer),
        ...(forwarded !== undefined && { forwarded: toChannel(forwarded) }),
      }];
    }
    case "channel-transfer":
      return [{
        type: "ChannelTransfer",
        timestamp,
        refer_to: toReferTo(fact.referTo),
        referred_by: toReferredBy(fact.referredBy),
        ...(fact.state !== "" && { state: fact.state }),
      }];
  }
}

function toReferTo(target: TransferTarget): Record<string, unknown> {
  const { destination: { destination, protocolId }, destinationChannel, connectedChannel, bridge } = target;
  return {
    requested_destination: {
      destination,
      ...(protocolId !== undefined && {
        protocol_id: protocolId,
        additional_protocol_params: dialogTags(protocolId).map(([parameter_name, parameter_value]) => {
          return { parameter_name, parameter_value };
        }),
      }),
    },
    ...(destinationChannel !== undefined && { destination_channel: toChannel(destinationChannel) }),
    ...(connectedChannel !== undefined && { connected_channel: toChannel(connectedChannel) }),
    ...(bridge !== undefined && { bridge: toBridge(bridge) }),
  };
}

/** The tags of a call, of which there are none as there is no SIP: each call has its own. */
function dialogTags(protocolId: string): (readonly [name: string, value: string])[] {
  const digits = protocolId.replaceAll("-", "");
  return [["from", digits], ["to", [...digits].toReversed().join("")]];
}

function toReferredBy({ channel, connectedChannel, bridge }: TransferSource): Record<string, unknown> {
  return {
    source_channel: toChannel(channel),
    ...(connectedChannel !== undefined && { connected_channel: toChannel(connectedChannel) }),
    ...(bridge !== undefined && { bridge: toBridge(bridge) }),
  };
}

function mediaEvents(fact: MediaFact, timestamp: string): EventJson[] {
  if (fact.kind === "playback-updated") {
    const type = playbackEvents[playbackStates[fact.playback.state]];
    return type === undefined ? [] : [{ type, timestamp, playback: toPlayback(fact.playback) }];
  }
  const type = recordingEvents[fact.recording.state];
  return type === undefined ? [] : [{ type, timestamp, recording: toLiveRecording(fact.recording) }];
}

/** The events for each state of a playback on the wire. */
const playbackEvents: Readonly<Record<string, string | undefined>> = {
  playing: "PlaybackStarted",
  continuing: "PlaybackContinuing",
  done: "PlaybackFinished",
  failed: "PlaybackFinished",
};

/** The events for each state of a recording. */
const recordingEvents: Readonly<Record<string, string | undefined>> = {
  recording: "RecordingStarted",
  done: "RecordingFinished",
  canceled: "RecordingFinished",
  failed: "RecordingFailed",
};

function endpointEvent(fact: EndpointFact, timestamp: string): EventJson {
  switch (fact.kind) {
    case "endpoint-updated":
      return { type: "EndpointStateChange", timestamp, endpoint: toEndpoint(fact.endpoint) };
    case "contact-status": {
      const { uri, status: contact_status, aor, roundTrip } = fact.contact;
      const contact_info = { uri, contact_status, aor, ...(roundTrip !== undefined && { roundtrip_usec: roundTrip }) };
      return { type: "ContactStatusChange", timestamp, endpoint: toEndpoint(fact.endpoint), contact_info };
    }
    case "peer-status": {
      const peer = { peer_status: fact.peer.status, ...fact.peer.details };
      return { type: "PeerStatusChange", timestamp, endpoint: toEndpoint(fact.endpoint), peer };
    }
    case "text-message":
      return {
        type: "TextMessageReceived",
        timestamp,
        ...(fact.endpoint !== undefined && { endpoint: toEndpoint(fact.endpoint) }),
        message: fact.message,
      };
    case "device-state-changed":
      return { type: "DeviceStateChanged", timestamp, device_state: { name: fact.device, state: fact.state } };
  }
}

function userEvent(fact: UserFact, timestamp: string): EventJson {
  const { name: eventname, fields, channel, bridge, endpoint } = fact;
  return {
    type: "ChannelUserevent",
    timestamp,
    eventname,
    userevent: { ...fields, eventname },
    ...(channel !== undefined && { channel: toChannel(channel) }),
    ...(bridge !== undefined && { bridge: toBridge(bridge) }),
    ...(endpoint !== undefined && { endpoint: toEndpoint(endpoint) }),
  };
}

function stasisEvent(fact: StasisFact, timestamp: string): EventJson {
  switch (fact.kind) {
    case "stasis-started": {
      const { args, replaceChannel } = fact;
      const replaced = replaceChannel === undefined ? {} : { replace_channel: toChannel(replaceChannel) };
      return { type: "StasisStart", timestamp, args: [...args], channel: toChannel(fact.channel), ...replaced };
    }
    case "stasis-ended":
      return { type: "StasisEnd", timestamp, channel: toChannel(fact.channel) };
    case "application-replaced":
      return { type: "ApplicationReplaced", timestamp };
    case "application-registered":
      return { type: "ApplicationRegistered", timestamp };
    case "application-unregistered":
      return { type: "ApplicationUnregistered", timestamp };
    case "application-move-failed": {
      const { destination, args, channel } = fact;
      return { type: "ApplicationMoveFailed", timestamp, channel: toChannel(channel), destination, args: [...args] };
    }
    case "call-broadcast": {
      const { channel, caller, called } = fact;
      return {
        type: "CallBroadcast",
        timestamp,
        channel: toChannel(channel),
        ...(caller !== undefined && { caller }),
        ...(called !== undefined && { called }),
      };
    }
    case "call-claimed":
      return { type: "CallClaimed", timestamp, channel: toChannel(fact.channel), winner_app: fact.winner };
    default:
      throw new Error(`Unreachable: ${fact satisfies never}`);
  }
}

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
      caller_presentation: now.callerPresentation,
      caller_presentation_txt: presentationText(now.callerPresentation),
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

/** What Asterisk calls a caller's presentation (`ast_describe_caller_presentation`). */
function presentationText(presentation: number): string {
  const texts: Readonly<Record<number, string>> = {
    0: "Presentation Allowed, Not Screened",
    1: "Presentation Allowed, Passed Screen",
    2: "Presentation Allowed, Failed Screen",
    3: "Presentation Allowed, Network Number",
    32: "Presentation Prohibited, Not Screened",
    33: "Presentation Prohibited, Passed Screen",
    34: "Presentation Prohibited, Failed Screen",
    35: "Presentation Prohibited, Network Number",
    67: "Number Unavailable",
  };
  return texts[presentation] ?? "unknown";
}
