import { type Backoff, fullJitter } from "../_internal/backoff.ts";
import type { Clock } from "../_internal/clock.ts";
import { pause } from "../_internal/pause.ts";
import type { AmiStatus, Untimed } from "./ami_status.ts";
import type { Banner } from "./banner.ts";
import { AmiAuthenticationError, AmiConnectionError, AmiError } from "./errors.ts";
import { request } from "./login.ts";
import type { Session } from "./session.ts";

/** What a supervised session needs of its client. */
export interface SessionWorld {
  readonly clock: Clock;
  readonly random: () => number;
  /** Connects and logs in; leaves nothing open when it rejects. */
  open(signal: AbortSignal): Promise<{ session: Session; banner: Banner }>;
  onStatus(status: Untimed<AmiStatus>): void;
}

/** How a session is supervised. */
export interface SupervisionOptions {
  readonly reconnect: boolean;
  readonly keepTrying: boolean;
  readonly backoff: Backoff;
  readonly heartbeat: number;
  readonly heartbeatTimeout: number;
}

/** Longest wait for Asterisk's goodbye, in milliseconds. */
const goodbyeTimeout = 1_000;

/** A session that comes back when it is lost. */
export class SupervisedSession implements AsyncDisposable {
  /** Resolves when it was closed from here; rejects when it ended for a reason that waiting can't mend. */
  readonly closed: Promise<void>;
  readonly #world: SessionWorld;
  readonly #options: SupervisionOptions;
  readonly #stop = new AbortController();
  readonly #end = Promise.withResolvers<void>();
  #session: Session | undefined;
  #life: Promise<void> | undefined;
  /** When something last came. */
  #aliveAt = 0;
  #why: AmiError = new AmiConnectionError("Cannot go on: not connected", { outcome: "not-sent" });
  #isFinished = false;

  constructor(world: SessionWorld, options: SupervisionOptions) {
    this.#world = world;
    this.#options = options;
    this.closed = this.#end.promise;
    this.closed.catch(() => {}); // Told to who waits; nobody has to.
  }

  /** The session that is logged in, or why there is none. */
  get current(): Session | AmiError {
    return this.#session ?? this.#why;
  }

  /** Is told that something has come, and until when no event is missing. */
  alive(knownUntil: number = this.#world.clock.now()): void {
    this.#aliveAt = knownUntil;
  }

  /** Connects for the first time; rejects when that fails, unless it keeps trying. */
  async start(signal?: AbortSignal): Promise<void> {
    const either = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    for (let attempt = 0;; attempt++) {
      try {
        // deno-lint-ignore no-await-in-loop -- One attempt after the other.
        const { session, banner } = await this.#world.open(either);
        this.#session = session;
        this.#world.onStatus({ type: "connected", banner });
        this.#life = this.#live(session);
        return;
      } catch (error) {
        if (!this.#options.keepTrying || either.aborted || isFinal(error)) throw error;
        // deno-lint-ignore no-await-in-loop -- The same.
        await this.#wait(attempt + 1, asAmiError(error), either);
      }
    }
  }

  /** Logs off, or ends the attempts to connect. Twice is harmless. */
  async close(): Promise<void> {
    const reason = new AmiConnectionError("Cannot go on: the client was closed", { outcome: "not-sent" });
    this.#stop.abort(reason);
    this.#why = reason;
    const session = this.#session;
    this.#session = undefined;
    if (session !== undefined && session.over === undefined) {
      try {
        await Promise.race([request(session, "Logoff", {}, goodbyeTimeout), session.closed]);
      } catch {
        // It is over either way.
      }
      session[Symbol.dispose]();
    }
    await this.#life;
    this.#finish();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #live(first: Session): Promise<void> {
    let session = first;
    for (;;) {
      // deno-lint-ignore no-await-in-loop -- One life after the other.
      const error = await this.#watch(session);
      this.#session = undefined;
      if (this.#stop.signal.aborted) return;
      this.#why = error;
      this.#world.onStatus({ type: "lost", error });
      if (!this.#options.reconnect) return this.#finish(error);
      try {
        // deno-lint-ignore no-await-in-loop -- The same.
        session = await this.#comeBack(error);
      } catch (reason) {
        if (this.#stop.signal.aborted) return;
        return this.#finish(asAmiError(reason));
      }
    }
  }

  /** Resolves when the session is over, with why. */
  async #watch(session: Session): Promise<AmiError> {
    const over = new AbortController();
    const doubt = this.#doubt(session, AbortSignal.any([over.signal, this.#stop.signal]));
    const error = await session.closed;
    over.abort();
    await doubt;
    return error;
  }

  /** Asks for a sign of life when none came for a while, and ends the session when there is none. */
  async #doubt(session: Session, signal: AbortSignal): Promise<void> {
    const { heartbeat, heartbeatTimeout } = this.#options;
    try {
      while (heartbeat !== Infinity) {
        const { reads } = session;
        // deno-lint-ignore no-await-in-loop -- One after the other.
        await pause(heartbeat, this.#world.clock, signal);
        if (session.reads > reads || session.isBlocked) continue;
        // deno-lint-ignore no-await-in-loop -- One after the other.
        await request(session, "Ping", {}, heartbeatTimeout);
      }
    } catch (cause) {
      if (signal.aborted) return;
      session.fail(
        new AmiConnectionError(`Cannot go on: no answer to a ping within ${heartbeatTimeout} ms`, { cause }),
      );
    }
  }

  async #comeBack(lost: AmiError): Promise<Session> {
    const { signal } = this.#stop;
    const from = new Date(this.#aliveAt);
    let error = lost;
    for (let attempt = 0;; attempt++) {
      // deno-lint-ignore no-await-in-loop -- One attempt after the other.
      await this.#wait(attempt, error, signal);
      try {
        // deno-lint-ignore no-await-in-loop -- The same.
        const { session, banner } = await this.#world.open(signal);
        this.#session = session;
        this.#world.onStatus({ type: "resumed", banner, missed: { from, to: new Date(this.#world.clock.now()) } });
        return session;
      } catch (reason) {
        if (signal.aborted || isFinal(reason)) throw reason;
        error = asAmiError(reason);
      }
    }
  }

  async #wait(attempt: number, error: AmiError, signal: AbortSignal): Promise<void> {
    const delay = fullJitter(attempt, this.#world.random, this.#options.backoff);
    this.#world.onStatus({ type: "waiting", attempt: attempt + 1, delay, error });
    await pause(delay, this.#world.clock, signal);
  }

  #finish(error?: AmiError): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    if (error !== undefined) this.#why = error;
    this.#world.onStatus({ type: "stopped", ...(error !== undefined && { error }) });
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
  }
}

/** Whether waiting can't mend it: Asterisk does not let this user in, or what was given makes no sense. */
function isFinal(error: unknown): boolean {
  return error instanceof AmiAuthenticationError || error instanceof TypeError || error instanceof RangeError;
}

function asAmiError(error: unknown): AmiError {
  if (error instanceof AmiError) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new AmiConnectionError(`Cannot stay connected: ${said}`, { cause: error, outcome: "not-sent" });
}
