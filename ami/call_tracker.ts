import type { CallOptions } from "../_internal/call_options.ts";
import { EventStream } from "../_internal/event_stream.ts";
import { CallBook, callEvents, queueEvents } from "./calls/call_book.ts";
import type { CallRecord } from "./calls/call_record.ts";
import type { AmiClient, StreamOptions } from "./client.ts";
import { partsOf } from "./client_parts.ts";
import type { AmiError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";
import { Follower, type ReadCause } from "./models/follower.ts";
import type { Reading } from "./models/model_table.ts";

/** How calls are tracked. */
export interface CallTrackerOptions extends CallOptions {
  /** Whether to follow who waits in queues, by events of class `agent`. @default {true} */
  queues?: boolean;
  /** Most calls in progress at once; one more ends the tracker with an error. @default {10_000} */
  maxCalls?: number;
  /** Most legs, dials, visits, transfers, waits and holds that the record of one call has; what is left out is counted. @default {1_000} */
  maxDetails?: number;
}

/**
 * Makes one record of each call, when its last channel is hung up: its legs with times and causes, who called whom, bridges, transfers,
 * queues and holds.
 *
 * A call is all channels with one Linkedid, and all that they have met in bridges. Times are those at which events came, or their `Timestamp` where
 * manager.conf has `timestampevents`. What nobody listened to is not known: calls that had begun before the tracker, and those that were in progress
 * while the connection was lost, are not complete (`isComplete`). Rejects as `liveChannels()` does.
 *
 * @example One line for each call
 * ```ts ignore
 * await using tracker = await callTracker(manager);
 * for await (const { legs: [caller], start, answer, end, transfers } of tracker.calls()) {
 *   console.log(caller?.callerNumber, start, answer, end, transfers.length);
 * }
 * ```
 */
export async function callTracker(manager: AmiClient, options: CallTrackerOptions = {}): Promise<CallTracker> {
  const tracker = new CallTracker(manager, options);
  await startTracker(tracker, options.signal);
  return tracker;
}

let startTracker: (tracker: CallTracker, signal: AbortSignal | undefined) => Promise<void>;

/** Tracks calls; {@linkcode callTracker} makes it. */
export class CallTracker implements AsyncDisposable {
  /** Resolves when it was closed; rejects with why when it can't go on. */
  readonly closed: Promise<void>;
  readonly #manager: AmiClient;
  readonly #book: CallBook;
  readonly #events: readonly string[];
  readonly #maxHeld: number;
  readonly #streams = new Set<EventStream<CallRecord>>();
  readonly #end = Promise.withResolvers<void>();
  #follower: Follower | undefined;

  static {
    startTracker = (tracker, signal) => tracker.#start(signal);
  }

  /** Makes one that does not follow yet. */
  constructor(manager: AmiClient, options: CallTrackerOptions = {}) {
    const { queues = true, maxCalls = 10_000, maxDetails = 1_000 } = options;
    this.#manager = manager;
    this.#book = new CallBook({ maxCalls, maxDetails });
    this.#events = queues ? [...callEvents, ...queueEvents] : callEvents;
    this.#maxHeld = maxCalls * 10;
    this.closed = this.#end.promise;
    this.closed.catch(() => {}); // Told to who waits; nobody has to.
  }

  /** The calls in progress, as of now. */
  get current(): readonly CallRecord[] {
    return this.#book.current;
  }

  /** Whether nothing is missed at this moment: connected, and the channels were listed since. */
  get isCurrent(): boolean {
    return this.#follower?.isCurrent ?? false;
  }

  /** Why it may miss events without knowing; empty when there is no reason to think so. */
  get doubts(): readonly string[] {
    return this.#follower?.doubts ?? [];
  }

  /** Opens a bounded stream of the calls that end from now on; it ends with the tracker, and its error. */
  calls(options: StreamOptions = {}): EventStream<CallRecord> {
    const { signal, capacity = 1_024 } = options;
    signal?.throwIfAborted();
    const abort = () => stream.fail(signal?.reason);
    const stream: EventStream<CallRecord> = new EventStream({
      name: "calls",
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

  /** Ends it; twice is harmless. Calls in progress get no record. */
  close(): Promise<void> {
    this.#follower?.[Symbol.dispose]();
    return Promise.resolve();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #start(signal: AbortSignal | undefined): Promise<void> {
    this.#follower = await Follower.start(this.#manager, {
      name: "calls",
      events: this.#events,
      lists: ["CoreShowChannels"],
      apply: (event) => this.#apply(event),
      load: (reading, cause) => this.#load(reading, cause),
      lose: () => this.#book.lose(),
      end: (error) => this.#finish(error),
    }, { maxHeld: this.#maxHeld, signal });
  }

  #apply(event: AmiMessage): void {
    this.#tell(this.#book.apply(event, this.#timeOf(event)));
  }

  #load({ answers: [items = []], events }: Reading, cause: ReadCause): void {
    const hasGap = cause === "start" || cause === "resumed";
    if (hasGap) this.#tell(this.#book.load(items, events, (event) => this.#timeOf(event)));
    else for (const event of events) this.#apply(event);
  }

  #timeOf(event: AmiMessage): Date {
    const stamp = Number(event.get("Timestamp") ?? "NaN") * 1_000;
    return new Date(Number.isNaN(stamp) ? partsOf(this.#manager).clock.now() : stamp);
  }

  #tell(records: readonly CallRecord[]): void {
    for (const record of records) for (const stream of [...this.#streams]) stream.push(record);
  }

  #finish(error: AmiError | undefined): void {
    for (const stream of [...this.#streams]) {
      if (error === undefined) stream.end();
      else stream.fail(error);
    }
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
  }
}
