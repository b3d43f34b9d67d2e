import type { AttendedTransferDestination, ChannelSnapshot, Fact } from "./facts.ts";

/** The kinds of things that an application subscribes to, by the schemes of ARI. */
export type TopicKind = "channel" | "bridge" | "endpoint" | "deviceState";

/** What a fact is about, and an application can be subscribed to; an empty id stands for all of its kind. */
export interface Topic {
  /** What it is. */
  readonly kind: TopicKind;
  /** Its id or name; `TECH/resource` of an endpoint. */
  readonly id: string;
  /** Whether it only passes on what another topic says: who is subscribed to all of its kind does not hear it. */
  readonly isForwarded?: boolean;
}

/**
 * The topics that a fact is published on (`stasis_publish` in Asterisk), in order. An application gets a fact once for
 * each of its subscriptions that matches: twice, where Asterisk sends twice. None for what goes to named applications.
 */
export function topicsOf(fact: Fact): Topic[] {
  switch (fact.kind) {
    case "channel-updated":
    case "channel-variable":
    case "channel-hangup-request":
    case "channel-dtmf":
    case "channel-hold":
    case "channel-talking-started":
    case "channel-talking-finished":
    case "channel-tone-detected":
    case "channel-transfer":
      return fact.channel === undefined ? [{ kind: "channel", id: "" }] : channelTopics(fact.channel);
    case "channel-dial":
      // Published on the caller, or on the peer when there is none (ast_channel_publish_dial_forward).
      return channelTopics(fact.caller ?? fact.peer);
    case "bridge-updated":
      return [{ kind: "bridge", id: fact.bridge.id }];
    case "bridge-entered":
    case "bridge-left":
      return fact.channel.isHidden ? [] : [{ kind: "bridge", id: fact.bridge.id }];
    case "bridge-merged":
      return [{ kind: "bridge", id: fact.bridge.id }, { kind: "bridge", id: fact.from.id }];
    case "blind-transfer":
      return [...involvedChannels([fact.channel.id]), ...involved(fact.bridge)];
    case "attended-transfer":
      return [
        ...involvedChannels([fact.firstLeg.id, fact.secondLeg.id]),
        ...involved(fact.firstLegBridge),
        ...involved(fact.secondLegBridge),
        ...destinationTopics(fact.destination),
      ];
    case "playback-updated":
    case "recording-updated": {
      const bridge: Topic[] = fact.bridgeId === undefined ? [] : [{ kind: "bridge", id: fact.bridgeId }];
      // Of a hidden channel nothing else is heard.
      return [...topicsOfChannel(fact.channel), ...bridge];
    }
    case "endpoint-updated":
      // Who is subscribed to all endpoints hears of their peers and contacts only (res/stasis/app.c).
      return endpointTopics(fact.endpoint).map((topic) => ({ ...topic, isForwarded: true }));
    case "contact-status":
    case "peer-status":
      return endpointTopics(fact.endpoint);
    case "text-message":
      return fact.endpoint === undefined ? [] : endpointTopics(fact.endpoint);
    case "device-state-changed":
      return [{ kind: "deviceState", id: fact.device }];
    case "user-event":
      return userEventTopics(fact);
    case "stasis-started":
    case "stasis-ended":
    case "application-replaced":
    case "application-registered":
    case "application-unregistered":
    case "application-move-failed":
    case "call-broadcast":
    case "call-claimed":
      return [];
    default:
      throw new Error(`Unreachable: ${fact satisfies never}`);
  }
}

function channelTopics(channel: ChannelSnapshot): Topic[] {
  return channel.isHidden ? [] : topicsOfChannel(channel);
}

function topicsOfChannel(channel: ChannelSnapshot): Topic[] {
  const own: Topic = { kind: "channel", id: channel.id };
  if (channel.endpoint === undefined) return [own];
  const [technology = ""] = channel.endpoint.split("/", 1);
  return [
    own,
    { kind: "endpoint", id: channel.endpoint, isForwarded: true },
    { kind: "endpoint", id: technology, isForwarded: true },
  ];
}

/** Whether an application hears of this at most once, however many of its subscriptions match. */
export function isHeardOnce({ kind }: Fact): boolean {
  return kind === "bridge-merged" || kind === "blind-transfer" || kind === "attended-transfer";
}

function destinationTopics(destination: AttendedTransferDestination): Topic[] {
  switch (destination.type) {
    case "bridge":
      return [{ kind: "bridge", id: destination.bridgeId }];
    case "link":
      return involvedChannels([destination.firstLeg.id, destination.secondLeg.id]);
    case "threeway":
      return [...involved(destination.bridge), ...involvedChannels([destination.channel.id])];
    case "application":
    case "fail":
      return [];
    default:
      throw new Error(`Unreachable: ${destination satisfies never}`);
  }
}

function endpointTopics({ technology, resource }: { technology: string; resource: string }): Topic[] {
  return [
    { kind: "endpoint", id: `${technology}/${resource}` },
    { kind: "endpoint", id: technology, isForwarded: true },
  ];
}

function involved(bridge: { readonly id: string; readonly channels: readonly string[] } | undefined): Topic[] {
  if (bridge === undefined) return [];
  return [{ kind: "bridge", id: bridge.id }, ...involvedChannels(bridge.channels)];
}

/** Who is subscribed to all channels does not hear what happens to a bridge for that. */
function involvedChannels(ids: readonly string[]): Topic[] {
  return ids.map((id) => ({ kind: "channel", id, isForwarded: true }));
}

function userEventTopics({ application, channel, bridge, endpoint }: Extract<Fact, { kind: "user-event" }>): Topic[] {
  if (application !== undefined) return [];
  if (channel !== undefined) return channelTopics(channel);
  if (bridge !== undefined) return [{ kind: "bridge", id: bridge.id }];
  return endpoint === undefined ? [] : endpointTopics(endpoint);
}
