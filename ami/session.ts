import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Connection } from "../_internal/transport.ts";
import { answerLimit } from "./answer_limit.ts";
import { type Banner, parseBanner } from "./banner.ts";
import { AmiDecoder } from "./decoder.ts";
import { type ActionFields, encodeAction } from "./encode.ts";
import { AmiConnectionError, AmiError, AmiProtocolError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";
import { networkReason } from "./network_error.ts";
import { Outbox } from "./outbox.ts";
import { type AnswerSink, type PendingAction, PendingActions } from "./pending_actions.ts";

/** What a session needs. */
export interface SessionOptions {
  /** The open connection, which the session closes at its end. */
  readonly connection: Connection;
  /** What begins all ActionIDs; it must be of this session only, as Asterisk sends some events with them to everybody. */
  readonly prefix: string;
  readonly wheel: TimerWheel;
  readonly requestTimeout: number;
  readonly maxPendingActions: number;
  readonly maxMessageBytes: number;
  /** What the server is known to say of itself, where the connection begins without a banner. */
  readonly greeting?: Banner | undefined;
  /** Throws for an action that can't go over this connection, before it is sent. @default Nothing */
  readonly check?: ((action: string, bytes: Uint8Array) => void) | undefined;
  /** Is called whenever something has come. */
  onRead(): void;
  /** Gets the events that answer no action. */
  onEvent(message: AmiMessage): void;
  /** Gets what is neither an event nor an answer to something. */
  onStray(error: AmiProtocolError, message: AmiMessage): void;
  /** Sees each action before it is sent. @default Nobody */
  onAction?: ((action: string, fields: ActionFields) => void) | undefined;
  /** Sees each message before anything is done with it. @default Nobody */
  onMessage?: ((message: AmiMessage) => void) | undefined;
}

/** Most bytes that a banner may have: Asterisk's has less than 40. */
const maxBannerBytes = 1_024;

/** How many bytes are read at once at most. */
const readSize = 65_536;

interface Pending extends PendingAction {
  readonly action: string;
  /** The number of its bytes in the outbox. */
  readonly number: number;
  /** Whether Asterisk does nothing else on this session until it is done. */
  readonly isBlocking: boolean;
  deadline: Disposable | undefined;
}

/** One manager connection: actions and their answers, and the events between them. It is not logged in by itself. */
export class Session implements Disposable {
  /** Resolves with the first line that came; rejects when it is no banner, or when there is none. */
  readonly banner: Promise<Banner>;
  /** Resolves with why the connection is over. */
  readonly closed: Promise<AmiError>;
  readonly #options: SessionOptions;
  #decoder: AmiDecoder;
  readonly #outbox: Outbox;
  readonly #pending = new PendingActions<Pending>((pending) => {
    pending.deadline?.[Symbol.dispose]();
    if (pending.isBlocking) this.#blocking--;
  });
  readonly #banner = Promise.withResolvers<Banner>();
  readonly #end = Promise.withResolvers<AmiError>();
  #bannerBytes: number[] | undefined = [];
  #count = 0;
  #reads = 0;
  #blocking = 0;
  #over: AmiError | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#decoder = new AmiDecoder({ maxMessageBytes: options.maxMessageBytes });
    this.#outbox = new Outbox(
      options.connection,
      (cause) => this.fail(cause instanceof AmiError ? cause : lost(cause)),
    );
    this.banner = this.#banner.promise;
    if (options.greeting !== undefined) this.#greet(options.greeting, 13);
    this.banner.catch(() => {}); // Told to who waits; nobody has to.
    this.closed = this.#end.promise;
    this.#read();
  }

  /** How often something came: while it grows, the connection lives. */
  get reads(): number {
    return this.#reads;
  }

  /** Whether the first line has come. */
  get isGreeted(): boolean {
    return this.#bannerBytes === undefined;
  }

  /** Whether Asterisk is busy with an action that lets no other one through. */
  get isBlocked(): boolean {
    return this.#blocking > 0;
  }

  /** Why it is over, or nothing while it is not. */
  get over(): AmiError | undefined {
    return this.#over;
  }

  /**
   * Sends an action, and gives its answer to the sink that `makeSink` makes. Throws, with nothing sent, for what can't be a message.
   *
   * @param longest How long the answer may take, in milliseconds, when not as long as usual for the action
   * @returns The ActionID, to {@linkcode abandon} the action with
   */
  send(action: string, fields: ActionFields, sink: AnswerSink, longest?: number): string {
    const { maxPendingActions, prefix, requestTimeout, wheel } = this.#options;
    if (this.#over !== undefined) throw notSent(action, this.#over);
    this.#options.onAction?.(action, fields);
    if (this.#pending.size >= maxPendingActions) {
      throw new AmiConnectionError(
        `Cannot send action ${action}: ${this.#pending.size} actions are unanswered, and at most ${maxPendingActions} may be`,
        { outcome: "not-sent" },
      );
    }
    const actionId = `${prefix}-${++this.#count}`;
    const bytes = encodeAction(action, fields, actionId);
    this.#options.check?.(action, bytes);
    const number = this.#outbox.add(bytes);
    const usual = answerLimit(action, fields, requestTimeout);
    const limit = longest ?? usual;
    const isBlocking = usual > requestTimeout;
    const pending: Pending = { action, number, sink, isBlocking, deadline: undefined, isTouched: false };
    this.#pending.add(actionId, pending);
    if (isBlocking) this.#blocking++;
    if (limit !== Infinity) {
      const check = () => {
        if (!pending.isTouched) return this.#expire(actionId, limit);
        pending.isTouched = false;
        pending.deadline = wheel.schedule(limit, check, { isBeside: true });
      };
      pending.deadline = wheel.schedule(limit, check, { isBeside: true });
    }
    return actionId;
  }

  /** Waits no longer for the answer to an action; what still comes of it is ignored. */
  abandon(actionId: string): void {
    this.#pending.remove(actionId);
  }

  /** Ends the session: whatever waits for an answer gets an error that says whether its action was sent. */
  fail(error: AmiError): void {
    if (this.#over !== undefined) return;
    this.#over = error;
    try {
      this.#options.connection.close();
    } catch {
      // It is closed already, which Deno reports as an error.
    }
    this.#banner.reject(error);
    this.#pending.failAll(({ action, number }) => {
      const isRefused = error instanceof AmiConnectionError && error.outcome === "not-sent";
      if (isRefused || !this.#outbox.hasBegun(number)) return notSent(action, error);
      return new AmiConnectionError(`Cannot know what became of action ${action}: ${error.message}`, { cause: error });
    });
    this.#end.resolve(error);
  }

  /** Ends the session at once. */
  [Symbol.dispose](): void {
    this.fail(new AmiConnectionError("Cannot go on: the client was closed"));
  }

  #expire(actionId: string, limit: number): void {
    const pending = this.#pending.remove(actionId);
    if (pending === undefined) return;
    const outcome = this.#outbox.hasBegun(pending.number) ? "unknown" : "not-sent";
    const message = `Cannot wait longer for the answer to action ${pending.action}: none came within ${limit} ms`;
    pending.sink.fail(new AmiConnectionError(message, { outcome }));
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(readSize);
    try {
      for (;;) {
        // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
        const count = await this.#options.connection.read(buffer);
        if (this.#over !== undefined) return;
        if (count === null) return this.#finish();
        this.#reads++;
        this.#options.onRead();
        const bytes = buffer.subarray(0, count);
        this.#take(this.#bannerBytes === undefined ? bytes : this.#takeBanner(bytes));
      }
    } catch (cause) {
      this.fail(cause instanceof AmiError ? cause : lost(cause));
    }
  }

  /** Takes the first line off; returns what comes after it. */
  #takeBanner(bytes: Uint8Array): Uint8Array {
    const line = this.#bannerBytes ?? [];
    const at = bytes.indexOf(10);
    line.push(...bytes.subarray(0, at < 0 ? bytes.length : at));
    if (line.length > maxBannerBytes) {
      throw new AmiProtocolError(`Cannot read a banner of more than ${maxBannerBytes} bytes: another service answers`);
    }
    if (at < 0) return bytes.subarray(bytes.length);
    const text = String.fromCharCode(...line);
    try {
      this.#greet(parseBanner(text.replace(/\r$/, "")), 2);
    } catch (cause) {
      throw new AmiProtocolError("Cannot speak with the server: its first line is no manager banner", { cause });
    }
    return bytes.subarray(at + 1);
  }

  /** Only up to Asterisk 13 (AMI 2) can an answer hold blank lines; later nobody may hide events behind such a line. */
  #greet(banner: Banner, lastWithFollows: number): void {
    const follows = Number.parseInt(banner.version) <= lastWithFollows;
    this.#bannerBytes = undefined;
    this.#decoder = new AmiDecoder({ maxMessageBytes: this.#options.maxMessageBytes, follows });
    this.#banner.resolve(banner);
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    for (const message of this.#decoder.push(bytes)) {
      if (this.#over !== undefined) return;
      this.#options.onMessage?.(message);
      if (message.kind === "event") {
        if (!this.#pending.takeEvent(message)) this.#options.onEvent(message);
      } else if (message.kind === "fragment" || !this.#pending.takeResponse(message)) {
        this.#takeStray(message);
      }
    }
  }

  #takeStray(message: AmiMessage): void {
    const actionId = message.get("ActionID");
    // A late answer to what was given up, or one of the second answers that some actions have.
    if (message.kind === "response" && actionId?.startsWith(`${this.#options.prefix}-`)) return;
    const what = message.kind === "fragment"
      ? "a message that begins with neither Response nor Event"
      : "an answer to no action";
    this.#options.onStray(
      new AmiProtocolError(`Cannot make use of ${what}: ${JSON.stringify(message.toString().slice(0, 200))}`),
      message,
    );
  }

  #finish(): void {
    if (this.#bannerBytes !== undefined) {
      const why = "Asterisk closed it before its banner, as it does when there are too many";
      return this.fail(new AmiConnectionError(`Cannot open a manager connection: ${why}`, { outcome: "not-sent" }));
    }
    const tail = this.#decoder.end();
    const why = tail === undefined
      ? "Asterisk closed the connection"
      : `Asterisk closed the connection within a message, after ${tail.length} of its bytes, as it does when they are not read in time`;
    this.fail(new AmiConnectionError(`Cannot go on: ${why}`));
  }
}

function notSent(action: string, cause: AmiError): AmiConnectionError {
  return new AmiConnectionError(`Cannot send action ${action}: ${cause.message}`, { cause, outcome: "not-sent" });
}

function lost(cause: unknown): AmiConnectionError {
  return new AmiConnectionError(`Cannot go on: the connection broke (${networkReason(cause)})`, { cause });
}
