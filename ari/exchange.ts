import { AriProtocolError, AriResponseError } from "./errors.ts";
import type { Result } from "./operation.ts";
import type { AriRequest } from "./request.ts";

/** A request, and what to make of its answer. */
export interface Exchange {
  /** What errors call it: the operation's id. */
  readonly name: string;
  readonly request: AriRequest;
  /** What a success answers; `raw` is whatever it is, with status and headers. */
  readonly kind: Result["kind"] | "raw";
}

/** An answer as it came, whichever way. */
export interface Answer {
  /** HTTP status. */
  readonly status: number;
  /** Type of the body, if it has one. */
  readonly type: string | undefined;
  /** The body. */
  readonly text: string;
  /** HTTP headers; a WebSocket tells none. */
  readonly headers?: Headers;
}

/** An answer as it came. */
export interface RawAnswer {
  /** HTTP status, of a success. */
  readonly status: number;
  /** HTTP headers; only `content-type` when the answer came over the WebSocket. */
  readonly headers: Headers;
  /** Parsed JSON, `undefined` for nothing, or a stream of any other content. */
  readonly body: unknown;
}

/** What an answer says: the result of a success, and an {@linkcode AriResponseError} thrown for anything else. */
export function readAnswer({ name, request, kind }: Exchange, answer: Answer): unknown {
  const { status, text, type } = answer;
  const json = parseJson(text);
  const { method, path } = request;
  if (status < 200 || status > 299) {
    throw new AriResponseError({ operation: name, method, path, status, body: json ?? text });
  }
  if (kind === "void") return undefined;
  if (kind === "raw" && (json !== undefined || text === "")) {
    const headers = answer.headers ?? new Headers(type === undefined ? {} : { "content-type": type });
    return { status, headers, body: json };
  }
  if (kind !== "raw" && typeof json === "object" && json !== null) return json;
  throw new AriProtocolError(
    `Cannot read the answer to ${name}: expected JSON, got ${text.length} characters of ${
      type ?? "no type"
    } with status ${status}`,
  );
}

/** Parsed JSON, or `undefined` for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Asterisk's HTTP layer answers in HTML below its REST layer; the caller has the text.
  }
}
