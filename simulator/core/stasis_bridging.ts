import type { Bridge } from "./bridge.ts";
import { type BridgeFeatures, BridgeMember, defaultFeatures } from "./bridge_member.ts";
import type { Channel } from "./channel.ts";
import type { LeaveReason } from "./channel_bridging.ts";
import type { StasisControl } from "./stasis_control.ts";

const normalClearing = 16;

/** What an application does with a channel and bridges (`res/stasis/control.c`). */
export class StasisBridging {
  /** The bridge that the channel is in, as far as the application has put it there. */
  bridge: Bridge | undefined;
  /** How the channel is to take part in the next bridge. */
  features: BridgeFeatures | undefined;
  /** Says why the channel must not enter a bridge now, if so. */
  refuse: (() => string | undefined) | undefined;
  readonly #control: StasisControl;
  #hadPbx = false;
  /** The bridge that the application hears of for the channel's sake. */
  #followed: { readonly bridge: Bridge; readonly hold: Disposable } | undefined;

  constructor(control: StasisControl) {
    this.#control = control;
  }

  /** Puts the channel into a bridge, out of the one that it is in, on its thread. */
  async enter(bridge: Bridge, swap?: Channel): Promise<boolean> {
    const { channel, app } = this.#control;
    if (this.bridge !== undefined) await this.depart();
    this.#control.isInDialBridge = false;
    channel.bridging.afterBridge((reason) => this.#afterBridge(reason));
    app.subscribe("bridge", bridge.id);
    this.#hadPbx = channel.hasPbx;
    channel.hasPbx = false;
    const { features = defaultFeatures } = this;
    this.features = undefined;
    this.bridge = bridge;
    new BridgeMember(bridge, channel, { features, swap }).join();
    return true;
  }

  /** Takes the channel out of a bridge, on its thread; gives `false` when it is not in it. */
  async remove(bridge: Bridge): Promise<boolean> {
    if (this.bridge !== bridge) return false;
    await this.depart();
    return true;
  }

  /** Takes the channel out of the bridge that it is in, and waits until it is out. */
  async depart(): Promise<void> {
    const { member } = this.#control.channel.bridging;
    member?.leave("removed", normalClearing);
    await member?.left;
  }

  /** Has the application hear of the bridge that the channel is in, and no longer of the former one. */
  follow(): void {
    const { bridge } = this;
    const { app } = this.#control;
    if (bridge === this.#followed?.bridge) return;
    const former = this.#followed;
    if (former !== undefined) app.unsubscribe("bridge", former.bridge.id);
    if (bridge !== undefined) app.subscribe("bridge", bridge.id);
    this.#followed = bridge === undefined ? undefined : { bridge, hold: bridge.hold() };
    former?.hold[Symbol.dispose]();
  }

  /** The application lets go of the channel. */
  async finish(): Promise<void> {
    await this.depart();
    const { bridge } = this;
    if (bridge !== undefined) this.#control.app.unsubscribe("bridge", bridge.id);
    // Asterisk does not take back what `follow` has subscribed: the application goes on hearing of the bridge.
    this.#followed?.hold[Symbol.dispose]();
    this.#followed = undefined;
  }

  #afterBridge(reason: LeaveReason): void {
    const { channel, app } = this.#control;
    if (reason === "refused") this.bridge = undefined;
    channel.hasPbx = this.#hadPbx;
    if (this.bridge === undefined) return;
    app.unsubscribe("bridge", this.bridge.id);
    this.bridge = undefined;
    // Its thread takes over again.
    this.#control.queue(() => true);
  }
}
