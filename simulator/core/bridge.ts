import { BridgeMedia } from "./bridge_media.ts";
import { type BridgeMember, setPeerVariables } from "./bridge_member.ts";
import { type BridgeCapability, type BridgeTechnology, chooseTechnology } from "./bridge_technology.ts";
import { BridgeVariables } from "./bridge_variables.ts";
import type { Channel } from "./channel.ts";
import type { BridgeSnapshot } from "./facts.ts";
import type { Frame } from "./frames.ts";
import type { Pbx } from "./pbx.ts";

/** What kind of bridge it is: who may come in, and what happens to them (`struct ast_bridge_methods`). */
export interface BridgeClass {
  /** Its name. */
  readonly name: "stasis" | "basic" | "base";
  /** Prepares a channel that comes in, in the place of `swap` if there is one; gives `false` to keep it out. */
  push?(bridge: Bridge, member: BridgeMember, swap: BridgeMember | undefined): boolean;
  /** A channel has gone. */
  pull?(bridge: Bridge, member: BridgeMember): void;
}

/** What a {@linkcode Bridge} is made from. */
export interface BridgeOptions {
  /** Its id. */
  readonly id: string;
  /** The name that its maker gives it. */
  readonly name: string;
  /** Who makes it. */
  readonly creator: string;
  /** What kind of bridge it is. */
  readonly class: BridgeClass;
  /** Which technologies it may have. */
  readonly capabilities: ReadonlySet<BridgeCapability>;
  /** Whether its technology changes with its members. */
  readonly isSmart: boolean;
  /** Whose video is seen. */
  readonly videoMode: BridgeSnapshot["videoMode"];
  /** Whether nobody hears of it. */
  readonly isInvisible?: boolean;
  /** Whether it ends when one of its members hangs up. */
  readonly endsOnHangup?: boolean;
  /** Whether it ends when its last member leaves. */
  readonly endsWhenEmpty?: boolean;
}

/** The longest list of others that `BRIDGEPEER` holds, the channel itself counted. */
const maxPeers = 11;

/** Channels that are connected (`main/bridge.c`). */
export class Bridge {
  readonly id: string;
  readonly pbx: Pbx;
  readonly class: BridgeClass;
  readonly variables: BridgeVariables = new BridgeVariables();
  readonly media: BridgeMedia;
  readonly isInvisible: boolean;
  readonly #options: BridgeOptions;
  readonly #creationTime: number;
  #members: BridgeMember[] = [];
  #technology: BridgeTechnology;
  #video: { readonly mode: BridgeSnapshot["videoMode"]; readonly source?: Channel };
  #isReconfigured = false;
  #isDissolved = false;
  #isDead = false;
  #cause = 0;
  #holders = 0;
  #snapshot: BridgeSnapshot | undefined;

  /** Makes a bridge and shows it; gives `undefined` when no technology can be had. */
  static create(pbx: Pbx, options: BridgeOptions): Bridge {
    const bridge = new Bridge(pbx, options);
    bridge.publish();
    return bridge;
  }

  private constructor(pbx: Pbx, options: BridgeOptions) {
    this.id = options.id;
    this.pbx = pbx;
    this.class = options.class;
    this.isInvisible = options.isInvisible ?? false;
    this.#options = options;
    this.#creationTime = pbx.clock.now();
    this.#video = { mode: options.videoMode };
    this.media = new BridgeMedia(this);
    const technology = chooseTechnology(this, options.capabilities);
    if (technology === undefined) throw new TypeError(`Cannot make bridge "${options.id}": it allows no technology`);
    this.#technology = technology;
  }

  /** Who is in it, in order. */
  get members(): readonly BridgeMember[] {
    return this.#members;
  }

  /** What connects them. */
  get technology(): BridgeTechnology {
    return this.#technology;
  }

  /** What it may be connected by. */
  get capabilities(): ReadonlySet<BridgeCapability> {
    return this.#options.capabilities;
  }

  /** Whether it is about to end: nobody comes in any more. */
  get isDissolved(): boolean {
    return this.#isDissolved;
  }

  /** Why it ends. */
  get cause(): number {
    return this.#cause;
  }

  /** The bridge as others last saw it. */
  get snapshot(): BridgeSnapshot {
    return this.#snapshot ?? this.takeSnapshot();
  }

  /** The bridge as it is now, whether or not others see it so. */
  takeSnapshot(): BridgeSnapshot {
    const { id, name, creator } = this.#options;
    return {
      id,
      technology: this.#technology.name,
      type: this.#technology.capability === "holding" ? "holding" : "mixing",
      class: this.class.name,
      creator,
      name,
      channels: this.#members.filter(({ channel }) => !channel.snapshot.isHidden).map(({ channel }) => channel.id)
        .sort(),
      videoMode: this.#video.mode,
      videoSourceId: this.#video.source?.id,
      creationTime: this.#creationTime,
      reportedVariables: this.variables.reported,
      isDead: this.#isDead,
    };
  }

