import { createHash } from "node:crypto";
import type { Connection } from "../../_internal/transport.ts";
import { clientFrame, readFrames } from "../support/raw_frames.ts";

/** What an {@linkcode AppServer} says to a handshake. */
export type HandshakeAnswer = "accept" | "accept without protocol" | "wrong protocol" | "401" | "302";

/** A server to which Asterisk opens WebSockets, in bytes: what it asked, and what it sent. */
export class AppServer implements AsyncDisposable {
  readonly sockets: AppSocket[] = [];
  /** The heads of all handshakes, those that were refused too. */
  readonly handshakes: string[] = [];
  /** What is said to the next handshakes. */
  answer: HandshakeAnswer = "accept";
  readonly #signal: AbortSignal;
  readonly #wakers = new Set<() => void>();
  readonly #served = new Set<Promise<void>>();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake());
  }

  /** Takes a connection. */
  accept(connection: Connection): void {
    this.#served.add(this.#serve(connection));
  }

  /** Resolves with the socket that opens `nth`, from 1. */
  async socket(nth = 1): Promise<AppSocket> {
    // deno-lint-ignore no-await-in-loop -- Each change is looked at in turn.
    while (this.sockets.length < nth) await this.#change();
    const socket = this.sockets[nth - 1];
    if (socket === undefined) throw new Error(`Cannot find socket ${nth}`);
    return socket;
  }

  /** Resolves when there were so many handshakes. */
  async handshake(nth: number): Promise<string> {
    // deno-lint-ignore no-await-in-loop -- Each change is looked at in turn.
    while (this.handshakes.length < nth) await this.#change();
    return this.handshakes[nth - 1] ?? "";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.sockets) socket.drop();
    await Promise.all([...this.#served, ...this.sockets.map(({ ended }) => ended)]);
  }

  async #serve(connection: Connection): Promise<void> {
    const head = await readHead(connection);
    const { answer } = this;
    this.handshakes.push(head);
    this.#wake();
    if (answer === "401" || answer === "302") {
      await connection.write(encode(`HTTP/1.1 ${answer} No\r\nContent-Length: 0\r\n\r\n`)).catch(() => {});
      connection.close();
      return;
    }
    const key = /^Sec-WebSocket-Key: (.*)\r$/m.exec(head)?.[1] ?? "";
    const protocol = answer === "accept" ? "ari" : answer === "wrong protocol" ? "sip" : undefined;
    await connection.write(encode([
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${acceptKey(key)}`,
      ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
      "\r\n",
    ].join("\r\n")));
    if (answer === "wrong protocol") return drain(connection);
    this.sockets.push(new AppSocket(connection, head, this.#signal));
    this.#wake();
  }

  #change(): Promise<void> {
    this.#signal.throwIfAborted();
    return new Promise((resolve) => void this.#wakers.add(resolve));
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
    this.#wakers.clear();
  }
}

/** One WebSocket of an {@linkcode AppServer}. */
export class AppSocket {
  /** The request's head. */
  readonly handshake: string;
  /** What came: events as JSON, everything else as `opcode payload`. */
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  readonly received: any[] = [];
  /** Resolves when the connection is over. */
  readonly ended: Promise<void>;
  readonly #connection: Connection;
  readonly #signal: AbortSignal;
  readonly #wakers = new Set<() => void>();
  #isEnded = false;
  #isClosing = false;
  #raw = "";
  #areMasked = true;

  constructor(connection: Connection, handshake: string, signal: AbortSignal) {
    this.#connection = connection;
    this.#signal = signal;
    this.handshake = handshake;
    this.ended = this.#read();
    signal.addEventListener("abort", () => this.#wake());
  }

  /** Whether all frames were masked. */
  get areMasked(): boolean {
    return this.#areMasked;
  }

  /** The types of the events that came. */
  get types(): string[] {
    return this.received.map(({ type }) => type).filter((type) => type !== undefined);
  }

  /** Resolves with the event of this type that comes `nth`, from 1. */
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  async event(type: string, nth = 1): Promise<any> {
    while (true) {
      const found = this.received.filter((event) => event.type === type)[nth - 1];
      if (found !== undefined) return found;
      if (this.#isEnded) throw new Error(`Cannot wait for ${type}: the connection is over`);
      this.#signal.throwIfAborted();
      // deno-lint-ignore no-await-in-loop -- Each event is looked at in turn.
      await new Promise<void>((resolve) => void this.#wakers.add(resolve));
    }
  }

  /** Sends a request. */
  async request(request: Record<string, unknown>): Promise<void> {
    await this.#write(clientFrame(1, JSON.stringify({ type: "RESTRequest", ...request }), { isMasked: false }));
  }

  /** Closes with 1000 and waits for the end. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#write(clientFrame(8, Uint8Array.of(3, 232), { isMasked: false }));
    await this.ended;
  }

  /** Closes the connection without a word. */
  drop(): void {
    if (!this.#isEnded) this.#connection.close();
    this.#isEnded = true;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#connection.write(bytes);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    while (true) {
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      const count = await this.#connection.read(buffer).catch(() => null);
      if (count === null) break;
      for (const byte of buffer.subarray(0, count)) this.#raw += String.fromCharCode(byte);
      this.#takeFrames();
      this.#wake();
    }
    if (!this.#isEnded) this.#connection.close();
    this.#isEnded = true;
    this.#wake();
  }

  #takeFrames(): void {
    const { frames, rest, areMasked } = readFrames(this.#raw);
    this.#raw = rest;
    if (!areMasked) this.#areMasked = false;
    for (const frame of frames) {
      this.received.push(frame.startsWith("1 ") ? JSON.parse(frame.slice(2)) : frame);
      // A close is answered with one.
      if (frame.startsWith("8 ") && !this.#isClosing) void this.close();
    }
  }

  #wake(): void {
    for (const wake of this.#wakers) wake();
    this.#wakers.clear();
  }
}

async function readHead(connection: Connection): Promise<string> {
  const buffer = new Uint8Array(4_096);
  let text = "";
  while (!text.endsWith("\r\n\r\n")) {
    // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
    const count = await connection.read(buffer);
    if (count === null) break;
    text += new TextDecoder().decode(buffer.subarray(0, count));
  }
  return text;
}

async function drain(connection: Connection): Promise<void> {
  const buffer = new Uint8Array(4_096);
  // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
  while (await connection.read(buffer).catch(() => null) !== null);
  connection.close();
}

function acceptKey(key: string): string {
  return createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
