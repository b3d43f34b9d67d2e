import type { Bridge, BridgeClass } from "./bridge.ts";
import type { BridgeMember } from "./bridge_member.ts";
import type { BridgeCapability } from "./bridge_technology.ts";
import type { BridgeSnapshot } from "./facts.ts";

/** What the type of a bridge asks for. */
export interface BridgeKind {
  /** Which technologies it may have. */
  readonly capabilities: ReadonlySet<BridgeCapability>;
  /** Whether its technology changes with its members. */
  readonly isSmart: boolean;
  /** Whose video is seen. */
  readonly videoMode: BridgeSnapshot["videoMode"];
}

const mixing: readonly BridgeCapability[] = ["native", "one-to-one", "multimix"];

/** Reads what ARI calls the type of a bridge: words with commas between them. `undefined` when they make no bridge. */
export function parseBridgeType(type: string): BridgeKind | undefined {
  const capabilities = new Set<BridgeCapability>();
  let isSmart = false;
  let videoMode: BridgeSnapshot["videoMode"] = "talker";
  for (const word of type.split(",").map((part) => part.trim())) {
    if (word === "mixing") {
      for (const capability of mixing) capabilities.add(capability);
      isSmart = true;
    } else if (word === "holding") capabilities.add("holding");
    // A later "mixing" takes it back.
    else if (word === "dtmf_events" || word === "proxy_media") capabilities.delete("native");
    else if (word === "video_sfu") videoMode = "sfu";
    else if (word === "video_single") videoMode = "single";
  }
  // Whatever else was asked for: streams are only forwarded by the one that mixes many.
  if (videoMode === "sfu") return { capabilities: new Set(["multimix"]), isSmart: false, videoMode };
  const mixes = mixing.some((capability) => capabilities.has(capability));
  if (capabilities.size === 0 || (capabilities.has("holding") && mixes)) return undefined;
  return { capabilities, isSmart, videoMode };
}

/** A bridge of Stasis applications (`res/stasis/stasis_bridge.c`). */
export const stasisBridge: BridgeClass = { name: "stasis", push, pull };

function push(bridge: Bridge, member: BridgeMember, swap: BridgeMember | undefined): boolean {
  const { channel } = member;
  const { bridging } = channel;
  if (!channel.snapshot.isHidden && !bridge.pbx.stasis.controls.has(channel.id)) {
    sendToApplication(bridge, member, swap);
    return false;
  }
  if (bridge.technology.capability !== "holding") return true;
  if (!bridging.roles.has("announcer")) bridging.roles = new Set([...bridging.roles, "holding_participant"]);
  return true;
}

function pull(bridge: Bridge, { channel }: BridgeMember): void {
  if (bridge.technology.capability === "holding") channel.bridging.roles = new Set();
}

/** A channel that is in no application enters the one of the channel that it replaces, and from there the bridge. */
function sendToApplication(bridge: Bridge, { channel }: BridgeMember, swap: BridgeMember | undefined): void {
  const { bridging } = channel;
  if (swap !== undefined) {
    bridging.application = bridge.pbx.stasis.controls.get(swap.channel.id)?.app.name;
    bridging.replaced = swap.channel.snapshot;
  }
  bridging.onStasis((control) => control.bridging.enter(bridge, swap?.channel));
  bridging.afterBridge(async (reason) => {
    const { application } = bridging;
    if (reason === "replaced" || application === undefined || channel.isHungUp) return;
    await bridge.pbx.dialplan.execute(channel, "Stasis", application);
  });
}
