import type { MediaOutcome } from "./channel_driver.ts";
import type { Frame, FrameReader, IncomingMedia, MediaDirection, MediaFrame, MediaTap } from "./frames.ts";

/** Who takes the frames of one channel, and who is told of its media. Most channels have few of either, or none. */
export class FrameReaders {
  readonly #readers: FrameReader[] = [];
  #taps: Set<MediaTap> | undefined;
  /** What comes in, and since when. */
  #incoming: Map<IncomingMedia, number> | undefined;
  #isDeaf = false;

  /** The media that the far end is sending now, as far as they are let in. */
  get incoming(): Iterable<IncomingMedia> {
    return this.#isDeaf ? [] : this.#incoming?.keys() ?? [];
  }

  /** Whether media from the far end are kept out. */
  get isDeaf(): boolean {
    return this.#isDeaf;
  }

  /**
   * Gives `reader` all frames from now on, instead of those who read before it, until it is disposed; or those that nobody
   * else reads, when it `isLast`.
   */
  add(reader: FrameReader, options: { isLast?: boolean } = {}): Disposable {
    if (options.isLast === true) this.#readers.unshift(reader);
    else this.#readers.push(reader);
    return {
      [Symbol.dispose]: () => {
        const index = this.#readers.lastIndexOf(reader);
        if (index >= 0) this.#readers.splice(index, 1);
      },
    };
  }

  /** Gives a frame to the reader on top of the others, if there is one. */
  deliver(frame: Frame, now: number): void {
    if (frame.kind === "media-begin") (this.#incoming ??= new Map()).set(frame.media, now);
    else if (frame.kind === "media-end") this.#incoming?.delete(frame.media);
    this.#pass(frame);
  }

  /** Keeps media from the far end out, or lets them in: what is under way ends for the readers, or begins. */
  setDeaf(isDeaf: boolean, now: number): void {
    if (isDeaf === this.#isDeaf) return;
    this.#isDeaf = false;
    for (const [media, since] of this.#incoming ?? []) {
      this.#pass(
        isDeaf
          ? { kind: "media-end", media, outcome: { complete: false, played: now - since } }
          : { kind: "media-begin", media },
      );
    }
    this.#isDeaf = isDeaf;
  }

  /** Tells `tap` of all media in both directions from now on. */
  tap(tap: MediaTap): Disposable {
    this.#taps ??= new Set();
    this.#taps.add(tap);
    return { [Symbol.dispose]: () => void this.#taps?.delete(tap) };
  }

  /** Tells the taps of media to the far end, and of their end when what it returns is called. */
  noticeOutgoing(media: IncomingMedia): (outcome: MediaOutcome) => void {
    this.#tellTaps("out", { kind: "media-begin", media });
    return (outcome) => this.#tellTaps("out", { kind: "media-end", media, outcome });
  }

  /** Gives media that do not come from the far end to the reader; they end when what it returns is called. */
  whisper(media: IncomingMedia): (outcome: MediaOutcome) => void {
    this.#readers.at(-1)?.({ kind: "media-begin", media });
    return (outcome) => this.#readers.at(-1)?.({ kind: "media-end", media, outcome });
  }

  #pass(frame: Frame): void {
    if (frame.kind === "media-begin" || frame.kind === "media-end") {
      if (this.#isDeaf) return;
      this.#tellTaps("in", frame);
    }
    this.#readers.at(-1)?.(frame);
  }

  #tellTaps(direction: MediaDirection, frame: MediaFrame): void {
    for (const tap of this.#taps ?? []) tap(direction, frame);
  }
}
