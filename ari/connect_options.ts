import type { Clock } from "../_internal/clock.ts";
import type { Transport } from "../_internal/transport.ts";
import type { ApiDocsSource } from "./api_docs/read_api_docs.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import type { AriEvent } from "./generated/events.ts";
import type { RestWay } from "./socket_rest.ts";
import type { SupervisionOptions } from "./supervised_registration.ts";
import type { TraceRecord } from "./trace.ts";

/** What {@linkcode connect} needs and takes. */
export interface ConnectOptions extends CallOptions {
  /** User of `ari.conf`. */
  username: string;
  /**
   * The user's password; it goes into the `Authorization` header of requests to this server and nowhere else. Asterisk's
   * `api_key` is not used: it would be in every URL, and so in logs and traces.
   */
  password: string;
  /**
   * Gets what a handler threw or rejected with, what a message that is no event was, and the event that it was about.
   *
   * Without it the program gets them as uncaught errors through `reportError()`, except one kind: when Asterisk answers
   * 404 or 409 about the very channel that the event was about, the caller was faster and hung up.
   */
  onError?: (error: unknown, event?: AriEvent) => void;
  /**
   * Most requests under way at once; the others wait in order. Asterisk serves 100 HTTP sessions in all by default,
   * and each request under way is one. @default {8}
   */
  maxRequests?: number;
  /** Longest wait for one answer, in milliseconds. @default {30_000} */
  requestTimeout?: number;
  /**
   * Documentation to hold against this library's own table of operations, which an Asterisk of another release may not
   * agree with: see {@linkcode ApiDocs}. @default none
   */
  apiDocs?: ApiDocsSource;
  /**
   * How requests travel: by HTTP, or over the WebSocket of registered applications, which is several times as fast. Asterisk works off the
   * requests of a WebSocket strictly one after the other: `auto` leaves to HTTP what would make the others wait. @default {"http"}
   */
  rest?: RestWay;
  /**
   * Certificates of authorities to trust besides the usual ones, in PEM, for an Asterisk whose certificate a private one has signed.
   * The name in the certificate is checked all the same. For Deno's own ways only. @default {[]}
   */
  caCerts?: readonly string[];
  /** Headers that every request and handshake has besides the client's own, such as what a proxy asks for. @default {{}} */
  headers?: Readonly<Record<string, string>>;
  /**
   * Gets what the client sends and what comes, as it happens: requests, answers, events and WebSockets. The password is in none of it;
   * values whose names say that they are secret (a variable `PIN`, a field `auth_password`) are left out. With it every event is parsed.
   */
  trace?: (record: TraceRecord) => void;
  /** Longest wait before the first attempt to connect again, in milliseconds; each attempt doubles it. @default {250} */
  firstReconnectDelay?: number;
  /** Longest wait before any attempt to connect again, in milliseconds. Attempts never end by themselves. @default {30_000} */
  longestReconnectDelay?: number;
  /** Longest wait for a WebSocket to open, in milliseconds, before it is given up and another one is tried. @default {10_000} */
  handshakeTimeout?: number;
  /**
   * How long the event may take that proves, after a WebSocket was opened, that events really come, in milliseconds; doubles with each
   * attempt, up to ten seconds. Without it the WebSocket is closed and another one opened; `Infinity` asks for no proof. @default {1_000}
   */
  proofTimeout?: number;
  /**
   * How many WebSockets are opened by `register()` that stay silent before it rejects: one alone may be Asterisk's fault, which
   * the next one mends. A later loss, and `keepTrying`, have no such limit. @default {5}
   */
  proofAttempts?: number;
  /**
   * After how many milliseconds without an event the proof is made again, so that a dead connection is found; `Infinity` for never.
   * Where `clock` is given the default is never, as time that moves on when the program is idle would not come to rest.
   *
   * With a fifth of it for the look at what has come, `heartbeatTimeout`, and a second to ask whether a filter hides the proof, that makes
   * ten seconds by default. @default {4_000}
   */
  heartbeat?: number;
  /**
   * Longest wait for the proof after silence, in milliseconds; then the connection is dead. One that can't be asked for, as Asterisk has
   * no HTTP session left, says nothing of the WebSocket: it is tried for again, up to 30 seconds. @default {4_000}
   */
  heartbeatTimeout?: number;
  /** Ways into the network; what is not given is Deno's own. */
  transport?: Partial<Transport>;
  /** Time, for the limits above. @default The machine's */
  clock?: Clock;
  /** Random numbers from 0 to 1. @default {Math.random} */
  random?: () => number;
}

/** The limits by which registrations are supervised, checked. */
export function supervisionOf(
  options: ConnectOptions,
): Omit<SupervisionOptions, "apps" | "filter" | "keepTrying" | "reconnect" | "replaced" | "subscribeAll"> {
  const { firstReconnectDelay = 250, longestReconnectDelay = 30_000, proofTimeout = 1_000 } = options;
  const { handshakeTimeout = 10_000, proofAttempts = 5 } = options;
  const { heartbeat = options.clock === undefined ? 4_000 : Infinity, heartbeatTimeout = 4_000 } = options;
  const times = { handshakeTimeout, proofTimeout, heartbeat, heartbeatTimeout };
  for (const [name, value] of Object.entries({ firstReconnectDelay, longestReconnectDelay, ...times })) {
    if (!(value > 0)) {
      throw new RangeError(`Cannot connect with "${name}" of ${value}: it must be more than 0 milliseconds`);
    }
  }
  if (!Number.isInteger(proofAttempts) || proofAttempts < 1) {
    throw new RangeError(`Cannot connect with "proofAttempts" of ${proofAttempts}: it must be a whole number from 1`);
  }
  const backoff = { first: firstReconnectDelay, longest: longestReconnectDelay };
  return { backoff, proofAttempts, ...times };
}
