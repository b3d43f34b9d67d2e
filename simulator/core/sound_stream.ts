import type { Channel } from "./channel.ts";
import type { MediaOutcome } from "./channel_driver.ts";
import type { Pbx } from "./pbx.ts";

/** How a stream ended. */
export type StreamResult = "complete" | "stopped" | "hangup";

/** Something on its way to a channel, which can be worked on meanwhile. */
export interface MediaStream {
  /** Plays on the channel's thread until the end, a stop or a hangup. */
  play(): Promise<StreamResult>;
  /** Ends it now. */
  stop(): void;
  /** Holds it where it is. */
  pause(): void;
  /** Goes on after a pause. */
  resume(): void;
  /** Starts again from the beginning. */
  restart(): void;
  /** Winds forward, or back when `offset` is negative. */
  seek(offset: number): void;
}

/** What a {@linkcode SoundStream} is made from. */
export interface SoundStreamOptions {
  /** What the far end hears; nothing when somebody else tells it. */
  readonly media?: string;
  /** How long it is, in milliseconds; `Infinity` for a tone. */
  readonly length: number;
  /** Where it begins. */
  readonly offset?: number;
}

/**
 * A sound on its way to a channel: it takes as long as it lasts, and can be paused, wound and stopped meanwhile. While it is
 * paused, the far end gets nothing.
 */
export class SoundStream implements MediaStream {
  readonly #pbx: Pbx;
  readonly #channel: Channel;
  readonly #media: string | undefined;
  readonly #length: number;
  #position: number;
  #heardSince = 0;
  #startedAt = 0;
  #timer: Disposable | undefined;
  #hangup: Disposable | undefined;
  #heard: ((outcome: MediaOutcome) => void) | undefined;
  #settle: ((result: StreamResult) => void) | undefined;
  #isPaused = false;

  constructor(pbx: Pbx, channel: Channel, options: SoundStreamOptions) {
    const { media, length, offset = 0 } = options;
    this.#pbx = pbx;
    this.#channel = channel;
    this.#media = media;
    this.#length = length;
    this.#position = Math.min(offset, length);
  }

  async play(): Promise<StreamResult> {
    if (this.#channel.isHungUp) return "hangup";
    this.#channel.sound.stopGenerating();
    const { promise, resolve } = Promise.withResolvers<StreamResult>();
    this.#settle = resolve;
    this.#run();
    this.#hangup = this.#channel.onHangup(() => this.#end("hangup"));
    return await promise;
  }

  stop(): void {
    // A tone has no end of its own, so Asterisk takes the stop for it (ast_control_tone).
    this.#end(this.#length === Infinity ? "complete" : "stopped");
  }

  pause(): void {
    if (this.#isPaused || this.#settle === undefined) return;
    this.#halt();
    this.#tellEnd(false);
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused || this.#settle === undefined) return;
    this.#isPaused = false;
    this.#run();
  }

  restart(): void {
    this.seek(-this.#length);
  }

  seek(offset: number): void {
    if (this.#isPaused || this.#settle === undefined || this.#length === Infinity) return;
    this.#halt();
    const target = this.#position + offset;
    // Asterisk winds to the end at most; finding nothing there, it winds back by as much as it was to wind forward
    // (waitstream_control in main/file.c).
    this.#position = Math.max(0, target < this.#length ? target : this.#length - offset);
    this.#run();
  }

  #run(): void {
    const now = this.#pbx.clock.now();
    if (this.#heard === undefined && this.#media !== undefined) {
      this.#heardSince = now;
      this.#heard = this.#channel.sendMedia(this.#media);
    }
    this.#startedAt = now;
    if (this.#length === Infinity) return;
    this.#timer = this.#pbx.clock.schedule(this.#length - this.#position, () => this.#end("complete"));
  }

  #halt(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#position += this.#pbx.clock.now() - this.#startedAt;
  }

  #tellEnd(complete: boolean): void {
    this.#heard?.({ complete, played: this.#pbx.clock.now() - this.#heardSince });
    this.#heard = undefined;
  }

  #end(result: StreamResult): void {
    const settle = this.#settle;
    if (settle === undefined) return;
    this.#settle = undefined;
    this.#timer?.[Symbol.dispose]();
    this.#hangup?.[Symbol.dispose]();
    this.#tellEnd(result === "complete");
    settle(result);
  }
}
