import type { CallerId, ChannelSnapshot, ChannelState, DialplanPosition } from "./facts.ts";
import { ChannelBridging } from "./channel_bridging.ts";
import type { ChannelDriver, Indication, MediaOutcome } from "./channel_driver.ts";
import { cutChannelId } from "./channel_id.ts";
import type { ChannelOptions } from "./channel_options.ts";
import type { ChannelParties } from "./channel_parties.ts";
import { ChannelSound } from "./channel_sound.ts";
import { type ChannelVariable, ChannelVariables } from "./channel_variables.ts";
import type { Frame, FrameReader, IncomingMedia, MediaTap } from "./frames.ts";
import { HangupSignal, type WaitResult } from "./hangup_signal.ts";
import type { Pbx } from "./pbx.ts";
import { isShowing, shownVariables } from "./shown_variables.ts";

/** A place in the dialplan to go to; without a priority, the one that comes next there. */
export type Destination = Pick<DialplanPosition, "context" | "exten"> & { readonly priority?: number };

/** Asterisk takes a shorter digit for one of this length, in milliseconds (`AST_DEFAULT_MIN_DTMF_DURATION`). */
const minDtmfDuration = 80;

/**
 * One channel. Its thread (the dialplan, and what the dialplan runs) changes it; others ask it to hang up or send it
 * digits. Every change becomes visible when {@linkcode Channel.publish} makes a snapshot of it, as in Asterisk.
 */
export class Channel {
  readonly id: string;
  readonly name: string;
  readonly driver: ChannelDriver;
  /** What is heard on it. */
  readonly sound: ChannelSound;
  readonly variables: ChannelVariables = new ChannelVariables();
  readonly reportedVariables: Set<string> = new Set();
  /** What `ast_call` will be told, of a channel that was made and is not called yet. */
  dialString: string | undefined;
  /** Whether the dialplan runs on it. */
  hasPbx = false;
  readonly bridging: ChannelBridging = new ChannelBridging();
  readonly #pbx: Pbx;
  readonly #protocolId: string;
  readonly #creationTime: number;
  #state: ChannelState;
  readonly #endpoint: string | undefined;
  readonly #isHidden: boolean;
  #isOutgoing = false;
  #stages = 0;
  #parties: ChannelParties;
  #position: DialplanPosition;
  #destination: Destination | undefined;
  #hangupCause = 0;
  #techCause = 0;
  #isDead = false;
  #isBuried = false;
  #snapshot: ChannelSnapshot | undefined;
  readonly #hangup = new HangupSignal();

