import type { Clock } from "../../_internal/clock.ts";

/** How a wait on a channel ended. */
export type WaitResult = "elapsed" | "hangup";

/** Tells whoever waits on a channel that it is asked to hang up. */
export class HangupSignal {
  readonly #listeners = new Set<() => void>();
  #endListeners: Set<() => void> | undefined;
  #isRaised = false;
  #isSoft = false;

  /** Whether the channel was asked to hang up. */
  get isRaised(): boolean {
    return this.#isRaised;
  }

  /** Whether it was asked from within. */
  get isSoft(): boolean {
    return this.#isSoft;
  }

  /** Asks it, from within or from the far end; only the first time wakes anybody. */
  raise(options: { isSoft: boolean }): void {
    if (options.isSoft) this.#isSoft = true;
    if (this.#isRaised) return;
    this.#isRaised = true;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Takes it back: who asks later is told no more of it. */
  lower(): void {
    this.#isRaised = false;
    this.#isSoft = false;
  }

  /** Takes it that the channel ends for good, and tells those who wait for that. */
  finish(): void {
    this.#isRaised = true;
    const listeners = this.#endListeners;
    this.#endListeners = undefined;
    for (const listener of listeners ?? []) listener();
  }

  /** Calls `listener` when the channel is asked to hang up, or at once when it was. */
  listen(listener: () => void): Disposable {
    if (this.#isRaised) listener();
    else this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  /** Lets `duration` milliseconds pass, or less when the channel is asked to hang up. */
  sleep(clock: Clock, duration: number): Promise<WaitResult> {
    if (this.#isRaised) return Promise.resolve("hangup");
    return new Promise((resolve) => {
      const timer = clock.schedule(duration, () => {
        hangup[Symbol.dispose]();
        resolve("elapsed");
      });
      const hangup = this.listen(() => {
        timer[Symbol.dispose]();
        resolve("hangup");
      });
    });
  }

  /** Calls `listener` when the channel ends for good. */
  listenForEnd(listener: () => void): Disposable {
    this.#endListeners ??= new Set();
    this.#endListeners.add(listener);
    return { [Symbol.dispose]: () => void this.#endListeners?.delete(listener) };
  }
}
