import type { MediaOutcome } from "./channel_driver.ts";
import type { Frame, FrameReader, IncomingMedia, MediaDirection, MediaFrame, MediaTap } from "./frames.ts";

/** Who takes the frames of one channel, and who is told of its media. Most channels have few of either, or none. */
export class FrameReaders {
  readonly #readers: FrameReader[] = [];
  #taps: Set<MediaTap> | undefined;
  #incoming: Set<IncomingMedia> | undefined;

  /** The media that the far end is sending now. */
  get incoming(): Iterable<IncomingMedia> {
    return this.#incoming ?? [];
  }

  /** Gives `reader` all frames from now on, instead of those who read before it, until it is disposed. */
  add(reader: FrameReader): Disposable {
    this.#readers.push(reader);
    return {
      [Symbol.dispose]: () => {
        const index = this.#readers.lastIndexOf(reader);
        if (index >= 0) this.#readers.splice(index, 1);
      },
    };
  }

  /** Gives a frame to the reader on top of the others, if there is one. */
  deliver(frame: Frame): void {
    if (frame.kind === "media-begin" || frame.kind === "media-end") this.#noticeIncoming(frame);
    this.#readers.at(-1)?.(frame);
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

  #noticeIncoming(frame: MediaFrame): void {
    if (frame.kind === "media-begin") {
      this.#incoming ??= new Set();
      this.#incoming.add(frame.media);
    } else this.#incoming?.delete(frame.media);
    this.#tellTaps("in", frame);
  }

  #tellTaps(direction: MediaDirection, frame: MediaFrame): void {
    for (const tap of this.#taps ?? []) tap(direction, frame);
  }
}
