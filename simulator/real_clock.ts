import { type Clock, systemClock } from "../_internal/clock.ts";

/** The machine's clock, moved to begin at `epoch`; disposing it cancels what is still scheduled. */
export class RealClock implements Clock, Disposable {
  readonly #offset: number;
  readonly #timers = new Set<Disposable>();
  #disposed = false;

  /** Starts now, calling it `epoch` when that is given. */
  constructor(options: { epoch?: number } = {}) {
    const { epoch } = options;
    this.#offset = epoch === undefined ? 0 : epoch - systemClock.now();
  }

  /** The time of day, as moved. */
  now(): number {
    return systemClock.now() + this.#offset;
  }

  /** Calls `run` once, `delay` milliseconds from now. */
  schedule(delay: number, run: () => void): Disposable {
    if (this.#disposed) return { [Symbol.dispose]: () => {} };
    const timer = systemClock.schedule(delay, () => {
      this.#timers.delete(timer);
      run();
    });
    this.#timers.add(timer);
    return {
      [Symbol.dispose]: () => {
        this.#timers.delete(timer);
        timer[Symbol.dispose]();
      },
    };
  }

  /** Cancels everything that is still scheduled. */
  [Symbol.dispose](): void {
    this.#disposed = true;
    for (const timer of this.#timers) timer[Symbol.dispose]();
    this.#timers.clear();
  }
}
