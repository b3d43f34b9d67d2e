import type { Channel } from "./core/channel.ts";
import { NotSimulatedError, PhoneCallError } from "./errors.ts";
import type { CallEnd, IncomingPhoneCall, PhoneCall, PressOptions, RejectOptions, WaitOptions } from "./phone.ts";

/** What a call tells its phone, and takes from it. */
export interface PhoneCallSide {
  /** The channel, once there is one. */
  readonly channel: Channel | undefined;
  /** The id of the channel, or an empty string. */
  readonly channelId: string;
  /** Sends keys one after the other; `false` when the call ended before the last one. */
  press(keys: string, duration: number, pause: number): Promise<boolean>;
  /** Whether the phone was called, rather than calling. */
  readonly isIncoming: boolean;
  /** Who calls. */
  readonly caller: { readonly name: string; readonly number: string };
  /** Puts the PBX on hold, or takes it back. */
  hold(isHeld: boolean): void;
  /** Transfers the other side, and resolves with the SIP status in the end. */
  refer(target: string | PhoneCallSide): Promise<number>;
  /** Lets time pass; `false` when the call ended meanwhile. */
  pass(duration: number): Promise<boolean>;
  /** Says that the phone rings. */
  ring(): void;
  /** Lets both sides hear each other before the answer. */
  progress(): void;
  /** Answers. */
  accept(): void;
  /** Refuses the call. */
  reject(status: number): void;
  /** Ends the call from the phone's side. */
  hangUp(): void;
}

/** What happens to a call. */
export type PhoneCallNews =
  | { readonly kind: "answered" }
  | { readonly kind: "redirected"; readonly address: string }
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

/** A call of a phone, which its line tells what happens. */
export class LivePhoneCall implements IncomingPhoneCall {
  readonly #side: PhoneCallSide;
  readonly #sounds: HeardSound[] = [];
  readonly #changed = new Set<() => void>();
  #isAnswered = false;
  #redirection: string | undefined;
  #end: CallEnd | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(side: PhoneCallSide) {
    this.#side = side;
  }

  get channelId(): string {
    return this.#side.channelId;
  }

  get caller(): { readonly name: string; readonly number: string } {
    return this.#side.caller;
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#end !== undefined;
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

  hold(): void {
    this.#checkTalking("hold the call");
    this.#side.hold(true);
  }

  unhold(): void {
    this.#checkTalking("take the call back from hold");
    this.#side.hold(false);
  }

  async transfer(target: string | PhoneCall): Promise<number> {
    this.#checkTalking("transfer the call");
    if (typeof target === "string") return await this.#side.refer(target);
    if (!(target instanceof LivePhoneCall)) {
      throw new TypeError("Cannot transfer the call: the other call is not of a phone");
    }
    if (target === this) throw new TypeError("Cannot transfer the call: it can not take its own place");
    target.#checkTalking("transfer the other call");
    return await this.#side.refer(target.#side);
  }

  async wait(duration: number, options: WaitOptions = {}): Promise<void> {
    if (!(duration >= 0)) {
      throw new RangeError(`Cannot wait as duration must be 0 or more: current value is ${duration}`);
    }
    const { signal } = options;
    signal?.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(signal?.reason);
    signal?.addEventListener("abort", abort);
    try {
      if (await Promise.race([this.#side.pass(duration), aborted.promise])) return;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
    throw new PhoneCallError(`Cannot wait ${duration} ms: the call ended${this.#story()}`);
  }

  async redirected(options: WaitOptions = {}): Promise<string> {
    return await this.#wait("be redirected", options, () => this.#redirection);
  }

  ring(): void {
    this.#checkRinging("ring");
    this.#side.ring();
  }

  progress(): void {
    this.#checkRinging("send sound before the answer");
    this.#side.progress();
  }

  answer(): void {
    this.#checkRinging("answer");
    this.#side.accept();
  }

  reject(options: RejectOptions = {}): void {
    const { status = 603 } = options;
    if (!(Number.isInteger(status) && status >= 300 && status <= 699)) {
      throw new RangeError(`Cannot refuse the call as status must be 300 to 699: current value is ${status}`);
    }
    this.#checkRinging("refuse");
    this.#side.reject(status);
  }

  async hangup(): Promise<void> {
    this.#side.hangUp();
    await this.ended();
  }

  /** The call changed. */
  tell(news: PhoneCallNews): void {
    if (news.kind === "answered") this.#isAnswered = true;
    else if (news.kind === "redirected") this.#redirection ??= news.address;
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

  #checkTalking(what: string): void {
    if (this.#end !== undefined) throw new PhoneCallError(`Cannot ${what}: the call ended${this.#story()}`);
    if (!this.#isAnswered) throw new PhoneCallError(`Cannot ${what}: the call is not answered yet`);
  }

  #checkRinging(what: string): void {
    if (!this.#side.isIncoming) throw new PhoneCallError(`Cannot ${what}: the phone itself has placed the call`);
    if (this.#end !== undefined) throw new PhoneCallError(`Cannot ${what}: the call ended${this.#story()}`);
    if (this.#isAnswered) throw new PhoneCallError(`Cannot ${what}: the call is answered`);
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
