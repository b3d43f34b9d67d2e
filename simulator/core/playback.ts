import type { Channel } from "./channel.ts";
import type { PlaybackSnapshot, PlaybackState } from "./facts.ts";
import { type MediaSource, openMedia } from "./media_source.ts";
import type { Pbx } from "./pbx.ts";
import type { MediaStream, StreamResult } from "./sound_stream.ts";

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
  /** What it plays to: `channel:` or `bridge:` and an id. */
  readonly target: string;
  /** The bridge that it plays to, if it does: then it runs on a hidden channel in there. */
  readonly bridgeId?: string;
  /** The language of its sounds. */
  readonly language: string;
  /** How far `forward` and `reverse` go, in milliseconds. */
  readonly skip: number;
  /** Where the first medium begins, in milliseconds. */
  readonly offset: number;
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
  #stream: MediaStream | undefined;

  constructor(pbx: Pbx, options: PlaybackOptions) {
    this.id = options.id;
    this.#pbx = pbx;
    this.#options = options;
    pbx.playbacks.add(this);
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
    const { media: list, language } = this.#options;
    let { offset } = this.#options;
    try {
      if (channel.state !== "Up" && !channel.isHungUp) channel.indicate("progress");
      for (const [index, media] of list.entries()) {
        this.#index = index;
        if (this.#state === "canceled") return this.#publish();
        this.#setState("playing");
        const source = openMedia(this.#pbx, channel, { media, language, offset });
        // Asterisk does not come to the end of what it ignores: no event, and the offset stays for the next one.
        if (source.kind === "ignored") continue;

        // deno-lint-ignore no-await-in-loop -- one medium after the other.
        const result = await this.#playSource(source);
        this.#finish(result, channel.isHungUp);
        if (channel.isHungUp || result === "stopped") return;
        offset = 0;
      }
    } finally {
      this.discard();
    }
  }

  /** Forgets it, played or not. */
  discard(): void {
    this.#pbx.playbacks.remove(this);
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

  async #playSource(source: Exclude<MediaSource, { kind: "ignored" }>): Promise<StreamResult | "failed"> {
    // Once something can be controlled, what follows in the list can be, too.
    this.#isControllable ||= source.isControllable;
    if (source.kind === "missing") return "failed";
    this.#stream = source.stream;
    const result = await source.stream.play();
    this.#stream = undefined;
    return source.fails && result === "complete" ? "failed" : result;
  }

  #finish(result: StreamResult | "failed", hungUp: boolean): void {
    const isLast = hungUp || this.#index === this.#options.media.length - 1;
    if (result === "complete") this.#setState(isLast ? "complete" : "continuing");
    else if (this.#state === "stopped") this.#publish();
    else this.#setState(isLast ? "failed" : "continuing");
  }

  #setState(state: PlaybackState): void {
    this.#state = state;
    this.#publish();
  }

  #publish(): void {
    if (this.#channel === undefined) return;
    const { bridgeId } = this.#options;
    this.#pbx.publish({
      kind: "playback-updated",
      channel: this.#channel.snapshot,
      playback: this.snapshot,
      ...(bridgeId !== undefined && { bridgeId }),
    });
  }
}
