import { EndMemory, madeKey } from "./end_memory.ts";
import type { AriEvent } from "./generated/events.ts";
import type { Operation } from "./operation.ts";

/** Tells whether an object was made: the error with which Asterisk refused to, or nothing. */
export type MadeListener = (error?: unknown) => void;

/** Tells those who wait for the end of an object that this client has made it, or could not, and how it ended meanwhile. */
export class MadeObjects {
  readonly #listeners = new Map<string, Set<MadeListener>>();
  readonly #ends: EndMemory;

  /** `on` adds a handler for events about one object. */
  constructor(on: ConstructorParameters<typeof EndMemory>[0]) {
    this.#ends = new EndMemory(on);
  }

  /** Runs what carries an operation out that may make an object. */
  making<Result>(
    operation: Operation,
    parameters: Readonly<Record<string, unknown>> | undefined,
    run: () => Promise<Result>,
  ): Promise<Result> {
    return madeKey(operation, parameters) === undefined ? run() : this.#making(operation, parameters, run);
  }

  async #making<Result>(
    operation: Operation,
    parameters: Readonly<Record<string, unknown>> | undefined,
    run: () => Promise<Result>,
  ): Promise<Result> {
    const watch = this.#ends.watch(operation, parameters);
    try {
      const result = await run();
      this.#note(operation, parameters);
      return result;
    } catch (error) {
      watch?.[Symbol.dispose]();
      this.#note(operation, parameters, error);
      throw error;
    }
  }

  /** The event that ended an object that was made here, if it is known. */
  endOf(key: string): AriEvent | undefined {
    return this.#ends.endOf(key);
  }

  /** Calls `listener` when an object with this key was made, or could not be, until what this returns is disposed. */
  on(key: string, listener: MadeListener): Disposable {
    let listeners = this.#listeners.get(key);
    if (listeners === undefined) this.#listeners.set(key, listeners = new Set());
    const entry: MadeListener = (error) => listener(error);
    listeners.add(entry);
    return {
      [Symbol.dispose]: () => {
        listeners.delete(entry);
        if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
      },
    };
  }

  /** Whether an object was made here, among the latest. */
  has(key: string): boolean {
    return this.#ends.has(key);
  }

  #note(operation: Operation, parameters: Readonly<Record<string, unknown>> | undefined, error?: unknown): void {
    const key = this.#listeners.size === 0 ? undefined : madeKey(operation, parameters);
    if (key === undefined) return;
    for (const listener of [...this.#listeners.get(key) ?? []]) listener(error);
  }
}
