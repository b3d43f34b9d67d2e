import type { DigitOptions, FlowCall, PlayEnd, PlayOptions } from "../../_internal/flow/flow_call.ts";
import { KeptDigits } from "../../_internal/flow/kept_digits.ts";
import { AriError, AriGoneError, AriResponseError } from "../errors.ts";
import type { Channel } from "../generated/objects.ts";
import { hostOf, type ObjectHost } from "../objects.ts";
import { firstOf, onAbort } from "./first_of.ts";
import { playUntil } from "./play_until.ts";

/** How many digits of a channel are kept before somebody reads them. */
const maxKeptDigits = 1_000;

/** The calls of each client, by channel id, as long as their channels are in its application. */
const calls = new WeakMap<ObjectHost, Map<string, ChannelCall>>();

/** The call of a channel: the same one for each object of that channel. From the first time on its digits are kept. */
export function callOf(channel: Channel): ChannelCall {
  const host = hostOf(channel);
  let ofHost = calls.get(host);
  if (ofHost === undefined) calls.set(host, ofHost = new Map());
  let call = ofHost.get(channel.id);
  if (call === undefined) {
    call = new ChannelCall(channel, host);
    ofHost.set(channel.id, call);
    call.signal.addEventListener("abort", () => ofHost.delete(channel.id));
  }
  return call;
}

/** A channel as flows see it. */
export class ChannelCall implements FlowCall {
  readonly #channel: Channel;
  readonly #host: ObjectHost;
  readonly #kept = new KeptDigits(maxKeptDigits);
  readonly #ended = new AbortController();
  readonly #watchers = new Set<() => void>();
  /** The applications that it was seen to enter. */
  readonly #entered = new Set<string>();
  #isHangingUp = false;
  #isKnown = false;
  #last: Promise<void> = Promise.resolve();

  /** Keeps digits from now on, and waits for the end of the call; {@linkcode callOf} makes one for each channel. */
  constructor(channel: Channel, host: ObjectHost) {
    this.#channel = channel;
    this.#host = host;
    const added = [
      channel.on("ChannelDtmfReceived", ({ digit }) => {
        this.#kept.push(digit);
        for (const watch of [...this.#watchers]) watch();
      }),
      channel.on("ChannelHangupRequest", () => this.#isHangingUp = true),
      // Who is moved to another application of this client enters that one before or after they leave this one.
      channel.on("StasisStart", ({ application }) => void this.#entered.add(application)),
      channel.on("StasisEnd", ({ application }) => {
        this.#entered.delete(application);
        if (this.#entered.size === 0) this.#end(`channel "${channel.name}" left "${application}"`);
      }),
      host.onGone(({ kind, id, why }) => {
        if (kind === "Channel" && id === channel.id) this.#end(`channel "${channel.name}" is gone: ${why}`);
      }),
      host.onReturn(({ left }) => {
        if (left.has(channel.id)) {
          this.#end(`channel "${channel.name}" left its application while the connection was lost`);
        }
      }),
    ];
    const { signal } = this;
    signal.addEventListener("abort", () => {
      for (const handler of added) handler[Symbol.dispose]();
    });
    // It rejects when the client closes.
    channel.once("ChannelDestroyed", { signal }).then(() => this.#end(`channel "${channel.name}" hung up`), this.#fail);
  }

  /** Aborts when the channel leaves the application or goes away, and when the client closes. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  /** Runs one flow after the other, so that none takes the digits of another. */
  async alone<Result>(signal: AbortSignal | undefined, body: () => Promise<Result>): Promise<Result> {
    const before = this.#last;
    const done = Promise.withResolvers<void>();
    this.#last = before.then(() => done.promise);
    try {
      await settled(before, signal);
      return await body();
    } finally {
      done.resolve();
    }
  }

  async play(media: readonly string[], options: PlayOptions): Promise<PlayEnd> {
    const { stopOn, takes = false, signal } = options;
    signal?.throwIfAborted();
    this.signal.throwIfAborted();
    const find = () => this.#kept.find(stopOn, { takes });
    const digit = find();
    if (digit !== undefined) return { type: "stopped", digit, at: 0 };
    this.#isKnown = true;
    const end = await playUntil({
      channel: this.#channel,
      host: this.#host,
      media,
      find,
      watch: (watcher) => this.watch(watcher),
      signals: signal === undefined ? [this.signal] : [signal, this.signal],
    }).catch((error) => Promise.reject(this.explain(error)));
    if (end.type === "failed") throw await this.#explainFailure(media);
    return end;
  }

  async digit({ timeout, signal }: DigitOptions): Promise<string | undefined> {
    signal?.throwIfAborted();
    const kept = this.#kept.shift();
    if (kept !== undefined) return kept;
    this.signal.throwIfAborted();
    this.check();
    return await firstOf<string | undefined>((settle, fail, listening) => {
      listening.use(this.watch(() => {
        const digit = this.#kept.shift();
        if (digit !== undefined) settle(digit);
      }));
      if (timeout !== Infinity) listening.use(this.#host.clock.schedule(timeout, () => settle(undefined)));
      listening.use(onAbort(this.signal, fail));
      listening.use(onAbort(signal, fail));
    });
  }

  discard(digits?: string): void {
    this.#kept.discard(digits);
  }

  /** Takes the oldest kept digit of some; the others stay. */
  take(digits: string): string | undefined {
    return this.#kept.find(digits, { takes: true });
  }

  /** Calls `watcher` after each digit that comes, until what it returns is disposed. */
  watch(watcher: () => void): Disposable {
    const entry = () => watcher();
    this.#watchers.add(entry);
    return { [Symbol.dispose]: () => void this.#watchers.delete(entry) };
  }

  /** Asks once whether the channel is still there: an object may be older than its end, and who only waits would wait in vain. */
  check(): void {
    if (this.#isKnown) return;
    this.#isKnown = true;
    this.#channel.get().catch((error) => this.explain(error));
  }

  /** A playback fails also because its channel hangs up, and Asterisk tells of the playback first. */
  async #explainFailure(media: readonly string[]): Promise<unknown> {
    const { name } = this.#channel;
    try {
      await this.#channel.get();
    } catch (error) {
      return this.explain(error);
    }
    if (this.#isHangingUp) await aborted(this.signal);
    if (this.signal.aborted) return this.signal.reason;
    return new AriError(`Cannot play ${media.join(", ")} to channel "${name}": the playback failed`);
  }

  /** The reason of the call's end for Asterisk's 404 and 409 about the channel, which mean just that; other errors as they are. */
  explain(error: unknown): unknown {
    if (!(error instanceof AriResponseError) || (error.status !== 404 && error.status !== 409)) return error;
    this.#end(`channel "${this.#channel.name}" is gone`, error);
    return this.signal.reason;
  }

  #end(why: string, cause?: unknown): void {
    this.#fail(new AriGoneError(`Cannot go on with the call: ${why}`, cause === undefined ? {} : { cause }));
  }

  readonly #fail = (reason: unknown): void => {
    this.#ended.abort(reason);
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => void onAbort(signal, () => resolve()));
}

/** Waits for something that does not fail, unless the signal aborts first. */
function settled(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  return firstOf<void>((settle, fail, listening) => {
    promise.then(settle);
    listening.use(onAbort(signal, fail));
  });
}
