import type { Channel } from "./channel.ts";
import type { IncomingMedia, MediaDirection, MediaFrame } from "./frames.ts";
import type { Pbx } from "./pbx.ts";
import { singleFrequency } from "./tones.ts";

/** What is listened for. */
export interface ToneDetection {
  /** The frequency, in hertz; 0 for none. */
  readonly frequency: number;
  /** How long it must last, in milliseconds. */
  readonly duration: number;
  /** Which way it goes. */
  readonly directions: readonly MediaDirection[];
  /** From which hit on it is told. */
  readonly hitsRequired: number;
  /** Whether it is told only once. */
  readonly endsWithMatch: boolean;
}

/** Who listens for a tone on which channel (`res_tonedetect.c`). */
export class ToneDetectors {
  readonly #pbx: Pbx;
  readonly #detectors = new WeakMap<Channel, ToneDetector>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  /** Listens on a channel from now on, or for something else than before; what was counted stays. */
  set(channel: Channel, detection: ToneDetection): void {
    const known = this.#detectors.get(channel);
    if (known !== undefined) known.detection = detection;
    else this.#detectors.set(channel, new ToneDetector(this.#pbx, channel, detection));
  }

  /** Listens no longer. */
  remove(channel: Channel): void {
    this.#detectors.get(channel)?.[Symbol.dispose]();
    this.#detectors.delete(channel);
  }

  /** How often the tone was there; `undefined` when nobody listens. */
  hits(channel: Channel, direction: MediaDirection): number | undefined {
    return this.#detectors.get(channel)?.hits[direction];
  }
}

/** Tells when a tone has lasted long enough. Only tones played as such are known: sounds have no frequencies here. */
class ToneDetector implements Disposable {
  detection: ToneDetection;
  readonly hits: Record<MediaDirection, number> = { in: 0, out: 0 };
  readonly #pbx: Pbx;
  readonly #channel: Channel;
  readonly #tap: Disposable;
  readonly #timers = new Map<IncomingMedia, Disposable>();
  #hasMatched = false;

  constructor(pbx: Pbx, channel: Channel, detection: ToneDetection) {
    this.#pbx = pbx;
    this.#channel = channel;
    this.detection = detection;
    this.#tap = channel.tap((direction, frame) => this.#take(direction, frame));
    channel.onHangup(() => this.#stopTimers());
    for (const media of channel.incoming) this.#take("in", { kind: "media-begin", media });
  }

  [Symbol.dispose](): void {
    this.#tap[Symbol.dispose]();
    this.#stopTimers();
  }

  #take(direction: MediaDirection, { kind, media }: MediaFrame): void {
    this.#timers.get(media)?.[Symbol.dispose]();
    this.#timers.delete(media);
    const { directions, frequency, duration } = this.detection;
    if (kind === "media-end" || frequency === 0 || !directions.includes(direction)) return;
    if (singleFrequency(media.media, duration) !== frequency) return;
    this.#timers.set(media, this.#pbx.clock.schedule(duration, () => this.#hit(direction)));
  }

  #hit(direction: MediaDirection): void {
    const { hitsRequired, endsWithMatch } = this.detection;
    if (this.#hasMatched && endsWithMatch) return;
    this.hits[direction]++;
    if (this.hits[direction] < hitsRequired) return;
    this.#hasMatched = true;
    this.#pbx.publish({ kind: "channel-tone-detected", channel: this.#channel.snapshot });
  }

  #stopTimers(): void {
    for (const timer of this.#timers.values()) timer[Symbol.dispose]();
    this.#timers.clear();
  }
}
