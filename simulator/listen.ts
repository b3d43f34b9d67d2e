import { systemClock } from "../_internal/clock.ts";
import type { Connection } from "../_internal/transport.ts";
import { SimulatorListenError } from "./errors.ts";
import { closableTwice } from "./http/closable_connection.ts";
import type { HttpHandler } from "./http/http_request.ts";
import type { HttpSettings } from "./http/http_settings.ts";
import { serveConnection } from "./http/server_connection.ts";

/** An open port. */
export interface Listener extends AsyncDisposable {
  /** Host and port, as in a URL. */
  readonly host: string;
}

/** What {@linkcode listen} needs. */
export interface ListenOptions {
  readonly hostname: string;
  readonly port: number;
  readonly settings: HttpSettings;
  /** Answers the requests. */
  readonly handle: HttpHandler;
  /** The time that `Date` tells. */
  readonly now: () => number;
  /** How long the client of a WebSocket may refuse to read, in milliseconds. */
  readonly writeTimeLimit: number;
}

/** Opens a port. Rejects with a {@linkcode SimulatorListenError} that names the address. */
export async function listen(options: ListenOptions): Promise<Listener> {
  const listener = await Promise.resolve().then(() => Deno.listen(options)).catch((cause: unknown) => {
    throw listenError(cause, options);
  });
  return new PortListener(listener, options);
}

class PortListener implements Listener {
  readonly host: string;
  readonly #listener: Deno.TcpListener;
  readonly #options: ListenOptions;
  readonly #connections = new Map<Connection, Promise<void>>();
  readonly #accepting: Promise<void>;

  constructor(listener: Deno.TcpListener, options: ListenOptions) {
    const { hostname } = options;
    this.#listener = listener;
    this.#options = options;
    this.host = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${listener.addr.port}`;
    this.#accepting = this.#accept();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#accepting;
    for (const connection of this.#connections.keys()) connection.close();
    await Promise.all(this.#connections.values());
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) {
      if (this.#connections.size >= this.#options.settings.sessionLimit) {
        connection.close();
        continue;
      }
      connection.setNoDelay(true);
      const closable = closableTwice(connection);
      this.#connections.set(closable, this.#serve(closable, connection.remoteAddr.hostname));
    }
  }

  async #serve(connection: Connection, remoteAddress: string): Promise<void> {
    try {
      await serveConnection(connection, { ...this.#options, clock: systemClock, remoteAddress });
    } finally {
      this.#connections.delete(connection);
    }
  }
}

function listenError(cause: unknown, { hostname, port }: ListenOptions): SimulatorListenError {
  const reason = cause instanceof Deno.errors.AddrInUse
    ? "the port is in use, choose another one or 0 for any"
    : cause instanceof Deno.errors.NotCapable
    ? `it needs permission, run with --allow-net=${hostname} or use simulate({ listen: false })`
    : cause instanceof Error
    ? cause.message
    : String(cause);
  return new SimulatorListenError(`Cannot listen on ${hostname}:${port}: ${reason}`, { cause, hostname, port });
}
