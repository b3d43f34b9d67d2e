import type { CallOptions } from "../_internal/call_options.ts";
import { EventStream } from "../_internal/event_stream.ts";
import { StatusStreams } from "../_internal/status_streams.ts";
import type { AmiEventName, AmiEventOf } from "./action_types.ts";
import type { AmiStatus } from "./ami_status.ts";
import { AmiClient, openClient, type StreamOptions } from "./client.ts";
import type { ConnectOptions } from "./connect_options.ts";
import { AmiError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";

/** One of several servers. */
export interface PoolServer extends Omit<ConnectOptions, "keepTrying" | "signal"> {
  /** What the program calls it; no two may be called the same. */
  name: string;
}

/** An event of one of several servers. */
export interface PoolEvent<Event> {
  /** The server's name. */
  readonly server: string;
  /** The event. */
  readonly event: Event;
}

/** What happened to the connection to one of several servers. */
export interface PoolStatus {
  /** The server's name. */
  readonly server: string;
  /** What happened. */
  readonly status: AmiStatus;
}

/**
 * Connects to several servers as one: events and statuses with the name of the server, actions to one of them by its name.
 *
 * Resolves when each server was tried once. One that does not answer is tried again, for as long as it takes, and one that refuses the user is
 * given up, which its status tells (`stopped`, with the error); neither stops the others. Rejects with `TypeError` or `RangeError` for options that make no
 * sense, and with the signal's reason when that aborts first.
 *
 * @example Hangups of two servers
 * ```ts ignore
 * await using servers = await pool([
 *   { name: "north", hostname: "10.0.0.1", username: "admin", secret: "secret" },
 *   { name: "south", hostname: "10.0.0.2", username: "admin", secret: "secret" },
 * ]);
 * servers.on("Hangup", (event, server) => console.log(server, event.Channel, event.Cause));
 * await servers.get("north").action("Ping");
 * ```
 */
export async function pool(servers: readonly PoolServer[], options: CallOptions = {}): Promise<AmiPool> {
  options.signal?.throwIfAborted();
  const made = new AmiPool(servers);
  try {
    await startPool(made, options.signal);
    return made;
  } catch (error) {
    await made.close();
    throw error;
  }
}

let startPool: (pool: AmiPool, signal: AbortSignal | undefined) => Promise<void>;

/** Clients of several servers; {@linkcode pool} makes it. */
export class AmiPool implements AsyncDisposable {
  readonly #clients = new Map<string, AmiClient>();
  readonly #statuses = new StatusStreams<PoolStatus>();
  readonly #last = new Map<string, AmiStatus>();
  readonly #streams = new Set<EventStream<PoolEvent<AmiMessage>>>();
  /** What is over when all clients are closed. */
  readonly #running: Promise<void>[] = [];

  static {
    startPool = (pool, signal) => pool.#start(signal);
  }

  /** Makes clients that are not connected. */
  constructor(servers: readonly PoolServer[]) {
    if (servers.length === 0) throw new TypeError("Cannot make a pool of no servers");
    for (const { name, ...options } of servers) {
      if (name === "") throw new TypeError("Cannot make a pool: a server has no name");
      if (this.#clients.has(name)) throw new TypeError(`Cannot make a pool: two servers are called "${name}"`);
      this.#clients.set(name, new AmiClient({ ...options, keepTrying: true }));
    }
  }

  /** The names of the servers, in the order in which they were given. */
  get names(): readonly string[] {
    return [...this.#clients.keys()];
  }

  /** The client of a server, for its actions and all else. Throws `RangeError` when there is none of this name. */
  get(name: string): AmiClient {
    const client = this.#clients.get(name);
    if (client === undefined) {
      throw new RangeError(
        `Cannot find server "${name}" in the pool: it has ${this.names.map((one) => `"${one}"`).join(", ")}`,
      );
    }
    return client;
  }

  /** The name and the client of each server. */
  [Symbol.iterator](): Iterator<[name: string, client: AmiClient]> {
    return this.#clients.entries();
  }

  /** What last happened to the connection to a server; nothing before the first attempt has ended. */
  statusOf(name: string): AmiStatus | undefined {
    this.get(name);
    return this.#last.get(name);
  }

  /** Calls `handler` for each event of this name of all servers, as a client's `on` does, with the server's name. */
  on<Name extends AmiEventName>(
    name: Name,
    handler: (event: AmiMessage & AmiEventOf<Name>, server: string) => unknown,
  ): Disposable;
  /** The same for all events, and for those that this library does not know. */
  on(name: "*" | (string & Record<never, never>), handler: (event: AmiMessage, server: string) => unknown): Disposable;
  on(name: string, handler: (event: never, server: string) => unknown): Disposable {
    const added = [...this.#clients].map(([server, client]) =>
      // The one cast: a handler is called only with events of the name that it was added for.
      client.on(name, (event) => handler(event as never, server))
    );
    return {
      [Symbol.dispose]: () => {
        for (const one of added) one[Symbol.dispose]();
      },
    };
  }

  /** Opens one bounded stream of the events of these names of all servers, of all without names. */
  events<Name extends AmiEventName>(...args: [Name, ...Name[]]): EventStream<PoolEvent<AmiMessage & AmiEventOf<Name>>>;
  /** The same, with options. */
  events<Name extends AmiEventName>(
    ...args: [Name, ...Name[], StreamOptions]
  ): EventStream<PoolEvent<AmiMessage & AmiEventOf<Name>>>;
  /** The same for all events, and for those that this library does not know. */
  events(...args: (string | StreamOptions)[]): EventStream<PoolEvent<AmiMessage>>;
  events(...args: (string | StreamOptions)[]): EventStream<PoolEvent<AmiMessage>> {
    const names = args.filter((arg) => typeof arg === "string");
    const { signal, capacity = 1_024 } = args.find((arg) => typeof arg !== "string") ?? {};
    signal?.throwIfAborted();
    const added: Disposable[] = [];
    const abort = () => stream.fail(signal?.reason);
    const stream: EventStream<PoolEvent<AmiMessage>> = new EventStream({
      name: names.join(", ") || "*",
      capacity,
      onEnd: () => {
        for (const one of added) one[Symbol.dispose]();
        this.#streams.delete(stream);
        signal?.removeEventListener("abort", abort);
      },
    });
    for (const name of names.length === 0 ? ["*"] : new Set(names.map((name) => name.toLowerCase()))) {
      added.push(this.on(name, (event, server) => void stream.push({ server, event: event.detach() })));
    }
    this.#streams.add(stream);
    signal?.addEventListener("abort", abort, { once: true });
    return stream;
  }

  /** Opens a bounded stream of what happens to the connections from now on. */
  status(options: StreamOptions = {}): EventStream<PoolStatus> {
    return this.#statuses.open(options);
  }

  /** Closes all connections. Twice is harmless. */
  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()));
    await Promise.all(this.#running);
    for (const stream of [...this.#streams]) stream.end();
    this.#statuses.end();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #start(signal: AbortSignal | undefined): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {}); // Only for who still waits.
    const abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      await Promise.race([Promise.all([...this.#clients].map(([name, client]) => this.#open(name, client))), promise]);
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Resolves when a server was tried once; rejects when the options make no sense. */
  async #open(server: string, client: AmiClient): Promise<void> {
    const { promise: tried, resolve, reject } = Promise.withResolvers<void>();
    const statuses = client.status({ capacity: 100_000 });
    let failure: AmiError | undefined;
    const follow = async () => {
      for await (const status of statuses) {
        // Who closes a client that could not begin knows why, and the client does not.
        const told = status.type === "stopped" && failure !== undefined ? { ...status, error: failure } : status;
        this.#last.set(server, told);
        this.#statuses.emit({ server, status: told });
        resolve();
      }
    };
    const open = async () => {
      try {
        await openClient(client);
      } catch (error) {
        if (error instanceof AmiError) failure = error;
        else reject(error);
        await client.close();
      }
    };
    this.#running.push(follow(), open());
    await tried;
  }
}
