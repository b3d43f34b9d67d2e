import type { WaitOptions } from "./phone.ts";

/** Things that come, for those who ask for the next one; what comes before somebody asks waits. */
export class WaitingQueue<T> {
  readonly #limit: number;
  readonly #items: T[] = [];
  readonly #takers: ((item: T) => void)[] = [];

  /** At most `limit` things wait; when there are more, the oldest go. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Gives something to who asked first, or lets it wait. */
  push(item: T): void {
    const taker = this.#takers.shift();
    if (taker !== undefined) return taker(item);
    if (this.#items.length >= this.#limit) this.#items.shift();
    this.#items.push(item);
  }

  /** Resolves with the next thing; rejects with the reason of the signal. */
  take({ signal }: WaitOptions = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const [item] = this.#items.splice(0, 1);
      if (item !== undefined) return resolve(item);
      const taker = (taken: T) => {
        signal?.removeEventListener("abort", abort);
        resolve(taken);
      };
      const abort = () => {
        this.#takers.splice(this.#takers.indexOf(taker), 1);
        reject(signal?.reason);
      };
      this.#takers.push(taker);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }
}
