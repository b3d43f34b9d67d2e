import { setImmediate } from "node:timers";
import type { CallOptions } from "../_internal/call_options.ts";
import { type Clock, systemClock } from "../_internal/clock.ts";
import type { EventStream } from "../_internal/event_stream.ts";
import { StatusStreams } from "../_internal/status_streams.ts";
import { TimerWheel } from "../_internal/timer_wheel.ts";
import type {
  AmiActionName,
  AmiEventName,
  AmiEventOf,
  AmiFields,
  AmiFieldsArgument,
  AmiListItem,
  AmiListName,
  AmiResponseOf,
} from "./action_types.ts";
import type { AmiStatus, Untimed } from "./ami_status.ts";
import type { Banner } from "./banner.ts";
import { keepParts } from "./client_parts.ts";
import { type ConnectOptions, limitsOf } from "./connect_options.ts";
import type { ActionFields } from "./encode.ts";
import { AmiConnectionError, AmiError, AmiResponseError } from "./errors.ts";
import { EventRouter } from "./event_router.ts";
import { EventWishes } from "./event_wishes.ts";
import { type AmiList, type ListOptions, readList } from "./list.ts";
import type { AmiMessage } from "./message.ts";
import { type Address, addressOf, openSession } from "./open_session.ts";
import { originateAsync } from "./originate.ts";
import type { Session } from "./session.ts";
import { mayBeSilent, requestOrSilence } from "./silent_action.ts";
import { SupervisedSession } from "./supervised_session.ts";
import { traceAction, traceMessage, type TraceRecord } from "./trace.ts";
import { AmiVerbs } from "./verbs.ts";

/** How {@linkcode AmiClient.events} streams. */
export interface StreamOptions extends CallOptions {
  /** How many events may wait to be read; one more ends the stream with a `StreamOverflowError`. @default {1024} */
  capacity?: number;
}

/** Connects a client; its events flow one turn of the program later, so that there is a chance to listen. */
export let openClient: (client: AmiClient, signal?: AbortSignal) => Promise<void>;

/** A client of one Asterisk's manager interface: actions with their answers, and events. {@linkcode connect} makes it. */
export class AmiClient extends AmiVerbs implements AsyncDisposable {
  /** Where Asterisk is. */
  readonly hostname: string;
  /** The port there. */
  readonly port: number;
  /** The user that it logs in as. */
  readonly username: string;
  /** Resolves when the client was closed; rejects with why when it ended for a reason that waiting can't mend. */
  readonly closed: Promise<void>;
  readonly #address: Address;
  readonly #options: ConnectOptions;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #requestTimeout: number;
  readonly #wheel: TimerWheel;
  readonly #wishes: EventWishes;
  readonly #router: EventRouter;
  readonly #statuses = new StatusStreams<AmiStatus>();
  readonly #supervised: SupervisedSession;
  readonly #onError: (error: unknown, message?: AmiMessage) => void;
  /** Events that came before the program had a chance to listen. */
  #held: AmiMessage[] | undefined = [];
  #banner: Banner | undefined;

