import { answerAndListen } from "./answer.ts";
import type { Bridge } from "./bridge.ts";
import type { Channel } from "./channel.ts";
import type { CallerId } from "./facts.ts";
import type { Frame } from "./frames.ts";
import { dialStatusOfControl, publishDial } from "./dialer.ts";
import { silence } from "./incoming_sound.ts";
import { UnrealPair } from "./unreal.ts";

/** How a channel takes part in a bridge. */
export interface BridgeFeatures {
  /** Whether its digits stay with it. */
  readonly absorbsDtmf: boolean;
  /** Whether nobody hears it. */
  readonly isMuted: boolean;
  /** Whether nobody learns who is on the other end when it comes in. */
  readonly inhibitsConnectedLine: boolean;
  /** Whether it leaves when only its like are left. */
  readonly isLonely: boolean;
}

/** The usual {@linkcode BridgeFeatures}. */
export const defaultFeatures: BridgeFeatures = {
  absorbsDtmf: false,
  isMuted: false,
  inhibitsConnectedLine: false,
  isLonely: false,
};

/** What else a {@linkcode BridgeMember} is made from. */
export interface BridgeMemberOptions {
  /** How the channel takes part. */
  readonly features?: Partial<BridgeFeatures>;
  /** Whom it takes the place of. */
  readonly swap?: Channel | undefined;
  /** Whether nobody waits for the channel: when it leaves, it goes where it was sent to, or ends. */
  readonly isIndependent?: boolean;
}

/** Whether a member stays, or is on its way out: `ended` ones may take the bridge with them. */
export type MemberState = "waiting" | "ended" | "removed";

/** What other members tell a member's far end. */
type Write = Exclude<Frame, { kind: "media-begin" | "media-end" }>;

const normalClearing = 16;

/**
 * A channel in a bridge (`bridge_channel.c`). It has a thread of its own there, which takes what comes from the far end into
 * the bridge, and tells the far end what the bridge says; here its turns are microtasks.
 */
export class BridgeMember {
  readonly channel: Channel;
  readonly features: BridgeFeatures;
  readonly bridge: Bridge;
  /** Whom it takes the place of, when it comes in. */
  swap: Channel | undefined;
  /** What it is in this bridge. */
  roles: ReadonlySet<string> = new Set();
  /** Whether the channel can not be in another bridge now. */
  isJoined = false;
  /** Whether it is one of the bridge's members. */
  isInBridge = false;
  /** Whether the technology does not know it yet. */
  hasJustJoined = false;
  readonly #isIndependent: boolean;
  #state: MemberState = "waiting";
  #isAwake = false;
  #hasLeft = false;
  #isAnswering = false;
  readonly #writes: Write[] = [];
  readonly #left = Promise.withResolvers<void>();
  #reader: Disposable | undefined;
  #hangup: Disposable | undefined;

  constructor(bridge: Bridge, channel: Channel, options: BridgeMemberOptions = {}) {
    const { features, swap, isIndependent = false } = options;
    this.bridge = bridge;
    this.channel = channel;
    this.features = { ...defaultFeatures, ...features };
    this.swap = swap;
    this.#isIndependent = isIndependent;
  }

  /** Whether it stays. */
  get state(): MemberState {
    return this.#state;
  }

  /** Resolves when it is out of the bridge and everybody knows. */
  get left(): Promise<void> {
    return this.#left.promise;
  }

  /** Enters the bridge; gives `false` when it can not, and is through with it already. */
  join(): boolean {
    const { bridge, channel } = this;
    channel.bridging.member = this;
    if (channel.isDead || this.#isLoop()) {
      this.#finish("refused");
      return false;
    }
    this.isJoined = true;
    const isPushed = bridge.push(this);
    if (!isPushed) {
      this.kick(bridge.cause);
      bridge.dissolveIfDue(this);
    }
    bridge.reconfigure({ updatesConnectedLine: !this.features.inhibitsConnectedLine });
    if (!isPushed) {
      this.#goOut("refused");
      return false;
    }
    this.#reader = channel.read((frame) => this.#receive(frame));
    for (const media of channel.incoming) bridge.media.begin(this, media);
    // It is let go when the member leaves.
    if (channel.driver.sendsSound === true) bridge.media.begin(this, { media: silence });
    this.#hangup = channel.onHangup(() => this.wake());
    this.wake();
    return true;
  }

