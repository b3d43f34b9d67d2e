import { systemTransport, type WebSocketLike } from "../../_internal/transport.ts";
import type { Backend, User } from "./backend.ts";
import { leave } from "./leave.ts";

/** What a request was answered. */
export interface RawAnswer {
  readonly status: number;
  /** The body; text when it is no JSON. */
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  readonly body: any;
}

/** An event as it came over the wire. */
export interface RawEvent {
  readonly type: string;
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  readonly [key: string]: any;
}

/** How {@linkcode RawAri.connect} connects. */
export interface RawConnectOptions {
  /** Whose header to send; `null` for none. @default the user who may do all */
  readonly user?: User | null;
  readonly protocols?: string[];
}

/** ARI as bare requests and sockets, on any backend. */
export class RawAri {
  readonly #backend: Backend;
  readonly #signal: AbortSignal;

  constructor({ backend, signal }: { backend: Backend; signal: AbortSignal }) {
    this.#backend = backend;
    this.#signal = signal;
  }

  /** A name that no other test uses: tests share an Asterisk. */
  name(prefix: string): string {
    return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
  }

  /** Sends a request, as in `rest("POST channels/x/answer")`; a body goes as JSON. */
  async rest(request: string, body?: unknown): Promise<RawAnswer> {
    const [method = "", path = ""] = request.split(" ");
    const response = await this.#backend.fetch(`/ari/${path}`, {
      method,
      signal: this.#signal,
      headers: {
        authorization: basic(this.#backend.user),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json" && text !== "";
    return { status: response.status, body: isJson ? JSON.parse(text) : text };
  }

  /** Opens an event WebSocket. */
  async connect(query: string, options: RawConnectOptions = {}): Promise<RawSocket> {
    const { user = this.#backend.user, protocols } = options;
    const WebSocket = this.#backend.connection.transport?.WebSocket ?? systemTransport.WebSocket;
    const url = `${this.#backend.url.replace("http", "ws")}/ari/events?${query}`;
    const socket = new WebSocket(url, {
      headers: user === null ? {} : { authorization: basic(user) },
      ...(protocols !== undefined && { protocols }),
    });
    const { url: server, user: owner, connection } = this.#backend;
    const fetch = connection.transport?.fetch ?? systemTransport.fetch;
    return await RawSocket.open(
      socket,
      this.#signal,
      () => leave({ url: server, user: owner, transport: { fetch } }, query),
    );
  }
}

/** An event WebSocket and what came over it. */
export class RawSocket implements AsyncDisposable {
  readonly events: RawEvent[] = [];
  readonly #socket: WebSocketLike;
  readonly #signal: AbortSignal;
  readonly #leave: () => Promise<void>;
  readonly #wakers = new Set<() => void>();
  #closed: CloseEvent | undefined;

  static async open(
    socket: WebSocketLike,
    signal: AbortSignal,
    leave: () => Promise<void> = async () => {},
  ): Promise<RawSocket> {
    const raw = new RawSocket(socket, signal, leave);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", (event) => {
      reject(new Error(event instanceof ErrorEvent ? event.message : "Cannot open the WebSocket"));
    });
    await promise;
    return raw;
  }

  private constructor(socket: WebSocketLike, signal: AbortSignal, leave: () => Promise<void>) {
    this.#socket = socket;
    this.#signal = signal;
    this.#leave = leave;
    socket.addEventListener("message", (event) => {
      if (!(event instanceof MessageEvent)) return;
      this.events.push(JSON.parse(event.data));
      this.#wake();
    });
    socket.addEventListener("close", (event) => {
      if (event instanceof CloseEvent) this.#closed = event;
      this.#wake();
    });
    signal.addEventListener("abort", () => this.#wake());
  }

  /** The subprotocol that was chosen. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  /** The types of all events so far. */
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  /** Sends one frame; what is no text goes as JSON. */
  send(message: unknown): void {
    this.#socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** Sends a request and resolves with its response; the frame may lack or replace anything. */
  async request(request: Record<string, unknown>): Promise<RawEvent> {
    const count = this.events.filter(({ type }) => type === "RESTResponse").length;
    this.send({ type: "RESTRequest", transaction_id: "t", request_id: `r${count}`, ...request });
    return await this.event("RESTResponse", count + 1);
  }

  /** Resolves with the event of this type that comes `nth`, from 1. */
  async event(type: string, nth = 1): Promise<RawEvent> {
    while (true) {
      const found = this.events.filter((event) => event.type === type)[nth - 1];
      if (found !== undefined) return found;
      if (this.#closed !== undefined) throw new Error(`Cannot wait for ${type}: the WebSocket closed`);
      // deno-lint-ignore no-await-in-loop -- Each event is looked at in turn.
      await this.change();
    }
  }

  /** Resolves when the socket has closed, from either side. */
  async closed(): Promise<{ code: number; reason: string }> {
    // deno-lint-ignore no-await-in-loop -- Each change is looked at in turn.
    while (this.#closed === undefined) await this.change();
    const { code, reason } = this.#closed;
    return { code, reason };
  }

  /** Closes it and waits for the other side to agree. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#socket.readyState === 1) await this.#leave();
    this.#socket.close();
    await this.closed();
  }

  /** Resolves with the next event, or when the socket closes. */
  change(): Promise<void> {
    this.#signal.throwIfAborted();
    return new Promise((resolve) => void this.#wakers.add(resolve));
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
    this.#wakers.clear();
  }
}

function basic({ username, password }: User): string {
  return `Basic ${btoa(`${username}:${password}`)}`;
}
