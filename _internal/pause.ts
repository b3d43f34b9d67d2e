import type { Clock } from "./clock.ts";

/** Resolves after so many milliseconds, never for `Infinity`; rejects with the signal's reason. */
export function pause(delay: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal.aborted) return Promise.reject(signal.reason);
  const abort = () => {
    timer?.[Symbol.dispose]();
    reject(signal.reason);
  };
  const timer = delay === Infinity ? undefined : clock.schedule(delay, () => {
    signal.removeEventListener("abort", abort);
    resolve();
  });
  signal.addEventListener("abort", abort, { once: true });
  return promise;
}

/** Never resolves; rejects with the signal's reason. */
export async function aborted(clock: Clock, signal: AbortSignal): Promise<never> {
  await pause(Infinity, clock, signal);
  throw signal.reason;
}
