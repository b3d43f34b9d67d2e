import type { CallOptions } from "../_internal/call_options.ts";
import { AriConnectionError, AriResponseError } from "./errors.ts";
import type { BridgeVerbs, ChannelVerbs, LiveRecordingVerbs, PlaybackVerbs } from "./generated/objects.ts";
import { operations } from "./generated/operations.ts";
import { keyOf, type ObjectHost } from "./objects.ts";
import type { Operation } from "./operation.ts";

/** What a {@linkcode CallScope} needs. */
export interface CallScopeOptions {
  /** How it asks Asterisk, and hears of what has gone by itself. */
  host: ObjectHost;
  /** Gets what went wrong in releasing something. */
  onError: (error: unknown) => void;
  /** Hears of each channel that is owned from now on. */
  onLeg: (channelId: string) => void;
  /** Most things that are owned at once. */
  maxOwned: number;
  /** Longest wait for the release of one thing, in milliseconds. */
  releaseTimeout: number;
}

/** What a call can own: an object of Asterisk's that ends, or anything that is disposed of. */
export type Ownable =
  | ChannelVerbs
  | BridgeVerbs
  | PlaybackVerbs
  | LiveRecordingVerbs
  | AsyncDisposable
  | Disposable;

interface Entry {
  /** Resolves when it is certain whether the thing was made. */
  readonly made: Promise<unknown>;
  release(options: CallOptions): Promise<unknown>;
  /** Ends listening for its end. */
  readonly listening: DisposableStack;
}

/** The things of one call, each released once, in the reverse of the order in which they came. */
export class CallScope {
  readonly #options: CallScopeOptions;
  readonly #entries = new Map<unknown, Entry>();
  #isClosed = false;
  #releasing: Promise<void> = Promise.resolve();

  constructor(options: CallScopeOptions) {
    this.#options = options;
  }

  /** Whether this is owned; an object of Asterisk's is its id, whichever copy of it is given. */
  has(thing: Ownable): boolean {
    return this.#entries.has(keyOf(thing) ?? thing);
  }

  /** Owns a thing. In a scope that is closed it is released at once. */
  add(thing: Ownable): void {
    const key = keyOf(thing);
    if (key !== undefined) return this.addKey(key, Promise.resolve());
    const dispose = disposerOf(thing);
    if (dispose === undefined) {
      throw new TypeError(
        "Cannot own this: it is no channel, bridge, playback or live recording, and can not be disposed",
      );
    }
    this.#add(thing, { made: Promise.resolve(), release: dispose, listening: new DisposableStack() });
  }

  /** Owns an object of Asterisk's, which is being made; when that fails there is nothing to own. */
  addKey(key: string, made: Promise<unknown>): void {
    const { kind, id } = splitKey(key);
    const end = ends[kind];
    if (end === undefined) {
      throw new TypeError(`Cannot own a ${kind}: only ${Object.keys(ends).join(", ")} and what can be disposed`);
    }
    const { host, onLeg } = this.#options;
    const listening = new DisposableStack();
    const forget = () => this.forget(key);
    this.#add(key, {
      made,
      release: (options) => host.run(end.operation, { [end.parameter]: id }, options),
      listening,
    });
    for (const name of end.events) listening.use(host.on(key, name, forget));
    if (kind === "Channel") onLeg(id);
    made.catch((error) => {
      // Only what Asterisk has refused, or was never asked for, is certainly not there.
      const isThere = error instanceof AriConnectionError && error.outcome !== "not-sent";
      if (!isThere) forget();
    });
  }

  /** No longer owns a thing; tells whether it did. */
  forget(key: unknown): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    entry.listening.dispose();
    return this.#entries.delete(key);
  }

  /** Gives up a thing without releasing it; tells whether it was owned. */
  keep(thing: Ownable): boolean {
    return this.forget(keyOf(thing) ?? thing);
  }

  /** Owns `to` in the place of `from`, if that is owned. */
  replace(from: string, to: string): boolean {
    if (!this.forget(from)) return false;
    this.addKey(to, Promise.resolve());
    return true;
  }

  /** Releases one thing now. */
  release(key: unknown): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.forget(key);
    this.#releasing = this.#releasing.then(() => this.#release(key, entry));
  }

  /** Releases everything, and from now on whatever else is added. Resolves when nothing is left; never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const key of [...this.#entries.keys()].reverse()) this.release(key);
    let released: Promise<void>;
    do {
      released = this.#releasing;
      // deno-lint-ignore no-await-in-loop -- More may come while one waits.
      await released;
    } while (released !== this.#releasing);
  }

  #add(key: unknown, entry: Entry): void {
    const { maxOwned } = this.#options;
    const isNew = !this.#entries.has(key);
    if (isNew && this.#entries.size >= maxOwned) {
      throw new RangeError(
        `Cannot own one thing more: the call owns ${this.#entries.size}, at most ${maxOwned} (maxOwned)`,
      );
    }
    this.forget(key);
    this.#entries.set(key, entry);
    if (this.#isClosed) this.release(key);
  }

  async #release(key: unknown, { made, release }: Entry): Promise<void> {
    const { host, releaseTimeout, onError } = this.#options;
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = Promise.withResolvers<never>();
    aborted.promise.catch(() => {});
    using _ = host.clock.schedule(releaseTimeout, () => {
      const what = typeof key === "string" ? splitKey(key) : { kind: "what a call owns", id: "" };
      const named = `${what.kind}${what.id === "" ? "" : ` "${what.id}"`}`;
      const error = new AriConnectionError(
        `Cannot wait longer for the release of ${named}: ${releaseTimeout} ms have passed`,
      );
      controller.abort(error);
      aborted.reject(error);
    });
    try {
      // Before Asterisk has answered, its end could come before its beginning, and it would stay.
      const isMade = await Promise.race([made.then(() => true, isMaybeThere), aborted.promise]);
      if (isMade) await Promise.race([release({ signal }), aborted.promise]);
    } catch (error) {
      if (!(error instanceof AriResponseError) || error.status !== 404) onError(error);
    }
  }
}

function isMaybeThere(error: unknown): boolean {
  return error instanceof AriConnectionError && error.outcome !== "not-sent";
}

interface End {
  readonly operation: Operation;
  /** The parameter that takes the id. */
  readonly parameter: string;
  /** The events after which there is nothing to release, or nothing that is ours. */
  readonly events: readonly string[];
}

/** How each kind of object is ended. */
const ends: Readonly<Record<string, End>> = {
  Channel: {
    operation: operations["channels.hangup"],
    parameter: "channelId",
    // Where a channel goes that leaves the application is somebody's will: it was handed over.
    events: ["ChannelDestroyed", "StasisEnd"],
  },
  Bridge: { operation: operations["bridges.destroy"], parameter: "bridgeId", events: ["BridgeDestroyed"] },
  Playback: { operation: operations["playbacks.stop"], parameter: "playbackId", events: ["PlaybackFinished"] },
  LiveRecording: {
    operation: operations["recordings.stop"],
    parameter: "recordingName",
    events: ["RecordingFinished", "RecordingFailed"],
  },
};

function splitKey(key: string): { kind: string; id: string } {
  const at = key.indexOf(" ");
  return { kind: key.slice(0, at), id: key.slice(at + 1) };
}

function disposerOf(thing: Ownable): (() => Promise<void>) | undefined {
  if (Symbol.asyncDispose in thing) return async () => await thing[Symbol.asyncDispose]();
  if (Symbol.dispose in thing) return async () => await thing[Symbol.dispose]();
  return undefined;
}
