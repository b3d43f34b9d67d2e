/** WebSocket frames by hand, for what a `WebSocket` does not send. */

/** A frame of a client, masked unless told otherwise. */
export function clientFrame(
  opcode: number,
  payload: string | Uint8Array = "",
  options: { isFinal?: boolean; isMasked?: boolean } = {},
): Uint8Array {
  const { isFinal = true, isMasked = true } = options;
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const { length } = bytes;
  const size = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 0xff] : [
    127,
    ...Array.from({ length: 8 }, (_, at) => Math.floor(length / 256 ** (7 - at)) % 256),
  ];
  const header = [(isFinal ? 0x80 : 0) | opcode, (size[0] ?? 0) | (isMasked ? 0x80 : 0), ...size.slice(1)];
  if (!isMasked) return joinBytes(Uint8Array.from(header), bytes);
  const mask = [7, 77, 177, 47];
  return joinBytes(Uint8Array.from([...header, ...mask]), bytes.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
}

/** The parts, one behind the other; text goes as UTF-8. */
export function joinBytes(...parts: (string | Uint8Array)[]): Uint8Array {
  const bytes = parts.map((part) => typeof part === "string" ? new TextEncoder().encode(part) : part);
  const joined = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of bytes) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** What {@linkcode readFrames} has read. */
export interface ReadFrames {
  /** Frames as `opcode payload`, a close as its code. */
  readonly frames: string[];
  /** What is not complete yet. */
  readonly rest: string;
  /** Whether all of them were masked. */
  readonly areMasked: boolean;
}

/** Reads the frames that Asterisk has sent. `raw` has a character for each byte. */
export function readFrames(raw: string): ReadFrames {
  const frames: string[] = [];
  let areMasked = true;
  let at = 0;
  while (at + 2 <= raw.length) {
    const isMasked = (raw.charCodeAt(at + 1) & 0x80) !== 0;
    const short = raw.charCodeAt(at + 1) & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    let length = lengthBytes === 0 ? short : 0;
    for (let byte = 0; byte < lengthBytes; byte++) length = length * 256 + raw.charCodeAt(at + 2 + byte);
    const start = at + 2 + lengthBytes + (isMasked ? 4 : 0);
    if (raw.length < start + length || Number.isNaN(length)) break;
    const payload = Uint8Array.from({ length }, (_, byte) => {
      return raw.charCodeAt(start + byte) ^ (isMasked ? raw.charCodeAt(start - 4 + byte % 4) : 0);
    });
    const opcode = raw.charCodeAt(at) & 0xf;
    const [high = 0, low = 0] = payload;
    frames.push(opcode === 8 ? `8 ${high * 256 + low}` : `${opcode} ${new TextDecoder().decode(payload)}`);
    if (!isMasked) areMasked = false;
    at = start + length;
  }
  return { frames, rest: raw.slice(at), areMasked };
}
