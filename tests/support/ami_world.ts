/** A small Asterisk of channels, bridges and a queue, in which things happen: it tells them as events, and what there is as lists. */
import type { AmiMessage } from "../../ami/message.ts";
import { amiMessage } from "./ami_messages.ts";

interface WorldChannel {
  readonly id: string;
  name: string;
  state: string;
  number: string;
  bridge: string;
  linked: number;
}

interface WorldMember {
  readonly device: string;
  isPaused: boolean;
}

/** What may happen: a kind, and numbers that choose among what there is. */
export interface Happening {
  readonly kind: (typeof happenings)[number];
  readonly one: number;
  readonly other: number;
}

/** All kinds of things that may happen. */
export const happenings = [
  "addMember",
  "answer",
  "bridge",
  "call",
  "destroy",
  "enter",
  "hangup",
  "join",
  "leave",
  "leaveQueue",
  "masquerade",
  "merge",
  "number",
  "pause",
  "removeMember",
] as const;

/** The small Asterisk. */
export class AmiWorld {
  readonly #channels = new Map<string, WorldChannel>();
  readonly #bridges = new Map<string, Set<string>>();
  readonly #members = new Map<string, WorldMember>();
  readonly #callers: string[] = [];
  #count = 0;
  /** What was not sent yet. */
  events: AmiMessage[] = [];

