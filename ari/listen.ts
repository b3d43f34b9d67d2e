import type { Clock } from "../_internal/clock.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import { adoptSocket, AriClient } from "./client.ts";
import { AriConnectionError } from "./errors.ts";
import type { AriEvent } from "./generated/events.ts";
import type { TraceRecord } from "./trace.ts";

/** Where {@linkcode listen} waits for Asterisk, and who may come in. */
export interface ListenOptions extends CallOptions {
  /** Port; 0 takes a free one, which `address` tells. */
  port: number;
  /** Address to listen on; `0.0.0.0` is every one of this machine. @default {"127.0.0.1"} */
  hostname?: string;
  /** The `username` of `websocket_client.conf`. */
  username: string;
  /** The `password` of `websocket_client.conf`; a connection without both is answered 401. */
  password: string;
  /** Certificate chain in PEM, with `key`, for `wss:`. @default {undefined} */
  cert?: string;
  /** Private key of `cert`, in PEM. @default {undefined} */
  key?: string;
  /** Most connections at once; one more is answered 503. A per-call connection is one for each call. @default {1_000} */
  maxConnections?: number;
  /** Most requests under way on one connection; the others wait in order. @default {8} */
  maxRequests?: number;
  /** Longest wait for one answer, in milliseconds. @default {30_000} */
  requestTimeout?: number;
  /** Gets what handlers threw or rejected with, also those of the clients' events. @default As `connect` without it */
  onError?: (error: unknown, event?: AriEvent) => void;
  /** Gets what the clients send and what comes: see `trace` of `ConnectOptions`. */
  trace?: (record: TraceRecord) => void;
  /** Time, for the limits above. @default The machine's */
  clock?: Clock;
}

/** What a handler knows about a connection besides its client. */
export interface ConnectionInfo {
  /** Asterisk's handshake: its URL with path and query, and its headers. */
  readonly request: Request;
  /** Aborts when the connection is gone, or when the listener shuts down; its reason is an {@linkcode AriConnectionError}. */
  readonly signal: AbortSignal;
}

/** One function a connection. */
export type ConnectionHandler = (ari: AriClient, connection: ConnectionInfo) => unknown;

/** Something that waits for Asterisk's connections; like `Deno.HttpServer`. */
export interface AriListener extends AsyncDisposable {
  /** Where it listens. */
  readonly address: { readonly hostname: string; readonly port: number };
  /** Resolves when it was shut down and the last handler has ended. */
  readonly finished: Promise<void>;
  /** Takes no more connections, aborts the signals of those that are open, waits for their handlers, and closes them. */
  shutdown(): Promise<void>;
}

/**
 * Waits for WebSockets that Asterisk opens itself (`outbound_websocket` in `ari.conf`, Asterisk 22.5 and later), and calls
 * `handler` once for each, with a client whose events come over it and whose requests go over it.
 *
 * Asterisk's applications are registered before it connects: the client's `register`, `run` and `serve` find them so. Their
 * events come from the moment of the call on, so a handler adds its own before it waits for anything. A lost connection is
 * opened again by Asterisk: the handler is called anew, events that Asterisk kept meanwhile come first, and `ApplicationRegistered`
 * for each application after them. A per-call connection is there for one call, as the application `name:channel`.
 *
 * The client has no HTTP: a stored file can not be read over it, and everything waits for what waits in Asterisk. A handler
 * that fails closes its connection, and Asterisk tries again. Throws what `Deno.serve` throws when the port can not be had.
 *
 * @example Calls over whatever connection Asterisk opens
 * ```ts
 * import { listen } from "@asterism/asterisk/ari";
 *
 * await using listener = listen({ port: 0, username: "asterisk", password: "secret" }, (ari) => {
 *   ari.on("ApplicationRegistered", ({ application }) => {
 *     ari.serve({ apps: application }, async (channel) => {
 *       await channel.answer();
 *       await channel.hangup();
 *     });
 *   });
 * });
 * console.log(`uri = ws://127.0.0.1:${listener.address.port}/`); // For websocket_client.conf.
 * ```
 */
