import { type Backoff, fullJitter } from "../_internal/backoff.ts";
import type { Clock } from "../_internal/clock.ts";
import { type AriStatus, isFinal, type ProofOfLife } from "./ari_status.ts";
import { AriConnectionError, AriError, AriReplacedError } from "./errors.ts";
import type { AnyEvent } from "./event_router.ts";
import type { EventSocket, SocketTaps } from "./event_socket.ts";
import type { Repositories } from "./generated/repositories.ts";
import type { GoneNotice } from "./gone_notice.ts";
import type { HandlerFilter } from "./handler_filter.ts";
import { watchHeartbeat } from "./heartbeat.ts";
import { pause } from "../_internal/pause.ts";
import { EventProver, type ProofWorld } from "./proof_of_life.ts";
import { findAll, goneNotices, reconcile, returnNotice, takeUp } from "./reconciliation.ts";
import type { ReturnNotice } from "./return_notice.ts";
import { glimpse, Roster } from "./roster.ts";
import { endedSources, type SubscriptionLedger } from "./subscription_ledger.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** What a registration needs of its client. */
export interface RegistrationWorld {
  readonly client: Pick<Repositories, "applications" | "bridges" | "channels" | "playbacks" | "recordings">;
  /** What proofs are made with: a way of its own, on which no request of the program is waited for. */
  readonly prober: ProofWorld["client"];
  readonly clock: Clock;
  readonly random: () => number;
  readonly ledger: SubscriptionLedger;
  /** Where channels are, by the events of all registrations. */
  readonly whereabouts: Whereabouts;
  /** What an application is subscribed to for somebody who still needs it. */
  heldBy(app: string): readonly string[];
  /** Is told the end of what one can be subscribed to. */
  onEnded(source: string): void;
  /** Opens a WebSocket for these applications. */
  open(apps: readonly string[], taps: SocketTaps, signal: AbortSignal): Promise<EventSocket>;
  /** Makes what lets only those events of these applications through that somebody listens for. */
  filter(apps: () => readonly string[]): HandlerFilter;
  /** The keys of the objects that somebody waits for, as `Playback x`. */
  waitedFor(): readonly string[];
  onStatus(status: AriStatus): void;
  onGone(notice: GoneNotice): void;
  onReturn(notice: ReturnNotice): void;
}

/** How a registration is supervised. */
export interface SupervisionOptions {
  readonly apps: readonly string[];
  readonly subscribeAll: boolean;
  readonly filter: "all" | "handlers";
  readonly reconnect: boolean;
  readonly keepTrying: boolean;
  readonly replaced: "stop" | "retake";
  readonly backoff: Backoff;
  readonly proofTimeout: number;
  readonly proofAttempts: number;
  readonly handshakeTimeout: number;
  readonly heartbeat: number;
  readonly heartbeatTimeout: number;
}

/** When after a return the proof is repeated, in milliseconds: an end of the former connection may come that late. */
const secondThoughts = [150, 500, 1_000];

/** Longest that a proof may take whatever the number of attempts, in milliseconds. */
const longestProof = 10_000;

/** Applications that stay registered: what is lost comes back, and what was missed is told. */
export class SupervisedRegistration implements AsyncDisposable {
  /** Resolves when it was closed from here; rejects when it ended for a reason that waiting can't mend. */
  readonly closed: Promise<void>;
  readonly #world: RegistrationWorld;
  readonly #options: SupervisionOptions;
  readonly #apps: Set<string>;
  readonly #prover: EventProver;
  readonly #roster: Roster;
  readonly #filter: HandlerFilter | undefined;
  readonly #isRetaken: boolean;
  readonly #stop = new AbortController();
  readonly #end = Promise.withResolvers<void>();
  #socket: EventSocket | undefined;
  /** The last moment at which events were known to flow. */
  #aliveAt = 0;
  #life: Promise<void> | undefined;
  #isFinished = false;

