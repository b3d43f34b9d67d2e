/** Ends a wait, with a result or a reason. */
export interface Settle<Result> {
  (result: Result): void;
}

/**
 * Waits for the first of several things. `listen` begins to listen to each of them and adds what stops that; at the moment in
 * which one has come, and before anybody hears of it, all listening ends: so nothing that comes later is taken and lost.
 */
export async function firstOf<Result>(
  listen: (settle: Settle<Result>, fail: Settle<unknown>, listening: DisposableStack) => void,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const listening = new DisposableStack();
  let isOver = false;
  const end = (tell: () => void) => {
    if (isOver) return;
    isOver = true;
    listening.dispose();
    tell();
  };
  const settle = (result: Result) => end(() => resolve(result));
  const fail = (reason: unknown) => end(() => reject(reason));
  // What is over already while one still begins to listen must not be listened to.
  const adder = new DisposableStack();
  try {
    listen(settle, fail, adder);
  } catch (error) {
    fail(error);
  }
  if (isOver) adder.dispose();
  else listening.use(adder);
  return await promise;
}

/** Calls `run` with the reason when a signal aborts or has aborted, until it is disposed. */
export function onAbort(signal: AbortSignal | undefined, run: (reason: unknown) => void): Disposable {
  const abort = () => run(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", abort) };
}
