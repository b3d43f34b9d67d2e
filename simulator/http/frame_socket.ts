import type { Clock } from "../../_internal/clock.ts";
import type { Connection } from "../../_internal/transport.ts";
import type { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { encodeFrame, FrameDecoder, type FrameEvent, opcodes } from "./frames.ts";
import type { HeldSocket } from "./http_request.ts";

/** What a {@linkcode FrameSocket} is made from. */
export interface FrameSocketOptions {
  /** Whose time limits the writing. */
  readonly clock: Clock;
  /** How long the other side may refuse to read before it is cut off, in milliseconds. */
  readonly writeTimeLimit: number;
  /** The subprotocol; an empty string when there is none. */
  readonly protocol: string;
  /** What is sent before any frame. */
  readonly greeting?: string;
  /** Where the masks of a client's frames come from: numbers from 0 to below 1. A server's frames have none. */
  readonly maskRandom?: () => number;
}

/** How many bytes may wait for someone who does not read, before the connection is cut. */
const maxSendBuffer = 16 * 1024 * 1024;

/** One end of a WebSocket over a connection (`res_http_websocket.c`). */
export class FrameSocket extends EventTarget implements HeldSocket {
  readonly protocol: string;
  readonly #connection: Connection;
  readonly #reader: ByteReader;
  readonly #writer: ByteWriter;
  readonly #decoder = new FrameDecoder();
  #readyState: number = WebSocket.CONNECTING;
  readonly #maskRandom: (() => number) | undefined;
  #held: Promise<void> = Promise.resolve();

  constructor(connection: Connection, reader: ByteReader, options: FrameSocketOptions) {
    super();
    const { clock, greeting, maskRandom, protocol, writeTimeLimit } = options;
    this.#connection = connection;
    this.#reader = reader;
    this.#maskRandom = maskRandom;
    this.protocol = protocol;
    this.#writer = new ByteWriter(connection, {
      clock,
      timeLimit: writeTimeLimit,
      maxWaiting: maxSendBuffer,
      onFailure: () => this.#finish(1006),
    });
    if (greeting !== undefined) this.#writer.write(new TextEncoder().encode(greeting));
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
      if (bytes === undefined) {
        // What was said before the other side went is written still.
        await this.#writer.flush();
        this.#finish(1006);
      } else for (const event of this.#decoder.push(bytes)) await this.#take(event);
    }
    await this.#writer.flush();
  }

  send(data: string): void {
    if (this.#readyState === WebSocket.OPEN) this.#write(opcodes.text, new TextEncoder().encode(data));
  }

  hold(work: Promise<void>): void {
    this.#held = work;
  }

  /** Sends a close frame; the other side is expected to answer with one. */
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
        return this.#write(opcodes.pong, event.payload);
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
    this.#write(opcodes.close, Uint8Array.of(code >> 8, code & 0xff));
  }

  #write(opcode: number, payload: Uint8Array): void {
    const random = this.#maskRandom;
    const mask = random === undefined ? undefined : Array.from({ length: 4 }, () => Math.floor(random() * 256));
    this.#writer.write(encodeFrame(opcode, payload, mask));
  }

  #finish(code: number): void {
    if (this.#readyState === WebSocket.CLOSED) return;
    this.#readyState = WebSocket.CLOSED;
    this.#connection.close();
    this.dispatchEvent(new CloseEvent("close", { code, wasClean: code !== 1006 }));
  }
}