  static {
    openClient = async (client, signal) => {
      try {
        await client.#supervised.start(signal);
      } finally {
        setImmediate(() => client.#release());
      }
    };
  }

  /** Makes a client that is not connected; {@linkcode connect} is the way to one that is. */
  constructor(options: ConnectOptions) {
    super();
    const { username, clock = systemClock, random = Math.random, events = "on", maxRunningHandlers = 10_000 } = options;
    const limits = limitsOf(options);
    this.#options = options;
    this.#address = addressOf(options);
    this.hostname = this.#address.hostname;
    this.port = this.#address.port;
    this.username = username;
    this.#clock = clock;
    this.#random = random;
    this.#requestTimeout = limits.requestTimeout;
    this.#wheel = new TimerWheel(clock);
    this.#wishes = new EventWishes(events);
    this.#onError = options.onError ?? ((error) => reportError(error));
    this.#router = new EventRouter({
      maxRunning: maxRunningHandlers,
      onError: (error, event) => this.#onError(error, event),
      onOverflow: (lost) => this.#status({ type: "overflow", limit: maxRunningHandlers, lost }),
    });
    this.#supervised = new SupervisedSession({
      clock,
      random,
      open: (signal) => this.#open(limits.connectTimeout, signal),
      onStatus: (status) => this.#status(status),
    }, { ...limits, reconnect: options.reconnect ?? true, keepTrying: options.keepTrying ?? false });
    this.closed = this.#supervised.closed;
    keepParts(this, {
      clock,
      wishes: this.#wishes,
      router: this.#router,
      onError: this.#onError,
      isConnected: () => !(this.#supervised.current instanceof AmiError),
    });
  }

  /** What the server said of itself when the client last logged in: its protocol and that one's version; over HTTP, Asterisk's. */
  get banner(): Banner {
    if (this.#banner === undefined) throw new AmiError("Cannot tell the banner: the client was never connected");
    return this.#banner;
  }

  /**
   * Sends an action, and resolves with its answer.
   *
   * Actions may be sent before earlier ones are answered. Rejects with {@linkcode AmiResponseError} when Asterisk answers `Error`, with
   * {@linkcode AmiConnectionError} when no answer comes, whose `outcome` tells whether Asterisk may have acted, and with `TypeError` or
   * `RangeError`, before anything is sent, for what can't be a message. Nothing is ever sent twice. Of an action that is answered by a list this is
   * the first message; see {@linkcode list}. `IAXnetstats`, and `Events` with `brokeneventsaction`, have no answer: they resolve with that to
   * a `Ping` behind them.
   *
   * @example Put a value into Asterisk's database
   * ```ts ignore
   * await manager.action("DBPut", { Family: "cidname", Key: "5551234", Val: "Alice" });
   * ```
   */
  override action<Name extends AmiActionName>(
    name: Name,
    ...args: [...AmiFieldsArgument<Name>, options?: CallOptions]
  ): Promise<AmiMessage & AmiResponseOf<Name>>;
  override action(name: string, fields: ActionFields = {}, options: CallOptions = {}): Promise<AmiMessage> {
    return this.#request(name, fields, options);
  }

  /**
   * Sends an action that is answered by a list, and gives its items as they come, to the end of the list.
   *
   * It is sent when the first item is asked for. Who stops early lets the rest pass unread. An empty list gives nothing, also where Asterisk
   * calls that an error. Rejects as {@linkcode action} does, and with `StreamOverflowError` when more items wait to be read than `capacity`.
   * What it returns after the last item is the event that ended the list, which may have figures of its own.
   *
   * @example All channels
   * ```ts ignore
   * for await (const { Channel, Duration } of manager.list("CoreShowChannels")) console.log(Channel, Duration);
   * ```
   */
  override list<Name extends AmiListName>(
    name: Name,
    ...args: [...AmiFieldsArgument<Name>, options?: ListOptions]
  ): AmiList<AmiMessage & AmiListItem<Name>>;
  override list(name: string, fields: ActionFields = {}, options: ListOptions = {}): AmiList<AmiMessage> {
    return this.sendList(name, fields, options);
  }

  /** The raw door: sends whatever action there is, known or not, and resolves with its first answer, which may be an `Error`. */
  async send(name: string, fields: ActionFields = {}, options: CallOptions = {}): Promise<AmiMessage> {
    try {
      return await this.#request(name, fields, options);
    } catch (error) {
      if (error instanceof AmiResponseError) return error.response;
      throw error;
    }
  }

  /** The raw door to lists: as {@linkcode list}, for whatever action there is. */
  sendList(name: string, fields: ActionFields = {}, options: ListOptions = {}): AmiList<AmiMessage> {
    return readList(() => this.#session(), name, fields, options);
  }

  /**
   * Runs a command of Asterisk's command line, and resolves with the lines of its output.
   *
   * Rejects with {@linkcode AmiResponseError} when there is no such command, or when the user may not run it.
   */
  async command(command: string, options: CallOptions = {}): Promise<readonly string[]> {
    const response = await this.#request("Command", { Command: command }, options);
    return response.getAll("Output");
  }

  /**
   * Originates a channel, and resolves with the event `OriginateResponse` when it was answered.
   *
   * `Async` is set, as Asterisk does nothing else for this client otherwise until somebody answers, and a `ChannelId` when there is none, so that the
   * channel is hung up when the signal aborts. Rejects with {@linkcode AmiOriginateError} when nobody answers, and at once with {@linkcode AmiError}
   * when events of class `call` are not asked for, without which the outcome is never told.
   */
  async originate(
    fields: AmiFields<"Originate">,
    options: CallOptions = {},
  ): Promise<AmiMessage & AmiEventOf<"OriginateResponse">> {
    if (!this.#wishes.hasCalls) {
      throw new AmiError(`Cannot originate and wait for the answer: events of class "call" are not asked for`);
    }
    const event = await originateAsync({ ...fields }, {
      session: this.#session(),
      random: this.#random,
      requestTimeout: this.#requestTimeout,
      signal: options.signal,
    });
    return event as AmiMessage & AmiEventOf<"OriginateResponse">; // The event of this name.
  }

  /**
   * Calls `handler` for each event of this name, in whatever case, until what `on` returned is disposed; `"*"` stands for all.
   *
   * Handlers of the name are called first, then those of `"*"`, in the order in which they were added, at once and without waiting for what they
   * return. One that returns `true` keeps those behind it from being called; one that throws or rejects does not, its error goes to `onError`.
   * What answers an action, such as items of lists, is no event. Handlers stay when the connection is lost and comes back.
   */
  on<Name extends AmiEventName>(name: Name, handler: (event: AmiMessage & AmiEventOf<Name>) => unknown): Disposable;
  /** The same for all events, and for those that this library does not know. */
  on(name: "*" | (string & Record<never, never>), handler: (event: AmiMessage) => unknown): Disposable;
  on(name: string, handler: (event: never) => unknown): Disposable {
    return this.#router.on(name, handler);
  }

  /** Removes a handler, as often as it was added for this name; harmless where it is not there. */
  off(name: string, handler: (event: never) => unknown): void {
    this.#router.off(name, handler);
  }

  /**
   * Waits for the first event of this name from the moment of the call, which the predicate holds for when there is one.
   *
   * Rejects with the signal's reason when that aborts, with what the predicate throws, and with {@linkcode AmiConnectionError} when the client
   * closes first. A reconnection does not end it: the event may have been missed then, see {@linkcode status}.
   */
  once<Name extends AmiEventName>(
    name: Name,
    options?: CallOptions & { readonly where?: (event: AmiMessage & AmiEventOf<Name>) => boolean },
  ): Promise<AmiMessage & AmiEventOf<Name>>;
  /** The same for any event, and for those that this library does not know. */
  once(
    name: "*" | (string & Record<never, never>),
    options?: CallOptions & { readonly where?: (event: AmiMessage) => boolean },
  ): Promise<AmiMessage>;
  once(name: string, options: CallOptions & { readonly where?: (event: never) => boolean } = {}): Promise<AmiMessage> {
    // The one cast: the predicate gets only events of the name that it was given for.
    return this.#router.once(name, options, options.where as ((event: AmiMessage) => boolean) | undefined);
  }

  /** Opens a bounded stream of the events of these names, of all without names; it goes on when the connection is lost and comes back. */
  events<Name extends AmiEventName>(...args: [Name, ...Name[]]): EventStream<AmiMessage & AmiEventOf<Name>>;
  /** The same, with options. */
  events<Name extends AmiEventName>(
    ...args: [Name, ...Name[], StreamOptions]
  ): EventStream<AmiMessage & AmiEventOf<Name>>;
  /** The same for all events, and for those that this library does not know. */
  events(...args: (string | StreamOptions)[]): EventStream<AmiMessage>;
  events(...args: (string | StreamOptions)[]): EventStream<AmiMessage> {
    const names = args.filter((arg) => typeof arg === "string");
    const options = args.find((arg) => typeof arg !== "string") ?? {};
    return this.#router.stream(names, { ...options, capacity: options.capacity ?? 1_024 });
  }

  /** Opens a bounded stream of what happens to the connection from now on; it ends when the client closes. */
  status(options: StreamOptions = {}): EventStream<AmiStatus> {
    return this.#statuses.open(options);
  }

  /** Logs off and closes the connection, or ends the attempts to get one. Twice is harmless, also from within a handler. */
  async close(): Promise<void> {
    await this.#supervised.close();
    this.#end();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #session(): Session {
    this.#release(); // Who sends actions has had the chance to listen.
    const session = this.#supervised.current;
    if (session instanceof AmiError) {
      throw new AmiConnectionError(`Cannot send an action: ${session.message}`, {
        cause: session,
        outcome: "not-sent",
      });
    }
    return session;
  }

  async #request(name: string, fields: ActionFields, options: CallOptions): Promise<AmiMessage> {
    const { signal } = options;
    signal?.throwIfAborted();
    const session = this.#session();
    if (mayBeSilent(name)) {
      const answer = await requestOrSilence(session, name, fields);
      this.#wishes.see(name, fields);
      return answer;
    }
    const { promise, resolve, reject } = Promise.withResolvers<AmiMessage>();
    const abort = () => {
      session.abandon(actionId);
      reject(signal?.reason);
    };
    const actionId = session.send(name, fields, {
      response: (message) => {
        signal?.removeEventListener("abort", abort);
        if (message.name === "Error") reject(new AmiResponseError(name, message));
        else resolve(message);
        return true;
      },
      fail(error) {
        signal?.removeEventListener("abort", abort);
        reject(error);
      },
    });
    signal?.addEventListener("abort", abort, { once: true });
    const answer = await promise;
    this.#wishes.see(name, fields);
    return answer;
  }

  async #open(connectTimeout: number, signal: AbortSignal): Promise<{ session: Session; banner: Banner }> {
    const { secret, authentication = "md5", maxPendingActions = 10_000, maxMessageBytes = 67_108_864 } = this.#options;
    const { trace } = this.#options;
    const credentials = { username: this.username, secret, authentication, events: this.#wishes.loginMask };
    const opened = await openSession(this.#address, credentials, {
      prefix: makePrefix(this.#random),
      wheel: this.#wheel,
      requestTimeout: this.#requestTimeout,
      connectTimeout,
      maxPendingActions,
      maxMessageBytes,
      onRead: (knownUntil) => this.#supervised.alive(knownUntil),
      onEvent: (event) => this.#take(event),
      onStray: (error, message) => this.#onError(error, message),
      ...(trace !== undefined && {
        onAction: (action: string, fields: ActionFields) => this.#trace(traceAction(action, fields)),
        onMessage: (message: AmiMessage) => this.#trace(traceMessage(message)),
      }),
    }, signal);
    try {
      await this.#wishes.restore(opened.session);
    } catch (error) {
      opened.session[Symbol.dispose]();
      throw error;
    }
    this.#banner = opened.banner;
    return opened;
  }

  #take(event: AmiMessage): void {
    if (this.#held !== undefined) return void this.#held.push(event);
    this.#router.dispatch(event);
    if (event.name === "FullyBooted") this.#status({ type: "booted" });
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    for (const event of held ?? []) this.#take(event);
  }

  #status(status: Untimed<AmiStatus>): void {
    this.#statuses.emit({ ...status, time: new Date(this.#clock.now()) });
    if (status.type === "stopped") this.#end();
  }

  #trace(record: TraceRecord): void {
    try {
      this.#options.trace?.(record);
    } catch (error) {
      this.#onError(error);
    }
  }

  #end(): void {
    this.#router.close();
    this.#statuses.end();
    this.#wheel[Symbol.dispose]();
  }
}

/** Asterisk shows ActionIDs to others, in `OriginateResponse` and user events: none may be that of another client. */
function makePrefix(random: () => number): string {
  return `asterism-${Math.floor(random() * 2 ** 48).toString(36)}`;
}
