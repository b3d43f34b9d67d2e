// The client is long because all that a program calls on it is documented here; what it does is in other files.
import { systemClock } from "../_internal/clock.ts";
import { TimerWheel } from "../_internal/timer_wheel.ts";
import { makeUuid } from "../_internal/uuid.ts";
import type { EventStream } from "../_internal/event_stream.ts";
import type { Transport, WebSocketLike } from "../_internal/transport.ts";
import type { AriStatus } from "./ari_status.ts";
import { StatusStreams } from "../_internal/status_streams.ts";
import { type ApiDocs, ServerApiDocs } from "./api_docs/api_docs.ts";
import { withOwnId } from "./own_id.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import { type ClientTransport, makeClientTransport } from "./client_transport.ts";
import { type ConnectOptions, supervisionOf } from "./connect_options.ts";
import type { ClientEventMap, Emitter } from "./emitter.ts";
import { AriConnectionError, AriError } from "./errors.ts";
import { type AnyEvent, EventRouter } from "./event_router.ts";
import { EventSocket, type EventSocketHandlers, openEventSocket } from "./event_socket.ts";
import { defaultCapacity, type EventStreams, makeStreams, type StreamOptions } from "./event_streams.ts";
import type { AriEvent } from "./generated/events.ts";
import { operations } from "./generated/operations.ts";
import type { Repositories } from "./generated/repositories.ts";
import { onAbort } from "./flow/first_of.ts";
import type { BridgeHandle, ChannelHandle, PlaybackHandle, RecordingHandle } from "./handles.ts";
import { reportUnlessGone } from "./gone.ts";
import { type GoneNotice, Notices } from "./gone_notice.ts";
import { HandlerFilter } from "./handler_filter.ts";
import { MadeObjects } from "./made_objects.ts";
import { makeHandle, type ObjectHost, objectKeys, promote } from "./objects.ts";
import type { Operation } from "./operation.ts";
import type { RegisterOptions, Registration } from "./registration.ts";
import { Registrations } from "./registrations.ts";
import { buildRawRequest, rawName, type RawRequestOptions } from "./raw_request.ts";
import { makeRepositories } from "./repositories.ts";
import type { RawAnswer } from "./exchange.ts";
import { buildRequest } from "./request.ts";
import type { ReturnNotice } from "./return_notice.ts";
import { basicAuthorization, RestConnection } from "./rest.ts";
import { SocketRest } from "./socket_rest.ts";
import { type EventSource, type Subscription, Subscriptions } from "./subscriptions.ts";
import { SubscriptionLedger } from "./subscription_ledger.ts";
import { type RegistrationWorld, SupervisedRegistration } from "./supervised_registration.ts";
import { Tracer } from "./trace.ts";
import { type AriServer, type CallHandler, type CallServer, serveCalls, type ServeOptions } from "./serve.ts";
import { parseServerUrl, type ServerUrl } from "./server_url.ts";
import { Whereabouts } from "./whereabouts.ts";

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
  readonly #proofRest: RestConnection;
  readonly #socketRest: SocketRest;
  readonly #router: EventRouter;
  readonly #host: ObjectHost;
  readonly #gone = new Notices<GoneNotice>();
  readonly #returns = new Notices<ReturnNotice>();
  readonly #made: MadeObjects;
  readonly #onError: (error: unknown, event?: AriEvent) => void;
  readonly #random: () => number;
  readonly #closed = new AbortController();
  readonly #registrations: Registrations;
  readonly #ledger = new SubscriptionLedger();
  readonly #whereabouts = new Whereabouts();
  readonly #statuses = new StatusStreams<AriStatus>();
  readonly #subscriptions = new Subscriptions({
    subscribe: (params, options) => this.applications.subscribe(params, options),
    unsubscribe: (params, options) => this.applications.unsubscribe(params, options),
  });
  readonly #filters = new Set<HandlerFilter>();
  readonly #supervision: ReturnType<typeof supervisionOf>;
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
    this.#supervision = supervisionOf(options);
    this.#registrations = new Registrations((request) => {
      const world = this.#registrationWorld(request.subscribeAll);
      return new SupervisedRegistration(world, { ...this.#supervision, ...request });
    });
    this.#wheel = new TimerWheel(clock);
    this.#socketRest = new SocketRest(options.rest ?? "http");
    const rest = {
      base: this.#server.base,
      authorization: this.#authorization,
      transport: this.#transport,
      wheel: this.#wheel,
      requestTimeout,
      ...(this.#tracer !== undefined && { tracer: this.#tracer }),
    };
    this.#rest = new RestConnection({ ...rest, maxRequests, sockets: this.#socketRest });
    this.#proofRest = new RestConnection({ ...rest, maxRequests: proofRequests, isBrief: true });
    this.#router = new EventRouter({
      onError: (error, event) => this.#onError(error, asAriEvent(event)),
      onWanted: () => {
        for (const filter of this.#filters) {
          if (filter.isClosed) this.#filters.delete(filter);
          else filter.refresh();
        }
      },
    });
    this.#made = new MadeObjects((key, name, handler) => this.#router.on(key, name, handler));
    this.#host = {
      clock,
      newId: (kind) => `${kind}-${makeUuid(this.#random)}`,
      run: (operation, parameters, options) => this.#run(operation, parameters, options),
      on: (key, name, handler) => this.#router.on(key, name, handler),
      once: (key, name, options, accepts) => this.#router.once(key, name, options, accepts),
      onGone: (listener) => this.#gone.on(listener),
      onReturn: (listener) => this.#returns.on(listener),
      off: (key, name, handler) => this.#router.off(key, name, handler),
      stream: (key, names, options) => this.#router.stream(names, { capacity: defaultCapacity, ...options, key }),
      made: this.#made,
      onClose: (listener) => onAbort(this.#closed.signal, listener),
    };
    this.apiDocs = new ServerApiDocs({
      run: this.#host.run,
      get: (path, { signal }) => {
        return this.#rest.send(
          { name: "api-docs", request: { method: "GET", path, query: "" }, kind: "model" },
          signal,
        );
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

  /** Removes a handler, as often as it was added for this name; harmless where it is not there. */
  off<Name extends keyof ClientEventMap>(name: Name, handler: (event: ClientEventMap[Name]) => unknown): void {
    this.#router.off("", name, handler);
  }

  /** Waits for the first event that the predicate holds for; see {@linkcode Emitter.waitFor}. */
  waitFor<Event extends AriEvent>(
    predicate: (event: AriEvent) => event is Event,
    options?: CallOptions,
  ): Promise<Event>;
  waitFor(predicate: (event: AriEvent) => boolean, options?: CallOptions): Promise<AriEvent>;
  waitFor(predicate: (event: AriEvent) => boolean, options?: CallOptions): Promise<AriEvent> {
    return this.#router.once("", "*", options, predicate);
  }

  /**
   * The name of a channel that may not be there yet: listen to it first, make it second, and miss nothing.
   *
   * Without an id it gets a random one. A handle has the verbs and events of a {@linkcode Channel}, and of its fields only the id.
   */
  channel(id: string = makeUuid(this.#random)): ChannelHandle {
    return makeHandle(this.#host, "Channel", id) as ChannelHandle; // What a handle is made with is its type.
  }

  /** The name of a bridge that may not be there yet, as {@linkcode AriClient.channel} for channels. */
  bridge(id: string = makeUuid(this.#random)): BridgeHandle {
    return makeHandle(this.#host, "Bridge", id) as BridgeHandle; // The same.
  }

  /** The name of a playback that may not be there yet, as {@linkcode AriClient.channel} for channels. */
  playback(id: string = makeUuid(this.#random)): PlaybackHandle {
    return makeHandle(this.#host, "Playback", id) as PlaybackHandle; // The same.
  }

  /** The name of a live recording that may not be there yet, as {@linkcode AriClient.channel} for channels. */
  recording(name: string = makeUuid(this.#random)): RecordingHandle {
    return makeHandle(this.#host, "LiveRecording", name) as RecordingHandle; // The same.
  }

  /**
   * Registers applications: resolves when Asterisk has them and an event was seen to come, from then on calls may enter them.
   *
   * A connection that is lost is opened again, handlers and streams stay, and {@linkcode AriClient.status} tells what was missed.
   * Asterisk gives an application to the connection that registered it last; the one before gets `ApplicationReplaced`
   * and nothing after it. Who registers what this client has registered already gets a part in that registration, which lasts until
   * the last of them is closed; with other options, or only some of its applications, that is an {@linkcode AriError}. Rejects with {@linkcode AriConnectionError} or with the signal's reason.
   */
  async register(options: RegisterOptions): Promise<Registration> {
    const { signal, subscribeAll = false, filter = "all", reconnect = true, keepTrying = false } = options;
    const { replaced = "stop" } = options;
    const apps = typeof options.apps === "string" ? [options.apps] : [...new Set(options.apps)];
    this.#refuseIfClosed(`register "${apps.join(",")}"`);
    if (this.#adopted !== undefined) return this.#adopted;
    const request = { apps, subscribeAll, filter, reconnect, keepTrying, replaced };
    return await this.#registrations.register(request, { ...(signal !== undefined && { signal }) });
  }

  /**
   * Subscribes an application to something for as long as what it returns is open: to `deviceState:Stasis:desk`, to a channel, bridge or
   * endpoint. Who asks for the same again costs no request, the last one to close it ends it, and it comes back after a loss.
   *
   * The application must be registered. Rejects with `AriResponseError` 422 when there is no such thing, and with the signal's reason.
   */
  subscribe(app: string, source: EventSource, options?: CallOptions): Promise<Subscription> {
    return this.#subscriptions.add(app, source, options);
  }

  /**
   * Opens a stream of what happens to the connections of registrations, from now on: lost, waiting, resumed with what was missed.
   *
   * It ends when the client closes.
   *
   * @example Tell of gaps
   * ```ts
   * import { connect } from "@asterism/asterisk/ari";
   * import { simulate } from "@asterism/asterisk/simulator";
   *
   * await using pbx = await simulate();
   * await using ari = await connect(pbx.ari.url, pbx.ari.user);
   * await using _ = await ari.register({ apps: "greeter" });
   * const status = ari.status();
   * setTimeout(() => ari.close(), 10); // This program has seen enough.
   * for await (const change of status) {
   *   if (change.type === "lost") console.log("no events from now on:", change.error.message);
   *   if (change.type === "resumed") console.log("missed", change.missed, "gone", change.gone, "new", change.appeared);
   * }
   * ```
   */
  status(options: StreamOptions = {}): EventStream<AriStatus> {
    return this.#statuses.open(options);
  }

  /**
   * Registers applications and stays until the client closes or the signal aborts, either of which resolves it.
   *
   * A connection that is lost is opened again; it rejects where `closed` of a {@linkcode Registration} does. May be called several times.
   */
  async run(options: RegisterOptions): Promise<void> {
    const { signal } = options;
    try {
      await using registration = await this.register(options);
      using _ = onAbort(signal, () => void registration.close()); // Also of one that has aborted just now.
      await registration.closed;
    } catch (error) {
      if (!signal?.aborted && !this.#closed.signal.aborted) throw error;
    }
  }

  /**
   * Registers applications and calls `handler` once for each channel that enters them, as `Deno.serve` does for requests.
   *
   * The handler's signal aborts when its channel leaves the application or goes away; what it made by the verbs of its
   * {@linkcode Call} is released then, or when it ends. One that ends with the signal's reason, or with Asterisk's 404 or 409 about
   * that very channel, has ended well; any other error goes to `onError`, and ends that handler only. `ServeOptions` tells what
   * becomes of a channel whose handler has ended. Throws an {@linkcode AriError} when a server of this client serves one of the
   * applications already.
   */
  serve(options: ServeOptions, handler: CallHandler): AriServer {
    for (const app of typeof options.apps === "string" ? [options.apps] : options.apps) {
      if (![...this.#servers].some(({ apps }) => apps.has(app))) continue;
      throw new AriError(`Cannot serve "${app}": another server of this client serves it, and a call has one handler`);
    }
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
    this.#proofRest[Symbol.dispose]();
    await Promise.all([this.#registrations.close(), this.#adopted?.close()]);
    this.#statuses.end();
    this.#wheel[Symbol.dispose]();
    this.#ways[Symbol.dispose]();
  }

  /** The same as {@linkcode close}. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #run(asked: Operation, given?: Parameters, options?: CallOptions): Promise<unknown> {
    const { operation, parameters } = withOwnId(asked, given, this.#random);
    if (operation.result.kind === "websocket") return this.#openWebSocket(operation, parameters);
    const answer = await this.#made.making(operation, parameters, () => {
      return this.#rest.run(operation, parameters, options?.signal);
    });
    this.#ledger.note(operation.id, parameters);
    this.#whereabouts.note(operation.id, parameters);
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

  #registrationWorld(subscribeAll: boolean): RegistrationWorld {
    return {
      client: this,
      prober: makeRepositories({
        ...this.#host,
        run: (operation, parameters, options) => this.#proofRest.run(operation, parameters, options?.signal),
      }),
      clock: this.#host.clock,
      random: this.#random,
      ledger: this.#ledger,
      whereabouts: this.#whereabouts,
      heldBy: (app) => this.#subscriptions.heldBy(app),
      onEnded: (source) => {
        this.#ledger.release(source);
        this.#subscriptions.release(source);
      },
      open: async (apps, taps, signal) => {
        const { query } = buildRequest(operations["events.eventWebsocket"], { app: apps, subscribeAll });
        const socket = await openEventSocket({
          url: this.#server.webSocketBase + "/events" + query,
          authorization: this.#authorization,
          transport: this.#transport,
          ...this.#socketOptions(apps),
          taps,
          subscribeAll,
          signal: AbortSignal.any([signal, this.#closed.signal]),
        });
        this.#tracer?.socket(apps, socket.closed);
        return socket;
      },
      filter: (apps) => {
        const wanted = () => this.#tracer === undefined ? this.#router.wanted : undefined;
        const onError = (error: unknown) => this.#onError(error);
        const filter = new HandlerFilter({ applications: this.applications, apps, wanted, onError });
        this.#filters.add(filter);
        return filter;
      },
      waitedFor: () => this.#router.objects(),
      onStatus: (status) => this.#statuses.emit(status),
      onGone: (notice) => this.#gone.emit(notice),
      onReturn: (notice) => this.#returns.emit(notice),
    };
  }

  #keep(socket: EventSocket, apps: readonly string[]): Registration {
    this.#tracer?.socket(apps, socket.closed);
    const close = () => socket.close();
    return { closed: socket.closed, close, [Symbol.asyncDispose]: close };
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

/** How many proofs of life are under way at once, besides the program's own requests. */
const proofRequests = 2;

const noKeys: ReadonlySet<string> = new Set();

type Parameters = Readonly<Record<string, unknown>>;