export function listen(options: ListenOptions, handler: ConnectionHandler): AriListener {
  const { port, hostname = "127.0.0.1", maxConnections = 1_000, cert, key, signal } = options;
  signal?.throwIfAborted();
  const connections = new Set<OutboundConnection>();
  const stopping = new AbortController();
  const isOwner = ownerCheck(options);
  const answer = async (request: Request, { remoteAddr }: Deno.ServeHandlerInfo<Deno.NetAddr>): Promise<Response> => {
    if (!await isOwner(request.headers.get("authorization"))) {
      return new Response(null, { status: 401, headers: { "www-authenticate": 'Basic realm="Asterism"' } });
    }
    if (stopping.signal.aborted || connections.size >= maxConnections) return new Response(null, { status: 503 });
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      return new Response(null, { status: 426, headers: { upgrade: "websocket" } });
    }
    const protocols = request.headers.get("sec-websocket-protocol")?.split(",").map((name) => name.trim());
    if (protocols !== undefined && !protocols.includes("ari")) return new Response(null, { status: 400 });
    const upgraded = Deno.upgradeWebSocket(request, protocols === undefined ? {} : { protocol: "ari" });
    const connection = new OutboundConnection(upgraded.socket, { listen: options, request, remoteAddr });
    connections.add(connection);
    connection.run(handler).finally(() => connections.delete(connection));
    return upgraded.response;
  };
  const tls = cert === undefined || key === undefined ? {} : { cert, key };
  const server = Deno.serve({ hostname, port, onListen: () => {}, ...tls }, answer);
  let stopped: Promise<void> | undefined;
  const shutdown = () => stopped ??= close();
  const close = async () => {
    stopping.abort();
    signal?.removeEventListener("abort", stop);
    await Promise.all([...connections].map((connection) => connection.close()));
    await server.shutdown(); // Not before: it would close the WebSockets under the handlers. Who comes meanwhile gets 503.
  };
  const stop = () => void shutdown();
  signal?.addEventListener("abort", stop, { once: true });
  const address = { hostname: server.addr.hostname, port: server.addr.port };
  return { address, finished: server.finished, shutdown, [Symbol.asyncDispose]: shutdown };
}

interface Opening {
  readonly listen: ListenOptions;
  readonly request: Request;
  readonly remoteAddr: Deno.NetAddr;
}

/** One WebSocket that Asterisk opened, its client, and its handler. */
class OutboundConnection {
  readonly #socket: WebSocket;
  readonly #opening: Opening;
  readonly #client: AriClient;
  readonly #gone = new AbortController();
  readonly #handled = Promise.withResolvers<void>();
  #ended: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, opening: Opening) {
    this.#socket = socket;
    this.#opening = opening;
    this.#client = makeClient(opening);
  }

  /** Calls the handler when the WebSocket is open, and resolves when both have ended. */
  run(handler: ConnectionHandler): Promise<void> {
    return this.#ended = this.#run(handler);
  }

  /** Aborts the handler's signal, waits for it, and closes the connection. */
  async close(): Promise<void> {
    this.#gone.abort(new AriConnectionError("Cannot go on with Asterisk's connection: the listener was shut down"));
    await this.#handled.promise;
    await this.#client.close();
    await this.#ended;
  }

  async #run(handler: ConnectionHandler): Promise<void> {
    const opened = Promise.withResolvers<void>();
    for (const end of ["open", "close"]) this.#socket.addEventListener(end, () => opened.resolve(), { once: true });
    await opened.promise;
    if (this.#socket.readyState === WebSocket.OPEN) {
      const { closed } = adoptSocket(this.#client, this.#socket);
      const ours = new AriConnectionError("Cannot go on with Asterisk's connection: it was closed");
      closed.then(() => this.#gone.abort(ours), (error) => this.#gone.abort(error));
      await this.#handle(handler);
      await closed.catch(() => {});
    }
    this.#handled.resolve();
    await this.#client.close();
  }

  async #handle(handler: ConnectionHandler): Promise<void> {
    const { request, listen: { onError = reportError } } = this.#opening;
    const { signal } = this.#gone;
    try {
      await handler(this.#client, { request, signal });
    } catch (error) {
      if (signal.aborted && error === signal.reason) return;
      onError(error);
      this.#socket.close(1011); // Asterisk opens another one.
    } finally {
      this.#handled.resolve();
    }
  }
}

/** A client that has nothing but the WebSocket that it will be given. */
function makeClient({ listen, remoteAddr }: Opening): AriClient {
  const { username, password, maxRequests = 8, requestTimeout = 30_000, onError, trace, clock } = listen;
  const { hostname, port } = remoteAddr;
  return new AriClient(`http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`, {
    username,
    password,
    maxRequests,
    requestTimeout,
    rest: "websocket",
    transport: {
      fetch: () => Promise.reject(noWay()),
      get WebSocket(): never {
        throw noWay();
      },
    },
    ...(onError !== undefined && { onError }),
    ...(trace !== undefined && { trace }),
    ...(clock !== undefined && { clock }),
  });
}

function noWay(): AriConnectionError {
  const why = "this client has only the WebSocket that Asterisk opened, which carries no files and may be closed";
  return new AriConnectionError(`Cannot send by HTTP: ${why}`, { outcome: "not-sent" });
}

/** Tells whether credentials are the expected ones, in a time that says nothing about how wrong they are. */
function ownerCheck({ username, password }: ListenOptions): (authorization: string | null) => Promise<boolean> {
  const expected = digest(new TextEncoder().encode(`${username}:${password}`).toBase64());
  return async (authorization) => {
    const [, credentials = ""] = /^basic +(\S+)$/i.exec(authorization ?? "") ?? [];
    const [own, given] = await Promise.all([expected, digest(credentials)]);
    let difference = 0;
    for (const [at, byte] of own.entries()) difference |= byte ^ (given[at] ?? 0);
    return difference === 0;
  };
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
