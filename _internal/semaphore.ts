/** Lets a limited number of pieces of work run at once and queues the rest in order of arrival. */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** Makes a semaphore with `places` places. */
  constructor(places: number) {
    if (!Number.isInteger(places) || places < 1) {
      throw new RangeError(`Cannot limit work in flight as the limit must be 1 or more: current value is ${places}`);
    }
    this.#free = places;
  }

  /** Waits for a place; disposing what it resolves with gives the place back. Rejects with the signal's reason. */
  async acquire(signal?: AbortSignal): Promise<Disposable> {
    signal?.throwIfAborted();
    const now = this.acquireNow();
    if (now !== undefined) return now;
    await this.#wait(signal);
    return this.#place();
  }

  /** Takes a place that is free, as {@linkcode Semaphore.acquire} does but without a wait; `undefined` when none is. */
  acquireNow(): Disposable | undefined {
    if (this.#free === 0) return undefined;
    this.#free--;
    return this.#place();
  }

  #place(): Disposable {
    let held = true;
    return {
      [Symbol.dispose]: () => {
        if (held) this.#release();
        held = false;
      },
    };
  }

  #wait(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiting.delete(enter);
        reject(signal?.reason);
      };
      const enter = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      this.#waiting.add(enter);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  #release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
