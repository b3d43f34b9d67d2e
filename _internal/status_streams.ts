import type { CallOptions } from "./call_options.ts";
import { EventStream } from "./event_stream.ts";

/** Gives each status of a connection to all who stream it. */
export class StatusStreams<Status extends object> {
  readonly #streams = new Set<EventStream<Status>>();

  /** Opens a stream of what comes from now on. */
  open(options: CallOptions & { capacity?: number } = {}): EventStream<Status> {
    const { signal, capacity = 1_024 } = options;
    signal?.throwIfAborted();
    const abort = () => stream.fail(signal?.reason);
    const stream: EventStream<Status> = new EventStream({
      name: "status",
      capacity,
      onEnd: () => {
        this.#streams.delete(stream);
        signal?.removeEventListener("abort", abort);
      },
    });
    this.#streams.add(stream);
    signal?.addEventListener("abort", abort, { once: true });
    return stream;
  }

  /** Gives a status to everyone. */
  emit(status: Status): void {
    for (const stream of [...this.#streams]) stream.push(status);
  }

  /** Ends all streams, after what they hold. */
  end(): void {
    for (const stream of [...this.#streams]) stream.end();
  }
}
