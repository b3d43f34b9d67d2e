import type { Connection } from "../../../_internal/transport.ts";

/** A connection within the test: what it is given is read from it, and what is written is kept. */
export class MemoryConnection implements Connection {
  readonly #incoming: Uint8Array[] = [];
  readonly #written: Uint8Array[] = [];
  #wake: () => void = () => {};
  #isEnded = false;
  isClosed = false;
  /** Whether the other side reads what is written; when it does not, a write waits for ever. */
  isRead = true;

  /** Lets bytes come in. */
  give(data: string | Uint8Array): void {
    this.#incoming.push(typeof data === "string" ? new TextEncoder().encode(data) : data);
    this.#wake();
  }

  /** Lets the other side end. */
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }

  /** How many times something was written. */
  get writes(): number {
    return this.#written.length;
  }

  /** All that was written, as text. */
  get text(): string {
    return new TextDecoder().decode(Uint8Array.from(this.#written.flatMap((bytes) => [...bytes])));
  }

  /** All that was written, a character for each byte. */
  get raw(): string {
    return this.#written.flatMap((bytes) => [...bytes]).map((byte) => String.fromCharCode(byte)).join("");
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#incoming.length === 0 && !this.#isEnded && !this.isClosed) {
      // deno-lint-ignore no-await-in-loop -- It waits for each change.
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    if (this.isClosed) throw new Deno.errors.BadResource("closed");
    const [first] = this.#incoming;
    if (first === undefined) return null;
    const count = Math.min(first.length, buffer.length);
    buffer.set(first.subarray(0, count));
    if (count === first.length) this.#incoming.shift();
    else this.#incoming[0] = first.subarray(count);
    return count;
  }

  write(bytes: Uint8Array): Promise<number> {
    if (this.isClosed) return Promise.reject(new Deno.errors.BadResource("closed"));
    if (!this.isRead) return new Promise(() => {});
    this.#written.push(Uint8Array.from(bytes));
    return Promise.resolve(bytes.length);
  }

  close(): void {
    this.isClosed = true;
    this.#wake();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
