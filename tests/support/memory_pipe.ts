import type { Connection } from "../../_internal/transport.ts";

/** Two ends of a connection within the process: what is written to one is read from the other. */
export function memoryPipe(): [Connection, Connection] {
  const [there, back] = [new Queue(), new Queue()];
  return [end(there, back), end(back, there)];
}

function end(incoming: Queue, outgoing: Queue): Connection {
  const close = () => {
    incoming.end();
    outgoing.end();
  };
  return {
    read: (buffer) => incoming.read(buffer),
    write: (bytes) => outgoing.write(bytes),
    close,
    [Symbol.dispose]: close,
  };
}

/** Bytes on their way in one direction. */
class Queue {
  readonly #bytes: Uint8Array[] = [];
  #isEnded = false;
  #wake: () => void = () => {};

  write(bytes: Uint8Array): Promise<number> {
    if (this.#isEnded) return Promise.reject(new Deno.errors.BrokenPipe("Cannot write: the connection is closed"));
    this.#bytes.push(Uint8Array.from(bytes));
    this.#wake();
    return Promise.resolve(bytes.length);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#bytes.length === 0 && !this.#isEnded) {
      // deno-lint-ignore no-await-in-loop -- It waits for each change.
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    const first = this.#bytes.shift();
    if (first === undefined) return null;
    const count = Math.min(first.length, buffer.length);
    buffer.set(first.subarray(0, count));
    if (count < first.length) this.#bytes.unshift(first.subarray(count));
    return count;
  }

  end(): void {
    this.#isEnded = true;
    this.#wake();
  }
}
