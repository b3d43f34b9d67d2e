import { type Clock, systemClock } from "../_internal/clock.ts";
import { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Connection } from "../_internal/transport.ts";
import type { AgiCall } from "./call.ts";
import { defaultPort } from "./environment.ts";
import { AgiError, AgiProtocolError } from "./errors.ts";
import type { AgiHandler } from "./handler.ts";
import type { AgiTraceRecord } from "./link.ts";
import { type AgiRoutes, Router } from "./routes.ts";
import { runHandler } from "./run_handler.ts";
import { openStreamLink, type StreamLimits } from "./stream_link.ts";

/** How {@linkcode serve} listens, and what it lets calls do. */
export interface ServeOptions extends Partial<StreamLimits> {
  /**
   * The address to listen on. FastAGI knows neither passwords nor encryption: whoever reaches the port can pretend to be Asterisk. @default {"127.0.0.1"}
   */
  hostname?: string;
  /** The port; 0 takes a free one. @default {4573} */
  port?: number;
  /** Speaks TLS, for a proxy in front of Asterisk, which itself does not. */
  tls?: { cert: string; key: string };
  /** Shuts the server down, as {@linkcode AgiServer.shutdown} does. */
  signal?: AbortSignal;
  /** Most calls at once; more connections are closed at once, and told to `onError` once. @default {10_000} */
  maxConnections?: number;
  /** How long Asterisk may take for the variables at the beginning, in milliseconds. @default {5_000} */
  environmentTimeout?: number;
  /** How long a call may last, in milliseconds; then it is handed back to Asterisk. @default {Infinity} */
  maxSessionTime?: number;
  /**
   * How long an answer may take, in milliseconds, as a dead network tells nothing of a hangup; then the connection is closed. Waiting for digits,
   * playing, and running applications are commands whose answers take long. @default {Infinity}
   */
  idleTimeout?: number;
  /**
   * Gets what a handler threw, with its call, and what a connection brought that is no call. Without it the program gets them as uncaught errors
   * through `reportError()`.
   */
  onError?: (error: unknown, call?: AgiCall) => void;
  /** Sees each line that is sent or received, and of which call. It may hold what callers enter. */
  trace?: (record: AgiTraceRecord & { readonly connection: number }) => void;
  /** Time, for the limits. @default The machine's */
  clock?: Clock;
  /** Where calls come from. @default `Deno.listen` */
  listen?: (options: { hostname: string; port: number }) => AgiListener;
}

/** The part of a `Deno.Listener` that is used. */
export interface AgiListener {
  /** Where it listens. */
  readonly addr: Deno.Addr;
  /** The next connection; rejects when the listener is closed. */
  accept(): Promise<Connection>;
  /** Ends listening. */
  close(): void;
}

/** A server of AGI calls. */
export interface AgiServer extends AsyncDisposable {
  /** Where it listens. */
  readonly hostname: string;
  /** The port, also when a free one was asked for. */
  readonly port: number;
  /** How many calls there are. */
  readonly calls: number;
  /** Resolves when it listens no more and the last call has ended. */
  readonly finished: Promise<void>;
  /** Takes no more calls, tells the handlers by their signal, and resolves when the last one has ended, or closes the rest when the signal aborts. */
  shutdown(options?: { signal?: AbortSignal }): Promise<void>;
}

/** The port and host, checked. */
function checkOptions(options: ServeOptions): void {
  const { port = defaultPort, maxConnections = 10_000 } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(`Cannot serve FastAGI as port must be 0 to 65535: current value is ${port}`);
  }
  if (!Number.isInteger(maxConnections) || maxConnections < 1) {
    throw new RangeError(
      `Cannot serve FastAGI as maxConnections must be 1 or more: current value is ${maxConnections}`,
    );
  }
}

/**
 * Serves FastAGI: Asterisk connects for each call that its dialplan sends to `AGI(agi://…)`, and gets the handler of the path.
 *
 * A handler that throws ends its own call only, with `AGISTATUS` FAILURE in the dialplan, as does a path without a route; its error goes to
 * `onError`. A connection that closes without a word, as of a health check, is no call. Disposing the server shuts it down, and waits for the calls.
 *
 * @example A PIN, asked for by FastAGI
 * ```ts ignore
 * import { serve } from "@asterism/asterisk/agi";
 *
 * await using server = serve({ port: 4573 }, {
 *   "/pin/:account": async (call, { params }) => {
 *     await call.answer();
 *     const { digits, timedOut } = await call.getData("vm-password", { timeout: 5_000, maxDigits: 4 });
 *     await call.setVariable("PIN_OK", !timedOut && digits === await pinOf(params.account) ? 1 : 0);
 *   },
 * });
 * await server.finished;
 * ```
 */
