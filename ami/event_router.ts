import type { CallOptions } from "../_internal/call_options.ts";
import { EventStream } from "../_internal/event_stream.ts";
import { AmiConnectionError, AmiError } from "./errors.ts";
import type { AmiMessage } from "./message.ts";

type Handler = (event: never) => unknown;
type Entry = (event: AmiMessage) => unknown;

/** What {@linkcode EventRouter} needs. */
export interface EventRouterOptions {
  /** Most calls of asynchronous handlers under way. */
  readonly maxRunning: number;
  /** Gets what a handler threw or rejected with, and the event that it was called for. */
  onError(error: unknown, event: AmiMessage): void;
  /** Is told, when the handlers have caught up, how many calls were left out. */
  onOverflow(lost: number): void;
}

/** Gives each event to those who asked for it by name, in whatever case, then to those who asked for all. */
export class EventRouter {
  readonly #options: EventRouterOptions;
  /** Name in lower case → handlers; lists are replaced, not changed, as one may be gone through. */
  readonly #handlers = new Map<string, readonly { readonly given: Handler; readonly run: Entry }[]>();
  /** Name as received → what to call, made when the name is first seen after a change. */
  readonly #routes = new Map<string, readonly Entry[]>();
  /** Name as Asterisk spells it → who sees the event before all handlers. */
  readonly #taps = new Map<string, Set<(event: AmiMessage) => void>>();
  readonly #streams = new Set<EventStream<AmiMessage>>();
  readonly #waits = new Set<(reason: unknown) => void>();
  #running = 0;
  #lost = 0;

  constructor(options: EventRouterOptions) {
    this.#options = options;
  }

  /** Adds a handler of a name, or of `"*"`. */
  on(name: string, handler: Handler): Disposable {
    const key = name.toLowerCase();
    // The one cast: a handler is called only with events of the name that it was added for.
    const entry = { given: handler, run: (event: AmiMessage) => handler(event as never) };
    this.#set(key, [...this.#handlers.get(key) ?? [], entry]);
    return { [Symbol.dispose]: () => this.#remove(key, (other) => other === entry) };
  }

  /**
   * Gives events of these names, in Asterisk's own spelling, to what must see every one: before the handlers, so that none of them stops it, and
   * also when these are too busy. It must not throw.
   */
  tap(names: Iterable<string>, see: (event: AmiMessage) => void): Disposable {
    for (const name of names) this.#taps.getOrInsertComputed(name, () => new Set()).add(see);
    return {
      [Symbol.dispose]: () => {
        for (const [name, seers] of this.#taps) {
          seers.delete(see);
          if (seers.size === 0) this.#taps.delete(name);
        }
      },
    };
  }

  /** Removes a handler, as often as it was added. */
  off(name: string, handler: Handler): void {
    this.#remove(name.toLowerCase(), ({ given }) => given === handler);
  }

  /** Waits for the first event of a name that the predicate holds for. */
  once(
    name: string,
    options: CallOptions = {},
    accepts: (event: AmiMessage) => boolean = () => true,
  ): Promise<AmiMessage> {
    const { signal } = options;
    const { promise, resolve, reject } = Promise.withResolvers<AmiMessage>();
    // Who gives up before looking at the promise must not end the program by it.
    promise.catch(() => {});
    if (signal?.aborted) {
      reject(signal.reason);
      return promise;
    }
    const settle = (end: () => void) => {
      if (!this.#waits.delete(fail)) return; // It has ended before.
      added[Symbol.dispose]();
      signal?.removeEventListener("abort", abort);
      end();
    };
    const abort = () => settle(() => reject(signal?.reason));
    const fail = (reason: unknown) => settle(() => reject(reason));
    const added = this.on(name, (event: AmiMessage) => {
      try {
        if (accepts(event)) settle(() => resolve(event.detach()));
      } catch (error) {
        settle(() => reject(error));
      }
    });
    this.#waits.add(fail);
    signal?.addEventListener("abort", abort, { once: true });
    return promise;
  }

  /** Opens a bounded stream of the events of these names, or of all without names. */
  stream(names: readonly string[], options: CallOptions & { capacity: number }): EventStream<AmiMessage> {
    const { signal, capacity } = options;
    signal?.throwIfAborted();
    const added: Disposable[] = [];
    const abort = () => stream.fail(signal?.reason);
    const stream: EventStream<AmiMessage> = new EventStream({
      name: names.join(", ") || "*",
      capacity,
      onEnd: () => {
        for (const handler of added) handler[Symbol.dispose]();
        this.#streams.delete(stream);
        signal?.removeEventListener("abort", abort);
      },
    });
    for (const name of names.length === 0 ? ["*"] : new Set(names.map((name) => name.toLowerCase()))) {
      added.push(this.on(name, (event: AmiMessage) => void stream.push(event.detach())));
    }
    this.#streams.add(stream);
    signal?.addEventListener("abort", abort, { once: true });
    return stream;
  }

  /** Calls the handlers of one event, until one returns `true`. */
  dispatch(event: AmiMessage): void {
    if (this.#taps.size > 0) { for (const see of this.#taps.get(event.name) ?? []) see(event); }
    const route = this.#routes.get(event.name) ?? this.#makeRoute(event.name);
    for (const run of route) {
      if (this.#running >= this.#options.maxRunning) this.#lose(event);
      else if (this.#call(run, event)) return;
    }
  }

  /** Ends all streams and waits; handlers stay. */
  close(): void {
    const reason = new AmiConnectionError("Cannot wait for events: the client was closed");
    for (const fail of [...this.#waits]) fail(reason);
    for (const stream of [...this.#streams]) stream.end();
  }

  #call(run: Entry, event: AmiMessage): boolean {
    try {
      const result = run(event);
      if (result instanceof Promise) this.#follow(result, event);
      return result === true;
    } catch (error) {
      this.#options.onError(error, event);
      return false;
    }
  }

  #follow(result: Promise<unknown>, event: AmiMessage): void {
    this.#running++;
    result.catch((error) => this.#options.onError(error, event)).finally(() => {
      this.#running--;
      if (this.#lost === 0 || this.#running > this.#options.maxRunning / 2) return;
      const lost = this.#lost;
      this.#lost = 0;
      this.#options.onOverflow(lost);
    });
  }

  #lose(event: AmiMessage): void {
    if (this.#lost++ > 0) return;
    const message = `Cannot call handlers for more events: ${this.#running} calls are under way, and at most ` +
      `${this.#options.maxRunning} may be`;
    this.#options.onError(new AmiError(message), event);
  }

  #remove(key: string, matches: (entry: { readonly given: Handler; readonly run: Entry }) => boolean): void {
    const entries = this.#handlers.get(key);
    if (entries !== undefined) this.#set(key, entries.filter((entry) => !matches(entry)));
  }

  #set(key: string, entries: readonly { readonly given: Handler; readonly run: Entry }[]): void {
    if (entries.length === 0) this.#handlers.delete(key);
    else this.#handlers.set(key, entries);
    this.#routes.clear();
  }

  #makeRoute(name: string): readonly Entry[] {
    const named = name === "*" ? [] : this.#handlers.get(name.toLowerCase()) ?? [];
    const route = [...named, ...this.#handlers.get("*") ?? []].map(({ run }) => run);
    // Names of events are few; what a strange server may invent is not kept for ever.
    if (this.#routes.size >= maxRoutes) this.#routes.clear();
    this.#routes.set(name, route);
    return route;
  }
}

/** For how many names of events it is kept who wants them: Asterisk has 241. */
const maxRoutes = 1_000;
