import type { Clock } from "../../_internal/clock.ts";
import type { Connection } from "../../_internal/transport.ts";

/** How a {@linkcode ByteWriter} writes. */
export interface ByteWriterOptions {
  /** Whose time limits the writing. */
  readonly clock: Clock;
  /** How long the other side may leave us waiting, in milliseconds; forever by default. */
  readonly timeLimit?: number;
  /** How many bytes may wait to be written; any number by default. */
  readonly maxWaiting?: number;
  /** Is called once, when the other side does not read, or is gone. */
  readonly onFailure: () => void;
}

/**
 * So many microtasks it waits for what else is said: one step of a channel leads to the next one in a few. A write costs more than
 * all of them, as it wakes the other side up.
 */
const patience = 20;

/** Writes bytes to a connection in order; what comes while it writes goes out together. */
export class ByteWriter {
  readonly #connection: Connection;
  readonly #options: ByteWriterOptions;
  #waiting: Uint8Array[] = [];
  #waitingLength = 0;
  #writing: Promise<void> | undefined;
  #hasFailed = false;

  constructor(connection: Connection, options: ByteWriterOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** How many bytes are not written yet. */
  get waitingLength(): number {
    return this.#waitingLength;
  }

  /** Queues bytes. */
  write(bytes: Uint8Array): void {
    if (this.#hasFailed) return;
    this.#waiting.push(bytes);
    this.#waitingLength += bytes.length;
    const { maxWaiting = Infinity } = this.#options;
    if (this.#waitingLength > maxWaiting) return this.#fail();
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when all is written, or will never be. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // What is queued meanwhile goes out in one piece.
    // deno-lint-ignore no-await-in-loop -- That is what it is for.
    for (let turn = 0; turn < patience; turn++) await Promise.resolve();
    while (this.#waiting.length > 0 && !this.#hasFailed) {
      const bytes = this.#takeWaiting();
      // deno-lint-ignore no-await-in-loop -- Bytes go one after the other.
      if (await this.#writeInTime(bytes)) this.#waitingLength -= bytes.length;
      else this.#fail();
    }
    this.#writing = undefined;
  }

  #takeWaiting(): Uint8Array {
    const parts = this.#waiting.splice(0);
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  async #writeInTime(bytes: Uint8Array): Promise<boolean> {
    const { clock, timeLimit } = this.#options;
    const written = this.#writeOut(bytes).catch(() => false);
    if (timeLimit === undefined) return await written;
    const { promise: late, resolve } = Promise.withResolvers<false>();
    using _limit = clock.schedule(timeLimit, () => resolve(false));
    return await Promise.race([written, late]);
  }

  async #writeOut(bytes: Uint8Array): Promise<boolean> {
    for (let at = 0; at < bytes.length;) {
      // deno-lint-ignore no-await-in-loop -- Bytes go one after the other.
      at += await this.#connection.write(bytes.subarray(at));
    }
    return true;
  }

  #fail(): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#waiting = [];
    this.#options.onFailure();
  }
}
