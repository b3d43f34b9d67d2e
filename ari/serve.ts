import type { CallOptions } from "../_internal/call_options.ts";
import type { AriClient } from "./client.ts";
import { AriError } from "./errors.ts";
import type { Registration } from "./registration.ts";
import type { AriEvent, StasisStart } from "./generated/events.ts";
import type { Channel } from "./generated/objects.ts";
import type { ObjectHost } from "./objects.ts";
import { argumentsIn, type ReturnNotice } from "./return_notice.ts";
import { type Call, type CallEnd, endChannel, ServedCall } from "./served_call.ts";

/** What {@linkcode AriClient.serve} needs, and its limits. */
export interface ServeOptions extends CallOptions {
  /** Names of Stasis applications, as in `Stasis(greeter)`. */
  apps: string | readonly string[];
  /**
   * Most calls whose handlers run at once. One more continues in the dialplan at once, and `onError` is told. The default is far
   * more than the calls of most programs, and few enough that a dialplan which calls itself in a circle does not take all memory.
   * @default {1_000}
   */
  maxCalls?: number;
  /** Most things that one call owns at once. @default {1_000} */
  maxOwned?: number;
  /**
   * What becomes of a channel that is still in the application when its handler has returned. By default nothing, as the handler
   * may have brought it into a bridge or left it to listeners. @default {"leave"}
   */
  afterReturn?: CallEnd;
  /**
   * What becomes of a channel that is still in the application when its handler has thrown, or when the call was stopped: by a
   * shutdown, another program that took the application over, or a connection that is lost for good. @default {"continue"}
   */
  afterFailure?: CallEnd;
  /** Longest wait for the release of one thing, in milliseconds. @default {5_000} */
  releaseTimeout?: number;
}

/** One function a call. */
export type CallHandler = (channel: Channel, call: Call) => unknown;

/** Applications that are served; like `Deno.HttpServer`. */
export interface AriServer extends AsyncDisposable {
  /** Resolves when Asterisk has the applications, rejects when they cannot be registered. */
  readonly ready: Promise<void>;
  /**
   * Resolves when it was shut down and the last handler has ended, rejects when the connection was lost for good or another
   * program took the applications over; then too the last handler has ended.
   */
  readonly finished: Promise<void>;
  /** How many calls there are whose handlers have not ended, or who still hold something. */
  readonly activeCalls: number;
  /**
   * Takes no more calls, and shuts down when the handlers of those that there are have ended. Until then the applications stay
   * registered; a call that enters them continues in the dialplan at once, as after a `Stasis()` that failed.
   *
   * Rejects with the signal's reason when that aborts; calls go on then, still without new ones, until `shutdown()`.
   */
  drain(options?: CallOptions): Promise<void>;
  /**
   * Aborts the signals of calls, releases what they own, lets their channels go as `afterFailure` says, waits for their handlers,
   * and unregisters the applications. Twice is harmless. A handler must not wait for it, as it would wait for itself.
   */
  shutdown(): Promise<void>;
}

/** What {@linkcode serveCalls} needs besides what the user says. */
export interface ServeHost {
  readonly client: AriClient;
  readonly host: ObjectHost;
  readonly onError: (error: unknown, event: AriEvent) => void;
}

/** What {@linkcode AriClient.serve} does. */
export function serveCalls(given: ServeHost, options: ServeOptions, handler: CallHandler): CallServer {
  return new CallServer(given, options, handler);
}

/** How many channels are remembered as legs that have not entered an application yet. */
const maxLegs = 10_000;

