import type { Clock } from "../_internal/clock.ts";
import { redact } from "../_internal/redaction.ts";
import type { AnyEvent } from "./event_router.ts";
import { type Answer, type Exchange, parseJson } from "./exchange.ts";

/** Something that the client did or saw, without secrets: see {@linkcode ConnectOptions.trace}. */
export type TraceRecord = TraceRequest | TraceAnswer | TraceFailure | TraceEvent | TraceSocket;

/** A request is sent, or waits for its turn to be. */
export interface TraceRequest {
  /** Tells it from the others. */
  readonly type: "request";
  /** Its number: the answer or the failure has the same. */
  readonly id: number;
  /** The operation, as in `channels.answer`. */
  readonly operation: string;
  /** HTTP method. */
  readonly method: string;
  /** Encoded path below `/ari`. */
  readonly path: string;
  /** Parameters of the query, decoded. */
  readonly query: Readonly<Record<string, unknown>>;
  /** What is sent as JSON, or `undefined`. */
  readonly body: unknown;
}

/** A request was answered, with yes or no. */
export interface TraceAnswer {
  /** Tells it from the others. */
  readonly type: "answer";
  /** The number of the request. */
  readonly id: number;
  /** The operation, as in `channels.answer`. */
  readonly operation: string;
  /** The way that it went. */
  readonly way: "http" | "websocket";
  /** HTTP status. */
  readonly status: number;
  /** Parsed JSON; `undefined` for anything else. */
  readonly body: unknown;
  /** Since the request, in milliseconds, with the wait for its turn. */
  readonly duration: number;
}

/** A request was given up, or got no answer that could be read. */
export interface TraceFailure {
  /** Tells it from the others. */
  readonly type: "failure";
  /** The number of the request. */
  readonly id: number;
  /** The operation, as in `channels.answer`. */
  readonly operation: string;
  /** What the operation rejects with. */
  readonly error: unknown;
  /** Since the request, in milliseconds. */
  readonly duration: number;
}

/** An event came, whether anybody listens for it or not. */
export interface TraceEvent {
  /** Tells it from the others. */
  readonly type: "event";
  /** The event as plain data. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** A WebSocket that receives events opened, or is closed. */
export interface TraceSocket {
  /** Tells it from the others. */
  readonly type: "socket";
  /** What became of it. */
  readonly state: "opened" | "closed" | "lost";
  /** The applications that it is for. */
  readonly apps: readonly string[];
  /** Why it was lost. */
  readonly error?: unknown;
}

/** Gives a hook what the client does, without secrets; what the hook throws goes to `onError`. */
export class Tracer {
  readonly #hook: (record: TraceRecord) => void;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  #requests = 0;

  constructor(options: { hook: (record: TraceRecord) => void; clock: Clock; onError: (error: unknown) => void }) {
    this.#hook = options.hook;
    this.#clock = options.clock;
    this.#onError = options.onError;
  }

  /** Traces a request; `send` calls what it is given for the answer, and settles as the operation does. */
  async request(exchange: Exchange, send: (seen: AnswerSeen) => Promise<unknown>): Promise<unknown> {
    const id = ++this.#requests;
    const { name: operation, request: { method, path, query, body } } = exchange;
    const parameters = Object.fromEntries(new URLSearchParams(query));
    this.#trace({
      type: "request",
      id,
      operation,
      method,
      path,
      query: { ...redact(parameters) as object }, // Redacting an object gives an object.
      body: body === undefined ? undefined : redact(parseJson(body)),
    });
    const start = this.#clock.now();
    let isAnswered = false;
    try {
      return await send(({ status, text }, way) => {
        isAnswered = true;
        const duration = this.#clock.now() - start;
        this.#trace({ type: "answer", id, operation, way, status, body: redact(parseJson(text)), duration });
      });
    } catch (error) {
      if (!isAnswered) {
        this.#trace({ type: "failure", id, operation, error, duration: this.#clock.now() - start });
      }
      throw error;
    }
  }

  /** Traces an event. */
  event(event: AnyEvent): void {
    this.#trace({ type: "event", event: { ...redact(event) as object } }); // See above.
  }

  /** Traces a WebSocket, from now to its end. */
  socket(apps: readonly string[], closed: Promise<void>): void {
    this.#trace({ type: "socket", state: "opened", apps });
    closed.then(
      () => this.#trace({ type: "socket", state: "closed", apps }),
      (error) => this.#trace({ type: "socket", state: "lost", apps, error }),
    );
  }

  #trace(record: TraceRecord): void {
    try {
      this.#hook(record);
    } catch (error) {
      this.#onError(error);
    }
  }
}

/** Tells of an answer and the way that it went. */
export type AnswerSeen = (answer: Answer, way: "http" | "websocket") => void;
