import type { Clock } from "../../_internal/clock.ts";
import type { Connection } from "../../_internal/transport.ts";

/** One line of text. */
export interface TextLine {
  /** The text, with its line feed when it has one. */
  readonly text: string;
  /** Whether it ended before the limit, and before the connection or the patience did. */
  readonly isComplete: boolean;
}

const bufferSize = 16_384;
const lineFeed = 10;

/** Reads lines and bytes from a connection. Silence that lasts too long is an end, as in Asterisk. */
export class ByteReader {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #decoder = new TextDecoder();
  #buffer = new Uint8Array(bufferSize);
  #start = 0;
  #end = 0;
  #patience = Infinity;
  #laterPatience = Infinity;

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
  }

  /** Sets how long to wait for the next bytes, and for those after them, in milliseconds. */
  setPatience(first: number, later: number): void {
    this.#patience = first;
    this.#laterPatience = later;
  }

  /** Reads up to a line feed, or `limit` bytes; `undefined` when there is nothing more. */
  async readLine(limit: number): Promise<TextLine | undefined> {
    for (let scanned = 0;;) {
      const found = this.#buffer.subarray(this.#start + scanned, this.#end).indexOf(lineFeed);
      const length = found < 0 ? this.#end - this.#start : scanned + found + 1;
      if (found >= 0 || length >= limit) {
        return { text: this.#takeText(Math.min(length, limit)), isComplete: found >= 0 && length <= limit };
      }
      scanned = length;
      // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
      if (!await this.#fill()) {
        return length === 0 ? undefined : { text: this.#takeText(length), isComplete: false };
      }
    }
  }

  /** Reads so many bytes; `undefined` when there are fewer. */
  async readBytes(length: number): Promise<Uint8Array | undefined> {
    // deno-lint-ignore no-await-in-loop -- Bytes come one after the other.
    while (this.#end - this.#start < length) if (!await this.#fill()) return undefined;
    const bytes = this.#buffer.slice(this.#start, this.#start + length);
    this.#start += length;
    return bytes;
  }

  /** Reads whatever comes next; `undefined` at the end. */
  async readSome(): Promise<Uint8Array | undefined> {
    if (this.#start === this.#end && !await this.#fill()) return undefined;
    return await this.readBytes(this.#end - this.#start);
  }

  #takeText(length: number): string {
    const text = this.#decoder.decode(this.#buffer.subarray(this.#start, this.#start + length));
    this.#start += length;
    return text;
  }

  async #fill(): Promise<boolean> {
    this.#makeRoom();
    const count = await this.#read(this.#buffer.subarray(this.#end));
    this.#patience = this.#laterPatience;
    if (count === null || count === 0) return false;
    this.#end += count;
    return true;
  }

  #makeRoom(): void {
    if (this.#start > 0) {
      this.#buffer.copyWithin(0, this.#start, this.#end);
      this.#end -= this.#start;
      this.#start = 0;
    }
    if (this.#end < this.#buffer.length) return;
    const larger = new Uint8Array(this.#buffer.length * 2);
    larger.set(this.#buffer);
    this.#buffer = larger;
  }

  async #read(room: Uint8Array): Promise<number | null> {
    if (this.#patience === Infinity) return await this.#connection.read(room).catch(() => null);
    const { promise, resolve } = Promise.withResolvers<number | null>();
    // A read that comes too late finds nobody: whoever lost patience closes the connection.
    using _limit = this.#clock.schedule(this.#patience, () => resolve(null));
    this.#connection.read(room).then(resolve, () => resolve(null));
    return await promise;
  }
}
