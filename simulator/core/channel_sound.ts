import type { Clock } from "../../_internal/clock.ts";
import type { ChannelDriver, MediaOutcome } from "./channel_driver.ts";
import { FrameReaders } from "./frame_readers.ts";
import type { Frame, FrameBypass, FrameReader, IncomingMedia, MediaDirection, MediaTap } from "./frames.ts";

/** Something on its way to the far end. */
interface OutgoingMedia {
  readonly media: string;
  since: number;
  /** What the taps know it as; absent while the channel is muted. */
  current: IncomingMedia | undefined;
  /** Ends it at the far end; absent while the channel is muted. */
  finish: ((outcome: MediaOutcome) => void) | undefined;
}

/** What a channel makes for itself until something is played: music, or silence (`ast_activate_generator`). */
interface Generator {
  readonly media: string;
  readonly since: number;
  readonly finish: (outcome: MediaOutcome) => void;
}

/** What is heard on one channel, in both directions. */
export class ChannelSound {
  /** Takes frames from the far end before anybody hears of them, as far as it wants to. */
  bypass: FrameBypass | undefined;
  readonly #driver: ChannelDriver;
  readonly #clock: Clock;
  readonly #readers = new FrameReaders();
  #outgoing: Set<OutgoingMedia> | undefined;
  #generator: Generator | undefined;
  #isMutedOut = false;

  constructor(driver: ChannelDriver, clock: Clock) {
    this.#driver = driver;
    this.#clock = clock;
  }

  /** The media that the far end is sending now; none while the channel is muted that way. */
  get incoming(): Iterable<IncomingMedia> {
    return this.#readers.incoming;
  }

  /**
   * Gives `reader` all frames from now on, instead of those who read before it, until it is disposed; or those that nobody
   * else reads, when it `isLast`.
   */
  read(reader: FrameReader, options: { isLast?: boolean } = {}): Disposable {
    return this.#readers.add(reader, options);
  }

  /** Tells `tap` of all media in both directions from now on. */
  tap(tap: MediaTap): Disposable {
    return this.#readers.tap(tap);
  }

  /** Takes a frame from the far end. */
  deliver(frame: Frame): void {
    this.#readers.deliver(frame, this.#clock.now());
  }

  /** Starts sending media to the far end; what it returns is called when the sending ends. */
  send(media: string): (outcome: MediaOutcome) => void {
    const outgoing: OutgoingMedia = { media, since: 0, current: undefined, finish: undefined };
    this.#outgoing ??= new Set();
    this.#outgoing.add(outgoing);
    if (!this.#isMutedOut) this.#begin(outgoing);
    return (outcome) => {
      this.#outgoing?.delete(outgoing);
      outgoing.finish?.(outcome);
      outgoing.finish = undefined;
    };
  }

  /** What is on its way to the far end now. */
  get outgoing(): IncomingMedia[] {
    return [...this.#outgoing ?? []].flatMap(({ current }) => current ?? []);
  }

  /**
   * Slips media in without any tap hearing of it: for the far end with `out`, for who reads the channel with `in`. What it
   * returns is called when they end.
   */
  whisper(direction: MediaDirection, media: string): (outcome: MediaOutcome) => void {
    if (this.isMuted(direction)) return () => {};
    if (direction === "out") return this.#driver.sendMedia(media);
    return this.#readers.whisper({ media });
  }

  /** Whether nothing gets through one way (`ast_channel_suppress`). */
  isMuted(direction: MediaDirection): boolean {
    return direction === "in" ? this.#readers.isDeaf : this.#isMutedOut;
  }

  /** Lets nothing through one way, or everything again. What is under way is cut off, and what is left of it begins anew. */
  setMuted(direction: MediaDirection, isMuted: boolean): void {
    const now = this.#clock.now();
    if (direction === "in") return this.#readers.setDeaf(isMuted, now);
    if (isMuted === this.#isMutedOut) return;
    this.#isMutedOut = isMuted;
    for (const outgoing of this.#outgoing ?? []) {
      if (!isMuted) this.#begin(outgoing);
      else {
        outgoing.finish?.({ complete: false, played: now - outgoing.since });
        outgoing.finish = undefined;
        outgoing.current = undefined;
      }
    }
  }

  /** Begins something that goes on until something else is played, instead of what it was before; the same goes on. */
  generate(media: string): void {
    if (this.#generator?.media === media) return;
    this.stopGenerating();
    this.#generator = { media, since: this.#clock.now(), finish: this.send(media) };
  }

  /** Ends that, or does so only if it is this medium. */
  stopGenerating(media?: string): void {
    const generator = this.#generator;
    if (generator === undefined || (media !== undefined && media !== generator.media)) return;
    this.#generator = undefined;
    generator.finish({ complete: false, played: this.#clock.now() - generator.since });
  }

  #begin(outgoing: OutgoingMedia): void {
    const finish = this.#driver.sendMedia(outgoing.media);
    const current = { media: outgoing.media };
    const notice = this.#readers.noticeOutgoing(current);
    outgoing.current = current;
    outgoing.since = this.#clock.now();
    outgoing.finish = (outcome) => {
      finish(outcome);
      notice(outcome);
    };
  }
}
