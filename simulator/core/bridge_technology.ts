import type { Bridge } from "./bridge.ts";
import type { BridgeMember } from "./bridge_member.ts";
import type { Frame } from "./frames.ts";

/** What a technology does, and a bridge allows (`enum ast_bridge_capability`). */
export type BridgeCapability = "holding" | "native" | "one-to-one" | "multimix";

/** What connects the members of a bridge: it says who gets what from whom. */
export interface BridgeTechnology {
  /** Asterisk's name of it, which ARI shows. */
  readonly name: "holding_bridge" | "native_rtp" | "simple_bridge" | "softmix";
  /** What it does. */
  readonly capability: BridgeCapability;
  /** Takes a member in; gives `false` when it must leave the bridge again. */
  join(bridge: Bridge, member: BridgeMember): boolean;
  /** Lets a member go. */
  leave(bridge: Bridge, member: BridgeMember): void;
  /** Whether what comes from one member goes to the others. */
  passes(frame: Frame["kind"], from: BridgeMember): boolean;
}

/** Finds the best technology for a bridge with one of these capabilities (`find_best_technology`). */
export function chooseTechnology(
  bridge: Bridge,
  capabilities: ReadonlySet<BridgeCapability>,
): BridgeTechnology | undefined {
  if (capabilities.has("native") && canBeNative(bridge)) return new NativeTechnology();
  if (capabilities.has("one-to-one")) return new SimpleTechnology();
  if (capabilities.has("holding")) return new HoldingTechnology();
  return capabilities.has("multimix") ? new SoftmixTechnology() : undefined;
}

/** Two channels whose RTP can go from one to the other without anybody looking at it (`bridge_native_rtp.c`). */
function canBeNative({ members }: Bridge): boolean {
  return members.length === 2 && members.every(({ channel }) => {
    return channel.driver.hasRtp === true && channel.state === "Up" && !channel.bridging.needsAudio;
  });
}

/** Two channels: each gets what comes from the other. */
class SimpleTechnology implements BridgeTechnology {
  readonly name = "simple_bridge";
  readonly capability = "one-to-one";

  join({ members }: Bridge): boolean {
    if (members.length < 2) return true;
    // Who is on hold is taken off it when the other one comes (simple_bridge_join).
    for (const { channel } of members) if (channel.bridging.isHeld) channel.indicate("unhold");
    return true;
  }

  leave(): void {}

  passes(): boolean {
    return true;
  }
}

/** Two channels whose RTP goes past the core, and digits with it: nobody hears of them. */
class NativeTechnology implements BridgeTechnology {
  readonly name = "native_rtp";
  readonly capability = "native";

  join({ members }: Bridge, member: BridgeMember): boolean {
    member.channel.sound.bypass = (frame) => {
      if (frame.kind !== "dtmf") return false;
      for (const other of members) if (other !== member) other.channel.driver.sendDigit(frame.digit, frame.duration);
      return true;
    };
    // A hook on its frames comes and goes with the technology, and each time the bridge looks at itself anew.
    member.channel.bridging.unbridge();
    return true;
  }

  leave(_: Bridge, member: BridgeMember): void {
    member.channel.sound.bypass = undefined;
    member.channel.bridging.unbridge();
  }

  passes(): boolean {
    return true;
  }
}

/** Any number of channels: all hear each other, but of what a far end says of its call nobody else is told. */
class SoftmixTechnology implements BridgeTechnology {
  readonly name = "softmix";
  readonly capability = "multimix";

  join(): boolean {
    return true;
  }

  leave(): void {}

  passes(frame: Frame["kind"]): boolean {
    return frame !== "control" && frame !== "connected-line";
  }
}

/** Any number of channels that wait, and one announcer whom all of them hear. */
class HoldingTechnology implements BridgeTechnology {
  readonly name = "holding_bridge";
  readonly capability = "holding";
  #announcer: BridgeMember | undefined;

  join(_: Bridge, member: BridgeMember): boolean {
    if (!member.roles.has("announcer")) return true;
    if (this.#announcer !== undefined) return false;
    this.#announcer = member;
    return true;
  }

  leave(_: Bridge, member: BridgeMember): void {
    if (this.#announcer === member) this.#announcer = undefined;
  }

  passes(_: Frame["kind"], from: BridgeMember): boolean {
    return from === this.#announcer;
  }
}
