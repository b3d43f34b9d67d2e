import { Semaphore } from "../_internal/semaphore.ts";
import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Transport } from "../_internal/transport.ts";
import { AriConnectionError } from "./errors.ts";
import { type Answer, type Exchange, readAnswer } from "./exchange.ts";
import { watchStream } from "./file_stream.ts";
import type { Operation } from "./operation.ts";
import { buildRequest } from "./request.ts";
import type { SocketRest } from "./socket_rest.ts";
import { hasTelemetry, inSpan, spanKinds } from "./telemetry.ts";
import type { AnswerSeen, Tracer } from "./trace.ts";

/** What {@linkcode RestConnection} needs. */
export interface RestOptions {
  /** Where the server is, up to and including `/ari`. */
  base: string;
  /** Value of the `Authorization` header. */
  authorization: string;
  transport: Transport;
  /** Keeps the deadlines of requests. */
  wheel: TimerWheel;
  /** Most requests under way at once. */
  maxRequests: number;
  /** Longest wait for one answer, in milliseconds. */
  requestTimeout: number;
  /** The other way, for the requests that it takes. @default None */
  sockets?: SocketRest;
  /** Whether each connection ends with its answer, rather than take one of Asterisk's HTTP sessions for another while. @default {false} */
  isBrief?: boolean;
  /** Is told of requests and answers. @default Nobody is */
  tracer?: Tracer;
}

/** Sends operations, a limited number at once, by HTTP or over a WebSocket, and reads their answers. */
export class RestConnection implements Disposable {
  readonly #options: RestOptions;
  readonly #root: string;
  readonly #places: Semaphore;
  readonly #underWay = new Set<AbortController>();
  #closed = false;

  constructor(options: RestOptions) {
    this.#options = options;
    this.#root = new URL(options.base).pathname;
    this.#places = new Semaphore(options.maxRequests);
  }

