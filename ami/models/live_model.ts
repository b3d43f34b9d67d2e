import type { CallOptions } from "../../_internal/call_options.ts";
import { EventStream } from "../../_internal/event_stream.ts";
import type { ResumedStatus } from "../ami_status.ts";
import type { AmiClient, StreamOptions } from "../client.ts";
import { partsOf } from "../client_parts.ts";
import type { AmiError } from "../errors.ts";
import { Follower, type ReadCause } from "./follower.ts";
import type { ModelChange, ModelDefinition } from "./model.ts";
import { ModelTable, type Reading } from "./model_table.ts";

/** How a live model is kept. */
export interface LiveModelOptions extends CallOptions {
  /**
   * Most things that it may hold, members of bridges and queues counted as well, and most events that may wait while a list is read. One more
   * ends the model with an error that states both numbers. @default {100_000}
   */
  limit?: number;
}

/** What differed when the lists were read again. */
export interface Resync<Item> {
  /** Why they were: after a gap, as Asterisk or the module has started, or because {@linkcode LiveModel.resync} was called. */
  readonly cause: Exclude<ReadCause, "start">;
  /** The time that no event is known of; absent where there was no gap. */
  readonly missed?: ResumedStatus["missed"];
  /** What differed, in the order of what was there before. None, when nothing did. */
  readonly changes: readonly ModelChange<Item>[];
}

/** The changes of a type, or of all types for `"*"`. */
export type ChangeOf<Item, Type> = Type extends "*" ? ModelChange<Item>
  : Extract<ModelChange<Item>, { readonly type: Type }>;

/** Makes a live model and reads it for the first time. */
export let openModel: <Item extends object>(
  manager: AmiClient,
  definition: ModelDefinition<Item>,
  options: LiveModelOptions,
) => Promise<LiveModel<Item>>;

/**
 * What there is in an Asterisk, of one kind, kept by its events: items by their keys, and each change of them.
 *
 * An item is plain data that never changes; where something changes there is a new one. When the connection is lost the items stay as they were,
 * {@linkcode isCurrent} is `false`, and when it is back the lists are read again: what differs is told as changes with the cause `"resync"`, and as
 * one {@linkcode Resync}. It ends with its client, by {@linkcode close}, or with an error, which {@linkcode closed} and all streams have.
 */
export class LiveModel<Item extends object> implements Iterable<Item>, AsyncDisposable {
  /** What it keeps, in the plural. */
  readonly name: string;
  /** Resolves when it was closed; rejects with why when it can't be kept any longer. */
  readonly closed: Promise<void>;
  readonly #table: ModelTable<Item>;
  readonly #onError: (error: unknown) => void;
  readonly #handlers = new Set<{ readonly type: string; readonly run: (change: never) => unknown }>();
  readonly #changes = new Set<EventStream<ModelChange<Item>>>();
  readonly #resyncs = new Set<EventStream<Resync<Item>>>();
  readonly #end = Promise.withResolvers<void>();
  #follower: Follower | undefined;
  /** What the last reading told. */
  #last: readonly ModelChange<Item>[] = [];