  constructor(world: RegistrationWorld, options: SupervisionOptions) {
    this.#world = world;
    this.#options = options;
    this.#apps = new Set(options.apps);
    this.#isRetaken = options.replaced === "retake";
    this.#roster = new Roster({ hearsAll: options.subscribeAll });
    this.#prover = new EventProver({ client: world.prober, clock: world.clock, random: world.random });
    this.#filter = options.filter === "handlers" ? world.filter(() => [...this.#apps]) : undefined;
    this.closed = this.#end.promise;
    this.closed.catch(() => {}); // Told to who waits; nobody has to.
  }

  /** The applications that no other connection has taken over. */
  get apps(): ReadonlySet<string> {
    return this.#apps;
  }

  /**
   * Registers them for the first time. One that is refused or can't be reached makes it reject, unless it keeps trying; one that opens and
   * stays silent does only when that happens again and again.
   */
  async start(signal: AbortSignal): Promise<void> {
    const { ledger, heldBy } = this.#world;
    for (const app of this.#options.apps) ledger.open(app, heldBy(app));
    try {
      await this.#startAtLast(AbortSignal.any([signal, this.#stop.signal]));
    } catch (error) {
      for (const app of this.#options.apps) ledger.forget(app);
      this.#filter?.close();
      throw error;
    }
  }

  async #startAtLast(signal: AbortSignal): Promise<void> {
    const { keepTrying, proofAttempts } = this.#options;
    let silent = 0;
    for (let attempt = 0;; attempt++) {
      let socket: EventSocket | undefined;
      try {
        // deno-lint-ignore no-await-in-loop -- One attempt after the other.
        socket = await this.#open(signal);
        // deno-lint-ignore no-await-in-loop -- The same.
        await this.#begin(socket, attempt, signal);
        return;
      } catch (error) {
        // deno-lint-ignore no-await-in-loop -- The same.
        await socket?.close();
        if (socket !== undefined) silent++;
        const isOver = signal.aborted || isFinal(error) || !keepTrying && socket === undefined;
        const isTooSilent = !keepTrying && silent >= proofAttempts;
        if (isOver || isTooSilent || !(error instanceof AriError)) {
          throw !isOver && isTooSilent ? tooSilent(error, silent) : error;
        }
        // deno-lint-ignore no-await-in-loop -- The same.
        await this.#wait(attempt + 1, error, signal);
      }
    }
  }

  /** Closes the WebSocket, or ends the attempts to open one. Twice is harmless. */
  async close(): Promise<void> {
    this.#stop.abort(new AriConnectionError("Cannot go on: the registration was closed"));
    await this.#socket?.close();
    await this.#life;
    this.#finish();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #live(first: EventSocket): Promise<void> {
    let socket = first;
    for (let returns = 0;; returns++) {
      // deno-lint-ignore no-await-in-loop -- One life after the other.
      const error = await this.#watch(socket, returns > 0);
      const isClosed = error === undefined || this.#stop.signal.aborted;
      const isForGood = error instanceof AriReplacedError && !this.#isRetaken || !this.#options.reconnect;
      if (error !== undefined && !isClosed && !isForGood) this.#status({ type: "lost", error });
      // Waits for the handshake, too, without which Asterisk could mistake the next one for this.
      // deno-lint-ignore no-await-in-loop -- The same.
      await socket.close();
      if (error === undefined || this.#stop.signal.aborted) return this.#finish();
      if (isForGood) return this.#finish(error);
      try {
        // deno-lint-ignore no-await-in-loop -- The same.
        socket = await this.#comeBack(error);
      } catch (reason) {
        if (this.#stop.signal.aborted) return this.#finish();
        return this.#finish(asAriError(reason));
      }
    }
  }

  /** Resolves when this WebSocket is of no use any more: with why, or with nothing when it was closed from here. */
  async #watch(socket: EventSocket, isReturn: boolean): Promise<AriError | undefined> {
    const over = new AbortController();
    const ended = socket.closed.then(() => undefined, (error: unknown) => asAriError(error));
    const doubted = this.#doubt(socket, isReturn, AbortSignal.any([over.signal, this.#stop.signal]));
    const error = await Promise.race([ended, doubted.then((error) => error ?? ended), socket.replaced]);
    over.abort();
    return error;
  }

  /** Proves again and again that events flow; resolves with an error when they do not. */
  async #doubt(socket: EventSocket, isReturn: boolean, signal: AbortSignal): Promise<AriError | undefined> {
    try {
      return await watchHeartbeat({
        ...this.#options,
        clock: this.#world.clock,
        atFirst: isReturn ? secondThoughts : [],
        received: () => socket.received,
        prove: (limit) => this.#prove(limit, signal),
        onAlive: (time) => this.#aliveAt = Math.max(time, this.#aliveAt),
      }, signal);
    } catch (error) {
      return signal.aborted ? undefined : asAriError(error);
    }
  }

  async #comeBack(lost: AriError): Promise<EventSocket> {
    const { signal } = this.#stop;
    const from = new Date(this.#aliveAt);
    let error = lost;
    for (let attempt = 0;; attempt++) {
      // deno-lint-ignore no-await-in-loop -- One attempt after the other.
      await this.#wait(attempt, error, signal);
      const known = this.#roster.snapshot(); // An attempt that failed may have brought events nevertheless.
      const waitedFor = this.#world.waitedFor(); // What is waited for later may only just be made.
      try {
        // deno-lint-ignore no-await-in-loop -- The same.
        const { socket, proof } = await this.#connect(attempt, signal);
        const to = new Date(this.#aliveAt);
        try {
          // deno-lint-ignore no-await-in-loop -- The same.
          await this.#catchUp({ known, waitedFor, missed: { from, to }, proof, signal });
        } catch (reason) {
          // deno-lint-ignore no-await-in-loop -- The same.
          await socket.close();
          throw reason;
        }
        return socket;
      } catch (reason) {
        if (signal.aborted || isFinal(reason)) throw reason;
        error = asAriError(reason);
      }
    }
  }

  /** Opens the WebSocket and proves that it works; leaves none behind when it does not. */
  async #connect(attempt: number, signal: AbortSignal): Promise<{ socket: EventSocket; proof: ProofOfLife }> {
    const socket = await this.#open(signal);
    try {
      return { socket, proof: await this.#proveFirst(attempt, signal) };
    } catch (error) {
      await socket.close();
      throw error;
    }
  }

  async #open(signal: AbortSignal): Promise<EventSocket> {
    const { handshakeTimeout } = this.#options;
    const apps = [...this.#apps];
    const own = new AbortController();
    const why = `the WebSocket did not open in ${handshakeTimeout} ms (handshakeTimeout)`;
    using _ = this.#world.clock.schedule(handshakeTimeout, () => {
      own.abort(
        new AriConnectionError(`Cannot receive events of "${apps.join(",")}": ${why}`, { outcome: "not-sent" }),
      );
    });
    return this.#socket = await this.#world.open(apps, this.#taps(), AbortSignal.any([signal, own.signal]));
  }

