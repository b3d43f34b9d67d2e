/** A stream could not take another event, as its reader is too slow. */
export class StreamOverflowError extends Error {
  static {
    this.prototype.name = "StreamOverflowError";
  }
  /** How many events the stream holds at most. */
  readonly capacity: number;

  /** Makes the error for the stream called `name`. */
  constructor(name: string, capacity: number) {
    super(`Cannot keep ${capacity + 1} unread events in the stream "${name}": its capacity is ${capacity}`);
    this.capacity = capacity;
  }
}

/**
 * A bounded queue of events read with `for await`.
 *
 * What was pushed before the end is still read after it. A push beyond the capacity ends the stream with a
 * {@linkcode StreamOverflowError}, after the events that it holds; nothing is dropped in silence.
 */
export class EventStream<T extends object> implements AsyncIterableIterator<T, undefined, undefined>, Disposable {
  readonly #name: string;
  readonly #capacity: number;
  readonly #onEnd: () => void;
  readonly #queue: T[] = [];
  readonly #readers: PromiseWithResolvers<IteratorResult<T, undefined>>[] = [];
  #ended = false;
  #error: { reason: unknown } | undefined;

  /** Makes a stream; `onEnd` is called once, when it ends for whatever reason. */
  constructor(options: { name: string; capacity: number; onEnd?: () => void }) {
    const { name, capacity, onEnd = () => {} } = options;
    if (!Number.isInteger(capacity) || capacity < 1) {
      throw new RangeError(
        `Cannot open the stream "${name}" as its capacity must be 1 or more: current value is ${capacity}`,
      );
    }
    this.#name = name;
    this.#capacity = capacity;
    this.#onEnd = onEnd;
  }

  /** Adds an event; ignored after the end. */
  push(event: T): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader !== undefined) reader.resolve({ done: false, value: event });
    else if (this.#queue.length < this.#capacity) this.#queue.push(event);
    else this.fail(new StreamOverflowError(this.#name, this.#capacity));
  }

  /** Ends the stream; what it holds can still be read. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const reader of this.#readers.splice(0)) reader.resolve({ done: true, value: undefined });
    this.#onEnd();
  }

  /** Ends the stream with an error, which the reader gets after what the stream holds. */
  fail(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const reader = this.#readers.shift();
    if (reader !== undefined) reader.reject(reason);
    else this.#error = { reason };
    for (const other of this.#readers.splice(0)) other.resolve({ done: true, value: undefined });
    this.#onEnd();
  }

  /** Resolves with the next event, or with `done` at the end. */
  next(): Promise<IteratorResult<T, undefined>> {
    const event = this.#queue.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    if (this.#error !== undefined) {
      const { reason } = this.#error;
      this.#error = undefined;
      return Promise.reject(reason);
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    const reader = Promise.withResolvers<IteratorResult<T, undefined>>();
    this.#readers.push(reader);
    return reader.promise;
  }

  /** Ends the stream and forgets what it holds; `break` in a `for await` calls it. */
  return(): Promise<IteratorResult<T, undefined>> {
    this[Symbol.dispose]();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** The stream itself. */
  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends the stream and forgets what it holds. */
  [Symbol.dispose](): void {
    this.#queue.length = 0;
    this.#error = undefined;
    this.end();
  }
}
