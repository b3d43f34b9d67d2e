/** Ways out into the network, with the real ones as defaults; a test gives its own and needs no network at all. */
export interface Transport {
  /** Sends one HTTP request, as the global `fetch` does. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Opens WebSockets, as the global `WebSocket` does. */
  readonly WebSocket: WebSocketConstructor;
  /** Opens a TCP connection, as `Deno.connect` does. */
  connect(options: { hostname: string; port: number; signal?: AbortSignal }): Promise<Connection>;
}

/** The part of a `WebSocket` constructor that we use; `headers` is Deno's extension. */
export type WebSocketConstructor = new (url: string, options?: WebSocketOptions) => WebSocketLike;

/** What a WebSocket may be opened with. */
export interface WebSocketOptions {
  /** Request headers of the handshake. */
  headers?: Record<string, string>;
  /** Subprotocols offered. */
  protocols?: string[];
}

/** The part of a `WebSocket` that we use; it fires `open`, `message`, `error` and `close`. */
export interface WebSocketLike extends EventTarget {
  /** 0 connecting, 1 open, 2 closing, 3 closed. */
  readonly readyState: number;
  /** The subprotocol that the server chose, or an empty string. */
  readonly protocol: string;
  /** Bytes accepted by `send()` and not yet handed over to the network. */
  readonly bufferedAmount: number;
  /** Sends one frame. */
  send(data: string): void;
  /** Starts the close handshake. */
  close(code?: number, reason?: string): void;
}

/** The part of a `Deno.Conn` that we use. */
export interface Connection extends Disposable {
  /** Reads into `buffer` and resolves with the number of bytes, or `null` at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of `bytes` and resolves with how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** Closes both directions. */
  close(): void;
}

let systemWebSocket: WebSocketConstructor | undefined;

/** The real network. */
export const systemTransport: Transport = {
  fetch: (url, init) => fetch(url, init),
  // Deno loads what is behind the name when it is first used, which takes longer than all of this.
  get WebSocket() {
    return systemWebSocket ??= class extends WebSocket {
      constructor(url: string, options: WebSocketOptions = {}) {
        super(url, options);
      }
    };
  },
  connect: (options) => Deno.connect(options),
};