  /** Lets something happen, where there is what it happens to. */
  happen({ kind, one, other }: Happening): void {
    const channel = pick([...this.#channels.values()], one);
    const bridge = pick([...this.#bridges.keys()], other);
    switch (kind) {
      case "call":
        return this.#call();
      case "bridge":
        return this.#createBridge();
      case "addMember":
        return this.#addMember(`PJSIP/m${one % 5}`);
      case "pause":
      case "removeMember": {
        const member = pick([...this.#members.values()], one);
        return member === undefined ? undefined : this.#changeMember(member, kind);
      }
      case "merge": {
        const target = pick([...this.#bridges.keys()], one);
        return target === undefined || bridge === undefined || target === bridge
          ? undefined
          : this.#merge(bridge, target);
      }
      case "destroy":
        return bridge === undefined ? undefined : this.#destroy(bridge);
      case "masquerade": {
        const clone = pick([...this.#channels.values()], other);
        return channel === undefined || clone === undefined || channel === clone
          ? undefined
          : this.#masquerade(channel, clone);
      }
      default:
        return channel === undefined ? undefined : this.#change(channel, kind, bridge);
    }
  }

  /** The items of a list, as of now. */
  list(action: string): AmiMessage[] {
    if (action === "CoreShowChannels") {
      return [...this.#channels.values()].map((channel) =>
        amiMessage("Event: CoreShowChannel", ...describe(channel), `BridgeId: ${channel.bridge}`)
      );
    }
    if (action === "BridgeList") {
      return [...this.#bridges.keys()].map((id) => amiMessage("Event: BridgeListItem", ...this.#describeBridge(id)));
    }
    return [
      amiMessage("Event: QueueParams", "Queue: sales", "Max: 0", "Strategy: ringall"),
      ...[...this.#members.values()].map((member) => {
        const [queue = "", device = "", ...rest] = describeMember(member);
        return amiMessage("Event: QueueMember", queue, device.replace("Interface", "Location"), ...rest);
      }),
      ...this.#callers.map((id, index) => {
        const { name = "", number = "" } = this.#channels.get(id) ?? {};
        return amiMessage(
          "Event: QueueEntry",
          "Queue: sales",
          `Position: ${index + 1}`,
          `Channel: ${name}`,
          `Uniqueid: ${id}`,
          `CallerIDNum: ${number}`,
        );
      }),
    ];
  }

  #tell(event: string, ...lines: readonly string[]): void {
    this.events.push(amiMessage(`Event: ${event}`, ...lines));
  }

  #call(): void {
    const id = `1700000000.${++this.#count}`;
    const channel = { id, name: `PJSIP/a-${this.#count}`, state: "0", number: "", bridge: "", linked: this.#count };
    this.#channels.set(id, channel);
    this.#tell("Newchannel", ...describe(channel));
  }

  #createBridge(): void {
    const id = `bridge-${++this.#count}`;
    this.#bridges.set(id, new Set());
    this.#tell("BridgeCreate", ...this.#describeBridge(id));
  }

  #addMember(device: string): void {
    if (this.#members.has(device)) return;
    const member = { device, isPaused: false };
    this.#members.set(device, member);
    this.#tell("QueueMemberAdded", ...describeMember(member));
  }

  #changeMember(member: WorldMember, kind: "pause" | "removeMember"): void {
    if (kind === "pause") member.isPaused = !member.isPaused;
    else this.#members.delete(member.device);
    this.#tell(kind === "pause" ? "QueueMemberPause" : "QueueMemberRemoved", ...describeMember(member));
  }

  #change(channel: WorldChannel, kind: Happening["kind"], bridge: string | undefined): void {
    if (kind === "answer") {
      channel.state = "6";
      this.#tell("Newstate", ...describe(channel));
    } else if (kind === "number") {
      channel.number = String(++this.#count);
      this.#tell("NewCallerid", ...describe(channel));
    } else if (kind === "enter") {
      if (bridge !== undefined) this.#enter(channel, bridge);
    } else if (kind === "leave") {
      this.#leave(channel);
    } else if (kind === "join") {
      this.#join(channel);
    } else if (kind === "leaveQueue") {
      this.#leaveQueue(channel);
    } else if (kind === "hangup") {
      this.#leave(channel);
      this.#leaveQueue(channel);
      this.#channels.delete(channel.id);
      this.#tell("Hangup", ...describe(channel), "Cause: 16");
    }
  }

  #enter(channel: WorldChannel, bridge: string): void {
    this.#leave(channel);
    // Asterisk says nothing when a caller is taken out of a queue so.
    const place = this.#callers.indexOf(channel.id);
    if (place >= 0) this.#callers.splice(place, 1);
    channel.bridge = bridge;
    const members = this.#bridges.get(bridge)?.add(channel.id) ?? new Set();
    const met = [...this.#channels.values()].filter(({ id }) => members.has(id));
    const oldest = Math.min(...met.map(({ linked }) => linked));
    for (const other of met) other.linked = oldest;
    this.#tell("BridgeEnter", ...this.#describeBridge(bridge), ...describe(channel));
  }

  #leave(channel: WorldChannel): void {
    const { bridge } = channel;
    if (bridge === "") return;
    channel.bridge = "";
    this.#bridges.get(bridge)?.delete(channel.id);
    this.#tell("BridgeLeave", ...this.#describeBridge(bridge), ...describe(channel));
  }

  #merge(from: string, to: string): void {
    const lines = (id: string, prefix: string) => this.#describeBridge(id).map((line) => `${prefix}${line}`);
    this.#tell("BridgeMerge", ...lines(to, "To"), ...lines(from, "From"));
    for (const id of [...this.#bridges.get(from) ?? []]) {
      const channel = this.#channels.get(id);
      if (channel !== undefined) this.#enter(channel, to);
    }
    this.#destroy(from);
  }

  #destroy(bridge: string): void {
    for (const channel of this.#channels.values()) if (channel.bridge === bridge) this.#leave(channel);
    this.#tell("BridgeDestroy", ...this.#describeBridge(bridge));
    this.#bridges.delete(bridge);
  }

  #join(channel: WorldChannel): void {
    if (this.#callers.includes(channel.id)) return;
    this.#leave(channel);
    this.#callers.push(channel.id);
    this.#tell("QueueCallerJoin", ...describe(channel), "Queue: sales", `Position: ${this.#callers.length}`);
  }

  #leaveQueue(channel: WorldChannel): void {
    const index = this.#callers.indexOf(channel.id);
    if (index < 0) return;
    this.#callers.splice(index, 1);
    this.#tell("QueueCallerLeave", ...describe(channel), "Queue: sales", `Position: ${index + 1}`);
  }

  /** Two channels change names, by way of a third name. */
  #masquerade(original: WorldChannel, clone: WorldChannel): void {
    const [one, other] = [original.name, clone.name];
    this.#rename(clone, `${other}<MASQ>`);
    this.#rename(original, other);
    this.#rename(clone, one);
  }

  #rename(channel: WorldChannel, name: string): void {
    const before = channel.name;
    channel.name = name;
    this.#tell("Rename", `Channel: ${before}`, `Newname: ${name}`, `Uniqueid: ${channel.id}`);
  }

  #describeBridge(id: string): string[] {
    return [`BridgeUniqueid: ${id}`, "BridgeType: basic", `BridgeNumChannels: ${this.#bridges.get(id)?.size ?? 0}`];
  }
}

function describe({ id, name, state, number, linked }: WorldChannel): string[] {
  return [
    `Channel: ${name}`,
    `ChannelState: ${state}`,
    `CallerIDNum: ${number}`,
    `Uniqueid: ${id}`,
    `Linkedid: ${linked}`,
  ];
}

function describeMember({ device, isPaused }: WorldMember): string[] {
  return ["Queue: sales", `Interface: ${device}`, `Paused: ${isPaused ? 1 : 0}`];
}

function pick<T>(all: readonly T[], number: number): T | undefined {
  return all[number % all.length];
}
