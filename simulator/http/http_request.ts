import type { WebSocketLike } from "../../_internal/transport.ts";
import type { HttpHeaders } from "./headers.ts";

/** A request as a front sees it, over a port or in memory. */
export interface HttpRequest {
  /** The method, as it was sent. */
  readonly method: string;
  /** The path and query, as they were sent. */
  readonly target: string;
  /** Its headers. */
  readonly headers: HttpHeaders;
  /** Where it comes from: an IP address. */
  readonly remoteAddress: string;
  /** Reads the body, if it is not longer than `limit` bytes; it can be read once. */
  readBody(limit: number): Promise<BodyResult>;
}

/** What {@linkcode HttpRequest.readBody} finds. */
export type BodyResult =
  | { readonly kind: "body"; readonly bytes: Uint8Array }
  /** It is longer than the limit: the connection can not be used any more. */
  | { readonly kind: "too-long" }
  /** It breaks off, and the connection with it. */
  | { readonly kind: "broken" };

/** The server's end of a WebSocket. */
export interface HeldSocket extends WebSocketLike {
  /** Looks at nothing more that comes in until `work` is done: Asterisk has one thread for both. */
  hold(work: Promise<void>): void;
}

/** Turns a request into a WebSocket: sends the good news to the client. */
export type Upgrade = (options: { protocol?: string }) => HeldSocket;

/** What a front answers. */
export type HttpAnswer =
  /** Usually one response; Asterisk sends more of them when a WebSocket can not be opened. */
  | { readonly kind: "responses"; readonly responses: readonly Response[]; readonly closes: boolean }
  /** The request has become a WebSocket. */
  | { readonly kind: "upgraded" };

/** Answers requests. */
export type HttpHandler = (request: HttpRequest, upgrade: Upgrade) => Promise<HttpAnswer>;
