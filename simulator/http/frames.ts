/** The longest frame that Asterisk takes, in bytes with its header. */
export const maxFrameLength = 65_535;

/** What a frame is, by its number on the wire. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** What came from the other side of a WebSocket. */
export type FrameEvent =
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "ping"; readonly payload: Uint8Array }
  /** `code` is `undefined` when none was given. */
  | { readonly kind: "close"; readonly code: number | undefined }
  /** It can not go on: the connection is to be closed with this code. */
  | { readonly kind: "failure"; readonly code: number };

/** Takes bytes of a WebSocket and gives what they say, whether they are masked or not (`ast_websocket_read`). */
export class FrameDecoder {
  #buffer = new Uint8Array();
  #fragments: Uint8Array[] = [];
  #fragmentsOpcode: number = opcodes.continuation;

  /** Takes bytes; what is not complete is kept. */
  push(chunk: Uint8Array): FrameEvent[] {
    this.#buffer = this.#buffer.length === 0 ? Uint8Array.from(chunk) : concatenate([this.#buffer, chunk]);
    const events: FrameEvent[] = [];
    while (true) {
      const frame = readFrame(this.#buffer);
      if (frame === undefined) return events;
      if (frame.kind === "failure") return [...events, frame];
      this.#buffer = this.#buffer.subarray(frame.length);
      const event = this.#take(frame);
      if (event !== undefined) events.push(event);
    }
  }

  #take({ opcode, payload, isFinal }: Frame): FrameEvent | undefined {
    if (opcode === opcodes.ping) return { kind: "ping", payload };
    if (opcode === opcodes.pong) return undefined;
    if (opcode === opcodes.close) {
      const [high, low] = payload;
      return { kind: "close", code: high === undefined || low === undefined ? undefined : high * 256 + low };
    }
    if (opcode !== opcodes.continuation) this.#fragmentsOpcode = opcode;
    this.#fragments.push(payload);
    if (!isFinal && lengthOf(this.#fragments) < maxFrameLength) return undefined;
    const message = concatenate(this.#fragments);
    this.#fragments = [];
    // What gets too long on the way is given up in the middle, and its rest is taken for the whole.
    const isWhole = isFinal || opcode !== opcodes.continuation;
    if (!isWhole || this.#fragmentsOpcode !== opcodes.text) return undefined;
    return { kind: "message", text: decodeText(message) };
  }
}

/** Makes a frame as Asterisk sends it: in one piece, and with a mask of four bytes when it is the client. */
export function encodeFrame(opcode: number, payload: Uint8Array, mask?: readonly number[]): Uint8Array {
  const { length } = payload;
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const start = 2 + lengthBytes + (mask === undefined ? 0 : 4);
  const frame = new Uint8Array(start + length);
  frame[0] = 0x80 | opcode;
  frame[1] = (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127) | (mask === undefined ? 0 : 0x80);
  if (lengthBytes === 2) new DataView(frame.buffer).setUint16(2, length);
  if (lengthBytes === 8) new DataView(frame.buffer).setBigUint64(2, BigInt(length));
  frame.set(payload, start);
  if (mask !== undefined) {
    frame.set(mask, start - 4);
    applyMask(frame.subarray(start), mask);
  }
  return frame;
}

/** Text that is not UTF-8 is no text, and an empty text is as little use to who reads it. */
function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "";
  }
}

interface Frame {
  readonly kind: "frame";
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly payload: Uint8Array;
  readonly length: number;
}

function readFrame(bytes: Uint8Array): Frame | { kind: "failure"; code: number } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  const opcode = first & 0xf;
  const isKnown = opcode <= opcodes.binary || (opcode >= opcodes.close && opcode <= opcodes.pong);
  if (!isKnown) return { kind: "failure", code: 1003 };
  const short = second & 0x7f;
  const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const isMasked = (second & 0x80) !== 0;
  const headerLength = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < headerLength) return undefined;
  const payloadLength = lengthBytes === 0 ? short : fromBigEndian(bytes.subarray(2, 2 + lengthBytes));
  const length = headerLength + payloadLength;
  if (length > maxFrameLength) return { kind: "failure", code: 1009 };
  if (bytes.length < length) return undefined;
  const payload = bytes.slice(headerLength, length);
  if (isMasked) applyMask(payload, bytes.subarray(headerLength - 4, headerLength));
  return { kind: "frame", opcode, isFinal: (first & 0x80) !== 0, payload, length };
}

function applyMask(payload: Uint8Array, mask: ArrayLike<number>): void {
  for (let at = 0; at < payload.length; at++) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
}

function fromBigEndian(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
