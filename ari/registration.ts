import type { CallOptions } from "../_internal/call_options.ts";

/** Which applications to receive events for. */
export interface RegisterOptions extends CallOptions {
  /** Names of Stasis applications, as in `Stasis(hello-world)`. */
  apps: string | readonly string[];
  /** Also receive the events of every channel, bridge, endpoint and device state. @default {false} */
  subscribeAll?: boolean;
  /**
   * Which events Asterisk sends: `handlers` are those that handlers, waits and streams of this client are there for, and what the client
   * needs for itself. It follows them as they come and go, one request for many changes: what is listened for from now on comes from
   * the moment on in which Asterisk has taken that. `"*"` and `trace` let everything through. @default {"all"}
   */
  filter?: "all" | "handlers";
  /** Whether a connection that is lost is opened again, for as long as it takes. Without, `closed` rejects. @default {true} */
  reconnect?: boolean;
  /**
   * Whether also the first connection is tried for again and again, for an Asterisk that is still to come up. Without, what is refused or
   * can't be reached rejects; a WebSocket that opens and stays silent is replaced by another one all the same. @default {false}
   */
  keepTrying?: boolean;
  /**
   * What happens when another connection registers one of the applications: `stop` leaves it to that one, and ends the registration
   * when no application is left; `retake` registers it again, and two programs that both do so never come to rest. @default {"stop"}
   */
  replaced?: "stop" | "retake";
}

/** Applications that are registered in Asterisk, as long as this is open; over losses of the connection too. */
export interface Registration extends AsyncDisposable {
  /**
   * Resolves when it was closed from here. Rejects with {@linkcode AriReplacedError} when other connections have registered all of its
   * applications, with what Asterisk said when it refuses the user, and without `reconnect` when the connection was lost.
   */
  readonly closed: Promise<void>;
  /**
   * Closes the WebSocket; Asterisk then sends no more events for its applications. Where the client was asked to register them several
   * times, that happens with the last one to be closed. Closing twice is harmless.
   */
  close(): Promise<void>;
}
