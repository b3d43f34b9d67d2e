import { beginsWith } from "./begins_with.ts";
import type { Channel } from "./channel.ts";
import type { ChannelDriver, Indication, MediaOutcome } from "./channel_driver.ts";
import type { CallerId, ChannelState } from "./facts.ts";
import type { Frame } from "./frames.ts";
import type { Pbx } from "./pbx.ts";

/** What an {@linkcode UnrealPair} is made from. */
export interface UnrealOptions {
  /** The technology: `Local`. */
  readonly technology: string;
  /** What follows it in the names: `100@default`. */
  readonly name: string;
  /** The states that the two begin in. */
  readonly states: readonly [first: ChannelState, second: ChannelState];
  /** Where they are in the dialplan. */
  readonly context: string;
  /** Where they are in the dialplan. */
  readonly exten: string;
  /** The id of the first, when somebody has chosen one. */
  readonly id?: string | undefined;
  /** The id of the second; without it, that of the first and `;2`. It is taken only when the first has one too. */
  readonly otherId?: string | undefined;
  /** Whether Asterisk makes them for itself. */
  readonly isHidden?: boolean;
  /** Calls the second half, when the first is called; `false` when that fails. Without it, nobody can call. */
  readonly dial?: (pair: UnrealPair) => boolean;
}

/** What it takes to be one of the pair. */
interface Half {
  readonly channel: Channel;
  readonly driver: UnrealDriver;
}

/**
 * Two channels, each the other's far end (`main/core_unreal.c`): the first one, whose name ends in `;1`, is who called for
 * it, the second one, `;2`, is what was called. What one of them is told, the other receives.
 */
export class UnrealPair {
  readonly first: Channel;
  readonly second: Channel;
  readonly #drivers: readonly [UnrealDriver, UnrealDriver];
  readonly #options: UnrealOptions;
  /** Whether somebody takes care of the second half: a dialplan or a bridge. */
  hasCaretaker = false;