  /** Begins to leave; others see it when its thread is through (`ast_bridge_channel_leave_bridge`). */
  leave(state: Exclude<MemberState, "waiting">, cause = 0): void {
    if (this.#state !== "waiting") return;
    this.#setCause(cause);
    setPeerVariables(this.channel, undefined, undefined);
    this.#state = state;
    this.wake();
  }

  /** Throws it out, as when it hangs up. */
  kick(cause = 0): void {
    this.leave("ended", cause);
  }

  /** Tells the far end something, on this member's thread. */
  write(frame: Write): void {
    if (this.#state !== "waiting") return;
    this.#writes.push(frame);
    this.wake();
  }

  /** Has its thread look whether there is something to do. */
  wake(): void {
    if (this.#isAwake || this.#hasLeft) return;
    this.#isAwake = true;
    queueMicrotask(() => {
      this.#isAwake = false;
      this.#takeTurn();
    });
  }

  #takeTurn(): void {
    const { bridging } = this.channel;
    if (this.#hasLeft || !this.isJoined || this.#isAnswering) return;
    if (this.#state === "waiting" && bridging.isUnbridged) {
      bridging.isUnbridged = false;
      this.bridge.reconfigure({ updatesConnectedLine: false, isForced: true });
      return this.wake();
    }
    if (this.#state === "waiting" && this.channel.isHungUp) this.kick();
    if (this.#state !== "waiting") return this.#goOut("left");
    for (let frame = this.#writes.shift(); frame !== undefined; frame = this.#writes.shift()) {
      this.#tell(frame);
      // It goes on when it has answered.
      if (this.#isAnswering) return;
    }
  }

  #goOut(reason: "left" | "refused"): void {
    const { bridge, channel } = this;
    this.#reader?.[Symbol.dispose]();
    this.#hangup?.[Symbol.dispose]();
    bridge.pull(this);
    bridge.reconfigure({ updatesConnectedLine: true });
    bridge.removeVideoSource(channel);
    if (channel.bridging.isHeld) channel.indicate("unhold");
    this.#finish(reason);
  }

  /** Its thread is through. */
  #finish(reason: "left" | "refused"): void {
    const { bridge, channel: { bridging } } = this;
    this.isJoined = false;
    this.#hasLeft = true;
    if (bridging.member === this) bridging.member = undefined;
    const callbacks = bridging.takeAfterBridge();
    const pending = callbacks.map((after, at) => after(at < callbacks.length - 1 ? "replaced" : reason));
    this.#left.resolve();
    bridge.endIfDue();
    if (this.#isIndependent) void this.#goOn(pending);
  }

  /** Nobody waits for the channel: it goes where it has been sent to, or it ends. */
  async #goOn(pending: readonly (void | Promise<void>)[]): Promise<void> {
    const { channel, bridge: { pbx } } = this;
    await Promise.all(pending);
    const destination = channel.takeDestination();
    if (destination === undefined || channel.isHungUp) return channel.destroy();
    channel.moveTo(destination);
    await pbx.dialplan.run(channel);
  }

  /** What comes from the far end (`bridge_handle_trip`). */
  #receive(frame: Frame): void {
    if (this.#state !== "waiting") return;
    switch (frame.kind) {
      case "media-begin":
        return this.bridge.media.begin(this, frame.media);
      case "media-end":
        return this.bridge.media.end(frame.media, frame.outcome);
      case "dtmf":
        if (this.features.absorbsDtmf) return;
        break;
      case "control": {
        const status = dialStatusOfControl(frame.control);
        if (status !== undefined) publishDial(this.bridge.pbx, { peer: this.channel }, status);
        break;
      }
      case "text":
      case "connected-line":
        break;
      default:
        throw new Error(`Unreachable: ${frame satisfies never}`);
    }
    this.bridge.write(this, frame);
  }

  /** Tells the far end what another member said (`bridge_channel_handle_write`). */
  #tell(frame: Write): void {
    const { channel } = this;
    switch (frame.kind) {
      case "dtmf":
        return channel.sendDigit(frame.digit, frame.duration);
      case "text":
        return channel.driver.sendText?.(frame.text);
      case "connected-line":
        return this.#tellConnected(frame.connected);
      case "control":
        return this.#tellControl(frame);
      default:
        throw new Error(`Unreachable: ${frame satisfies never}`);
    }
  }

  #tellControl({ control }: Extract<Write, { kind: "control" }>): void {
    const { channel } = this;
    // No technology does anything about these two.
    if (control === "incomplete" || control === "flash") return;
    if (control !== "answer") return channel.indicate(control);
    if (channel.state === "Up") return channel.indicate("none");
    void this.#answer();
  }

  /** Answers, which takes the thread until the far end is heard. */
  async #answer(): Promise<void> {
    this.#isAnswering = true;
    await answerAndListen(this.bridge.pbx, this.channel);
    this.#isAnswering = false;
    if (this.isInBridge) this.bridge.reconfigure({ updatesConnectedLine: false, isForced: true });
    this.wake();
  }

  #tellConnected(connected: CallerId): void {
    this.channel.setConnected(connected);
    this.channel.driver.connectedLine?.(connected);
  }

  #setCause(cause: number): void {
    if (this.channel.hangupCause <= 0) this.channel.setHangupCause(cause > 0 ? cause : normalClearing);
  }

  /** A Local channel must not be in one bridge with its other half. */
  #isLoop(): boolean {
    const other = UnrealPair.of(this.channel)?.otherHalf(this.channel);
    return other?.bridging.bridge === this.bridge;
  }
}

/** Sets what a channel knows of the others in its bridge (`ast_bridge_vars_set`). */
export function setPeerVariables(channel: Channel, peers: string | undefined, callId: string | undefined): void {
  channel.stage(() => {
    channel.setVariable("BRIDGEPEER", peers);
    channel.setVariable("BRIDGEPVTCALLID", callId);
  });
}
