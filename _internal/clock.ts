/** Time as our clients and the simulator see it: what the hour is, and calling back later. */
export interface Clock {
  /** The time in milliseconds since 1970, as `Date.now()` gives it. */
  now(): number;
  /** Calls `run` once, `delay` milliseconds from now; disposing what it returns cancels the call, also twice. */
  schedule(delay: number, run: () => void): Disposable;
  /**
   * The same for what waits beside something else: it does not keep the program alive, costs less to begin with, and what is cancelled
   * is only not called. For short delays. @default Like `schedule`
   */
  scheduleBeside?(delay: number, run: () => void): Disposable;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delay, run) {
    const timer = setTimeout(run, delay);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
  // Deno takes milliseconds to load what is behind setTimeout when it is first used, and nothing for this.
  scheduleBeside(delay, run) {
    const signal = AbortSignal.timeout(delay);
    signal.addEventListener("abort", run, { once: true });
    return { [Symbol.dispose]: () => signal.removeEventListener("abort", run) };
  },
};
