import type { Bridge } from "./bridge.ts";
import { BridgeMember } from "./bridge_member.ts";
import type { Channel } from "./channel.ts";
import { UnrealPair } from "./unreal.ts";

/** What Asterisk needs a channel of its own for in a bridge. */
export interface BridgeMediaPurpose {
  /** The technology, which says which way media goes. */
  readonly technology: "Announcer" | "Recorder";
  /** What its names begin with after that. */
  readonly name: "ARI" | "ARI_MOH";
}

/**
 * A pair of channels that Asterisk makes for itself (`chan_bridge_media.c`): one half is in a bridge, and on the other half
 * something is played or recorded. Others see only their names in `BRIDGEPEER`.
 */
export class BridgeMediaChannel {
  /** The half outside of the bridge. */
  readonly channel: Channel;

  private constructor(channel: Channel) {
    this.channel = channel;
  }

  /** Makes a pair and puts it into a bridge. */
  static open(bridge: Bridge, { technology, name }: BridgeMediaPurpose): BridgeMediaChannel {
    const pair = UnrealPair.create(bridge.pbx, {
      technology,
      name,
      states: ["Up", "Up"],
      context: "",
      exten: "",
      isHidden: true,
    });
    if (pair === "id-exists") throw new Error(`Cannot make a channel "${technology}/${name}": its id is taken`);
    pair.second.bridging.roles = new Set([technology === "Announcer" ? "announcer" : "recorder"]);
    pair.hasCaretaker = true;
    const features = { isLonely: true };
    new BridgeMember(bridge, pair.second, { features, isIndependent: true }).join();
    return new BridgeMediaChannel(pair.first);
  }

  /** Takes the pair out of the bridge and ends it. */
  close(): void {
    this.channel.destroy();
  }
}