  private constructor(options: UnrealOptions, create: (half: 0 | 1, driver: ChannelDriver) => Channel) {
    this.#options = options;
    this.#drivers = [new UnrealDriver(this, "first"), new UnrealDriver(this, "second")];
    this.first = create(0, this.#drivers[0]);
    this.second = create(1, this.#drivers[1]);
  }

  /** Makes a pair; gives `"id-exists"` when one of its ids is taken. */
  static create(pbx: Pbx, options: UnrealOptions): UnrealPair | "id-exists" {
    const { technology, name, states, context, exten, id, otherId, isHidden = false } = options;
    const number = pbx.nextChannelNumber("Local");
    const ids: readonly string[] = id ? [id, otherId || `${id};2`] : [];
    const create = (half: 0 | 1, driver: ChannelDriver) =>
      pbx.createChannel({
        endpoint: `${technology}/${name}`,
        name: `${technology}/${name}-${number};${half + 1}`,
        driver,
        state: states[half],
        caller: { name: "", number: "" },
        context,
        exten: exten || "s",
        protocolId: "",
        isHidden,
        ...(id && { id: ids[half] ?? id }),
      });
    const [first, second] = ids;
    const isFirstTaken = pbx.isIdTaken(first);
    const isSecondTaken = first !== undefined && second !== undefined &&
      (beginsWith(first, second) || pbx.isIdTaken(second));
    // Asterisk makes the first one before it finds that it can't make the second, and whoever looks sees it come and go.
    if (!isFirstTaken && isSecondTaken) create(0, deadEnd).destroy();
    if (isFirstTaken || isSecondTaken) {
      // It has used up an id of its own on the one that it could not make.
      pbx.nextUniqueId();
      return "id-exists";
    }
    return new UnrealPair(options, create);
  }

  /** The pair that a channel is a half of. */
  static of(channel: Channel): UnrealPair | undefined {
    return channel.driver instanceof UnrealDriver ? channel.driver.pair : undefined;
  }

  /** The other half of the pair, while it is there. */
  otherHalf(channel: Channel): Channel | undefined {
    return this.across(channel === this.first ? "first" : "second")?.channel;
  }

  /** Takes over what the second half must know of the first one (`ast_unreal_call_setup`). */
  setUpCall(): void {
    const { first, second } = this;
    const { caller, connected, callerRdnis, accountcode, peerAccount, language } = first.parties;
    second.stage(() => {
      second.setParties({
        caller: connected,
        connected: caller,
        callerRdnis,
        language,
        accountcode: peerAccount,
        peerAccount: accountcode,
      });
      if (first.hangupCause === answeredElsewhere) second.setHangupCause(answeredElsewhere);
      second.copyVariables(first);
    });
  }

  /** Calls the second half. */
  dial(): boolean {
    if (this.first.isDead || this.second.isDead || this.#options.dial === undefined) return false;
    this.setUpCall();
    this.hasCaretaker = this.#options.dial(this);
    return this.hasCaretaker;
  }

  /** The half that is the far end of `side`, while it is there. */
  across(side: "first" | "second"): Half | undefined {
    const [channel, driver] = side === "first" ? [this.second, this.#drivers[1]] : [this.first, this.#drivers[0]];
    return channel.isDead ? undefined : { channel, driver };
  }
}

/** The far end of a half that never had another. */
const deadEnd: ChannelDriver = {
  answer: () => {},
  indicate: () => {},
  sendMedia: () => () => {},
  sendDigit: () => {},
  hangup: () => 0,
};

/** `AST_CAUSE_ANSWERED_ELSEWHERE`, which goes over to the other half. */
const answeredElsewhere = 26;

/** How one half reaches the other. What it sends arrives later, in order, as the other half has a thread of its own. */
class UnrealDriver implements ChannelDriver {
  readonly pair: UnrealPair;
  readonly #side: "first" | "second";

  constructor(pair: UnrealPair, side: "first" | "second") {
    this.pair = pair;
    this.#side = side;
  }

  dial(): boolean {
    return this.#side === "first" && this.pair.dial();
  }

  answer(): void {
    if (this.#side === "second") this.#deliver({ kind: "control", control: "answer" });
  }

  indicate(indication: Indication): void {
    // Local channels do not pass a hold on: they play its music themselves.
    if (indication === "hold") return this.#own.sound.generate("moh:default");
    if (indication === "unhold") return this.#own.sound.stopGenerating();
    // The other half hears nothing of tones that stop.
    if (indication === "none") return;
    if (indication === "ringing") {
      const other = this.pair.across(this.#side)?.channel;
      if (this.#own.state !== "Ring" || other === undefined) return;
      other.setState("Ringing");
    }
    this.#deliver({ kind: "control", control: indication });
  }

  sendMedia(media: string): (outcome: MediaOutcome) => void {
    const incoming = { media };
    this.#deliver({ kind: "media-begin", media: incoming });
    return (outcome) => this.#deliver({ kind: "media-end", media: incoming, outcome });
  }

  sendDigit(digit: string, duration: number): void {
    this.#deliver({ kind: "dtmf", digit, duration });
  }

  sendText(text: string): void {
    this.#deliver({ kind: "text", text });
  }

  connectedLine(connected: CallerId): void {
    // The other half does not say so (unreal_colp_redirect_indicate).
    this.pair.across(this.#side)?.channel.setParties({ caller: connected });
    this.#deliver({ kind: "connected-line", connected });
  }

  hangup(cause: number): number {
    const other = this.pair.across(this.#side)?.channel;
    if (other === undefined) return 0;
    if (this.#side === "second") {
      this.pair.hasCaretaker = false;
      const status = this.#own.variables.get("DIALSTATUS");
      if (status !== undefined) {
        other.setHangupCause(cause);
        other.setVariable("CHANLOCALSTATUS", status);
      }
      other.requestHangup({ cause, soft: false });
      return 0;
    }
    if (cause === answeredElsewhere) other.setHangupCause(cause);
    if (this.pair.hasCaretaker) other.requestHangup({ cause, soft: false });
    // Nobody else takes care of it.
    else other.destroy();
    return 0;
  }

  get #own(): Channel {
    return this.#side === "first" ? this.pair.first : this.pair.second;
  }

  #deliver(frame: Frame): void {
    queueMicrotask(() => this.pair.across(this.#side)?.channel.receive(frame));
  }
}
