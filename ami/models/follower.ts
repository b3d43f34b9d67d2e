import type { EventStream } from "../../_internal/event_stream.ts";
import type { AmiStatus, LostStatus, ResumedStatus } from "../ami_status.ts";
import type { AmiClient } from "../client.ts";
import { type ClientParts, partsOf } from "../client_parts.ts";
import { AmiConnectionError, AmiError, AmiResponseError } from "../errors.ts";
import type { AmiMessage } from "../message.ts";
import type { Reading } from "./model_table.ts";
import { checkReadable } from "./read_permission.ts";

/** Why lists were read: at the beginning, after a gap, as Asterisk or a module of it has started, or because somebody asked. */
export type ReadCause = "asked" | "booted" | "module" | "resumed" | "start";

/** What follows events and lists. */
export interface Followed {
  /** What it keeps, in the plural, as errors say it. */
  readonly name: string;
  /** The events that it follows. */
  readonly events: readonly string[];
  /** The actions whose lists are read, in this order. */
  readonly lists: readonly string[];
  /** The module of Asterisk that answers them. */
  readonly module?: string | undefined;
  /** Takes an event, in order. */
  apply(event: AmiMessage): void;
  /** Takes the lists, and what came since they were asked for. `resumed` is the gap before, where there was one. */
  load(reading: Reading, cause: ReadCause, resumed: ResumedStatus | undefined): void;
  /** Is told of a gap: nothing is known from here to the next `load`. */
  lose?(status: LostStatus): void;
  /** Is told the end: the client has closed, or what can't be mended. */
  end(error?: AmiError): void;
}

/** How something is followed. */
export interface FollowOptions {
  /** Most events that are kept while a list is read; one more ends it with an error. */
  readonly maxHeld: number;
}

/**
 * Lets something follow what a client hears: it listens first, then reads the lists, and gives the lists with all that came meanwhile. The same
 * again after each gap, and each time that Asterisk, or the module, has started anew.
 */
export class Follower implements Disposable {
  /** Why what is followed may have holes that nobody is told of. */
  readonly doubts: readonly string[];
  readonly #manager: AmiClient;
  readonly #parts: ClientParts;
  readonly #followed: Followed;
  readonly #maxHeld: number;
  readonly #statuses: EventStream<AmiStatus>;
  readonly #tap: Disposable;
  readonly #stop = new AbortController();
  /** What came since the lists were last asked for, or since the connection was lost; nothing while what is kept is current. */
  #held: AmiMessage[] | undefined = [];
  #isLost = false;
  #resumed: ResumedStatus | undefined;
  /** The reading under way, and why there is to be another one after it. */
  #reading: Promise<void> | undefined;
  #next: ReadCause | undefined;
  /** Who waits for the reading that begins next. */
  #waiting: PromiseWithResolvers<void>[] = [];

  private constructor(manager: AmiClient, followed: Followed, options: FollowOptions & { doubts: readonly string[] }) {
    this.#manager = manager;
    this.#parts = partsOf(manager);
    this.#followed = followed;
    this.#maxHeld = options.maxHeld;
    this.doubts = options.doubts;
    this.#statuses = manager.status({ capacity: 100_000 });
    const names = followed.module === undefined ? followed.events : [...followed.events, ...moduleEvents];
    this.#tap = this.#parts.router.tap(names, (event) => this.#take(event));
  }

