import type { TimerWheel } from "../../_internal/timer_wheel.ts";
import type { Connection } from "../../_internal/transport.ts";
import type { Banner } from "../banner.ts";
import { AmiConnectionError } from "../errors.ts";
import { toBytes, toWireText } from "../wire_text.ts";
import { HttpRequests, type HttpRequestsOptions } from "./http_requests.ts";
import { Incoming } from "./incoming.ts";
import { eventsOf, waitAction } from "./wait_event.ts";

/** What a connection over HTTP needs. */
export interface HttpConnectionOptions extends HttpRequestsOptions {
  readonly wheel: TimerWheel;
  /** What the ActionIDs of its own actions begin with. */
  readonly prefix: string;
  /** Is called at the end. */
  onClose(): void;
}

/** How long one WaitEvent waits, in seconds; Asterisk makes it less where its session would end sooner. */
const longestWait = 10;
/** How long after that its answer is waited for, in milliseconds. */
const waitGrace = 30_000;
/** How long a request may be on its way before another one is sent behind it, in milliseconds. */
const headStart = 5;
/** How long at least lies between two that bring nothing, which is also how late events may be, in milliseconds. */
const shortestWait = 1_000;
/** How often events that are not asked for are thrown away, in milliseconds. */
const drainInterval = 20_000;

/**
 * A manager connection over HTTP: each action that is written is a request, and what is read is the bodies of their answers, with the events
 * that WaitEvent brings between them. There is no banner.
 */
export class HttpConnection implements Connection {
  readonly #requests: HttpRequests;
  readonly #options: HttpConnectionOptions;
  readonly #incoming = new Incoming();
  readonly #stop = new AbortController();
  /** What sends actions waits for the one before it. */
  #turn: Promise<unknown> = Promise.resolve();
  #hasBegun = false;
  #isListening = false;
  #isWaiting = false;
  #knownUntil: number;
  #count = 0;
  #wake: () => void = () => {};

  private constructor(options: HttpConnectionOptions, requests: HttpRequests) {
    this.#options = options;
    this.#requests = requests;
    this.#knownUntil = options.clock.now();
  }

  /** Looks whether a manager answers there; it sends no secret yet. */
  static async open(options: HttpConnectionOptions, signal: AbortSignal): Promise<HttpConnection> {
    try {
      return new HttpConnection(options, await HttpRequests.open(options, signal));
    } catch (error) {
      options.onClose();
      throw error;
    }
  }

  /** What the server says of itself: itself and its version, not the protocol's. */
  get banner(): Banner {
    return this.#requests.banner;
  }

  /** Until when no event is missing, by the clock: the end of the last wait, less what Asterisk may be late. */
  get knownUntil(): number {
    return this.#isListening ? this.#knownUntil : this.#options.clock.now();
  }

  /** Reads what has come. */
  read(buffer: Uint8Array): Promise<number | null> {
    return this.#incoming.read(buffer);
  }

  /** Sends actions, one after the other, and resolves when the last is answered. */
  async write(bytes: Uint8Array): Promise<number> {
    const actions = toWireText(bytes).split("\r\n\r\n");
    if (actions.pop() !== "") throw new TypeError("Cannot send a part of an action over HTTP");
    try {
      // deno-lint-ignore no-await-in-loop -- Asterisk carries them out in order.
      for (const action of actions) await this.#inTurn(() => this.#run(action));
    } catch (error) {
      this.#fail(error);
      throw error;
    }
    return bytes.length;
  }

  /** Ends what is under way. */
  close(): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort();
    this.#wake();
    this.#incoming.end();
    this.#options.onClose();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }

  async #run(action: string): Promise<void> {
    const isEvents = /^Action: events\r\n/i.test(action);
    // What was recorded while they were off is nobody's business. A wait that is under way says that there is nothing.
    if (isEvents && this.#hasBegun && !this.#isListening && !this.#isWaiting) await this.#drain();
    const answer = await this.#post(action);
    // What does not end would be taken for the beginning of the next message.
    this.#incoming.push(toBytes(answer === "" || answer.endsWith("\r\n\r\n") ? answer : `${answer}\r\n\r\n`));
    // Afterwards there is no session, though digest would make another one without a word.
    if (/^Action: logoff\r\n/i.test(action)) this.close();
    if (isEvents && !answer.startsWith("Response: Error")) this.#listen(!answer.includes("\r\nEvents: Off\r\n"));
  }