  /** Makes its present state visible. */
  publish(snapshot: BridgeSnapshot = this.takeSnapshot()): void {
    const old = this.#snapshot;
    this.#snapshot = snapshot;
    if (!this.isInvisible) this.pbx.publish({ kind: "bridge-updated", old, bridge: snapshot });
  }

  /** Finds a channel among its members. */
  find(channel: Channel | undefined): BridgeMember | undefined {
    return this.#members.find((member) => member.channel === channel);
  }

  /** The other one of two members that hear each other directly. */
  peerOf(channel: Channel): Channel | undefined {
    const { capability } = this.#technology;
    if (this.#members.length !== 2 || (capability !== "native" && capability !== "one-to-one")) return undefined;
    if (this.find(channel) === undefined) return undefined;
    return this.#members.find((member) => member.channel !== channel)?.channel;
  }

  /** Takes a member in; gives `false` when it may not come in (`bridge_channel_internal_push`). */
  push(member: BridgeMember): boolean {
    const swap = this.find(member.swap);
    member.swap = undefined;
    if (this.#isDissolved || member.state !== "waiting" || (swap !== undefined && swap.state !== "waiting")) {
      return false;
    }
    if (this.class.push?.(this, member, swap) === false) return false;
    const { channel } = member;
    member.roles = channel.bridging.roles;
    if (swap !== undefined) {
      swap.leave("removed");
      this.pull(swap, { mayEnd: false });
    }
    member.isInBridge = true;
    member.hasJustJoined = true;
    this.#members.push(member);
    this.#publishEntered(channel);
    for (const variable of ["BLINDTRANSFER", "ATTENDEDTRANSFER", "FORWARDERNAME"]) {
      channel.setVariable(variable, undefined);
    }
    member.wake();
    this.#isReconfigured = true;
    return true;
  }

  /** Lets a member go (`bridge_channel_internal_pull`). */
  pull(member: BridgeMember, options: { mayEnd?: boolean } = {}): void {
    const { mayEnd = true } = options;
    if (!member.isInBridge) return;
    member.isInBridge = false;
    if (!member.hasJustJoined) this.#technology.leave(this, member);
    this.#members = this.#members.filter((other) => other !== member);
    this.media.drop(member);
    this.dissolveIfDue(member, { mayEnd });
    this.class.pull?.(this, member);
    this.#isReconfigured = true;
    this.#publishLeft(member.channel);
  }

  /** Keeps it from ending for good until it is disposed, as who refers to it does. */
  hold(): Disposable {
    this.#holders++;
    let isOver = false;
    return {
      [Symbol.dispose]: () => {
        if (isOver) return;
        isOver = true;
        this.#holders--;
        this.endIfDue();
      },
    };
  }

  /** Looks whether the technology fits, and tells everybody who is in it (`bridge_reconfigured`). */
  reconfigure(options: { updatesConnectedLine: boolean; isForced?: boolean }): void {
    const { updatesConnectedLine, isForced = false } = options;
    if (!this.#isReconfigured && !isForced) return;
    this.#isReconfigured = false;
    if (this.#options.isSmart) this.#chooseTechnology();
    if (this.#isDissolved) return;
    for (const member of this.#members) if (member.hasJustJoined) this.#completeJoin(member);
    this.media.refresh();
    this.#setPeerVariables();
    this.publish();
    if (updatesConnectedLine) this.#updateConnectedLine();
  }

  /** Passes on what comes from a member. */
  write(from: BridgeMember, frame: Exclude<Frame, { kind: "media-begin" | "media-end" }>): void {
    if (!from.isInBridge || !this.#technology.passes(frame.kind, from)) return;
    for (const member of this.#members) if (member !== from) member.write(frame);
  }

  /** Ends it: everybody must leave. */
  dissolve(cause = 0): void {
    if (this.#isDissolved) return;
    this.#isDissolved = true;
    this.#cause = cause > 0 ? cause : 16;
    for (const member of this.#members) member.leave("removed", this.#cause);
    queueMicrotask(() => this.endIfDue());
  }

  /** Is gone for good when it has been dissolved, nobody is in it any more, and nobody refers to it. */
  endIfDue(): void {
    if (!this.#isDissolved || this.#isDead || this.#holders > 0 || this.#members.length > 0) return;
    this.#isDead = true;
    const old = this.snapshot;
    this.pbx.bridges.forget(this);
    // What others are told of its end is how they last saw it.
    if (!this.isInvisible) this.pbx.publish({ kind: "bridge-updated", old, bridge: { ...old, isDead: true } });
  }

  /** Ends it, or sends members away, when one that leaves gives reason to (`bridge_channel_dissolve_check`). */
  dissolveIfDue(member: BridgeMember, options: { mayEnd?: boolean } = {}): void {
    const { mayEnd = true } = options;
    if (this.#isDissolved) return;
    const { hangupCause } = member.channel;
    const { endsWhenEmpty = false, endsOnHangup = false } = this.#options;
    if (mayEnd && this.#members.length === 0 && endsWhenEmpty) return this.dissolve(hangupCause);
    if (member.state === "ended" && endsOnHangup) return this.dissolve(hangupCause);
    const [first] = this.#members;
    if (first !== undefined && this.#members.every(({ features }) => features.isLonely)) {
      first.leave("removed", hangupCause);
    }
  }

  /** Shows the video of one channel only, or of nobody for the time being, and says so. */
  setVideoSource(channel: Channel | undefined): void {
    this.#video = channel === undefined ? { mode: "single" } : { mode: "single", source: channel };
    this.publish();
  }

  /** Shows the video of who talks; others learn it with the next change. */
  clearVideoSource(): void {
    this.#video = { mode: "talker" };
  }

  /** Nobody sees the video of a channel that is gone; others learn it with the next change. */
  removeVideoSource(channel: Channel): void {
    if (this.#video.source === channel) this.#video = { mode: this.#video.mode };
  }

  #publishEntered(channel: Channel): void {
    if (this.isInvisible) return;
    const bridge = this.takeSnapshot();
    this.pbx.publish({ kind: "bridge-entered", bridge, channel: channel.snapshot });
    this.publish(bridge);
  }

  #publishLeft(channel: Channel): void {
    if (this.isInvisible) return;
    const bridge = this.takeSnapshot();
    this.publish(bridge);
    this.pbx.publish({ kind: "bridge-left", bridge, channel: channel.snapshot });
  }

  #chooseTechnology(): void {
    if (this.#isDissolved) return;
    const { capabilities } = this;
    const isCrowd = this.#members.length > 2;
    const wanted: BridgeCapability[] = isCrowd ? ["multimix"] : ["native", "one-to-one"];
    const allowed = new Set(wanted.filter((capability) => capabilities.has(capability)));
    if (allowed.size === 0 && !isCrowd && capabilities.has("multimix")) allowed.add("multimix");
    const technology = chooseTechnology(this, allowed);
    if (technology === undefined) {
      if (isCrowd && this.#technology.capability !== "multimix") this.dissolve();
      return;
    }
    if (technology.name !== this.#technology.name) this.#switchTo(technology);
  }

  #switchTo(technology: BridgeTechnology): void {
    const old = this.#technology;
    this.#technology = technology;
    const known = this.#members.filter(({ hasJustJoined }) => !hasJustJoined);
    // Those who have just come stay where they are, and the others line up behind them.
    this.#members = [...this.#members.filter(({ hasJustJoined }) => hasJustJoined), ...known];
    for (const member of known) old.leave(this, member);
    for (const member of [...this.#members]) this.#completeJoin(member);
  }

  #completeJoin(member: BridgeMember): void {
    member.hasJustJoined = !this.#technology.join(this, member);
    if (member.hasJustJoined) member.leave("ended");
  }

  #setPeerVariables(): void {
    const channels = this.#members.map(({ channel }) => channel);
    if (this.#technology.capability === "holding") {
      for (const channel of channels) setPeerVariables(channel, undefined, undefined);
    } else if (channels.length === 2) {
      const [first, last] = channels;
      if (first === undefined || last === undefined) return;
      setPeerVariables(first, last.name, last.snapshot.protocolId || undefined);
      setPeerVariables(last, first.name, first.snapshot.protocolId || undefined);
    } else if (channels.length > 2) {
      const names = channels.slice(0, maxPeers).map(({ name }) => name);
      // Beyond the names that fit, Asterisk gives everybody the list of the one before.
      let peers = "";
      for (const [index, channel] of channels.entries()) {
        if (index < names.length) peers = names.filter((_, at) => at !== index).join(",");
        setPeerVariables(channel, peers, undefined);
      }
    }
  }

  #updateConnectedLine(): void {
    const [first, last, ...others] = this.#members;
    if (first === undefined || last === undefined || others.length > 0) return;
    if (this.#technology.capability !== "native" && this.#technology.capability !== "one-to-one") return;
    if (first.channel.isHungUp || last.channel.isHungUp) return;
    last.write({ kind: "connected-line", connected: first.channel.caller });
    first.write({ kind: "connected-line", connected: last.channel.caller });
  }
}
