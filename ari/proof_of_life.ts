import type { Clock } from "../_internal/clock.ts";
import { makeUuid } from "../_internal/uuid.ts";
import type { ProofOfLife } from "./ari_status.ts";
import { AriConnectionError, AriResponseError } from "./errors.ts";
import type { AnyEvent } from "./event_router.ts";
import { aborted } from "../_internal/pause.ts";
import type { Repositories } from "./generated/repositories.ts";

/** What a proof needs of the client. */
export interface ProofWorld {
  readonly client: Pick<Repositories, "applications"> & { readonly events: Pick<Repositories["events"], "userEvent"> };
  readonly clock: Clock;
  readonly random: () => number;
}

/** How long it may take to learn whether a filter hides the proof, in milliseconds. */
const hiddenLimit = 1_000;

/**
 * Proves that events of an application reach us: sends a user event through Asterisk, and waits for it.
 *
 * An open WebSocket alone proves nothing: when an application is registered again while Asterisk still ends its former
 * connection, the end of the former takes the application away from the new one, which stays open and silent.
 */
export class EventProver {
  readonly #world: ProofWorld;
  readonly #prefix: string;
  readonly #awaited = new Map<string, () => void>();
  #count = 0;

  constructor(world: ProofWorld) {
    this.#world = world;
    this.#prefix = `asterism-proof-${makeUuid(world.random)}-`;
  }

  /** Says whether a `ChannelUserevent` is one of its own, which is nobody else's business. */
  take(event: AnyEvent): boolean {
    const name = "eventname" in event && typeof event.eventname === "string" ? event.eventname : "";
    if (!name.startsWith(this.#prefix)) return false;
    this.#awaited.get(name)?.();
    return true;
  }

  /** Proves it for each of the applications within so many milliseconds, or rejects. */
  async prove(apps: readonly string[], limit: number, signal: AbortSignal): Promise<ProofOfLife> {
    const proofs = await Promise.all(apps.map((app) => this.#prove(app, limit, signal)));
    return proofs.includes("application") ? "application" : "event";
  }

  async #prove(app: string, limit: number, signal: AbortSignal): Promise<ProofOfLife> {
    const { client, clock } = this.#world;
    const late = new AriConnectionError(
      `Cannot receive events of "${app}": what was sent to it did not arrive in ${limit} ms`,
    );
    const own = new AbortController();
    const either = AbortSignal.any([signal, own.signal]);
    using _limit = clock.schedule(limit, () => own.abort(late));
    const name = `${this.#prefix}${++this.#count}`;
    const arrived = Promise.withResolvers<ProofOfLife>();
    let isSent = false;
    this.#awaited.set(name, () => arrived.resolve("event"));
    try {
      await client.events.userEvent({ eventName: name, application: app }, { signal: either });
      isSent = true;
      return await Promise.race([arrived.promise, aborted(clock, either)]);
    } catch (error) {
      const isRefused = error instanceof AriResponseError && error.status === 403;
      if (!isRefused && (error !== late || !isSent)) throw error;
      signal.throwIfAborted();
      if (await this.#isHidden(app, isRefused, Math.min(limit, hiddenLimit), signal)) return "application";
      throw error;
    } finally {
      this.#awaited.delete(name);
    }
  }

  /** Whether Asterisk has the application, and would not show us the event. */
  async #isHidden(app: string, isRefused: boolean, limit: number, signal: AbortSignal): Promise<boolean> {
    const own = new AbortController();
    using _ = this.#world.clock.schedule(
      limit,
      () => own.abort(new AriConnectionError(`Cannot find "${app}" in ${limit} ms`)),
    );
    const found = await this.#world.client.applications.get(
      { applicationName: app },
      { signal: AbortSignal.any([signal, own.signal]) },
    );
    const isUserEvent = ({ type }: { readonly type: string }) => type === "ChannelUserevent";
    return isRefused || found.events_disallowed.some(isUserEvent) ||
      found.events_allowed.length > 0 && !found.events_allowed.some(isUserEvent);
  }
}
