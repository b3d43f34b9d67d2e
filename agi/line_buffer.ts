import { AgiProtocolError } from "./errors.ts";

const lineFeed = 10;

/** Cuts bytes into lines of text, however they come; a line ends with LF, and a CR before it is part of the line. */
export class LineBuffer {
  readonly #maxBytes: number;
  readonly #decoder = new TextDecoder();
  #text = "";
  #size = 0;

  /** Makes a buffer; a line of more than `maxBytes` is an error. */
  constructor(options: { maxBytes: number }) {
    this.#maxBytes = options.maxBytes;
  }

  /** Takes bytes, and returns the lines that they complete. Throws {@linkcode AgiProtocolError} for one that is too long. */
  push(bytes: Uint8Array): string[] {
    const last = bytes.lastIndexOf(lineFeed);
    this.#size = last < 0 ? this.#size + bytes.length : bytes.length - last - 1;
    if (this.#size > this.#maxBytes || bytes.length > this.#maxBytes && longestLine(bytes) > this.#maxBytes) {
      throw new AgiProtocolError(`Cannot read a line of more than ${this.#maxBytes} bytes`);
    }
    const lines = (this.#text + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#text = lines.pop() ?? "";
    return lines;
  }
}

function longestLine(bytes: Uint8Array): number {
  let longest = 0;
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(lineFeed, from);
    const next = end < 0 ? bytes.length : end + 1;
    longest = Math.max(longest, next - from);
    from = next;
  }
  return longest;
}
