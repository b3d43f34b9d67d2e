import { EventStream } from "../_internal/event_stream.ts";
import type { CallOptions } from "../_internal/call_options.ts";
import { AriConnectionError, AriGoneError } from "./errors.ts";
import { eventFields } from "./generated/live_fields.ts";

/** An event of which only this much is known. */
export interface AnyEvent {
  readonly type: string;
}

type Handler = (event: never) => unknown;

/** A handler that was added, maybe one of several times. */
interface Entry {
  readonly handler: (event: AnyEvent) => unknown;
}

/** The handlers of one name, and a list of them that does not change while it is gone through. */
interface Entries {
  readonly set: Set<Entry>;
  list: readonly Entry[] | undefined;
}

type Handlers = Map<string, Entries>;

/** What {@linkcode EventRouter} needs. */
export interface EventRouterOptions {
  /** Gets what a handler threw or rejected with, and the event that it was called for. */
  onError: (error: unknown, event: AnyEvent) => void;
  /** Is told when what is listened for changes: see {@linkcode EventRouter.wanted}. @default Nobody is */
  onWanted?: () => void;
  /** How many ended channels keep their handlers, as Asterisk does not say which end was the last. */
  maxEndedChannels?: number;
}

/** Gives each event to those who asked for it: by name, by object, as callbacks, promises and streams. */
export class EventRouter {
  readonly #onError: EventRouterOptions["onError"];
  readonly #onWanted: () => void;
  readonly #maxEndedChannels: number;
  /** Handlers of events about anything. */
  readonly #general: Handlers = new Map();
  /** Object key → handlers of events about it. */
  readonly #handlers = new Map<string, Handlers>();
  /** Event name → for how many objects there are handlers of it, events about anything being one. */
  readonly #wanted = new Map<string, number>();
  readonly #streams = new Set<EventStream<AnyEvent>>();
  /** Object key → how to end the waits for its events. */
  readonly #waits = new Map<string, Set<(reason: unknown) => void>>();
  readonly #ended = new Set<string>();

  constructor(options: EventRouterOptions) {
    this.#onError = options.onError;
    this.#onWanted = options.onWanted ?? (() => {});
    this.#maxEndedChannels = options.maxEndedChannels ?? 1_000;
  }

