import { NotSimulatedError, PhoneCallError } from "./errors.ts";
import type { CallEnd, PhoneCall, PressOptions, WaitOptions } from "./phone.ts";

/** What a call tells its phone, and takes from it. */
export interface PhoneCallSide {
  /** The id of the channel, or an empty string. */
  readonly channelId: string;
  /** Sends keys one after the other; `false` when the call ended before the last one. */
  press(keys: string, duration: number, pause: number): Promise<boolean>;
  /** Ends the call from the phone's side. */
  hangUp(): void;
}

/** What happens to a call. */
export type PhoneCallNews =
  | { readonly kind: "answered" }
  | { readonly kind: "ended"; readonly cause: number; readonly causeText: string }
  | { readonly kind: "failed"; readonly error: unknown };

/** A sound as the phone gets it. */
export interface HeardSound {
  /** The media: `sound:hello-world`. */
  readonly media: string;
  /** How far it is. */
  state: "begun" | "complete" | "cut-off";
  /** How long it was heard, in milliseconds. */
  played: number;
  /** Whether a wait has been satisfied by it. */
  isClaimed: boolean;
}

/** The longest history of sounds that one call keeps. */
const maxSounds = 10_000;

/** A {@linkcode PhoneCall} that its line tells what happens. */
export class LivePhoneCall implements PhoneCall {
  readonly #side: PhoneCallSide;
  readonly #sounds: HeardSound[] = [];
  readonly #changed = new Set<() => void>();
  #isAnswered = false;
  #end: CallEnd | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(side: PhoneCallSide) {
    this.#side = side;
  }

  get channelId(): string {
    return this.#side.channelId;
  }

  get sounds(): readonly string[] {
    return this.#sounds.map(({ media }) => media);
  }

  async heard(media: string, options: WaitOptions = {}): Promise<void> {
    const sound = await this.#wait(`hear "${media}" to its end`, options, () => this.#find(media, "complete"));
    sound.isClaimed = true;
  }

  async hears(media: string, options: WaitOptions = {}): Promise<void> {
    const sound = await this.#wait(`hear "${media}"`, options, () => this.#find(media, "begun"));
    sound.isClaimed = true;
  }

  async answered(options: WaitOptions = {}): Promise<void> {
    await this.#wait("be answered", options, () => this.#isAnswered || undefined);
  }

  async ended(options: WaitOptions = {}): Promise<CallEnd> {
    return await this.#wait("end", options, () => this.#end);
  }

  async press(keys: string, options: PressOptions = {}): Promise<void> {
    const { duration = 100, pause = 100 } = options;
    if (!/^[0-9*#A-D]+$/.test(keys)) throw new TypeError(`Cannot press "${keys}": keys are 0 to 9, *, # and A to D`);
    if (!this.#isAnswered) throw new PhoneCallError(`Cannot press "${keys}": the call is not answered yet`);
    if (!await this.#side.press(keys, duration, pause)) {
      throw new PhoneCallError(`Cannot press "${keys}": the call ended${this.#story()}`);
    }
  }

  async hangup(): Promise<void> {
    this.#side.hangUp();
    await this.ended();
  }

  /** The call changed. */
  tell(news: PhoneCallNews): void {
    if (news.kind === "answered") this.#isAnswered = true;
    else if (news.kind === "ended") this.#end ??= { cause: news.cause, causeText: news.causeText };
    else this.#failure = { error: news.error };
    this.#change();
  }

  /** A sound begins. */
  begin(media: string): HeardSound {
    const sound: HeardSound = { media, state: "begun", played: 0, isClaimed: false };
    if (this.#sounds.length >= maxSounds) this.#sounds.shift();
    this.#sounds.push(sound);
    this.#change();
    return sound;
  }

  /** A sound ends. */
  finish(sound: HeardSound, outcome: { complete: boolean; played: number }): void {
    sound.state = outcome.complete ? "complete" : "cut-off";
    sound.played = outcome.played;
    this.#change();
  }

  #find(media: string, least: "begun" | "complete"): HeardSound | undefined {
    return this.#sounds.find((sound) => {
      return !sound.isClaimed && sound.media === media && (least === "begun" || sound.state === "complete");
    });
  }

  /** Waits until `look` finds something; a failure or the end of the call ends the wait. */
  async #wait<T>(what: string, options: WaitOptions, look: () => T | undefined): Promise<T> {
    const { signal } = options;
    while (true) {
      signal?.throwIfAborted();
      if (this.#failure !== undefined) throw failureOf(this.#failure.error);
      const found = look();
      if (found !== undefined) return found;
      if (this.#end !== undefined) throw new PhoneCallError(`Cannot ${what}: the call ended${this.#story()}`);
      // deno-lint-ignore no-await-in-loop -- each change is looked at in turn.
      await this.#nextChange(signal);
    }
  }

  async #nextChange(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => reject(signal?.reason);
    this.#changed.add(resolve);
    signal?.addEventListener("abort", abort);
    try {
      await promise;
    } finally {
      this.#changed.delete(resolve);
      signal?.removeEventListener("abort", abort);
    }
  }

  #change(): void {
    for (const wake of [...this.#changed]) wake();
  }

  /** The end and the last sounds, for messages. */
  #story(): string {
    const cause = this.#end === undefined ? "" : ` with cause ${this.#end.cause} "${this.#end.causeText}"`;
    const sounds = this.#sounds.slice(-5).map(({ media, state, played }) => {
      return state === "complete"
        ? `"${media}"`
        : `"${media}" (${state === "begun" ? "begun" : `cut off after ${played} ms`})`;
    });
    return `${cause}; ${sounds.length === 0 ? "nothing was heard" : `heard last: ${sounds.join(", ")}`}`;
  }
}

function failureOf(error: unknown): Error {
  if (error instanceof NotSimulatedError) return error;
  return new PhoneCallError("The call failed inside the simulator", { cause: error });
}
