import { Semaphore } from "../_internal/semaphore.ts";
import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Transport } from "../_internal/transport.ts";
import { AriConnectionError, AriProtocolError, AriResponseError } from "./errors.ts";
import type { Operation } from "./operation.ts";
import { type AriRequest, buildRequest } from "./request.ts";

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
}

/** Sends operations over HTTP, a limited number at once, and reads their answers. */
export class RestConnection implements Disposable {
  readonly #options: RestOptions;
  readonly #places: Semaphore;
  readonly #underWay = new Set<AbortController>();
  #closed = false;

  constructor(options: RestOptions) {
    this.#options = options;
    this.#places = new Semaphore(options.maxRequests);
  }

  /**
   * Runs one operation and resolves with what it answered: parsed JSON, a stream for a file, `undefined` for nothing.
   *
   * Rejects with {@linkcode AriResponseError} when Asterisk says no and with {@linkcode AriConnectionError} when it
   * says nothing; throws what {@linkcode buildRequest} throws.
   */
  async run(
    operation: Operation,
    parameters?: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const request = buildRequest(operation, parameters);
    if (this.#closed) throw closedError(operation);
    signal?.throwIfAborted();
    const controller = new AbortController();
    const abort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    const { wheel, requestTimeout } = this.#options;
    using _ = wheel.schedule(requestTimeout, () => controller.abort(this.#timeoutError(operation)));
    this.#underWay.add(controller);
    try {
      using _place = await this.#places.acquire(controller.signal);
      const response = await this.#fetch(operation, request, controller.signal);
      return await this.#read(operation, request, response, controller.signal);
    } finally {
      this.#underWay.delete(controller);
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends every request under way with an {@linkcode AriConnectionError}, and refuses new ones. */
  [Symbol.dispose](): void {
    this.#closed = true;
    for (const controller of this.#underWay) {
      controller.abort(new AriConnectionError("Cannot wait for Asterisk's answer: the client was closed"));
    }
  }

  async #fetch(operation: Operation, request: AriRequest, signal: AbortSignal): Promise<Response> {
    const { base, authorization, transport } = this.#options;
    const headers: Record<string, string> = { authorization };
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
      throw connectionError(`run ${operation.id}`, base, cause);
    }
  }

  async #read(operation: Operation, request: AriRequest, response: Response, signal: AbortSignal): Promise<unknown> {
    const { kind } = operation.result;
    if (response.ok && kind === "binary") return response.body ?? new ReadableStream();
    let text: string;
    try {
      text = await response.text();
    } catch (cause) {
      if (signal.aborted) throw signal.reason;
      throw connectionError(`read the answer to ${operation.id}`, this.#options.base, cause);
    }
    const json = parseJson(text);
    const { method, path } = request;
    const { status } = response;
    if (!response.ok) throw new AriResponseError({ operation: operation.id, method, path, status, body: json ?? text });
    if (kind === "void") return undefined;
    if (typeof json === "object" && json !== null) return json;
    const type = response.headers.get("content-type") ?? "no type";
    throw new AriProtocolError(
      `Cannot read the answer to ${operation.id}: expected JSON, got ${text.length} characters of ${type} with status ${status}`,
    );
  }

  #timeoutError(operation: Operation): AriConnectionError {
    const { base, requestTimeout } = this.#options;
    return new AriConnectionError(
      `Cannot run ${operation.id}: no answer from ${new URL(base).host} within ${requestTimeout} ms`,
    );
  }
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
  const notSent = cause instanceof Error &&
    /\(Connect\)|tcp connect error|dns error/.test(`${cause.message} ${cause.cause ?? ""}`);
  return new AriConnectionError(`Cannot ${attempt}: ${notSent ? "cannot reach" : "no answer from"} ${host}`, {
    cause,
    outcome: notSent ? "not-sent" : "unknown",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Asterisk's HTTP layer answers in HTML below its REST layer; the caller has the text.
  }
}

function closedError(operation: Operation): AriConnectionError {
  return new AriConnectionError(`Cannot run ${operation.id}: the client was closed`, { outcome: "not-sent" });
}