  static {
    openModel = async (manager, definition, { limit = 100_000, signal }) => {
      const model = new LiveModel(manager, definition, limit);
      model.#follower = await Follower.start(manager, {
        ...definition,
        apply: (event) => model.#tell(model.#table.apply(event)),
        load: (reading, cause, resumed) => model.#load(reading, cause, resumed),
        end: (error) => model.#finish(error),
      }, { maxHeld: limit, signal });
      return model;
    };
  }

  private constructor(manager: AmiClient, definition: ModelDefinition<Item>, limit: number) {
    this.name = definition.name;
    this.#table = new ModelTable(definition, limit);
    this.#onError = partsOf(manager).onError;
    this.closed = this.#end.promise;
    this.closed.catch(() => {}); // Told to who waits; nobody has to.
  }

  /** How many items there are. */
  get size(): number {
    return this.#table.items.size;
  }

  /** Whether it is up to date: connected, and read since. What it holds otherwise is how things were before. */
  get isCurrent(): boolean {
    return this.#follower?.isCurrent ?? false;
  }

  /** Why it may miss events without knowing; empty when there is no reason to think so. */
  get doubts(): readonly string[] {
    return this.#follower?.doubts ?? [];
  }

  /** The item of this key. */
  get(id: string): Item | undefined {
    return this.#table.items.get(id);
  }

  /** Whether there is an item of this key. */
  has(id: string): boolean {
    return this.#table.items.has(id);
  }

  /** All keys and items, as of now. */
  entries(): Iterable<[id: string, item: Item]> {
    return [...this.#table.items];
  }

  /** All items, as of now: changes meanwhile do no harm. */
  [Symbol.iterator](): Iterator<Item> {
    return [...this.#table.items.values()][Symbol.iterator]();
  }

  /** Opens a bounded stream of the changes from now on; it ends with the model, and its error. */
  changes(options: StreamOptions = {}): EventStream<ModelChange<Item>> {
    return this.#open(this.#changes, `changes of ${this.name}`, options);
  }

  /** Opens a bounded stream of what differs each time that the lists are read again, also when nothing does. */
  resyncs(options: StreamOptions = {}): EventStream<Resync<Item>> {
    return this.#open(this.#resyncs, `resyncs of ${this.name}`, options);
  }

  /**
   * Calls `handler` for each change of this type, `"*"` for all, until what it returned is disposed. What a handler throws or rejects with goes
   * to the client's `onError`.
   */
  on<Type extends ModelChange<Item>["type"] | "*">(
    type: Type,
    handler: (change: ChangeOf<Item, Type>) => unknown,
  ): Disposable {
    const entry = { type, run: handler };
    this.#handlers.add(entry);
    return { [Symbol.dispose]: () => this.#handlers.delete(entry) };
  }

  /** Reads the lists again, and resolves with what differed: for what Asterisk sends no events about. Rejects as `list()` does. */
  async resync(): Promise<readonly ModelChange<Item>[]> {
    await this.#follower?.reread();
    return this.#last;
  }

  /** Ends it; twice is harmless. */
  close(): Promise<void> {
    this.#follower?.[Symbol.dispose]();
    return Promise.resolve();
  }

  /** The same as {@linkcode close}. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #load(reading: Reading, cause: ReadCause, resumed: ResumedStatus | undefined): void {
    const changes = this.#table.load(reading);
    if (cause === "start") return;
    this.#last = changes;
    this.#tell(changes);
    const resync = { cause, changes, ...(resumed !== undefined && { missed: resumed.missed }) };
    for (const stream of [...this.#resyncs]) stream.push(resync);
  }

  #tell(changes: readonly ModelChange<Item>[]): void {
    for (const change of changes) {
      for (const { type, run } of [...this.#handlers]) {
        // The one cast: a handler is called only with changes of the type that it was added for.
        if (type === "*" || type === change.type) this.#call(() => run(change as never));
      }
      for (const stream of [...this.#changes]) stream.push(change);
    }
  }

  #call(run: () => unknown): void {
    try {
      const result = run();
      if (result instanceof Promise) result.catch(this.#onError);
    } catch (error) {
      this.#onError(error);
    }
  }

  #open<T extends object>(streams: Set<EventStream<T>>, name: string, options: StreamOptions): EventStream<T> {
    const { signal, capacity = 1_024 } = options;
    signal?.throwIfAborted();
    const abort = () => stream.fail(signal?.reason);
    const stream: EventStream<T> = new EventStream({
      name,
      capacity,
      onEnd: () => {
        streams.delete(stream);
        signal?.removeEventListener("abort", abort);
      },
    });
    streams.add(stream);
    signal?.addEventListener("abort", abort, { once: true });
    return stream;
  }

  #finish(error: AmiError | undefined): void {
    for (const stream of [...this.#changes, ...this.#resyncs]) {
      if (error === undefined) stream.end();
      else stream.fail(error);
    }
    if (error === undefined) this.#end.resolve();
    else this.#end.reject(error);
  }
}
