import type { Bridge } from "./bridge.ts";
import { BridgeMediaChannel } from "./bridge_media_channel.ts";
import { Playback, type PlaybackOptions } from "./playback.ts";

/** What a playback to a bridge is made from, besides what it plays. */
export type BridgePlaybackOptions = Omit<PlaybackOptions, "media" | "bridgeId">;

/** What is played to bridges: all playbacks of a bridge that overlap share one hidden channel. */
export class BridgeAnnouncers {
  readonly #announcers = new Map<Bridge, BridgeAnnouncer>();

  /** Whether what is played to a bridge now comes behind something else. */
  isPlaying(bridge: Bridge): boolean {
    return this.#announcers.get(bridge)?.isDone === false;
  }

  /** Plays to a bridge, behind what is being played to it; gives `undefined` when there is nothing to play. */
  play(bridge: Bridge, media: readonly string[], options: BridgePlaybackOptions): Playback | undefined {
    const known = this.#announcers.get(bridge);
    if (known?.isDone === false) {
      const playback = createPlayback(bridge, media, options);
      if (playback !== undefined) known.add(playback);
      return playback;
    }
    // The channel comes in before anybody looks at what is to be played.
    const announcer = new BridgeAnnouncer(bridge);
    const playback = createPlayback(bridge, media, options);
    if (playback === undefined) {
      announcer.close();
      return undefined;
    }
    this.#announcers.set(bridge, announcer);
    announcer.add(playback);
    for (const member of bridge.members) member.write({ kind: "control", control: "progress" });
    queueMicrotask(async () => {
      await announcer.run();
      if (this.#announcers.get(bridge) === announcer) this.#announcers.delete(bridge);
    });
    return playback;
  }
}

function createPlayback(
  bridge: Bridge,
  [first, ...more]: readonly string[],
  options: BridgePlaybackOptions,
): Playback | undefined {
  const { skip, offset } = options;
  if (!first || more.includes("") || skip < 0 || offset < 0) return undefined;
  return new Playback(bridge.pbx, { ...options, media: [first, ...more], bridgeId: bridge.id });
}

/** The hidden channel that plays to one bridge, as long as there is something to play. */
class BridgeAnnouncer {
  readonly #media: BridgeMediaChannel;
  readonly #queue: Playback[] = [];
  #isDone = false;

  constructor(bridge: Bridge) {
    this.#media = BridgeMediaChannel.open(bridge, { technology: "Announcer", name: "ARI" });
  }

  /** Whether nothing can be added any more. */
  get isDone(): boolean {
    return this.#isDone;
  }

  add(playback: Playback): void {
    this.#queue.push(playback);
  }

  close(): void {
    this.#media.close();
  }

  /** Is its thread. */
  async run(): Promise<void> {
    for (let playback = this.#queue.shift(); playback !== undefined; playback = this.#queue.shift()) {
      // deno-lint-ignore no-await-in-loop -- one after the other.
      await playback.play(this.#media.channel);
    }
    this.#isDone = true;
    this.close();
  }
}
