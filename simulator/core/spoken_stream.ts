import type { Channel } from "./channel.ts";
import type { Pbx } from "./pbx.ts";
import { type MediaStream, SoundStream, type StreamResult } from "./sound_stream.ts";

/** How far Asterisk winds in what it says, whatever was asked for, in milliseconds. */
const skip = 3_000;

/** What a {@linkcode SpokenStream} is made from. */
export interface SpokenStreamOptions {
  /** What the far end hears. */
  readonly media: string;
  /** The lengths of its sounds, in order, in milliseconds. */
  readonly lengths: readonly number[];
}

/**
 * Digits, characters or a number on their way to a channel, sound by sound. It can not be stopped or paused: whoever tries,
 * skips the rest of one sound (`ast_waitstream` in `main/file.c`).
 */
export class SpokenStream implements MediaStream {
  readonly #pbx: Pbx;
  readonly #channel: Channel;
  readonly #options: SpokenStreamOptions;
  #sound: SoundStream | undefined;

  constructor(pbx: Pbx, channel: Channel, options: SpokenStreamOptions) {
    this.#pbx = pbx;
    this.#channel = channel;
    this.#options = options;
  }

  async play(): Promise<StreamResult> {
    const { media, lengths } = this.#options;
    if (lengths.length === 0) return "complete";
    if (this.#channel.isHungUp) return "hangup";
    const startedAt = this.#pbx.clock.now();
    const heard = this.#channel.sendMedia(media);
    let complete = true;
    let result: StreamResult = "complete";
    for (const length of lengths) {
      this.#sound = new SoundStream(this.#pbx, this.#channel, { length });
      // deno-lint-ignore no-await-in-loop -- one sound after the other.
      result = await this.#sound.play();
      complete &&= result === "complete";
      if (result === "hangup") break;
    }
    this.#sound = undefined;
    heard({ complete, played: this.#pbx.clock.now() - startedAt });
    return result === "hangup" ? "hangup" : "complete";
  }

  stop(): void {
    this.#sound?.stop();
  }

  pause(): void {
    this.#sound?.stop();
  }

  resume(): void {
    this.#sound?.stop();
  }

  restart(): void {
    this.#sound?.stop();
  }

  seek(offset: number): void {
    this.#sound?.seek(offset < 0 ? -skip : skip);
  }
}
