import type { Bridge } from "./bridge.ts";
import type { BridgeMember } from "./bridge_member.ts";
import type { Indication } from "./channel_driver.ts";
import type { ChannelSnapshot } from "./facts.ts";
import type { StasisControl } from "./stasis_control.ts";

/** Why a channel is through with a bridge: it left, another callback has taken this one's place, or it never came in. */
export type LeaveReason = "left" | "replaced" | "refused";

/** What is called when a channel is through with a bridge. */
export type AfterBridge = (reason: LeaveReason) => void | Promise<void>;

/** What is done when a channel enters an application, on its thread. */
export type OnStasis = (control: StasisControl) => Promise<unknown>;

const noRoles: ReadonlySet<string> = new Set();

/** What a channel has to do with bridges. */
export class ChannelBridging {
  /** Its part in the bridge that it is in, or is about to enter. */
  member: BridgeMember | undefined;
  /** What it is in a bridge: `announcer`, `holding_participant` … */
  roles: ReadonlySet<string> = noRoles;
  /** Whether its bridge must look at itself anew, as somebody has begun or ceased to look at its media. */
  isUnbridged = false;
  /** Whether its far end was put on hold. */
  isHeld = false;
  /** The application that it goes to when it takes another channel's place in a bridge. */
  application: string | undefined;
  /** That other channel, until the application has been told. */
  replaced: ChannelSnapshot | undefined;
  #listeners = 0;
  #after: AfterBridge[] | undefined;
  #onStasis: OnStasis[] | undefined;

  /** The bridge that it is in. */
  get bridge(): Bridge | undefined {
    return this.member?.isJoined === true ? this.member.bridge : undefined;
  }

  /** Whether somebody looks at its media, so that it has to come through the core. */
  get needsAudio(): boolean {
    return this.#listeners > 0;
  }

  /** Remembers whether its far end was put on hold. */
  noticeIndication(indication: Indication): void {
    if (indication === "hold" || indication === "unhold") this.isHeld = indication === "hold";
  }

  /** Makes its media come through the core until it is disposed: somebody mutes, spies or measures it. */
  requireAudio(): Disposable {
    this.#listeners++;
    this.unbridge();
    let isOver = false;
    return {
      [Symbol.dispose]: () => {
        if (isOver) return;
        isOver = true;
        this.#listeners--;
        this.unbridge();
      },
    };
  }

  /** Has its bridge look at itself anew: the channel's media are not what they were. */
  unbridge(): void {
    this.isUnbridged = true;
    this.member?.wake();
  }

  /** Calls `callback` once when the channel is through with the bridge that it enters next, or is in. */
  afterBridge(callback: AfterBridge): void {
    (this.#after ??= []).push(callback);
  }

  /** Takes what {@linkcode ChannelBridging.afterBridge} said; only the last one counts, the others are told so. */
  takeAfterBridge(): AfterBridge[] {
    const callbacks = this.#after ?? [];
    this.#after = undefined;
    return callbacks;
  }

  /** Has something done when it enters an application, before anything else. */
  onStasis(action: OnStasis): void {
    (this.#onStasis ??= []).push(action);
  }

  /** Takes what {@linkcode ChannelBridging.onStasis} said. */
  takeOnStasis(): OnStasis[] {
    const actions = this.#onStasis ?? [];
    this.#onStasis = undefined;
    return actions;
  }

  /** Takes the channel that it has replaced, to tell the application of it. */
  takeReplaced(): ChannelSnapshot | undefined {
    const { replaced } = this;
    this.replaced = undefined;
    return replaced;
  }
}