/** The server of {@linkcode AriClient.serve}. */
export class CallServer implements AriServer {
  readonly ready: Promise<void>;
  readonly finished: Promise<void>;
  readonly #given: ServeHost;
  readonly #options: Required<Omit<ServeOptions, "apps" | "signal">>;
  /** What it serves. */
  readonly apps: ReadonlySet<string>;
  readonly #handler: CallHandler;
  /** Channel id → its call, while the channel is in the application. */
  readonly #calls = new Map<string, ServedCall>();
  /** Calls of which something is left, each with its end. */
  readonly #running = new Map<ServedCall, Promise<void>>();
  /** Legs of calls that have not entered an application yet. */
  readonly #legs = new Set<string>();
  /** Calls that were not taken and are being sent back to the dialplan. */
  readonly #refused = new Set<Promise<void>>();
  readonly #listening = new DisposableStack();
  readonly #stopping = new AbortController();
  readonly #ended = new Set<() => void>();
  #isDraining = false;

  constructor(given: ServeHost, options: ServeOptions, handler: CallHandler) {
    const { maxCalls = 1_000, maxOwned = 1_000, releaseTimeout = 5_000 } = options;
    const { afterReturn = "leave", afterFailure = "continue" } = options;
    this.#given = given;
    this.#options = { maxCalls, maxOwned, releaseTimeout, afterReturn, afterFailure };
    this.apps = new Set(typeof options.apps === "string" ? [options.apps] : options.apps);
    this.#handler = handler;
    this.#listen();
    const signals = options.signal === undefined ? [this.#stopping.signal] : [this.#stopping.signal, options.signal];
    const signal = AbortSignal.any(signals);
    const registering = given.client.register({ apps: [...this.apps], signal });
    this.ready = registering.then(() => {});
    this.finished = this.#serve(registering, signal);
    for (const promise of [this.finished, this.ready]) promise.catch(() => {}); // Nobody has to wait for them.
  }

  get activeCalls(): number {
    return this.#running.size;
  }

  async drain(options: CallOptions = {}): Promise<void> {
    const { signal } = options;
    signal?.throwIfAborted();
    this.#isDraining = true;
    const aborted = Promise.withResolvers<never>();
    aborted.promise.catch(() => {});
    const abort = () => aborted.reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      // deno-lint-ignore no-await-in-loop -- Only when the last call has ended there is none.
      while (this.#running.size > 0) await Promise.race([this.#nextEnd(), aborted.promise]);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
    await this.shutdown();
  }

  async shutdown(): Promise<void> {
    this.#isDraining = true;
    this.#stopping.abort();
    await this.finished.catch(() => {});
  }

  /** The same as {@linkcode shutdown}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  /** Stops all calls and resolves when nothing is left of them but their handlers: while requests can still be made. */
  async stopCalls(why: string, cause?: unknown): Promise<void> {
    this.#isDraining = true;
    await Promise.all([...this.#running.keys()].map((call) => call.stop(why, cause)));
  }

  #listen(): void {
    const { client, host } = this.#given;
    const listening = this.#listening;
    listening.use(client.on("StasisStart", (event) => this.#enter(event)));
    listening.use(client.on("StasisEnd", ({ application, channel }) => {
      this.#legs.delete(channel.id);
      const call = this.#calls.get(channel.id);
      if (call?.app === application) this.#leave(channel.id, `channel "${channel.name}" left "${application}"`);
    }));
    listening.use(client.on("ChannelDestroyed", ({ channel }) => {
      this.#legs.delete(channel.id);
      this.#leave(channel.id, `channel "${channel.name}" hung up`);
    }));
    listening.use(client.on("ApplicationReplaced", ({ application }) => {
      if (!this.apps.has(application)) return;
      for (const call of this.#calls.values()) {
        if (call.app === application) void call.stop(`another program took "${application}" over`);
      }
    }));
    listening.use(host.onGone(({ kind, id, why }) => {
      if (kind === "Channel") this.#leave(id, `channel "${id}": ${why}`);
    }));
    listening.use(host.onReturn((notice) => this.#comeBack(notice)));
  }

  async #serve(registering: Promise<Registration>, signal: AbortSignal): Promise<void> {
    const stopped = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => stopped.resolve(), { once: true });
    try {
      await using registration = await registering;
      let lost: { error: unknown } | undefined;
      await Promise.race([registration.closed.catch((error) => void (lost = { error })), stopped.promise]);
      const why = signal.aborted
        ? "the server was shut down"
        : lost
        ? "the connection was lost"
        : "the client was closed";
      // Events are still needed here: what handlers wait for at their end comes by them.
      await this.stopCalls(why, lost?.error);
      await Promise.all([...this.#running.values(), ...this.#refused]);
      if (lost !== undefined && !signal.aborted) throw lost.error;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#listening.dispose();
    }
  }

  #enter(event: StasisStart): void {
    const { application, channel, replace_channel } = event;
    if (!this.apps.has(application)) return;
    if (replace_channel !== undefined && this.#replace(replace_channel, channel)) return;
    if (this.#legs.delete(channel.id)) return;
    // A channel that was moved: the end of its stay in the one application may come after its beginning in the other.
    this.#leave(channel.id, `channel "${channel.name}" entered "${application}" anew`);
    const { host, onError } = this.#given;
    const { maxCalls, releaseTimeout } = this.#options;
    const isFull = this.#running.size >= maxCalls;
    if (!isFull && !this.#isDraining) return this.#start(event);
    if (isFull && !this.#isDraining) {
      const limit = `${this.#running.size} calls are served, at most ${maxCalls} (maxCalls)`;
      onError(
        new AriError(`Cannot take the call of channel "${channel.name}", it continues in the dialplan: ${limit}`),
        event,
      );
    }
    const refused = endChannel(host, channel, { end: "continue", releaseTimeout }, (error) => onError(error, event));
    this.#refused.add(refused);
    refused.then(() => this.#refused.delete(refused));
  }

  /** Takes into account what no event has told: calls that have left, and calls that have come. */
  #comeBack({ channels, entered, left }: ReturnNotice): void {
    // Legs first, as a call that has left releases what it owns at once.
    for (const call of this.#running.keys()) for (const id of left) call.handedOver(id);
    for (const id of left) {
      this.#legs.delete(id);
      const call = this.#calls.get(id);
      if (call === undefined) continue;
      this.#leave(id, `channel "${call.channel.name}" left "${call.app}" while the connection was lost`);
    }
    const timestamp = new Date(this.#given.host.clock.now()).toISOString();
    for (const channel of channels) {
      const application = entered.get(channel.id);
      if (application === undefined || this.#calls.has(channel.id)) continue;
      const { app_data } = channel.dialplan;
      // A channel that was moved here has the arguments of where it entered: its own are not known.
      const args = app_data.split(",")[0] === application ? argumentsIn(app_data) : [];
      this.#enter({ type: "StasisStart", application, args, channel, timestamp });
    }
  }

  #start(event: StasisStart): void {
    const { host, onError } = this.#given;
    const onLeg = (id: string) => {
      this.#legs.add(id);
      const [oldest] = this.#legs;
      if (this.#legs.size > maxLegs && oldest !== undefined) this.#legs.delete(oldest);
    };
    const call = new ServedCall({ ...this.#options, host, onError, onLeg, event });
    this.#calls.set(event.channel.id, call);
    const end = call.run(this.#handler).finally(() => {
      this.#running.delete(call);
      for (const tell of this.#ended) tell();
      this.#ended.clear();
    });
    this.#running.set(call, end);
  }

  #leave(channelId: string, why: string): void {
    this.#calls.get(channelId)?.leave(why);
    this.#calls.delete(channelId);
  }

  /** A transfer has put one channel in the place of another: its call goes on with that. */
  #replace(from: Channel, to: Channel): boolean {
    const call = this.#calls.get(from.id);
    if (call?.replace(from, to)) {
      this.#calls.delete(from.id);
      this.#calls.set(to.id, call);
      return true;
    }
    for (const running of this.#running.keys()) {
      if (!running.replace(from, to)) continue;
      this.#legs.delete(to.id);
      return true;
    }
    return false;
  }

  #nextEnd(): Promise<void> {
    return new Promise((resolve) => void this.#ended.add(resolve));
  }
}