  constructor(pbx: Pbx, options: ChannelOptions) {
    const { endpoint, driver, state, caller, context, exten, protocolId, application } = options;
    this.#pbx = pbx;
    // Asterisk counts its own ids on, also when somebody has chosen another one.
    const uniqueId = pbx.nextUniqueId();
    this.id = options.id === undefined ? uniqueId : cutChannelId(options.id);
    this.name = options.name ?? `${endpoint}-${pbx.nextChannelNumber(endpoint)}`;
    this.#endpoint = options.hasEndpoint === true ? endpoint : undefined;
    this.#isHidden = options.isHidden ?? false;
    this.#parties = {
      caller,
      callerPresentation: 0,
      callerRdnis: "",
      connected: options.connected ?? { name: "", number: "" },
      accountcode: options.accountcode ?? "",
      peerAccount: "",
      tenantId: "",
      language: options.language ?? "en",
    };
    this.driver = driver;
    this.sound = new ChannelSound(driver, pbx.clock);
    this.#state = state;
    this.#protocolId = protocolId;
    this.#creationTime = pbx.clock.now();
    const { name: appName = "", data: appData = "" } = application ?? {};
    this.#position = { context, exten, priority: 1, appName, appData };
  }

  /** The state as its thread knows it. */
  get state(): ChannelState {
    return this.#state;
  }

  /** Who talks on it, as its thread knows them. */
  get parties(): ChannelParties {
    return this.#parties;
  }

  /** The caller as its thread knows it. */
  get caller(): CallerId {
    return this.#parties.caller;
  }

  /** Whether Asterisk has called it, rather than being called by it. */
  get isOutgoing(): boolean {
    return this.#isOutgoing;
  }

  /** Whether it was ended for good. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** Where its thread is. */
  get position(): DialplanPosition {
    return this.#position;
  }

  /** The cause that was set last, or 0. */
  get hangupCause(): number {
    return this.#hangupCause;
  }

  /** Whether it was asked to hang up: whatever runs on it ends as soon as it can. */
  get isHungUp(): boolean {
    return this.#hangup.isRaised;
  }

  /** Whether it was asked to from within: whoever waits for a frame then gets one without end, as nobody reads it. */
  get isSoftlyHungUp(): boolean {
    return this.#hangup.isSoft;
  }

  /** The channel as others last saw it. */
  get snapshot(): ChannelSnapshot {
    return this.#snapshot ?? this.#makeSnapshot();
  }

  /** Makes the present state visible, once a {@linkcode Channel.stage} is over. */
  publish(): ChannelSnapshot {
    if (this.#stages > 0) return this.snapshot;
    const old = this.#snapshot;
    this.#snapshot = this.#makeSnapshot();
    this.#pbx.publish({ kind: "channel-updated", old, channel: this.#snapshot });
    return this.#snapshot;
  }

  /** Makes several changes visible at once (`ast_channel_stage_snapshot`). */
  stage(change: () => void): void {
    this.#stages++;
    try {
      change();
    } finally {
      this.#stages--;
    }
    this.publish();
  }

  /** Takes a step in the dialplan, on its thread; it shows at the next publishing. */
  moveTo(position: Partial<DialplanPosition>): void {
    this.#position = { ...this.#position, ...position };
  }

  /** Says where the dialplan goes on when what runs on the channel is through. */
  goTo(destination: Destination): void {
    this.#destination = destination;
  }

  /** Takes what {@linkcode Channel.goTo} said. */
  takeDestination(): Destination | undefined {
    const destination = this.#destination;
    this.#destination = undefined;
    return destination;
  }

  /** Calls its far end, of a channel that a technology has made (`ast_call`); gives `false` when that fails. */
  call(address: string): boolean {
    if (this.isHungUp) return false;
    const isCalled = this.driver.dial?.(address) ?? false;
    this.#isOutgoing = true;
    return isCalled;
  }

  /** Answers an incoming call; does nothing when it is answered, and gives `false` when it hangs up. */
  answer(): boolean {
    if (this.#isOutgoing) return true;
    if (this.isHungUp) return false;
    if (this.#state === "Ring" || this.#state === "Ringing") {
      this.driver.answer();
      this.setState("Up");
    }
    return true;
  }

  /** Changes its state and shows it. */
  setState(state: ChannelState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.publish();
  }

  /** Sets a variable, or removes it when there is no value, and says so (`pbx_builtin_setvar_helper`). */
  setVariable(variable: string, value: string | undefined): void {
    if (value === undefined && !this.variables.delete(variable)) return;
    if (value !== undefined) this.variables.set(variable, value);
    this.#publishVariable(variable, value ?? "");
  }

  /** Takes over variables from the channel that calls this one: those whose names begin with underscores. */
  inheritVariables(parent: Channel): void {
    for (const { fullName, value } of parent.variables.newestFirst()) {
      if (!fullName.startsWith("_")) continue;
      this.#copyVariable({ fullName: fullName.startsWith("__") ? fullName : fullName.slice(1), value });
    }
  }

  /** Takes over all variables of another channel, as the second half of a Local channel does. */
  copyVariables(other: Channel): void {
    for (const variable of other.variables.newestFirst()) this.#copyVariable(variable);
  }

  /** Sets who talks on it; it shows at the next publishing, as what is set here does in Asterisk. */
  setParties(parties: Partial<ChannelParties>): void {
    this.#parties = { ...this.#parties, ...parties };
  }

  /** Sets who talks on it, and shows it. */
  changeParties(parties: Partial<ChannelParties>): void {
    this.setParties(parties);
    this.publish();
  }

  /** Sets who calls, and shows it (`ast_channel_set_caller_event`). */
  setCaller(caller: Partial<CallerId>, options: { presentation?: number } = {}): void {
    const { presentation: callerPresentation = this.#parties.callerPresentation } = options;
    this.changeParties({ caller: { ...this.#parties.caller, ...caller }, callerPresentation });
  }

  /** Sets who is on the other end, and shows it (`ast_channel_set_connected_line`). */
  setConnected(connected: Partial<CallerId>): void {
    this.changeParties({ connected: { ...this.#parties.connected, ...connected } });
  }

  /** Sets why it is being hung up; it shows at the next publishing. */
  setHangupCause(cause: number): void {
    this.#hangupCause = cause;
  }

  /**
   * Asks its thread to end. `soft` is a request from within, whose cause is a flag of Asterisk's; otherwise the far end hung
   * up.
   */
  requestHangup(request: { cause?: number; techCause?: number; soft: boolean }): void {
    if (this.#isDead) return;
    const { cause, techCause, soft } = request;
    // A cause below 0 is none to Asterisk.
    if (!soft && cause !== undefined && cause > 0 && !this.isHungUp) this.#hangupCause = cause;
    if (techCause !== undefined) this.#techCause = techCause;
    this.#pbx.publish({
      kind: "channel-hangup-request",
      channel: this.snapshot,
      cause,
      techCause: this.#techCause,
      soft,
    });
    this.#hangup.raise({ isSoft: soft });
  }

  /** Makes its thread end without a word about it (`ast_softhangup_nolock`). */
  hangUpQuietly(): void {
    this.#hangup.raise({ isSoft: true });
  }

  /** Takes a quiet end of its thread back, when the dialplan has somewhere to go on (`ast_channel_clear_softhangup`). */
  revive(): void {
    if (!this.#isDead) this.#hangup.lower();
  }

  /** Takes what comes from the far end: says itself what is to be said of it, and gives it to the reader on top. */
  receive(frame: Frame): void {
    if (this.#isDead || this.sound.bypass?.(frame) === true) return;
    this.sound.deliver(this.#notice(frame));
  }

  /** Gives `reader` all frames from now on, instead of those before it, or as the last one, until it is disposed. */
  read(reader: FrameReader, options: { isLast?: boolean } = {}): Disposable {
    return this.sound.read(reader, options);
  }

  /** The media that the far end is sending now; a reader that comes in between has not seen it begin. */
  get incoming(): Iterable<IncomingMedia> {
    return this.sound.incoming;
  }

  /** Tells `tap` of all media in both directions from now on. */
  tap(tap: MediaTap): Disposable {
    return this.sound.tap(tap);
  }

  /** Starts sending media to the far end; what it returns is called when the sending ends. */
  sendMedia(media: string): (outcome: MediaOutcome) => void {
    return this.sound.send(media);
  }

  /** Tells the far end about the call (`ast_indicate`). */
  indicate(indication: Indication): void {
    this.bridging.noticeIndication(indication);
    this.driver.indicate(indication);
  }

  /** Sends a digit to the far end. */
  sendDigit(digit: string, duration: number): void {
    this.driver.sendDigit(digit, duration);
    this.#pbx.publish({ kind: "channel-dtmf", channel: this.snapshot, direction: "sent", digit, duration });
  }

  /** Calls `listener` when the channel is asked to hang up, or at once when it was. */
  onHangup(listener: () => void): Disposable {
    return this.#hangup.listen(listener);
  }

  /** Calls `listener` when it ends for good, before its far end is told. */
  onEnd(listener: () => void): Disposable {
    return this.#hangup.listenForEnd(listener);
  }

  /** Lets `duration` milliseconds pass on its thread, or less when it is asked to hang up. */
  sleep(duration: number): Promise<WaitResult> {
    return this.#hangup.sleep(this.#pbx.clock, duration);
  }

  /** Ends it for good, when its thread is through. */
  destroy(): void {
    if (this.#isDead) return;
    this.#hangup.finish();
    this.#isDead = true;
    this.#pbx.removeChannel(this);
    this.sound.stopGenerating();
    const techCause = this.driver.hangup(this.#hangupCause);
    this.#techCause ||= techCause;
    this.#isBuried = true;
    this.publish();
    if (this.#endpoint !== undefined) this.#pbx.endpoints.get(this.#endpoint)?.leave(this.id);
  }

  #copyVariable(variable: ChannelVariable): void {
    this.variables.append(variable);
    this.#publishVariable(variable.fullName, variable.value);
  }

  #publishVariable(variable: string, value: string): void {
    if (isShowing(this.#pbx, this)) this.publish();
    this.#pbx.publish({ kind: "channel-variable", channel: this.snapshot, variable, value });
  }

  /** Does what Asterisk does when it reads a frame, whoever reads it (`ast_read`, `ast_queue_hold`). */
  #notice(frame: Frame): Frame {
    switch (frame.kind) {
      case "control":
        if (frame.control === "answer" && this.#isOutgoing) this.setState("Up");
        if (frame.control === "hold" || frame.control === "unhold") {
          const { control, musicClass } = frame;
          this.#pbx.publish({ kind: "channel-hold", channel: this.snapshot, isHeld: control === "hold", musicClass });
        }
        return frame;
      case "dtmf": {
        const { digit } = frame;
        const duration = Math.max(frame.duration, minDtmfDuration);
        this.#pbx.publish({ kind: "channel-dtmf", channel: this.snapshot, direction: "received", digit, duration });
        return { ...frame, duration };
      }
      case "media-begin":
      case "media-end":
      case "text":
      case "connected-line":
        return frame;
      default:
        throw new Error(`Unreachable: ${frame satisfies never}`);
    }
  }

  #makeSnapshot(): ChannelSnapshot {
    const { caller, callerPresentation, callerRdnis, connected, accountcode, tenantId, language } = this.#parties;
    return {
      id: this.id,
      name: this.name,
      state: this.#state,
      protocolId: this.#protocolId,
      caller,
      callerPresentation,
      callerRdnis,
      connected,
      accountcode,
      tenantId,
      dialplan: this.#position,
      creationTime: this.#creationTime,
      language,
      reportedVariables: shownVariables(this.#pbx, this),
      hangupCause: this.#hangupCause,
      techCause: this.#techCause,
      isDead: this.#isBuried,
      isHidden: this.#isHidden,
      endpoint: this.#endpoint,
    };
  }
}
