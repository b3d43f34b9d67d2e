import type { Backoff } from "../_internal/backoff.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import type { Clock } from "../_internal/clock.ts";
import type { Transport } from "../_internal/transport.ts";
import type { AmiMessage } from "./message.ts";
import type { TraceRecord } from "./trace.ts";

/** What {@linkcode connect} needs and takes. */
export interface ConnectOptions extends CallOptions {
  /** Where Asterisk is. @default {"127.0.0.1"} */
  hostname?: string;
  /** The port of `manager.conf`. @default {5038}, or 5039 with `tls` */
  port?: number;
  /**
   * The URL of Asterisk's HTTP server, as in `"https://pbx.example:8089"`, with the `prefix` of `http.conf` if it has one: then the manager is
   * spoken to over HTTP, where `webenabled` of `manager.conf` is on. It stands for `hostname`, `port` and whether there is TLS.
   */
  url?: string;
  /** User of `manager.conf`. */
  username: string;
  /** The user's secret; it goes to this server and nowhere else, and with `authentication: "md5"` not even there. */
  secret: string;
  /**
   * How to log in: by a hash of the secret and a challenge, or by the secret itself. The latter only over TLS, to this very machine,
   * or with `allowCleartext`. With `url` also by HTTP's own digest authentication, which goes with each request. @default {"md5"}
   */
  authentication?: "digest" | "md5" | "plain";
  /** Lets the secret be sent to another machine without TLS. @default {false} */
  allowCleartext?: boolean;
  /** Speaks TLS; the name in the certificate is always checked. @default {false} */
  tls?: boolean | {
    /** Certificates of authorities to trust besides the usual ones, in PEM. */
    caCerts?: readonly string[];
  };
  /**
   * Which classes of events are asked for: `"on"`, `"off"`, or a list such as `"call,system"`, in lower case as Asterisk wants it. After a
   * reconnection the last mask that was set is asked for again. @default {"on"}
   */
  events?: string;
  /**
   * Gets what a handler threw or rejected with, and messages that are neither an event nor an answer to anything. Without it the program gets
   * them as uncaught errors through `reportError()`.
   */
  onError?: (error: unknown, message?: AmiMessage) => void;
  /** Longest wait for one answer, or for the next item of a list, in milliseconds. @default {30_000} */
  requestTimeout?: number;
  /** Most actions that may wait for their answers at once; one more rejects. @default {10_000} */
  maxPendingActions?: number;
  /**
   * Most calls of asynchronous handlers that may be under way at once. Beyond it events are not given to handlers, but counted, and told by
   * {@linkcode AmiClient.status} and `onError`: reading goes on, as Asterisk cuts the connection of who does not read. @default {10_000}
   */
  maxRunningHandlers?: number;
  /** Longest message accepted, in bytes; the answer of a command is one message. @default {67_108_864} */
  maxMessageBytes?: number;
  /** Whether to connect again when the connection is lost; without, the client is closed then. @default {true} */
  reconnect?: boolean;
  /** Whether the very first attempt is repeated as later ones are, instead of rejecting. @default {false} */
  keepTrying?: boolean;
  /** Longest wait before the first attempt to connect again, in milliseconds; each attempt doubles it. @default {250} */
  firstReconnectDelay?: number;
  /** Longest wait before any attempt to connect again, in milliseconds. Attempts never end by themselves. @default {30_000} */
  longestReconnectDelay?: number;
  /** Longest that connecting and logging in may take, in milliseconds. @default {10_000} */
  connectTimeout?: number;
  /**
   * After how many milliseconds without a byte from Asterisk a `Ping` is sent, so that a dead connection is found; `Infinity` for never.
   * Where `clock` is given the default is never, as time that moves on when the program is idle would not come to rest. @default {5_000}
   */
  heartbeat?: number;
  /** How long the answer to that `Ping` may take, in milliseconds. @default {5_000} */
  heartbeatTimeout?: number;
  /** Gets what the client sends and what comes, as it happens, without secrets. */
  trace?: (record: TraceRecord) => void;
  /** Ways into the network; what is not given is Deno's own. */
  transport?: Pick<Partial<Transport>, "connect" | "fetch">;
  /** Time, for the limits above. @default The machine's */
  clock?: Clock;
  /** Random numbers from 0 to 1. @default {Math.random} */
  random?: () => number;
}

/** The port for TLS in Asterisk's own example of `manager.conf`. */
export const defaultTlsPort = 5039;

/** The limits in milliseconds, checked. */
export interface Limits {
  /** Waits before attempts to connect. */
  readonly backoff: Backoff;
  readonly connectTimeout: number;
  readonly heartbeat: number;
  readonly heartbeatTimeout: number;
  readonly requestTimeout: number;
}

/** Reads the limits out of the options, and throws `RangeError` for one that is none. */
export function limitsOf(options: ConnectOptions): Limits {
  const { firstReconnectDelay = 250, longestReconnectDelay = 30_000, connectTimeout = 10_000 } = options;
  const { requestTimeout = 30_000, heartbeatTimeout = 5_000 } = options;
  const { heartbeat = options.clock === undefined ? 5_000 : Infinity } = options;
  const limits = {
    firstReconnectDelay,
    longestReconnectDelay,
    connectTimeout,
    requestTimeout,
    heartbeat,
    heartbeatTimeout,
  };
  for (const [name, value] of Object.entries(limits)) {
    if (!(value > 0)) {
      throw new RangeError(`Cannot connect with "${name}" of ${value}: it must be more than 0 milliseconds`);
    }
  }
  const backoff = { first: firstReconnectDelay, longest: longestReconnectDelay };
  return { backoff, connectTimeout, heartbeat, heartbeatTimeout, requestTimeout };
}