  /** Adds a handler for a name, or for `"*"`; with a key, only for events about that object. */
  on(key: string, name: string, handler: Handler): Disposable {
    if (name !== "*" && !Object.hasOwn(eventFields, name)) {
      throw new TypeError(`Cannot listen for "${name}": no such event in Asterisk, "*" listens for all of them`);
    }
    let ofKey = this.#of(key);
    if (ofKey === undefined) this.#handlers.set(key, ofKey = new Map());
    let ofName = ofKey.get(name);
    if (ofName === undefined) {
      ofKey.set(name, ofName = { set: new Set(), list: undefined });
      const others = this.#wanted.get(name) ?? 0;
      this.#wanted.set(name, others + 1);
      if (others === 0) this.#onWanted();
    }
    // The one cast: `dispatch()` gives a handler only events of the name that it was added for.
    const entry: Entry = { handler: handler as Entry["handler"] };
    ofName.set.add(entry);
    ofName.list = undefined;
    return { [Symbol.dispose]: () => this.#remove(key, name, entry) };
  }

  /** Removes a handler, as often as it was added. */
  off(key: string, name: string, handler: Handler): void {
    for (const entry of [...this.#of(key)?.get(name)?.set ?? []]) {
      if (entry.handler === handler) this.#remove(key, name, entry);
    }
  }

  /** Waits for the next event of a name that is accepted, with a key for one about that object. */
  once<Event = AnyEvent>(
    key: string,
    name: string,
    options: CallOptions = {},
    accepts: (event: never) => boolean = () => true,
  ): Promise<Event> {
    const { signal } = options;
    const { promise, resolve, reject } = Promise.withResolvers<Event>();
    // Who gives up before looking at the promise must not end the program by it.
    promise.catch(() => {});
    if (signal?.aborted) {
      reject(signal.reason);
      return promise;
    }
    const abort = () => settle(() => reject(signal?.reason));
    const fail = (reason: unknown) => settle(() => reject(reason));
    const added = this.on(key, name, (event) => {
      try {
        if (accepts(event)) settle(() => resolve(event));
      } catch (error) {
        settle(() => reject(error));
      }
    });
    const settle = (end: () => void) => {
      if (!waits.delete(fail)) return; // It has ended before.
      added[Symbol.dispose]();
      if (waits.size === 0) this.#waits.delete(key);
      signal?.removeEventListener("abort", abort);
      end();
    };
    const waits = this.#waits.get(key) ?? new Set();
    this.#waits.set(key, waits.add(fail));
    signal?.addEventListener("abort", abort, { once: true });
    return promise;
  }

  /** Opens a bounded stream of the events of these names, or of all without names. */
  stream(
    names: readonly string[],
    options: CallOptions & { capacity: number; key?: string },
  ): EventStream<AnyEvent> {
    const { signal, capacity, key = "" } = options;
    signal?.throwIfAborted();
    const added: Disposable[] = [];
    const abort = () => stream.fail(signal?.reason);
    const stream: EventStream<AnyEvent> = new EventStream({
      name: names.join(", ") || "*",
      capacity,
      onEnd: () => {
        for (const handler of added) handler[Symbol.dispose]();
        this.#streams.delete(stream);
        signal?.removeEventListener("abort", abort);
      },
    });
    for (const name of names.length === 0 ? ["*"] : new Set(names)) {
      added.push(this.on(key, name, (event: AnyEvent) => stream.push(event)));
    }
    this.#streams.add(stream);
    signal?.addEventListener("abort", abort, { once: true });
    return stream;
  }

  /**
   * Whether events of this name matter: somebody listens for them, or they end objects that somebody listens to. The others need
   * not even be parsed.
   */
  wants(name: string): boolean {
    return this.#wanted.has(name) || this.#wanted.has("*") || (this.hasObjects && lifeEvents.has(name));
  }

  /** The names of the events that somebody listens for, or nothing when somebody listens for all. */
  get wanted(): readonly string[] | undefined {
    return this.#wanted.has("*") ? undefined : [...this.#wanted.keys()];
  }

  /** The keys of the objects that somebody listens to. */
  objects(): string[] {
    return [...this.#handlers.keys()];
  }

  /** Whether anybody listens to single objects: without, `dispatch()` needs no keys. */
  get hasObjects(): boolean {
    return this.#handlers.size > 0;
  }

  /** Calls the handlers of one event: those of its objects in the order of its fields, then those of its name, then `"*"`. */
  dispatch(event: AnyEvent, keys: ReadonlySet<string>): void {
    if (keys.size === 0) return this.#call(this.#general, event);
    for (const key of keys) this.#call(this.#handlers.get(key), event);
    this.#call(this.#general, event);
    for (const key of keys) this.#release(key, event);
  }

  /** Ends all streams and waits; handlers stay, for the next connection. */
  close(): void {
    const reason = new AriConnectionError("Cannot wait for events: the client was closed");
    for (const key of [...this.#waits.keys()]) this.#fail(key, reason);
    for (const stream of [...this.#streams]) stream.end();
  }

  /** The handlers of a key, an empty one standing for events about anything. */
  #of(key: string): Handlers | undefined {
    return key === "" ? this.#general : this.#handlers.get(key);
  }

  #call(handlers: Handlers | undefined, event: AnyEvent): void {
    if (handlers === undefined) return;
    // Both before the first call: who is removed by another handler still gets this event.
    const ofName = listed(handlers.get(event.type));
    const ofAll = listed(handlers.get("*"));
    this.#callEach(ofName, event);
    this.#callEach(ofAll, event);
  }

  #callEach(entries: readonly Entry[], event: AnyEvent): void {
    for (const { handler } of entries) {
      try {
        const result = handler(event);
        if (result instanceof Promise) result.catch((error) => this.#onError(error, event));
      } catch (error) {
        this.#onError(error, event);
      }
    }
  }

  #remove(key: string, name: string, entry: Entry): void {
    const ofKey = this.#of(key);
    const ofName = ofKey?.get(name);
    if (!ofName?.set.delete(entry)) return;
    ofName.list = undefined;
    if (ofName.set.size > 0) return;
    ofKey?.delete(name);
    this.#wantLess(name);
    if (ofKey?.size === 0) this.#handlers.delete(key); // Of an empty key there is nothing to delete.
  }

  #wantLess(name: string): void {
    const left = (this.#wanted.get(name) ?? 0) - 1;
    if (left > 0) return void this.#wanted.set(name, left);
    this.#wanted.delete(name);
    this.#onWanted();
  }

  /**
   * Forgets the handlers of an object that is gone. A channel that came in through the dialplan gets `StasisEnd` and
   * nothing after it, a moved or originated one goes on after `StasisEnd`: so the latest ended channels keep theirs.
   */
  #release(key: string, { type }: AnyEvent): void {
    if (finalEvents.get(key.slice(0, key.indexOf(" ")))?.has(type)) {
      this.#forget(key, type);
    } else if (type === "StasisStart") {
      this.#ended.delete(key);
    } else if (type === "StasisEnd" && this.#handlers.has(key)) {
      this.#ended.add(key);
      if (this.#ended.size <= this.#maxEndedChannels) return;
      const [oldest] = this.#ended;
      if (oldest !== undefined) this.#forget(oldest, type);
    }
  }

  #forget(key: string, type: string): void {
    this.#fail(key, new AriGoneError(`Cannot wait for events of ${key}: it is gone since ${type}`));
    for (const name of this.#handlers.get(key)?.keys() ?? []) this.#wantLess(name);
    this.#handlers.delete(key);
    this.#ended.delete(key);
  }

  #fail(key: string, reason: unknown): void {
    for (const fail of [...this.#waits.get(key) ?? []]) fail(reason);
  }
}

const noEntries: readonly Entry[] = [];

function listed(entries: Entries | undefined): readonly Entry[] {
  return entries === undefined ? noEntries : entries.list ??= [...entries.set];
}

/** Object class → the events after which Asterisk says nothing more about such an object. */
const finalEvents: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["Bridge", new Set(["BridgeDestroyed"])],
  ["Channel", new Set(["ChannelDestroyed"])],
  ["LiveRecording", new Set(["RecordingFinished", "RecordingFailed"])],
  ["Playback", new Set(["PlaybackFinished"])],
]);

/** The events by which an object's handlers are kept or forgotten. */
export const lifeEvents: ReadonlySet<string> = new Set([
  "StasisStart",
  "StasisEnd",
  ...[...finalEvents.values()].flatMap((names) => [...names]),
]);
