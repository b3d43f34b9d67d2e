import { compilePosixRegex } from "../../config/mod.ts";
import { NotSimulatedError } from "../errors.ts";
import type { Channel } from "./channel.ts";
import type { Pbx } from "./pbx.ts";

/** How a channel is offered. */
export interface BroadcastOptions {
  /** How long it waits for a claim, in milliseconds. */
  readonly timeout: number;
  /** A regular expression that the names of the applications must match; an empty one is none. */
  readonly filter: string;
  /** Whether the applications are told who got it. */
  readonly notifiesClaimed: boolean;
}

/** Says whether an application is to be told. */
type Filter = (application: string) => boolean;

interface Broadcast {
  readonly filter: Filter | undefined;
  readonly notifiesClaimed: boolean;
  winner: string | undefined;
  isFinished: boolean;
  wake: () => void;
}

/** The channels that are offered to all applications, of which the first to claim one gets it (`res_stasis_broadcast.c`). */
export class Broadcasts {
  readonly #pbx: Pbx;
  readonly #byChannel = new Map<string, Broadcast>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  /**
   * Offers a channel, on its thread, and resolves with the application that has claimed it, `undefined` when none did in
   * time or the channel hung up. It can be claimed no more then, but stays known until {@linkcode Broadcasts.forget}.
   */
  async offer(channel: Channel, options: BroadcastOptions): Promise<string | undefined> {
    const { promise: claimed, resolve } = Promise.withResolvers<void>();
    const broadcast: Broadcast = {
      filter: compileFilter(options.filter),
      notifiesClaimed: options.notifiesClaimed,
      winner: undefined,
      isFinished: false,
      wake: resolve,
    };
    this.#byChannel.set(channel.id, broadcast);
    this.#announce(channel, broadcast);
    if (broadcast.winner === undefined) await this.#wait(channel, claimed, options.timeout);
    broadcast.isFinished = true;
    return broadcast.winner;
  }

  /** Claims a channel for an application, which nobody checks to be there. */
  claim(channelId: string, application: string): "claimed" | "taken" | "not-found" {
    const broadcast = this.#byChannel.get(channelId);
    if (broadcast === undefined) return "not-found";
    if (broadcast.winner !== undefined) return "taken";
    if (broadcast.isFinished) return "not-found";
    broadcast.winner = application;
    broadcast.wake();
    const channel = this.#pbx.channels.get(channelId)?.snapshot;
    if (broadcast.notifiesClaimed && channel !== undefined) {
      for (const name of this.#recipients(broadcast)) {
        this.#pbx.publish({ kind: "call-claimed", application: name, channel, winner: application });
      }
    }
    return "claimed";
  }

  /** Forgets a channel: who claims it from now on is told that it is not there. */
  forget(channelId: string): void {
    this.#byChannel.delete(channelId);
  }

  #announce({ snapshot: channel }: Channel, broadcast: Broadcast): void {
    for (const application of shuffle(this.#recipients(broadcast), this.#pbx.random)) {
      this.#pbx.publish({
        kind: "call-broadcast",
        application,
        channel,
        caller: channel.caller.number,
        called: channel.dialplan.exten,
      });
    }
  }

  #recipients({ filter }: Broadcast): string[] {
    return this.#pbx.stasis.list().map(({ name }) => name).filter((name) => filter?.(name) !== false);
  }

  async #wait(channel: Channel, claimed: Promise<void>, timeout: number): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>();
    using _timer = this.#pbx.clock.schedule(timeout, resolve);
    using _hangup = channel.onHangup(resolve);
    await Promise.race([claimed, over]);
  }
}

/** An expression that Asterisk does not take, or finds dangerous, filters nothing. */
function compileFilter(filter: string): Filter | undefined {
  if (filter === "" || isDangerous(filter)) return undefined;
  const result = compilePosixRegex(filter);
  if (result.kind === "regex") return result.test;
  if (!result.isOurs) return undefined;
  throw new NotSimulatedError(`Cannot filter applications by "${filter}": ${result.reason}, write it without`);
}

/** Asterisk's limits of the expression. */
const limits = { length: 256, depth: 10, quantifiedGroups: 3, bound: 100, deepAlternations: 20 };

/** Whether Asterisk would rather not try an expression, as it could take long. */
function isDangerous(pattern: string): boolean {
  if (new TextEncoder().encode(pattern).length > limits.length) return true;
  // A class is one thing, whatever is in it, and so is what a backslash makes literal.
  const plain = pattern.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]?/gs, "x");
  const alternations = [0];
  let quantifiedGroups = 0;
  for (const [token, first = "", second = ""] of plain.matchAll(/[(|]|\)?(?:[+*?]|\{(\d+)(?:,(\d*))?\})|\)/g)) {
    if (token === "(") alternations.push(0);
    else if (token === "|") alternations.push((alternations.pop() ?? 0) + 1);
    else if (token.startsWith(")")) {
      if (alternations.length > 1) alternations.pop();
      if (token.length > 1) quantifiedGroups++;
    }
    const depth = alternations.length - 1;
    if (Number(first) > limits.bound || Number(second) > limits.bound || depth > limits.depth) return true;
    if (depth > 2 && (alternations.at(-1) ?? 0) > limits.deepAlternations) return true;
  }
  return quantifiedGroups > limits.quantifiedGroups;
}

/** Puts a list into an order that chance decides (Fisher and Yates). */
function shuffle<Item>(list: readonly Item[], random: () => number): Item[] {
  const left = [...list];
  const shuffled: Item[] = [];
  while (left.length > 0) shuffled.push(...left.splice(Math.floor(random() * left.length), 1));
  return shuffled;
}
