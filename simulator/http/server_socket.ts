import { createHash } from "node:crypto";
import type { Clock } from "../../_internal/clock.ts";
import type { Connection } from "../../_internal/transport.ts";
import type { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { encodeFrame, FrameDecoder, type FrameEvent, opcodes } from "./frames.ts";
import type { HttpHeaders } from "./headers.ts";
import type { HeldSocket } from "./http_request.ts";

/** What a {@linkcode ServerSocket} is made from. */
export interface ServerSocketOptions {
  /** Whose time limits the writing. */
  readonly clock: Clock;
  /** The headers that asked for a WebSocket. */
  readonly headers: HttpHeaders;
  /** The subprotocol, as it is told to the client; none by default. */
  readonly protocol?: string;
  /** How long a client may refuse to read before it is cut off, in milliseconds. */
  readonly writeTimeLimit: number;
}

/** How many bytes may wait for a client that does not read, before it is cut off. */
const maxSendBuffer = 16 * 1024 * 1024;
/** What the protocol adds to a client's key. */
const keySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** The server's end of a WebSocket over a connection (`res_http_websocket.c`). */
export class ServerSocket extends EventTarget implements HeldSocket {
  readonly protocol: string;
  readonly #connection: Connection;
  readonly #reader: ByteReader;
  readonly #writer: ByteWriter;
  readonly #decoder = new FrameDecoder();
  #readyState: number = WebSocket.CONNECTING;
  #held: Promise<void> = Promise.resolve();

  constructor(connection: Connection, reader: ByteReader, options: ServerSocketOptions) {
    super();
    const { clock, headers, protocol, writeTimeLimit } = options;
    this.#connection = connection;
    this.#reader = reader;
    this.protocol = protocol?.trim() ?? "";
    this.#writer = new ByteWriter(connection, {
      clock,
      timeLimit: writeTimeLimit,
      maxWaiting: maxSendBuffer,
      onFailure: () => this.#finish(1006),
    });
    this.#writer.write(new TextEncoder().encode(acceptance(headers, protocol)));
  }

  get readyState(): number {
    return this.#readyState;
  }

  get bufferedAmount(): number {
    return this.#writer.waitingLength;
  }

  /** Opens it, and reads until it is closed. */
  async run(): Promise<void> {
    this.#readyState = WebSocket.OPEN;
    this.dispatchEvent(new Event("open"));
    this.#reader.setPatience(Infinity, Infinity);
    while (this.#readyState !== WebSocket.CLOSED) {
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      const bytes = await this.#reader.readSome();
      if (bytes === undefined) this.#finish(1006);
      else for (const event of this.#decoder.push(bytes)) await this.#take(event);
    }
    await this.#writer.flush();
  }

  send(data: string): void {
    if (this.#readyState === WebSocket.OPEN) {
      this.#writer.write(encodeFrame(opcodes.text, new TextEncoder().encode(data)));
    }
  }

  hold(work: Promise<void>): void {
    this.#held = work;
  }

  /** Sends a close frame; the client is expected to answer with one. */
  close(code = 1000): void {
    if (this.#readyState !== WebSocket.OPEN) return;
    this.#readyState = WebSocket.CLOSING;
    this.#sendClose(code);
  }

  async #take(event: FrameEvent): Promise<void> {
    if (this.#readyState === WebSocket.CLOSED) return;
    switch (event.kind) {
      case "message":
        if (this.#readyState === WebSocket.OPEN) this.dispatchEvent(new MessageEvent("message", { data: event.text }));
        return await this.#held;
      case "ping":
        return this.#writer.write(encodeFrame(opcodes.pong, event.payload));
      case "close":
        if (this.#readyState === WebSocket.OPEN) this.#sendClose(event.code ?? 1000);
        await this.#writer.flush();
        return this.#finish(event.code ?? 1005);
      case "failure":
        this.#sendClose(event.code);
        await this.#writer.flush();
        return this.#finish(event.code);
      default:
        throw new Error(`Unreachable: ${event satisfies never}`);
    }
  }

  #sendClose(code: number): void {
    this.#writer.write(encodeFrame(opcodes.close, Uint8Array.of(code >> 8, code & 0xff)));
  }

  #finish(code: number): void {
    if (this.#readyState === WebSocket.CLOSED) return;
    this.#readyState = WebSocket.CLOSED;
    this.#connection.close();
    this.dispatchEvent(new CloseEvent("close", { code, wasClean: code !== 1006 }));
  }
}

function acceptance(headers: HttpHeaders, protocol: string | undefined): string {
  const [upgrade = "", key = ""] = ["Upgrade", "Sec-WebSocket-Key"].map((name) => headers.getAll(name).at(-1));
  const accept = createHash("sha1").update(key + keySuffix).digest("base64");
  return [
    "HTTP/1.1 101 Switching Protocols",
    `Upgrade: ${upgrade}`,
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    "\r\n",
  ].join("\r\n");
}
