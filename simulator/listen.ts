import { SimulatorListenError } from "./errors.ts";
import type { AriFront } from "./fronts/ari/handler.ts";

/** An open port. */
export interface Listener extends AsyncDisposable {
  /** Host and port, as in a URL. */
  readonly host: string;
}

/** Opens a port for a front. Rejects with a {@linkcode SimulatorListenError} that names the address. */
export async function listen(front: AriFront, address: { hostname: string; port: number }): Promise<Listener> {
  const { hostname, port } = address;
  const server = await Promise.resolve().then(() =>
    Deno.serve({ hostname, port, onListen: () => {} }, (request) =>
      front.handle(request, (upgraded, options) => {
        // Asterisk sends no pings, so there is no idle time after which the server would close.
        return Deno.upgradeWebSocket(upgraded, { ...options, idleTimeout: 0 });
      }))
  ).catch((cause: unknown) => {
    throw listenError(cause, address);
  });
  const host = `${hostname.includes(":") ? `[${hostname}]` : hostname}:${server.addr.port}`;
  return {
    host,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
    },
  };
}

function listenError(cause: unknown, { hostname, port }: { hostname: string; port: number }): SimulatorListenError {
  const reason = cause instanceof Deno.errors.AddrInUse
    ? "the port is in use, choose another one or 0 for any"
    : cause instanceof Deno.errors.NotCapable
    ? `it needs permission, run with --allow-net=${hostname} or use simulate({ listen: false })`
    : cause instanceof Error
    ? cause.message
    : String(cause);
  return new SimulatorListenError(`Cannot listen on ${hostname}:${port}: ${reason}`, { cause, hostname, port });
}
