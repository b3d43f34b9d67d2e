import type { EventStream } from "../_internal/event_stream.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import type { EventRouter } from "./event_router.ts";
import type { AriEvent, AriEventMap } from "./generated/events.ts";
import type { Repositories } from "./generated/repositories.ts";

/** How {@linkcode AriClient.events} streams. */
export interface StreamOptions extends CallOptions {
  /** How many events may wait to be read; one more ends the stream with a `StreamOverflowError`. @default {1024} */
  capacity?: number;
}

/** How many events may wait in a stream by default. */
export const defaultCapacity = 1_024;

/** Opens streams of events. */
export interface EventStreams {
  /** Opens a stream of every event. */
  (options?: StreamOptions): EventStream<AriEvent>;
  /** Opens a stream of the events of these names, in the order in which they come. */
  <Name extends keyof AriEventMap>(...names: [Name, ...Name[]]): EventStream<AriEventMap[Name]>;
  /** The same, with options. */
  <Name extends keyof AriEventMap>(...args: [Name, ...Name[], StreamOptions]): EventStream<AriEventMap[Name]>;
}

/** Makes what is both the repository of `events` and the function that opens streams. */
export function makeStreams(
  router: EventRouter,
  repository: Repositories["events"],
): EventStreams & Repositories["events"] {
  const stream = (...args: (string | StreamOptions)[]) => {
    const names = args.filter((arg) => typeof arg === "string");
    const options = args.find((arg) => typeof arg !== "string") ?? {};
    return router.stream(names, { ...options, capacity: options.capacity ?? defaultCapacity });
  };
  // The one cast: a stream of some names holds events of just these names, which the types can't follow.
  return Object.assign(stream as EventStreams, repository);
}
