import type { Clock } from "../../_internal/clock.ts";
import type { Fact } from "./facts.ts";

/** How long an event is held back at most, in milliseconds. */
const maxDelay = 5;
/** How many of the events that need not wait for others go out at once. */
const promptShare = 0.5;

interface Held {
  readonly due: number;
  readonly keys: readonly string[];
  readonly send: () => void;
}

/**
 * Holds some of an application's events back for a moment, by chance, so that those of different objects change places.
 * What is about the same object keeps its order.
 */
export class Reordering {
  readonly #clock: Clock;
  readonly #random: () => number;
  /** What each application still waits for, in the order in which it will come. */
  readonly #held = new Map<string, Held[]>();

  constructor(options: { clock: Clock; random: () => number }) {
    this.#clock = options.clock;
    this.#random = options.random;
  }

  /** Sends something about some objects now or later. */
  pass(application: string, keys: readonly string[], send: () => void): void {
    const now = this.#clock.now();
    const chance = (this.#random() - promptShare) / (1 - promptShare);
    const held = this.#held.get(application) ?? [];
    const last = held.findLast((other) => other.keys.some((key) => keys.includes(key)));
    if (chance < 0 && last === undefined) return send();

    const due = Math.max(now + chance * maxDelay, last?.due ?? now);
    const item: Held = { due, keys, send };
    const next = held.findIndex((other) => other.due > due);
    held.splice(next < 0 ? held.length : next, 0, item);
    this.#held.set(application, held);
    this.#clock.schedule(due - now, () => this.#release(application, item));
  }

  /** Sends all up to this one, which may be gone already: clocks round. */
  #release(application: string, item: Held): void {
    const held = this.#held.get(application) ?? [];
    while (held.includes(item)) held.shift()?.send();
    if (held.length === 0) this.#held.delete(application);
  }
}

/** The objects that a fact is about: what has none in common with another may change places with it. */
export function objectsOf(fact: Fact): string[] {
  switch (fact.kind) {
    case "channel-dial":
      return ids(fact.caller, fact.peer, fact.forwarded);
    case "bridge-updated":
      return ids(fact.bridge);
    case "bridge-entered":
    case "bridge-left":
      return ids(fact.bridge, fact.channel);
    case "bridge-merged":
      return ids(fact.bridge, fact.from);
    case "blind-transfer":
      return ids(fact.channel, fact.replaceChannel, fact.transferee, fact.bridge);
    case "attended-transfer":
      return ids(
        fact.firstLeg,
        fact.firstLegBridge,
        fact.secondLeg,
        fact.secondLegBridge,
        fact.replaceChannel,
        fact.transferee,
        fact.transferTarget,
      );
    case "playback-updated":
      return [fact.bridgeId ?? fact.channel.id, fact.playback.id];
    case "recording-updated":
      return [fact.bridgeId ?? fact.channel.id, `recording:${fact.recording.name}`];
    case "endpoint-updated":
    case "contact-status":
    case "peer-status":
      return [`${fact.endpoint.technology}/${fact.endpoint.resource}`];
    case "text-message":
      return [fact.endpoint === undefined ? "" : `${fact.endpoint.technology}/${fact.endpoint.resource}`];
    case "device-state-changed":
      return [`deviceState:${fact.device}`];
    case "user-event":
      // What is about nothing keeps its order too.
      return ["user-event", ...ids(fact.channel, fact.bridge)];
    case "stasis-started":
      return ids(fact.channel, fact.replaceChannel);
    case "application-replaced":
    case "application-registered":
    case "application-unregistered":
      return [];
    default:
      return ids(fact.channel);
  }
}

function ids(...objects: readonly ({ readonly id: string } | undefined)[]): string[] {
  return objects.map((object) => object?.id).filter((id) => id !== undefined);
}
