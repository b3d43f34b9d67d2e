import { frameLength } from "./audio_file.ts";
import type { Channel } from "./channel.ts";
import { soundFrom } from "./incoming_sound.ts";
import type { Pbx } from "./pbx.ts";

/** How long somebody must be silent to have finished talking, when nobody says, in milliseconds. */
const defaultSilence = 2_500;

/** Who listens for talk on which channel (`func_talkdetect.c`). */
export class TalkDetectors {
  readonly #pbx: Pbx;
  readonly #detectors = new WeakMap<Channel, TalkDetector>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  /** Listens on a channel from now on, or changes after how many milliseconds of silence its talk is over. */
  set(channel: Channel, silence: number = defaultSilence): void {
    const known = this.#detectors.get(channel);
    if (known !== undefined) known.silenceThreshold = silence;
    else this.#detectors.set(channel, new TalkDetector(this.#pbx, channel, silence));
  }

  /** Listens no longer. */
  remove(channel: Channel): void {
    this.#detectors.get(channel)?.[Symbol.dispose]();
    this.#detectors.delete(channel);
  }
}

/** Tells when the far end begins to talk and when it has finished; silence counts only while it is sent. */
class TalkDetector implements Disposable {
  /** After how many milliseconds of silence talk is over; it counts for the silence that begins next. */
  silenceThreshold: number;
  readonly #pbx: Pbx;
  readonly #channel: Channel;
  readonly #tap: Disposable;
  #sound = "none";
  #talkingSince: number | undefined;
  /** The silence since the last talk, up to `#silentSince`, if the far end sends silence now. */
  #silence = 0;
  #silentSince: number | undefined;
  #timer: Disposable | undefined;

  constructor(pbx: Pbx, channel: Channel, silenceThreshold: number) {
    this.#pbx = pbx;
    this.#channel = channel;
    this.silenceThreshold = silenceThreshold;
    this.#tap = channel.tap((direction) => {
      if (direction === "in") this.#listen();
    });
    channel.onHangup(() => this.#stopTimer());
    this.#listen();
  }

  [Symbol.dispose](): void {
    this.#tap[Symbol.dispose]();
    this.#stopTimer();
  }

  #listen(): void {
    const sound = soundFrom(this.#channel);
    if (sound === this.#sound) return;
    this.#sound = sound;
    const now = this.#pbx.clock.now();
    if (this.#silentSince !== undefined) this.#silence += now - this.#silentSince;
    this.#silentSince = undefined;
    this.#stopTimer();
    if (sound === "talk") {
      this.#silence = 0;
      if (this.#talkingSince !== undefined) return;
      this.#talkingSince = now;
      this.#pbx.publish({ kind: "channel-talking-started", channel: this.#channel.snapshot });
    } else if (sound === "silence") {
      this.#silentSince = now;
      if (this.#talkingSince === undefined) return;
      const frames = Math.ceil(this.silenceThreshold / frameLength) * frameLength;
      this.#timer = this.#pbx.clock.schedule(Math.max(frameLength, frames - this.#silence), () => this.#finish());
    }
  }

  #finish(): void {
    const since = this.#talkingSince;
    if (since === undefined) return;
    this.#talkingSince = undefined;
    const duration = this.#pbx.clock.now() - since - this.silenceThreshold;
    this.#pbx.publish({ kind: "channel-talking-finished", channel: this.#channel.snapshot, duration });
  }

  #stopTimer(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = undefined;
  }
}