  /**
   * Runs one operation and resolves with what it answered: parsed JSON, a stream for a file, `undefined` for nothing.
   *
   * Rejects with {@linkcode AriResponseError} when Asterisk says no and with {@linkcode AriConnectionError} when it
   * says nothing; throws what {@linkcode buildRequest} throws.
   */
  run(
    operation: Operation,
    parameters?: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<unknown> {
    try {
      const request = buildRequest(operation, parameters, { root: this.#root });
      return this.send({ name: operation.id, request, kind: operation.result.kind }, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Sends one request that is made already; resolves and rejects as {@linkcode RestConnection.run} does. */
  send(exchange: Exchange, signal?: AbortSignal): Promise<unknown> {
    const { tracer } = this.#options;
    if (tracer === undefined && !hasTelemetry()) return this.#send(exchange, signal);
    return this.#sendTraced(exchange, signal);
  }

  async #sendTraced(exchange: Exchange, signal?: AbortSignal): Promise<unknown> {
    const { tracer } = this.#options;
    const { name, request: { method, path } } = exchange;
    const attributes = { "http.request.method": method, "url.path": this.#root + path };
    return await inSpan(name, { kind: spanKinds.client, attributes }, (span) => {
      const sent = (seen?: AnswerSeen) => {
        return this.#send(exchange, signal, (answer, way) => {
          span?.setAttribute("http.response.status_code", answer.status);
          span?.setAttribute("network.protocol.name", way);
          seen?.(answer, way);
        });
      };
      return tracer === undefined ? sent() : tracer.request(exchange, sent);
    });
  }

  async #send(exchange: Exchange, signal?: AbortSignal, seen?: AnswerSeen): Promise<unknown> {
    if (this.#closed) throw closedError(exchange);
    signal?.throwIfAborted();
    const controller = new AbortController();
    const abort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    const { wheel, requestTimeout } = this.#options;
    const late = () => controller.abort(this.#timeoutError(exchange));
    const limit = wheel.schedule(requestTimeout, late, { isBeside: true });
    this.#underWay.add(controller);
    const end = () => {
      this.#underWay.delete(controller);
      signal?.removeEventListener("abort", abort);
    };
    let isStreaming = false;
    let place: Disposable | undefined;
    try {
      place = this.#places.acquireNow() ?? await this.#places.acquire(controller.signal);
      const answer = this.#options.sockets?.send(exchange, controller.signal);
      if (answer !== undefined) return readAnswer(exchange, noted(await answer, "websocket", seen));
      const response = await this.#fetch(exchange, controller.signal);
      isStreaming = isStream(exchange, response);
      if (!isStreaming) {
        return readAnswer(exchange, noted(await this.#read(exchange, response, controller.signal), "http", seen));
      }
      seen?.({ status: response.status, type: undefined, text: "" }, "http");
      return this.#stream(exchange, response, { signal: controller.signal, end });
    } finally {
      place?.[Symbol.dispose]();
      limit[Symbol.dispose]();
      if (!isStreaming) end();
    }
  }

  /** Ends every request under way with an {@linkcode AriConnectionError}, files too, and refuses new ones. */
  [Symbol.dispose](): void {
    this.#closed = true;
    for (const controller of this.#underWay) {
      controller.abort(new AriConnectionError("Cannot wait for Asterisk's answer: the client was closed"));
    }
  }

  async #fetch({ name, request }: Exchange, signal: AbortSignal): Promise<Response> {
    const { base, authorization, transport, isBrief = false } = this.#options;
    const headers: Record<string, string> = isBrief ? { authorization, connection: "close" } : { authorization };
    if (request.body !== undefined) headers["content-type"] = "application/json";
    try {
      return await transport.fetch(base + request.path + request.query, {
        method: request.method,
        headers,
        ...(request.body === undefined ? {} : { body: request.body }),
        redirect: "error", // The header with the password goes to no other place.
        signal,
      });
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      if (cause instanceof AriConnectionError) throw cause; // A transport of ours that knows better.
      throw connectionError(`run ${name}`, base, cause);
    }
  }

  #stream({ name, kind }: Exchange, response: Response, { signal, end }: Watch): unknown {
    const { base } = this.#options;
    const body = watchStream(response.body ?? new ReadableStream({ start: (controller) => controller.close() }), {
      signal,
      onEnd: end,
      toError: (cause) => connectionError(`read the answer to ${name}`, base, cause),
    });
    return kind === "raw" ? { status: response.status, headers: response.headers, body } : body;
  }

  async #read(exchange: Exchange, response: Response, signal: AbortSignal): Promise<Answer> {
    let text: string;
    try {
      text = await response.text();
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw connectionError(`read the answer to ${exchange.name}`, this.#options.base, cause);
    }
    const { status, headers } = response;
    return {
      status,
      text,
      headers,
      // Asked for by few: a header costs as much as the rest of the reading.
      get type() {
        return headers.get("content-type") ?? undefined;
      },
    };
  }

  #timeoutError({ name }: Exchange): AriConnectionError {
    const { base, requestTimeout } = this.#options;
    return new AriConnectionError(
      `Cannot run ${name}: no answer from ${new URL(base).host} within ${requestTimeout} ms`,
    );
  }
}

function noted(answer: Answer, way: "http" | "websocket", seen: AnswerSeen | undefined): Answer {
  seen?.(answer, way);
  return answer;
}

interface Watch {
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/** Files are streams; whatever a raw request is answered is one, unless it is JSON or nothing. */
function isStream({ kind }: Exchange, { ok, headers }: Response): boolean {
  if (!ok || (kind !== "binary" && kind !== "raw")) return false;
  const type = headers.get("content-type");
  return kind === "binary" || (type !== null && !/^application\/json\b/i.test(type));
}

/** Turns what `fetch` or a WebSocket threw into our error; `attempt` completes "Cannot …". */
export function connectionError(attempt: string, url: string, cause: unknown): AriConnectionError {
  const { hostname, host, port, protocol } = new URL(url);
  if (cause instanceof Deno.errors.NotCapable) {
    const address = `${hostname}:${port || (/^(https|wss):$/.test(protocol) ? 443 : 80)}`;
    return new AriConnectionError(
      `Cannot ${attempt}: Deno has no permission to reach ${host}, run with --allow-net=${address}`,
      { cause, outcome: "not-sent" },
    );
  }
  // Deno tells a connection that was never made from one that broke only in words.
  const words = wordsOf(cause);
  const notSent = /\(Connect\)|tcp connect error|dns error|invalid peer certificate/.test(words);
  const [, problem] = /invalid peer certificate: (.*)/.exec(words) ?? [];
  const hint = problem === "UnknownIssuer" ? ", the option caCerts takes the certificate of who signed it" : "";
  const why = problem === undefined ? "" : `, as its certificate is not accepted (${problem})${hint}`;
  return new AriConnectionError(`Cannot ${attempt}: ${notSent ? "cannot reach" : "no answer from"} ${host}${why}`, {
    cause,
    outcome: notSent ? "not-sent" : "unknown",
  });
}

/** All that Deno says of why a connection failed. */
export function wordsOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.message} ${cause.cause ?? ""}` : "";
}

function closedError({ name }: Exchange): AriConnectionError {
  return new AriConnectionError(`Cannot run ${name}: the client was closed`, { outcome: "not-sent" });
}

/** The value of the `Authorization` header for a user. */
export function basicAuthorization(username: string, password: string): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${bytes.toBase64()}`;
}
