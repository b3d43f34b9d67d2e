import type { Channel } from "./channel.ts";
import type { PlaybackSnapshot, PlaybackState } from "./facts.ts";
import type { Pbx } from "./pbx.ts";
import { SoundStream, type StreamResult } from "./sound_stream.ts";

/** What may be done to a playback. */
export type PlaybackOperation = "stop" | "restart" | "pause" | "unpause" | "reverse" | "forward";

/** What came of it: done, refused in this state, or failed. */
export type PlaybackOperationResult = "done" | "not-playing" | "failed";

/** What a {@linkcode Playback} is made from. */
export interface PlaybackOptions {
  /** Its id. */
  readonly id: string;
  /** What it plays, in order; at least one. */
  readonly media: readonly [string, ...string[]];
  /** What it plays to: `channel:` and an id. */
  readonly target: string;
  /** The language of its sounds. */
  readonly language: string;
  /** How far `forward` and `reverse` go, in milliseconds. */
  readonly skip: number;
  /** Where the first medium begins, in milliseconds. */
  readonly offset: number;
}

/** Schemes that Asterisk plays; everything else it accepts and then leaves alone. */
const schemes = ["sound:", "recording:", "number:", "digits:", "characters:", "tone:"];

/** Schemes of Asterisk that the simulator does not play yet. */
const schemesToCome = schemes.filter((scheme) => scheme !== "sound:" && scheme !== "digits:");

/** Gives the scheme of a medium that Asterisk could play and the simulator can not. */
export function schemeNotSimulated(media: string): string | undefined {
  return schemesToCome.find((scheme) => media.startsWith(scheme)) ??
    (/^sound:https?:/.test(media) ? "sound:http" : undefined);
}

/** Something played to a channel by its Stasis application (`res_stasis_playback.c`). */
export class Playback {
  readonly id: string;
  readonly #pbx: Pbx;
  readonly #options: PlaybackOptions;
  #channel: Channel | undefined;
  #state: PlaybackState = "queued";
  #index = 0;
  #isControllable = false;
  #stream: SoundStream | undefined;

  constructor(pbx: Pbx, options: PlaybackOptions) {
    this.id = options.id;
    this.#pbx = pbx;
    this.#options = options;
    // A second playback of the same id is accepted, and hides the first one.
    pbx.playbacks.set(this.id, this);
  }

  /** The playback as others see it. */
  get snapshot(): PlaybackSnapshot {
    const { id, target, language, media } = this.#options;
    return {
      id,
      media: media[this.#index] ?? media[0],
      nextMedia: media[this.#index + 1],
      target,
      language,
      state: this.#state,
    };
  }

  /** Plays everything, on the channel's thread. */
  async play(channel: Channel): Promise<void> {
    this.#channel = channel;
    try {
      if (channel.state !== "Up" && !channel.isHungUp) channel.indicate("progress");
      for (const [index, media] of this.#options.media.entries()) {
        this.#index = index;
        if (this.#state === "canceled") return this.#publish();
        this.#setState("playing");
        if (!schemes.some((scheme) => media.startsWith(scheme))) continue;

        // deno-lint-ignore no-await-in-loop -- one medium after the other.
        const result = await this.#playMedia(channel, media, index === 0 ? this.#options.offset : 0);
        this.#finish(result, channel.isHungUp);
        if (channel.isHungUp || result === "stopped") return;
      }
    } finally {
      this.discard();
    }
  }

  /** Forgets it, played or not. */
  discard(): void {
    if (this.#pbx.playbacks.get(this.id) === this) this.#pbx.playbacks.delete(this.id);
  }

  /** Stops, pauses or winds it; what is possible depends on its state. */
  operate(operation: PlaybackOperation): PlaybackOperationResult {
    switch (this.#state) {
      case "queued":
        if (operation === "restart") return "done";
        if (operation !== "stop") return "not-playing";
        this.#state = "canceled";
        return "done";
      case "playing":
      case "continuing":
        return operation === "unpause" ? "done" : this.#operateWhilePlaying(operation);
      case "paused":
        return this.#operateWhilePaused(operation);
      case "stopped":
      case "canceled":
      case "complete":
      case "failed":
        return operation === "stop" ? "done" : "not-playing";
      default:
        throw new Error(`Unreachable: ${this.#state satisfies never}`);
    }
  }

  #operateWhilePlaying(operation: Exclude<PlaybackOperation, "unpause">): PlaybackOperationResult {
    if (!this.#isControllable) return "failed";
    const { skip } = this.#options;
    if (operation === "stop") {
      this.#state = "stopped";
      this.#stream?.stop();
    } else if (operation === "pause") {
      this.#setState("paused");
      this.#stream?.pause();
    } else if (operation === "restart") this.#stream?.restart();
    else this.#stream?.seek(operation === "forward" ? skip : -skip);
    return "done";
  }

  #operateWhilePaused(operation: PlaybackOperation): PlaybackOperationResult {
    if (operation === "pause") return "done";
    if (operation === "stop") {
      this.#state = "stopped";
      this.#stream?.stop();
      return "done";
    }
    if (operation !== "unpause") return "not-playing";
    this.#setState("playing");
    this.#stream?.resume();
    return "done";
  }

  async #playMedia(channel: Channel, media: string, offset: number): Promise<StreamResult | "failed"> {
    const length = this.#lengthOf(media);
    if (length === undefined) return "failed";
    this.#stream = new SoundStream(this.#pbx, channel, { media, length, offset });
    const result = await this.#stream.play();
    this.#stream = undefined;
    return result;
  }

  #lengthOf(media: string): number | undefined {
    if (media.startsWith("digits:")) return this.#pbx.sounds.digitsLength(media.slice("digits:".length));
    this.#isControllable = true;
    return this.#pbx.sounds.length(media.slice("sound:".length));
  }

  #finish(result: StreamResult | "failed", hungUp: boolean): void {
    if (this.#state === "stopped") return this.#publish();
    const isLast = hungUp || this.#index === this.#options.media.length - 1;
    if (!isLast) this.#setState("continuing");
    else this.#setState(result === "complete" ? "complete" : "failed");
  }

  #setState(state: PlaybackState): void {
    this.#state = state;
    this.#publish();
  }

  #publish(): void {
    if (this.#channel === undefined) return;
    this.#pbx.publish({
      kind: "playback-updated",
      channel: this.#channel.snapshot,
      playback: this.snapshot,
    });
  }
}
