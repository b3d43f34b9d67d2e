import { systemClock } from "../_internal/clock.ts";
import { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Transport, WebSocketLike } from "../_internal/transport.ts";
import { type ApiDocs, ServerApiDocs } from "./api_docs/api_docs.ts";
import { withBridgeId } from "./bridge_variables.ts";
import type { CallOptions } from "./call_options.ts";
import { type ClientTransport, makeClientTransport } from "./client_transport.ts";
import type { ConnectOptions } from "./connect_options.ts";
import type { Emitter } from "./emitter.ts";
import { AriConnectionError } from "./errors.ts";
import { type AnyEvent, EventRouter } from "./event_router.ts";
import { EventSocket, type EventSocketHandlers, openEventSocket } from "./event_socket.ts";
import { type EventStreams, makeStreams } from "./event_streams.ts";
import type { AriEvent, AriEventMap } from "./generated/events.ts";
import { operations } from "./generated/operations.ts";
import type { Repositories } from "./generated/repositories.ts";
import { reportUnlessGone } from "./gone.ts";
import { GoneNotices } from "./gone_notice.ts";
import { type ObjectHost, objectKeys, promote } from "./objects.ts";
import type { Operation } from "./operation.ts";
import { buildRawRequest, rawName, type RawRequestOptions } from "./raw_request.ts";
import { makeRepositories } from "./repositories.ts";
import type { RawAnswer } from "./exchange.ts";
import { buildRequest } from "./request.ts";
import { RestConnection } from "./rest.ts";
import { SocketRest } from "./socket_rest.ts";
import { Tracer } from "./trace.ts";
import { type AriServer, type CallHandler, type CallServer, serveCalls, type ServeOptions } from "./serve.ts";
import { parseServerUrl, type ServerUrl } from "./server_url.ts";

/** Which applications to receive events for. */
export interface RegisterOptions extends CallOptions {
  /** Names of Stasis applications, as in `Stasis(hello-world)`. */
  apps: string | readonly string[];
  /** Also receive the events of every channel, bridge, endpoint and device state. @default {false} */
  subscribeAll?: boolean;
}

/** Applications that are registered in Asterisk, as long as this is open. */
export interface Registration extends AsyncDisposable {
  /** Resolves when it was closed from here, rejects with {@linkcode AriConnectionError} when the connection was lost. */
  readonly closed: Promise<void>;
  /** Closes the WebSocket; Asterisk then sends no more events for its applications. Closing twice is harmless. */
  close(): Promise<void>;
}

/** Event name → event, with `"*"` for every one. */
export interface ClientEventMap extends AriEventMap {
  /** Every event, also those of types that this library does not know. */
  "*": AriEvent;
}

/**
 * Connects to Asterisk's REST interface, and asks it once for its version, so that a wrong address or password shows here.
 *
 * Rejects with {@linkcode AriConnectionError} when nothing answers, with an `AriResponseError` of status 401 for a
 * wrong user or password, with an `AriProtocolError` when something else answers, and throws `TypeError` for a malformed URL.
 * Events come once applications are registered, by {@linkcode AriClient.run}, `register` or `serve`.
 *
 * @param url Where Asterisk's HTTP server is: `http://127.0.0.1:8088`, with the prefix of `http.conf` when it has one
 *
 * @example A client for one Asterisk
 * ```ts
 * import { connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate(); // A fake Asterisk; give the URL and user of yours instead.
 * await using ari = await connect(pbx.ari.url, pbx.ari.user);
 * console.log((await ari.asterisk.getInfo()).system?.version);
 * ```
 */
