import type { AriEvent, AriEventMap } from "./generated/events.ts";
import type { CallOptions } from "./call_options.ts";

/** Something that events are about: the client (all events), or one object (the events that name it). */
export interface Emitter<Events> {
  /**
   * Calls `handler` for each event of this name until what `on` returned is disposed.
   *
   * Handlers are called in the order in which they were added, at once and without waiting for what they return; one
   * that throws or rejects does not keep the others from being called, its error goes to the client's `onError`.
   */
  on<Name extends keyof Events>(name: Name, handler: (event: Events[Name]) => unknown): Disposable;
  /**
   * Waits for the first event of this name from the moment of the call.
   *
   * Rejects with the signal's reason when that aborts, and with an `AriConnectionError` when the client closes first.
   */
  once<Name extends keyof Events>(name: Name, options?: CallOptions): Promise<Events[Name]>;
}

/** Event name → event, with `"*"` for every one. */
export interface ClientEventMap extends AriEventMap {
  /** Every event, also those of types that this library does not know. */
  "*": AriEvent;
}
