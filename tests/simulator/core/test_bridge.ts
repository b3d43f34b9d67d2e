import { Bridge, type BridgeOptions } from "../../../simulator/core/bridge.ts";
import { BridgeMember, type BridgeMemberOptions } from "../../../simulator/core/bridge_member.ts";
import type { Channel } from "../../../simulator/core/channel.ts";
import type { RtpMeter } from "../../../simulator/core/rtp_meter.ts";
import { parseBridgeType } from "../../../simulator/core/stasis_bridge.ts";
import { TestChannel } from "./test_channel.ts";

/** A PBX with bridges, and channels that tell what their far ends are told. */
export class TestBridge extends TestChannel {
  /** What each far end was told, by the name of its channel. */
  readonly heard: Map<Channel, string[]> = new Map();

  /** Makes a channel that is up. */
  create(
    name: string,
    options: { hasRtp?: boolean; rtp?: RtpMeter | "none"; state?: "Up" | "Ring" | "Down"; protocolId?: string } = {},
  ): Channel {
    const { hasRtp = false, rtp, state = "Up", protocolId = "" } = options;
    const told: string[] = [];
    const channel = this.pbx.createChannel({
      endpoint: `PJSIP/${name}`,
      name,
      id: name,
      state,
      caller: { name, number: name },
      context: "default",
      exten: "100",
      protocolId,
      driver: {
        hasRtp,
        ...(rtp !== undefined && { rtp }),
        answer: () => void told.push("answer"),
        indicate: (indication) => void told.push(indication),
        connectedLine: ({ number }) => void told.push(`connected ${number}`),
        sendMedia: (media) => {
          told.push(`begin ${media}`);
          return ({ complete, played }) => void told.push(`end ${media} ${complete} ${played}`);
        },
        sendDigit: (digit) => void told.push(`digit ${digit}`),
        sendText: (text) => void told.push(`text ${text}`),
        hangup: () => 0,
      },
    });
    this.heard.set(channel, told);
    return channel;
  }

  /** Makes a bridge that takes any channel. */
  bridge(type = "mixing", options: Partial<BridgeOptions> = {}): Bridge {
    const kind = parseBridgeType(type);
    if (kind === undefined) throw new Error(`Cannot make a bridge of type "${type}" for the test`);
    const base = { id: "bridge", name: "", creator: "test", class: { name: "base" } } as const;
    return Bridge.create(this.pbx, { ...base, ...kind, ...options });
  }

  /** Puts channels into a bridge. */
  join(bridge: Bridge, ...channels: Channel[]): BridgeMember[] {
    return channels.map((channel) => this.joinWith(bridge, channel));
  }

  /** Puts a channel into a bridge in its own way. */
  joinWith(bridge: Bridge, channel: Channel, options: BridgeMemberOptions = {}): BridgeMember {
    const member = new BridgeMember(bridge, channel, options);
    member.join();
    return member;
  }

  /** What the far end of a channel was told since the last time. */
  toldTo(channel: Channel): string[] {
    return this.heard.get(channel)?.splice(0) ?? [];
  }
}

/** Lets all threads take their turns. */
export async function settle(): Promise<void> {
  // deno-lint-ignore no-await-in-loop -- turn after turn.
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