export async function connect(url: string, options: ConnectOptions): Promise<AriClient> {
  const client = new AriClient(url, options);
  try {
    const call = options.signal === undefined ? {} : { signal: options.signal };
    await client.asterisk.getInfo({ only: "system" }, call);
    if (options.apiDocs !== undefined) await client.apiDocs.read(options.apiDocs, call);
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

/**
 * Gives a client a WebSocket that Asterisk opened itself: its events come by it, and its requests go by it. Resolves with the
 * registration that every `register()` of this client gives from then on, as such applications are registered already.
 */
export let adoptSocket: (client: AriClient, socket: WebSocketLike) => Registration;

/** A client of one Asterisk's REST interface: repositories with all its operations, and its events. */
export class AriClient implements Repositories, Emitter<ClientEventMap>, AsyncDisposable {
  /** Where Asterisk is, without user and password. */
  readonly url: string;
  /** What the server documents of itself, once it was read. */
  readonly apiDocs: ApiDocs;
  /** Operations on Stasis applications. */
  readonly applications: Repositories["applications"];
  /** Operations on Asterisk itself. */
  readonly asterisk: Repositories["asterisk"];
  /** Operations on bridges. */
  readonly bridges: Repositories["bridges"];
  /** Operations on channels. */
  readonly channels: Repositories["channels"];
  /** Operations on device states. */
  readonly deviceStates: Repositories["deviceStates"];
  /** Operations on endpoints. */
  readonly endpoints: Repositories["endpoints"];
  /**
   * Operations on events, and, called as a function, a stream of them:
   * `for await (const event of ari.events("StasisStart", "StasisEnd"))`.
   *
   * A stream begins with the call, holds what is not yet read up to its capacity, and ends when the client closes.
   */
  readonly events: EventStreams & Repositories["events"];
  /** Operations on mailboxes. */
  readonly mailboxes: Repositories["mailboxes"];
  /** Operations on playbacks. */
  readonly playbacks: Repositories["playbacks"];
  /** Operations on live and stored recordings. */
  readonly recordings: Repositories["recordings"];
  /** Operations on sounds. */
  readonly sounds: Repositories["sounds"];

  readonly #server: ServerUrl;
  readonly #authorization: string;
  readonly #ways: ClientTransport;
  readonly #transport: Transport;
  readonly #tracer: Tracer | undefined;
  readonly #wheel: TimerWheel;
  readonly #rest: RestConnection;
  readonly #socketRest: SocketRest;
  readonly #router: EventRouter;
  readonly #host: ObjectHost;
  readonly #gone = new GoneNotices();
  readonly #onError: (error: unknown, event?: AriEvent) => void;
  readonly #random: () => number;
  readonly #closed = new AbortController();
  readonly #sockets = new Set<EventSocket>();
  readonly #servers = new Set<CallServer>();
  #adopted: Registration | undefined;

  static {
    adoptSocket = (client, socket) => client.#adopt(socket);
  }

  /** Makes a client without asking the server anything; {@linkcode connect} is the usual way. */
  constructor(url: string, options: ConnectOptions) {
    const { username, password, maxRequests = 8, requestTimeout = 30_000, clock = systemClock } = options;
    this.#server = parseServerUrl(url);
    this.url = this.#server.href;
    this.#authorization = basicAuthorization(username, password);
    this.#ways = makeClientTransport(options);
    this.#transport = this.#ways.transport;
    this.#onError = options.onError ?? reportUnlessGone;
    const { trace: hook } = options;
    if (hook !== undefined) this.#tracer = new Tracer({ hook, clock, onError: (error) => this.#onError(error) });
    this.#random = options.random ?? Math.random;
    this.#wheel = new TimerWheel(clock);
    this.#socketRest = new SocketRest(options.rest ?? "http");
    this.#rest = new RestConnection({
      base: this.#server.base,
      authorization: this.#authorization,
      transport: this.#transport,
      wheel: this.#wheel,
      maxRequests,
      requestTimeout,
      sockets: this.#socketRest,
      ...(this.#tracer !== undefined && { tracer: this.#tracer }),
    });
    this.#router = new EventRouter({ onError: (error, event) => this.#onError(error, asAriEvent(event)) });
    this.#host = {
      clock,
      run: (operation, parameters, options) => this.#run(operation, parameters, options),
      on: (key, name, handler) => this.#router.on(key, name, handler),
      once: (key, name, options) => this.#router.once(key, name, options),
      onGone: (listener) => this.#gone.on(listener),
    };
    this.apiDocs = new ServerApiDocs({
      run: this.#host.run,
      get: (path, { signal }) => {
        const request = { method: "GET", path, query: "" } as const;
        return this.#rest.send({ name: "api-docs", request, kind: "model" }, signal);
      },
    });
    const repositories = makeRepositories(this.#host);
    this.applications = repositories.applications;
    this.asterisk = repositories.asterisk;
    this.bridges = repositories.bridges;
    this.channels = repositories.channels;
    this.deviceStates = repositories.deviceStates;
    this.endpoints = repositories.endpoints;
    this.events = makeStreams(this.#router, repositories.events);
    this.mailboxes = repositories.mailboxes;
    this.playbacks = repositories.playbacks;
    this.recordings = repositories.recordings;
    this.sounds = repositories.sounds;
  }

  /**
   * Calls `handler` for each event of this name, or for every event with `"*"`, until what `on` returned is disposed.
   *
   * Handlers are called in order, those of the event's objects first, and reading never waits for them.
   */
  on<Name extends keyof ClientEventMap>(name: Name, handler: (event: ClientEventMap[Name]) => unknown): Disposable {
    return this.#router.on("", name, handler);
  }

  /** Waits for the first event of this name; see {@linkcode Emitter.once}. */
  once<Name extends keyof ClientEventMap>(name: Name, options?: CallOptions): Promise<ClientEventMap[Name]> {
    return this.#router.once("", name, options);
  }

  /**
   * Registers applications: resolves when Asterisk has them, from then on their events come and calls may enter them.
   *
   * Asterisk gives an application to the connection that registered it last; the one before gets `ApplicationReplaced`
   * and nothing after it. Rejects with {@linkcode AriConnectionError} or with the signal's reason.
   */
  async register(options: RegisterOptions): Promise<Registration> {
    const { subscribeAll = false, signal } = options;
    const apps = typeof options.apps === "string" ? [options.apps] : [...options.apps];
    this.#refuseIfClosed(`register "${apps.join(",")}"`);
    if (this.#adopted !== undefined) return this.#adopted;
    const { method: _, query } = buildRequest(operations["events.eventWebsocket"], { app: apps, subscribeAll });
    const socket = await openEventSocket({
      url: this.#server.webSocketBase + "/events" + query,
      authorization: this.#authorization,
      transport: this.#transport,
      ...this.#socketOptions(apps),
      subscribeAll,
      signal: signal === undefined ? this.#closed.signal : AbortSignal.any([signal, this.#closed.signal]),
    });
    return this.#keep(socket, apps);
  }

  /**
   * Registers applications and stays until the client closes or the signal aborts, either of which resolves it.
   *
   * Rejects with {@linkcode AriConnectionError} when the connection is lost. May be called several times.
   */
  async run(options: RegisterOptions): Promise<void> {
    const { signal } = options;
    if (signal?.aborted) return;
    let registration: Registration;
    try {
      registration = await this.register(options);
    } catch (error) {
      if (signal?.aborted || this.#closed.signal.aborted) return;
      throw error;
    }
    const close = () => void registration.close();
    signal?.addEventListener("abort", close, { once: true });
    try {
      await registration.closed;
    } finally {
      signal?.removeEventListener("abort", close);
    }
  }

  /**
   * Registers applications and calls `handler` once for each channel that enters them, as `Deno.serve` does for requests.
   *
   * The handler's signal aborts when its channel leaves the application or goes away; what it made by the verbs of its
   * {@linkcode Call} is released then, or when it ends. One that ends with the signal's reason, or with Asterisk's 404 or 409 about
   * that very channel, has ended well; any other error goes to `onError`, and ends that handler only. `ServeOptions` tells what
   * becomes of a channel whose handler has ended.
   */
  serve(options: ServeOptions, handler: CallHandler): AriServer {
    const onError = (error: unknown, event: AriEvent) => this.#onError(error, event);
    const server = serveCalls({ client: this, host: this.#host, onError }, options, handler);
    this.#servers.add(server);
    server.finished.catch(() => {}).then(() => this.#servers.delete(server));
    return server;
  }

  /**
   * Sends a request of one's own: the raw door, for what no repository has, such as an operation of a newer Asterisk.
   *
   * `path` is what follows `/ari`: a text that is encoded already, or a list of segments, which are encoded. Resolves with the
   * answer of a success as plain data; rejects as operations do. Throws `TypeError` for what is no path, query or body, and
   * `RangeError` for what is longer than Asterisk reads.
   *
   * @example What an operation would answer, as it came
   * ```ts
   * import { connect } from "@asterism/asterisk/ari";
   * import { simulate } from "@asterism/asterisk/simulator";
   *
   * await using pbx = await simulate();
   * await using ari = await connect(pbx.ari.url, pbx.ari.user);
   * const { status, body } = await ari.request("GET", ["asterisk", "variable"], { query: { variable: "GREETING" } });
   * console.log(status, body); // 200 { value: "" }
   * ```
   */
  async request(
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string | readonly string[],
    options: RawRequestOptions = {},
  ): Promise<RawAnswer> {
    const root = new URL(this.#server.base).pathname;
    const request = buildRawRequest(method, path, { ...options, root });
    return await this.#rest.send({ name: rawName, request, kind: "raw" }, options.signal) as RawAnswer;
  }

  /**
   * Closes everything: served calls end and what they own is released, as by `shutdown()` but without waiting for handlers; waits
   * and then requests under way end with {@linkcode AriConnectionError}. Twice is harmless.
   */
  async close(): Promise<void> {
    const released = Promise.all([...this.#servers].map((server) => server.stopCalls("the client was closed")));
    this.#closed.abort(new AriConnectionError("Cannot go on: the client was closed"));
    this.#router.close();
    await released;
    this.#rest[Symbol.dispose]();
    await Promise.all([...this.#sockets].map((socket) => socket.close()));
    this.#wheel[Symbol.dispose]();
    this.#ways[Symbol.dispose]();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(asked: Operation, given?: Parameters, options?: CallOptions): Promise<unknown> {
    const { operation, parameters } = withBridgeId(asked, given, this.#random);
    if (operation.result.kind === "websocket") return this.#openWebSocket(operation, parameters);
    const answer = await this.#rest.run(operation, parameters, options?.signal);
    return operation.result.kind === "model" ? promote(this.#host, operation.result.name, answer) : answer;
  }

  #openWebSocket(operation: Operation, parameters?: Parameters): WebSocketLike {
    this.#refuseIfClosed(`run ${operation.id}`);
    const { path, query } = buildRequest(operation, parameters);
    const headers = { authorization: this.#authorization };
    return new this.#transport.WebSocket(this.#server.webSocketBase + path + query, { headers });
  }

  #adopt(socket: WebSocketLike): Registration {
    const apps = ["*"];
    const options = this.#socketOptions(apps);
    this.#adopted = this.#keep(new EventSocket(socket, options), apps);
    options.lane?.opened((frame) => socket.send(frame));
    return this.#adopted;
  }

  #socketOptions(apps: readonly string[]): EventSocketHandlers {
    return {
      apps,
      wheel: this.#wheel,
      ...(this.#socketRest.isUsed ? { lane: this.#socketRest.lane() } : {}),
      wants: (name) => this.#tracer !== undefined || this.#router.wants(name),
      onEvent: (event) => this.#dispatch(event),
      onError: (error) => this.#onError(error),
    };
  }

  #keep(socket: EventSocket, apps: readonly string[]): Registration {
    this.#tracer?.socket(apps, socket.closed);
    this.#sockets.add(socket);
    socket.closed.catch(() => {}).then(() => this.#sockets.delete(socket));
    return { closed: socket.closed, close: () => socket.close(), [Symbol.asyncDispose]: () => socket.close() };
  }

  #dispatch(event: AnyEvent): void {
    this.#tracer?.event(event);
    const keys = this.#router.hasObjects ? objectKeys(event.type, event) : noKeys;
    this.#router.dispatch(promote(this.#host, event.type, event), keys);
  }

  #refuseIfClosed(attempt: string): void {
    if (!this.#closed.signal.aborted) return;
    throw new AriConnectionError(`Cannot ${attempt}: the client was closed`, { outcome: "not-sent" });
  }
}

/** The one cast on the way in: what is known of an event's fields is what Asterisk's documentation says of its type. */
function asAriEvent(event: AnyEvent): AriEvent {
  return event as AriEvent;
}

type Parameters = Readonly<Record<string, unknown>>;

const noKeys: ReadonlySet<string> = new Set();

function basicAuthorization(username: string, password: string): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${bytes.toBase64()}`;
}