  #listen(isListening: boolean): void {
    if (isListening && !this.#isListening) this.#knownUntil = this.#options.clock.now();
    this.#isListening = isListening;
    this.#wake();
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#waitForEvents().catch((error) => this.#fail(withoutOutcome(error)));
  }

  async #waitForEvents(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#stop.signal.aborted) {
      if (this.#isListening) {
        const began = clock.now();
        // deno-lint-ignore no-await-in-loop -- One wait after the other.
        const events = await this.#wait();
        const ended = clock.now();
        this.#knownUntil = ended - shortestWait;
        // A wait turns events on that were turned off meanwhile.
        if (this.#isListening) this.#incoming.push(toBytes(events));
        // deno-lint-ignore no-await-in-loop -- Where sessions are short, a wait may be none.
        if (events === "" && ended - began < shortestWait) await this.#rest(shortestWait - (ended - began));
      } else {
        // deno-lint-ignore no-await-in-loop -- The same.
        await this.#rest(Math.max(shortestWait, Math.min(drainInterval, this.#requests.maxAge * 500)));
        // deno-lint-ignore no-await-in-loop -- The same.
        if (!this.#isListening) await this.#inTurn(() => this.#isListening ? Promise.resolve() : this.#drain());
      }
    }
  }

  async #wait(): Promise<string> {
    const { wheel } = this.#options;
    const actionId = this.#nextId();
    const action = waitAction(actionId, longestWait);
    // Asterisk takes answers to its challenge in the order of their numbers only, so nothing may overtake this one on its way.
    let waiting: Promise<string> | undefined;
    if (this.#requests.needsOrder) await this.#inTurn(() => this.#headStart(waiting = this.#post(action)));
    using _ = wheel.schedule(longestWait * 1_000 + waitGrace, () => {
      this.#fail(new AmiConnectionError(`Cannot go on: no end of a wait for events within ${waitGrace} ms after it`));
    }, { isBeside: true });
    this.#isWaiting = true;
    try {
      return eventsOf(await (waiting ?? this.#post(action)), actionId);
    } finally {
      this.#isWaiting = false;
    }
  }

  /** Resolves when a request must have reached Asterisk, or was answered. */
  async #headStart(request: Promise<string>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    using _ = this.#options.clock.schedule(headStart, resolve);
    await Promise.race([promise, request.then(() => {}, () => {})]); // Why it fails is told to who waits for it.
  }

  /**
   * Throws away what Asterisk has recorded: it keeps all events until each session has had them, also where these are off, and what fetches
   * them turns them on. So a class is asked for before, of which there is next to nothing. It keeps the session alive, too.
   */
  async #drain(): Promise<void> {
    await this.#post("Action: Events\r\nEventMask: cc");
    const actionId = this.#nextId();
    eventsOf(await this.#post(waitAction(actionId, 0)), actionId);
  }

  #post(action: string): Promise<string> {
    return this.#requests.post(action, this.#stop.signal);
  }

  #nextId(): string {
    return `${this.#options.prefix}-wait-${++this.#count}`;
  }

  /** Resolves after so many milliseconds, or when there is something to do. */
  #rest(delay: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#stop.signal.aborted) return Promise.resolve();
    const timer = this.#options.wheel.schedule(delay, resolve, { isBeside: true });
    this.#wake = () => {
      timer[Symbol.dispose]();
      resolve();
    };
    return promise;
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => {}); // Told to who waits for it.
    return done;
  }

  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#incoming.end({ error });
    this.close();
  }
}

/** That a wait was not heard says nothing of an action that is under way beside it. */
function withoutOutcome(error: unknown): unknown {
  return error instanceof AmiConnectionError ? new AmiConnectionError(error.message, { cause: error }) : error;
}
