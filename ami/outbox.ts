import type { Connection } from "../_internal/transport.ts";

/** Writes to a connection in order, all that was given to it in one turn of the program at once. */
export class Outbox {
  readonly #connection: Connection;
  readonly #onError: (error: unknown) => void;
  #waiting: Uint8Array[] = [];
  #given = 0;
  #begun = 0;
  #isBusy = false;

  /** Makes the outbox of a connection; `onError` is called when it can't be written to any more. */
  constructor(connection: Connection, onError: (error: unknown) => void) {
    this.#connection = connection;
    this.#onError = onError;
  }

  /** Gives it bytes; returns their number, for {@linkcode hasBegun}. */
  add(bytes: Uint8Array): number {
    this.#waiting.push(bytes);
    if (!this.#isBusy) {
      this.#isBusy = true;
      queueMicrotask(() => this.#write());
    }
    return ++this.#given;
  }

  /** Whether any of the bytes with this number may have left. */
  hasBegun(number: number): boolean {
    return number <= this.#begun;
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const bytes = join(this.#waiting);
        this.#waiting = [];
        this.#begun = this.#given;
        // deno-lint-ignore no-await-in-loop -- What is left is known only then.
        for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
      }
      this.#isBusy = false;
    } catch (error) {
      this.#onError(error); // It stays busy: nothing can be written any more.
    }
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
