import type { Bridge } from "./bridge.ts";
import { BridgeMediaChannel } from "./bridge_media_channel.ts";

/** The music that applications play to bridges, each on a hidden channel. */
export class BridgeMusic {
  readonly #channels = new Map<Bridge, BridgeMusicChannel>();

  /** Plays music to a bridge; another class changes it. */
  start(bridge: Bridge, musicClass: string): void {
    const known = this.#channels.get(bridge);
    if (known?.isHungUp === false) return known.play(musicClass);
    const music = new BridgeMusicChannel(bridge, () => {
      if (this.#channels.get(bridge) === music) this.#channels.delete(bridge);
    });
    this.#channels.set(bridge, music);
    music.play(musicClass);
  }

  /** Stops the music of a bridge; gives `false` when there is none. */
  stop(bridge: Bridge): boolean {
    const music = this.#channels.get(bridge);
    this.#channels.delete(bridge);
    if (music === undefined || music.isHungUp) return false;
    music.stop();
    return true;
  }
}

/** One hidden channel with music on it. */
class BridgeMusicChannel {
  readonly #media: BridgeMediaChannel;

  constructor(bridge: Bridge, onEnd: () => void) {
    this.#media = BridgeMediaChannel.open(bridge, { technology: "Announcer", name: "ARI_MOH" });
    this.#media.channel.onHangup(() => {
      onEnd();
      this.stop();
    });
  }

  get isHungUp(): boolean {
    return this.#media.channel.isHungUp;
  }

  play(musicClass: string): void {
    this.#media.channel.sound.generate(`moh:${musicClass}`);
  }

  stop(): void {
    this.#media.channel.sound.stopGenerating();
    this.#media.close();
  }
}
