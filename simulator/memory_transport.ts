import type { Transport, WebSocketLike, WebSocketOptions } from "../_internal/transport.ts";
import { NotSimulatedError } from "./errors.ts";
import { HttpHeaders } from "./http/headers.ts";
import type { BodyResult, HttpHandler, HttpRequest } from "./http/http_request.ts";
import { MemorySocket } from "./memory_socket.ts";

/** What {@linkcode createMemoryTransport} needs. */
export interface MemoryTransportOptions {
  /** Answers requests. */
  readonly handle: HttpHandler;
  /** The hosts that it answers for, with their ports. */
  readonly hosts: () => readonly string[];
  /** Called at each sign of life. */
  readonly touch: () => void;
}

/** Makes a transport that hands requests and WebSockets to a handler, without any network. */
export function createMemoryTransport(options: MemoryTransportOptions): Transport {
  const { handle, hosts, touch } = options;

  function checkHost(url: URL): void {
    if (hosts().includes(url.host)) return;
    throw new TypeError(
      `Cannot reach ${url.host}: this transport leads only to the simulated Asterisk at ${hosts().join(", ")}`,
    );
  }

  async function fetch(url: string, init?: RequestInit): Promise<Response> {
    touch();
    const request = new Request(url, init);
    const { signal } = request;
    signal.throwIfAborted();
    checkHost(new URL(request.url));
    const answered = respond(request);
    const { promise: aborted, reject } = Promise.withResolvers<never>();
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    try {
      const response = await Promise.race([answered, aborted]);
      if (request.method !== "HEAD") return response;
      // On a port the server leaves it out.
      await response.body?.cancel();
      return new Response(null, response);
    } finally {
      signal.removeEventListener("abort", abort);
      touch();
    }
  }

  async function respond(request: Request): Promise<Response> {
    const answer = await handle(toHttpRequest(request), refuseUpgrade);
    const [response] = answer.kind === "responses" ? answer.responses : [];
    if (response === undefined) throw new TypeError(`Cannot fetch ${request.url}: it has become a WebSocket`);
    return response;
  }

  /** The client's end; it exists before the handshake, as a `WebSocket` does. */
  class ClientSocket extends MemorySocket {
    constructor(url: string, socketOptions: WebSocketOptions = {}) {
      super(touch);
      const address = new URL(url);
      address.protocol = address.protocol.replace("ws", "http");
      void handshake(this, address, socketOptions);
    }
  }

  async function handshake(client: MemorySocket, url: URL, socketOptions: WebSocketOptions): Promise<void> {
    const { headers = {}, protocols = [] } = socketOptions;
    try {
      checkHost(url);
      const request = new Request(url, { headers: handshakeHeaders(url, headers, protocols) });
      let accepted: { socket: MemorySocket; protocol: string } | undefined;
      const answer = await handle(toHttpRequest(request), ({ protocol = "" }) => {
        const [server, spare] = MemorySocket.pair(touch);
        client.adopt(spare);
        accepted = { socket: server, protocol: protocol.trim() };
        return server;
      });
      if (accepted === undefined) {
        const status = answer.kind === "responses" ? answer.responses[0]?.status : undefined;
        return client.fail(`NetworkError: failed to connect to WebSocket: Invalid status code: ${status}`);
      }
      // A client may have given up meanwhile.
      if (client.readyState !== 0) return accepted.socket.lose();
      accepted.socket.open(accepted.protocol);
      client.open(accepted.protocol);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      client.fail(`NetworkError: failed to connect to WebSocket: ${reason}`);
    }
  }

  return {
    fetch,
    WebSocket: ClientSocket satisfies new (url: string, options?: WebSocketOptions) => WebSocketLike,
    connect: ({ hostname, port }) =>
      Promise.reject(
        new NotSimulatedError(
          `Cannot connect to ${hostname}:${port}: the manager interface is not simulated yet, use ARI`,
        ),
      ),
  };
}

/** A request of `fetch` as the server would get it; it comes from this machine. */
function toHttpRequest(request: Request): HttpRequest {
  const { host, pathname, search } = new URL(request.url);
  return {
    method: request.method,
    target: pathname + search,
    headers: HttpHeaders.from(new Headers([...request.headers, ["host", host]])),
    remoteAddress: "127.0.0.1",
    async readBody(limit): Promise<BodyResult> {
      const bytes = await request.bytes();
      return bytes.length > limit ? { kind: "too-long" } : { kind: "body", bytes };
    },
  };
}

/** A plain request asks for no upgrade, so the handler never comes here. */
function refuseUpgrade(): never {
  throw new TypeError("Cannot upgrade a request that was made by fetch");
}

function handshakeHeaders(url: URL, given: Record<string, string>, protocols: readonly string[]): Headers {
  const headers = new Headers({ ...given, upgrade: "websocket", connection: "Upgrade", "sec-websocket-version": "13" });
  headers.set("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
  if (protocols.length > 0) headers.set("sec-websocket-protocol", protocols.join(", "));
  if (url.username !== "" && !headers.has("authorization")) {
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers.set("authorization", `Basic ${btoa(credentials)}`);
  }
  url.username = "";
  url.password = "";
  return headers;
}
