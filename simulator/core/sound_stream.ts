import type { Channel } from "./channel.ts";
import type { MediaOutcome } from "./channel_driver.ts";
import type { Pbx } from "./pbx.ts";

/** How a stream ended. */
export type StreamResult = "complete" | "stopped" | "hangup";

/**
 * A sound on its way to a channel: it takes as long as it lasts, and can be paused, wound and stopped meanwhile.
 */
export class SoundStream {
  readonly #pbx: Pbx;
  readonly #channel: Channel;
  readonly #media: string;
  readonly #length: number;
  #position: number;
  #begunAt = 0;
  #startedAt = 0;
  #timer: Disposable | undefined;
  #hangup: Disposable | undefined;
  #heard: ((outcome: MediaOutcome) => void) | undefined;
  #settle: ((result: StreamResult) => void) | undefined;
  #isPaused = false;

  constructor(pbx: Pbx, channel: Channel, options: { media: string; length: number; offset?: number }) {
    const { media, length, offset = 0 } = options;
    this.#pbx = pbx;
    this.#channel = channel;
    this.#media = media;
    this.#length = length;
    this.#position = Math.min(offset, length);
  }

  /** Plays on the channel's thread until the end, a stop or a hangup. */
  async play(): Promise<StreamResult> {
    if (this.#channel.isHungUp) return "hangup";
    this.#heard = this.#channel.sendMedia(this.#media);
    this.#begunAt = this.#pbx.clock.now();
    const { promise, resolve } = Promise.withResolvers<StreamResult>();
    this.#settle = resolve;
    this.#run();
    this.#hangup = this.#channel.onHangup(() => this.#end("hangup"));
    return await promise;
  }

  /** Ends it now. */
  stop(): void {
    this.#end("stopped");
  }

  /** Holds it where it is. */
  pause(): void {
    if (this.#isPaused || this.#settle === undefined) return;
    this.#halt();
    this.#isPaused = true;
  }

  /** Goes on after a pause. */
  resume(): void {
    if (!this.#isPaused || this.#settle === undefined) return;
    this.#isPaused = false;
    this.#run();
  }

  /** Starts again from the beginning. */
  restart(): void {
    this.seek(-this.#length);
  }

  /** Winds forward, or back when `offset` is negative. */
  seek(offset: number): void {
    if (this.#isPaused || this.#settle === undefined) return;
    this.#halt();
    this.#position = Math.min(this.#length, Math.max(0, this.#position + offset));
    this.#run();
  }

  #run(): void {
    this.#startedAt = this.#pbx.clock.now();
    this.#timer = this.#pbx.clock.schedule(this.#length - this.#position, () => this.#end("complete"));
  }

  #halt(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
    this.#position += this.#pbx.clock.now() - this.#startedAt;
  }

  #end(result: StreamResult): void {
    const settle = this.#settle;
    if (settle === undefined) return;
    this.#settle = undefined;
    this.#timer?.[Symbol.dispose]();
    this.#hangup?.[Symbol.dispose]();
    this.#heard?.({ complete: result === "complete", played: this.#pbx.clock.now() - this.#begunAt });
    settle(result);
  }
}
