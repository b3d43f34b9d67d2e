/** What {@linkcode watchStream} needs. */
export interface StreamWatch {
  /** Ends the stream with its reason. */
  readonly signal: AbortSignal;
  /** Called once, when the stream has ended in any way: read to its end, broken, given up or aborted. */
  readonly onEnd: () => void;
  /** Makes the error of a stream that breaks. */
  readonly toError: (cause: unknown) => unknown;
}

/**
 * Passes a body on, and tells when it has ended. It reads no further than its reader does, so that a file of any size takes
 * no memory, and what is given up by `cancel()` ends the request.
 */
export function watchStream(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  { signal, onEnd, toError }: StreamWatch,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  let abort = () => {};
  const end = () => {
    signal.removeEventListener("abort", abort);
    onEnd();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      abort = () => {
        end();
        controller.error(signal.reason);
        reader.cancel(signal.reason).catch(() => {}); // It may have broken already.
      };
      signal.addEventListener("abort", abort, { once: true });
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (signal.aborted) return;
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (cause) {
        if (signal.aborted) return;
        end();
        controller.error(toError(cause));
      }
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}
