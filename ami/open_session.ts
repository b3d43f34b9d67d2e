import type { TimerWheel } from "../_internal/timer_wheel.ts";
import type { Connection, Transport } from "../_internal/transport.ts";
import { type Banner, defaultPort } from "./banner.ts";
import { type ConnectOptions, defaultTlsPort } from "./connect_options.ts";
import { AmiConnectionError } from "./errors.ts";
import { type Credentials, logIn } from "./login.ts";
import { Session, type SessionOptions } from "./session.ts";

/** Where a manager listens, and how it is reached. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
  /** Opens a connection to it. */
  connect(signal: AbortSignal): Promise<Connection>;
}

/** Reads the address out of the options; throws `TypeError` where the secret would go to another machine in clear. */
export function addressOf(options: ConnectOptions): Address {
  const { hostname = "127.0.0.1", tls = false, authentication = "md5", allowCleartext = false, transport } = options;
  const { port = tls === false ? defaultPort : defaultTlsPort } = options;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new RangeError(`Cannot connect to "${hostname}" as port must be 1 to 65535: current value is ${port}`);
  }
  if (authentication === "plain" && tls === false && !allowCleartext && !isThisMachine(hostname)) {
    throw new TypeError(
      `Cannot log in to "${hostname}" with authentication "plain": the secret would be readable on its way, ` +
        `use "md5", tls or allowCleartext`,
    );
  }
  const connect = transport?.connect ?? systemConnect(tls);
  return { hostname, port, connect: (signal) => connect({ hostname, port, signal }) };
}

/** Connects and logs in within the limit; leaves nothing open when it rejects. */
export async function openSession(
  address: Address,
  credentials: Credentials,
  options: Omit<SessionOptions, "connection"> & { readonly connectTimeout: number; readonly wheel: TimerWheel },
  signal: AbortSignal,
): Promise<{ session: Session; banner: Banner }> {
  signal.throwIfAborted();
  const { hostname, port } = address;
  const { connectTimeout, wheel } = options;
  const limit = new AbortController();
  const timer = wheel.schedule(connectTimeout, () => {
    const message = `Cannot log in at ${hostname}:${port} within ${connectTimeout} ms`;
    limit.abort(new AmiConnectionError(message, { outcome: "not-sent" }));
  });
  const either = AbortSignal.any([signal, limit.signal]);
  try {
    const session = new Session({ ...options, connection: await reach(address, either) });
    const abort = () => session.fail(reasonOf(either));
    either.addEventListener("abort", abort, { once: true });
    if (either.aborted) abort();
    try {
      const banner = await logIn(session, credentials);
      return { session, banner };
    } catch (error) {
      session[Symbol.dispose]();
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

async function reach(address: Address, signal: AbortSignal): Promise<Connection> {
  const connecting = address.connect(signal);
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([connecting, aborted.promise]);
  } catch (cause) {
    connecting.then((late) => late.close(), () => {}); // Nobody wants it any more, and why it failed is told below.
    if (signal.aborted) throw signal.reason;
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new AmiConnectionError(`Cannot reach ${address.hostname}:${address.port}: ${said}`, {
      cause,
      outcome: "not-sent",
    });
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
    if (signal?.aborted) connection.close();
    else await connection.handshake();
    return connection;
  };
}

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "::1" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
