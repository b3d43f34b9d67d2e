import type { EventStream } from "../_internal/event_stream.ts";
import type { AriEvent, AriEventMap } from "./generated/events.ts";
import type { CallOptions } from "../_internal/call_options.ts";

/** Something that events are about: the client (all events), or one object (the events that name it). */
export interface Emitter<Events> {
  /**
   * Calls `handler` for each event of this name until what `on` returned is disposed.
   *
   * Handlers are called in the order in which they were added, at once and without waiting for what they return; one
   * that throws or rejects does not keep the others from being called, its error goes to the client's `onError`.
   */
  on<Name extends keyof Events>(name: Name, handler: (event: Events[Name]) => unknown): Disposable;
  /** Removes a handler, as often as it was added for this name; harmless where it is not there. */
  off<Name extends keyof Events>(name: Name, handler: (event: Events[Name]) => unknown): void;
  /**
   * Waits for the first event of this name from the moment of the call.
   *
   * Rejects with the signal's reason when that aborts, and with an `AriConnectionError` when the client closes first.
   */
  once<Name extends keyof Events>(name: Name, options?: CallOptions): Promise<Events[Name]>;
  /**
   * Waits for the first event that the predicate holds for, of whatever name.
   *
   * Rejects as {@linkcode Emitter.once} does, and with what the predicate throws.
   */
  waitFor<Event extends AriEvent>(
    predicate: (event: AriEvent) => event is Event,
    options?: CallOptions,
  ): Promise<Event>;
  /** The same for a predicate that tells nothing of the event's type. */
  waitFor(predicate: (event: AriEvent) => boolean, options?: CallOptions): Promise<AriEvent>;
}

/** An object that events are about. */
export interface ObjectEmitter<Events> extends Emitter<Events> {
  /**
   * Opens a bounded stream of the events of these names about the object; it does not end with the object, but with its
   * signal, by `break`, and when the client closes.
   */
  stream<Name extends keyof Events>(
    names: readonly Name[],
    options?: CallOptions & { capacity?: number },
  ): EventStream<Events[Name] & object>;
}

/** Event name → event, with `"*"` for every one. */
export interface ClientEventMap extends AriEventMap {
  /** Every event, also those of types that this library does not know. */
  "*": AriEvent;
}