export function serve(options: ServeOptions, handler: AgiHandler | AgiRoutes): AgiServer {
  checkOptions(options);
  return new FastAgiServer(options, new Router(handler));
}

class FastAgiServer implements AgiServer {
  readonly hostname: string;
  readonly port: number;
  readonly finished: Promise<void>;
  readonly #options: ServeOptions;
  readonly #router: Router;
  readonly #listener: AgiListener;
  readonly #stop = new AbortController();
  readonly #wheel: TimerWheel;
  readonly #connections = new Set<Connection>();
  readonly #onError: (error: unknown, call?: AgiCall) => void;
  #count = 0;
  #isFull = false;
  #idle = Promise.withResolvers<void>();

  constructor(options: ServeOptions, router: Router) {
    const { hostname = "127.0.0.1", port = defaultPort, signal, listen = systemListen(options.tls) } = options;
    signal?.throwIfAborted();
    this.#options = options;
    this.#router = router;
    this.#wheel = new TimerWheel(options.clock ?? systemClock);
    this.#onError = options.onError ?? ((error) => reportError(error));
    this.#listener = listen({ hostname, port });
    const { addr } = this.#listener;
    this.hostname = "hostname" in addr ? addr.hostname : hostname;
    this.port = "port" in addr ? addr.port : port;
    this.finished = this.#accept().then(() => this.#drained()).finally(() => this.#wheel[Symbol.dispose]());
    signal?.addEventListener("abort", () => this.#close(), { once: true, signal: this.#stop.signal });
  }

  get calls(): number {
    return this.#connections.size;
  }

  async shutdown({ signal }: { signal?: AbortSignal } = {}): Promise<void> {
    this.#close();
    const closeAll = () => {
      for (const connection of [...this.#connections]) connection.close();
    };
    if (signal?.aborted) closeAll();
    signal?.addEventListener("abort", closeAll, { once: true });
    await this.finished;
    signal?.removeEventListener("abort", closeAll);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  #close(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(new AgiError("Cannot go on with the call: the server ends"));
    this.#listener.close();
  }

  async #drained(): Promise<void> {
    // deno-lint-ignore no-await-in-loop -- A call may have come meanwhile.
    while (this.#connections.size > 0) await this.#idle.promise;
  }

  async #accept(): Promise<void> {
    for (;;) {
      let connection: Connection;
      try {
        // deno-lint-ignore no-await-in-loop -- One after the other.
        connection = await this.#listener.accept();
      } catch (error) {
        if (this.#stop.signal.aborted) return;
        // Too many files are open, or the other side has gone: the next one may come all the same.
        this.#onError(new AgiError("Cannot accept an AGI call", { cause: error }));
        if (error instanceof Deno.errors.BadResource) return this.#close();
        continue;
      }
      this.#take(connection);
    }
  }

  #take(connection: Connection): void {
    const { maxConnections = 10_000 } = this.#options;
    if (this.#connections.size >= maxConnections) {
      connection.close();
      if (!this.#isFull) this.#onError(new AgiError(`Cannot serve more than ${maxConnections} AGI calls at once`));
      this.#isFull = true;
      return;
    }
    this.#connections.add(connection);
    this.#serve(connection, ++this.#count).finally(() => {
      this.#connections.delete(connection);
      this.#isFull = false;
      if (this.#connections.size > 0) return;
      this.#idle.resolve();
      this.#idle = Promise.withResolvers();
    });
  }

  async #serve(connection: Connection, number: number): Promise<void> {
    const { environmentTimeout = 5_000, maxSessionTime = Infinity, trace } = this.#options;
    const close = () => closeQuietly(connection);
    let timer = this.#wheel.schedule(environmentTimeout, close, { isBeside: true });
    try {
      const link = await openStreamLink(connection, {
        ...this.#options,
        wheel: this.#wheel,
        trace: trace === undefined ? undefined : (record) => trace({ ...record, connection: number }),
      });
      timer[Symbol.dispose]();
      if (link === undefined) return;
      if (maxSessionTime !== Infinity) {
        timer = this.#wheel.schedule(maxSessionTime, () => void link.close(), { isBeside: true });
      }
      await runHandler(link, this.#router, { signal: this.#stop.signal, onError: this.#onError });
    } catch (error) {
      if (!(error instanceof AgiProtocolError)) return; // The connection broke before there was a call.
      this.#onError(error);
    } finally {
      timer[Symbol.dispose]();
      close();
    }
  }
}

function closeQuietly(connection: Connection): void {
  try {
    connection.close();
  } catch {
    // It is closed already, which Deno reports as an error.
  }
}

function systemListen(tls: ServeOptions["tls"]): NonNullable<ServeOptions["listen"]> {
  return (options) => tls === undefined ? Deno.listen(options) : Deno.listenTls({ ...options, ...tls });
}