  async #begin(socket: EventSocket, attempt: number, signal: AbortSignal): Promise<void> {
    const proof = await this.#proveFirst(attempt, signal);
    await this.#askAgain(signal);
    this.#status({ type: "connected", proof });
    this.#life = this.#live(socket);
  }

  /** Asks for what the applications are subscribed to and filtered by, as far as Asterisk has forgotten it. */
  async #askAgain(signal: AbortSignal): Promise<void> {
    const { client, ledger } = this.#world;
    await Promise.all([...this.#apps].map((app) => ledger.restore(app, client.applications, { signal })));
    await this.#filter?.renew();
  }

  async #proveFirst(attempt: number, signal: AbortSignal): Promise<ProofOfLife> {
    const limit = Math.min(longestProof, this.#options.proofTimeout * 2 ** Math.min(attempt, 10));
    const proof = await this.#prove(limit, signal);
    this.#aliveAt = this.#world.clock.now(); // Whatever the proof: nothing better is known.
    return proof;
  }

  async #prove(limit: number, signal: AbortSignal): Promise<ProofOfLife> {
    const isAsked = this.#options.proofTimeout !== Infinity;
    const proof = !isAsked ? "none" : await this.#prover.prove([...this.#apps], limit, signal);
    // Nothing else tells that events have flowed.
    if (proof === "event") this.#aliveAt = this.#world.clock.now();
    return proof;
  }

  async #wait(attempt: number, error: AriError, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#world;
    const delay = fullJitter(attempt, random, this.#options.backoff);
    this.#status({ type: "waiting", attempt: attempt + 1, delay, error });
    await pause(delay, clock, signal);
  }

  /** Asks for what was subscribed to, finds out what became of everything known, and tells. */
  async #catchUp(asked: CatchUp): Promise<void> {
    const { known, waitedFor, missed, proof, signal } = asked;
    const { client, ledger, whereabouts } = this.#world;
    const apps = [...this.#apps];
    await this.#askAgain(signal);
    const found = await findAll(client, waitedFor, signal);
    const told = this.#roster.takeTold();
    const difference = reconcile(known, found, {
      apps,
      hearsAll: this.#options.subscribeAll,
      told,
      appOf: (id) => whereabouts.appOf(id),
      isSubscribed: (app, id) => ledger.has(app, `channel:${id}`),
    });
    takeUp(difference, { apps, roster: this.#roster, whereabouts });
    this.#status({ type: "resumed", proof, missed, ...difference.told });
    for (const id of difference.told.gone.channels) this.#world.onEnded(`channel:${id}`);
    for (const id of difference.told.gone.bridges) this.#world.onEnded(`bridge:${id}`);
    for (const notice of goneNotices(difference, found, waitedFor, told)) this.#world.onGone(notice);
    this.#world.onReturn(returnNotice(difference, found, apps));
  }

  #taps(): SocketTaps {
    const see = (event: AnyEvent) => {
      this.#roster.see(event);
      this.#world.whereabouts.see(event);
      for (const source of endedSources(event)) this.#world.onEnded(source);
      return false;
    };
    return {
      events: new Map([
        ...this.#roster.events.map((name) => [name, see] as const),
        ["ChannelUserevent", (event: AnyEvent) => this.#prover.take(event)],
      ]),
      glance(type, text) {
        const event = glimpse(type, text);
        if (event !== undefined) see(event);
        return event !== undefined;
      },
      onReplaced: (app) => this.#replaced(app),
    };
  }

  /** Returns the error that ends the connection, when nothing is left of it. */
  #replaced(app: string): AriError | undefined {
    if (!this.#apps.has(app)) return undefined;
    this.#status({ type: "replaced", app });
    if (!this.#isRetaken) {
      this.#apps.delete(app);
      this.#roster.forgetApp(app);
      this.#world.whereabouts.forgetApp(app);
      this.#roster.forgetApp(app);
      if (this.#apps.size > 0) return undefined;
    }
    return new AriReplacedError(app);
  }

  #finish(error?: AriError): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    for (const app of this.#apps) {
      this.#world.ledger.forget(app);
      this.#world.whereabouts.forgetApp(app);
    }
    this.#filter?.close();
    this.#status({ type: "stopped", ...(error !== undefined && { error }) });
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
  }

  #status(status: Unplaced<AriStatus>): void {
    const apps = status.type === "replaced" || status.type === "stopped" ? this.#options.apps : [...this.#apps];
    this.#world.onStatus({ ...status, apps, time: new Date(this.#world.clock.now()) });
  }
}

type Unplaced<Status> = Status extends unknown ? Omit<Status, "apps" | "time"> : never;

interface CatchUp {
  readonly known: ReturnType<Roster["snapshot"]>;
  readonly waitedFor: readonly string[];
  readonly missed: { readonly from: Date; readonly to: Date };
  readonly proof: ProofOfLife;
  readonly signal: AbortSignal;
}

function tooSilent(error: unknown, times: number): AriConnectionError {
  return new AriConnectionError(`${asAriError(error).message}, and so ${times} times (proofAttempts)`, {
    cause: error,
  });
}

function asAriError(error: unknown): AriError {
  if (error instanceof AriError) return error;
  return new AriConnectionError(`Cannot stay connected: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error,
  });
}