  /** Begins to follow; resolves when the lists were read for the first time. */
  static async start(
    manager: AmiClient,
    followed: Followed,
    options: FollowOptions & { readonly signal?: AbortSignal | undefined },
  ): Promise<Follower> {
    options.signal?.throwIfAborted();
    const doubts = await checkReadable(manager, followed, options.signal);
    const follower = new Follower(manager, followed, { ...options, doubts });
    const { promise, reject } = Promise.withResolvers<never>();
    const abort = () => reject(options.signal?.reason);
    options.signal?.addEventListener("abort", abort, { once: true });
    follower.#watch();
    try {
      await Promise.race([follower.#ask("start"), promise]);
    } catch (error) {
      follower[Symbol.dispose]();
      throw error;
    } finally {
      options.signal?.removeEventListener("abort", abort);
    }
    return follower;
  }

  /** Whether what is kept is up to date: the connection is there, and the lists were read since it came. */
  get isCurrent(): boolean {
    return this.#held === undefined;
  }

  /** Reads the lists again, and resolves when they were given. */
  async reread(): Promise<void> {
    if (this.#stop.signal.aborted) throw new AmiError(`Cannot read ${this.#followed.name} again: it was closed`);
    if (this.#isLost) {
      throw new AmiConnectionError(`Cannot read ${this.#followed.name} again: the connection is lost`, {
        outcome: "not-sent",
      });
    }
    await this.#ask("asked");
  }

  /** Ends it; harmless twice. */
  [Symbol.dispose](): void {
    this.#end();
  }

  #take(event: AmiMessage): void {
    try {
      if (isOfModule(event, this.#followed.module)) return this.#read("module");
      if (!this.#followed.events.includes(event.name)) return;
      if (this.#held === undefined) return this.#followed.apply(event);
      if (this.#held.length >= this.#maxHeld) throw tooMany(this.#followed.name, this.#maxHeld);
      this.#held.push(event.detach());
    } catch (error) {
      this.#fail(error);
    }
  }

  async #watch(): Promise<void> {
    try {
      for await (const status of this.#statuses) this.#see(status);
      this.#end();
    } catch (error) {
      this.#fail(error);
    }
  }

  #see(status: AmiStatus): void {
    if (status.type === "lost") {
      this.#isLost = true;
      this.#held = [];
      this.#followed.lose?.(status);
    } else if (status.type === "resumed") {
      this.#isLost = false;
      // A gap that was never made up for reaches back further.
      const { missed: { from } } = this.#resumed ?? status;
      this.#resumed = { ...status, missed: { ...status.missed, from } };
      this.#read("resumed");
    } else if (status.type === "booted" && !this.#isLost) {
      this.#read("booted"); // Modules may have answered before that they are not there.
    } else if (status.type === "stopped" && status.error !== undefined) {
      this.#fail(status.error);
    }
  }

  /** Resolves when lists were given that were asked for from now on; rejects when that fails, also where it is tried again later. */
  #ask(cause: ReadCause): Promise<void> {
    const waiting = Promise.withResolvers<void>();
    this.#waiting.push(waiting);
    this.#read(cause);
    return waiting.promise;
  }

  /** Reads the lists, now or after the reading under way. */
  #read(cause: ReadCause): void {
    this.#held ??= [];
    this.#next = cause;
    this.#reading ??= this.#readAll().finally(() => this.#reading = undefined);
  }

  async #readAll(): Promise<void> {
    while (this.#next !== undefined && !this.#stop.signal.aborted) {
      const cause = this.#next;
      this.#next = undefined;
      const waiting = this.#waiting.splice(0);
      try {
        // deno-lint-ignore no-await-in-loop -- one reading after the other.
        if (await this.#readLists(cause)) { for (const { resolve } of waiting) resolve(); }
        else this.#waiting.unshift(...waiting);
      } catch (error) {
        for (const { reject } of waiting) reject(error);
        this.#afterFailure(error, cause);
      }
    }
  }

  #afterFailure(error: unknown, cause: ReadCause): void {
    if (this.#stop.signal.aborted) return;
    if (!(error instanceof AmiConnectionError)) return this.#fail(error);
    if (this.#isLost || !this.#parts.isConnected()) return; // Once it is back, they are read again.
    if (error.outcome === "not-sent") return this.#fail(error);
    this.#next ??= cause; // No answer in time: who waits longer may get one.
  }

  /** Reads the lists and gives them; `false` when a gap, or a reason to read again, came first. */
  async #readLists(cause: ReadCause): Promise<boolean> {
    const answers: AmiMessage[][] = [];
    for (const list of this.#followed.lists) {
      // deno-lint-ignore no-await-in-loop -- the order of lists matters.
      answers.push(await this.#readList(list));
    }
    if (this.#next !== undefined || this.#isLost || this.#stop.signal.aborted) return false;
    const events = this.#held ?? [];
    const resumed = this.#resumed;
    this.#resumed = undefined;
    this.#held = undefined;
    this.#followed.load({ answers, events }, resumed === undefined ? cause : "resumed", resumed);
    return true;
  }

  async #readList(list: string): Promise<AmiMessage[]> {
    const { signal } = this.#stop;
    try {
      return await Array.fromAsync(this.#manager.sendList(list, {}, { capacity: this.#maxHeld, signal }));
    } catch (cause) {
      if (!(cause instanceof AmiResponseError)) throw cause;
      const { name, module } = this.#followed;
      const isUnknown = cause.response.get("Message")?.startsWith("Invalid/unknown command") ?? false;
      const why = isUnknown && module !== undefined ? `: is the module ${module}.so loaded?` : "";
      throw new AmiError(`Cannot keep ${name}: ${cause.message}${why}`, { cause });
    }
  }

  #fail(error: unknown): void {
    this.#end(
      error instanceof AmiError
        ? error
        : new AmiError(`Cannot keep ${this.#followed.name}: ${error}`, { cause: error }),
    );
  }

  #end(error?: AmiError): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(error ?? new AmiError(`Cannot go on: what kept the ${this.#followed.name} was closed`));
    this.#tap[Symbol.dispose]();
    this.#statuses[Symbol.dispose]();
    this.#held = [];
    for (const { reject } of this.#waiting.splice(0)) reject(this.#stop.signal.reason);
    this.#followed.end(error);
  }
}

/** Events that tell that what a module knows may be another thing now. */
const moduleEvents = ["Load", "Reload", "Unload"];

function isOfModule(event: AmiMessage, module: string | undefined): boolean {
  return module !== undefined && moduleEvents.includes(event.name) &&
    event.get("Module")?.replace(/\.so$/, "") === module;
}

function tooMany(name: string, limit: number): AmiError {
  return new AmiError(
    `Cannot keep ${limit + 1} events while the lists of ${name} are read: at most ${limit} are kept, as "limit" says`,
  );
}
