import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Connection, Transport } from "../_internal/transport.ts";
import { type Banner, defaultPort } from "./banner.ts";
import { type ConnectOptions, defaultTlsPort } from "./connect_options.ts";
import { AmiConnectionError, AmiError } from "./errors.ts";
import { checkHttpAction, httpAddressOf } from "./http/http_address.ts";
import { HttpConnection } from "./http/http_connection.ts";
import { logInOverHttp } from "./http/http_login.ts";
import { type Credentials, logIn } from "./login.ts";
import { networkReason } from "./network_error.ts";
import { Session, type SessionOptions } from "./session.ts";

/** Where a manager listens, and how it is reached. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
  /** Opens a connection to it, for ActionIDs with a prefix. */
  connect(signal: AbortSignal, world: { readonly wheel: TimerWheel; readonly prefix: string }): Promise<Connection>;
}

/** Reads the address out of the options; throws `TypeError` where the secret would go to another machine in clear. */
export function addressOf(options: ConnectOptions): Address {
  const { hostname = "127.0.0.1", tls = false, authentication = "md5", transport } = options;
  const http = options.url === undefined ? undefined : httpAddressOf(options.url, options);
  if (http !== undefined) {
    refuseCleartext(http.hostname, http.isSecure, options);
    return http;
  }
  if (authentication === "digest") {
    throw new TypeError('Cannot log in with authentication "digest": only over HTTP, see "url"');
  }
  const { port = tls === false ? defaultPort : defaultTlsPort } = options;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`Cannot connect to "${hostname}" as port must be 1 to 65535: current value is ${port}`);
  }
  refuseCleartext(hostname, tls !== false, options);
  const connect = transport?.connect ?? systemConnect(tls);
  return { hostname, port, connect: (signal) => connect({ hostname, port, signal }) };
}

function refuseCleartext(
  hostname: string,
  isSecure: boolean,
  { authentication, allowCleartext }: ConnectOptions,
): void {
  if (authentication === "plain" && !isSecure && !allowCleartext && !isThisMachine(hostname)) {
    throw new TypeError(
      `Cannot log in to "${hostname}" with authentication "plain": the secret would be readable on its way, ` +
        `use "md5", tls or allowCleartext`,
    );
  }
}

/** Connects and logs in within the limit; leaves nothing open when it rejects. */
export async function openSession(
  address: Address,
  credentials: Credentials,
  options: Omit<SessionOptions, "connection" | "onRead"> & {
    readonly connectTimeout: number;
    /** Is called when something has come, with when the last event can have been missed, if not now. */
    onRead(knownUntil?: number): void;
  },
  signal: AbortSignal,
): Promise<{ session: Session; banner: Banner }> {
  signal.throwIfAborted();
  const { hostname, port } = address;
  const { connectTimeout, wheel } = options;
  const limit = new AbortController();
  let session: Session | undefined;
  const timer = wheel.schedule(connectTimeout, () => {
    const silence = session?.isGreeted === false ? ": no banner came, as where TLS or another service is" : "";
    const message = `Cannot log in at ${hostname}:${port} within ${connectTimeout} ms${silence}`;
    limit.abort(new AmiConnectionError(message, { outcome: "not-sent" }));
  });
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    const connection = await reach(address, options, either);
    const http = connection instanceof HttpConnection ? connection : undefined;
    const opened = session = new Session({
      ...options,
      connection,
      onRead: () => options.onRead(http?.knownUntil),
      ...(http !== undefined && { greeting: http.banner, check: checkHttpAction }),
    });
    const abort = () => opened.fail(reasonOf(either));
    either.addEventListener("abort", abort, { once: true });
    if (either.aborted) abort();
    try {
      const banner = await (http === undefined ? logIn : logInOverHttp)(opened, credentials);
      return { session: opened, banner };
    } catch (error) {
      opened[Symbol.dispose]();
      throw error;
    } finally {
      either.removeEventListener("abort", abort);
    }
  } catch (error) {
    if (either.aborted) throw either.reason;
    throw error;
  } finally {
    timer[Symbol.dispose]();
  }
}

async function reach(
  address: Address,
  { wheel, prefix }: { readonly wheel: TimerWheel; readonly prefix: string },
  signal: AbortSignal,
): Promise<Connection> {
  const connecting = address.connect(signal, { wheel, prefix });
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([connecting, aborted.promise]);
  } catch (cause) {
    connecting.then((late) => late.close(), () => {}); // Nobody wants it any more, and why it failed is told below.
    if (signal.aborted) throw signal.reason;
    if (cause instanceof AmiError) throw cause;
    throw new AmiConnectionError(
      `Cannot reach ${address.hostname}:${address.port}: ${networkReason(cause, { isFirst: true })}`,
      {
        cause,
        outcome: "not-sent",
      },
    );
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** A session ends with an error of ours, whatever the reason of the signal. */
function reasonOf(signal: AbortSignal): AmiConnectionError {
  if (signal.reason instanceof AmiConnectionError) return signal.reason;
  return new AmiConnectionError("Cannot go on: the attempt was given up", { cause: signal.reason });
}

function systemConnect(tls: ConnectOptions["tls"]): Transport["connect"] {
  if (tls === undefined || tls === false) return (options) => Deno.connect(options);
  const caCerts = [...tls === true ? [] : tls.caCerts ?? []];
  return async ({ hostname, port, signal }) => {
    const connection = await Deno.connectTls({ hostname, port, caCerts });
    // What is closed is a connection that nobody has yet, so that it must not be left open.
    const close = () => connection.close();
    try {
      signal?.throwIfAborted();
      signal?.addEventListener("abort", close, { once: true });
      await connection.handshake();
      signal?.throwIfAborted();
      return connection;
    } catch (error) {
      if (!signal?.aborted) close();
      throw error;
    } finally {
      signal?.removeEventListener("abort", close);
    }
  };
}

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "::1" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
