import type { CallerId, ChannelSnapshot, ChannelState, DialplanPosition } from "./facts.ts";
import type { ChannelDriver, Indication, MediaOutcome } from "./channel_driver.ts";
import { FrameReaders } from "./frame_readers.ts";
import type { Frame, FrameReader, IncomingMedia, MediaTap } from "./frames.ts";
import type { Pbx } from "./pbx.ts";

/** What a channel is made from. */
export interface ChannelOptions {
  /** Its technology and peer: `PJSIP/alice`. */
  readonly endpoint: string;
  /** Its far end. */
  readonly driver: ChannelDriver;
  /** The state that it starts in. */
  readonly state: ChannelState;
  /** Who calls. */
  readonly caller: CallerId;
  /** Where it enters the dialplan. */
  readonly context: string;
  /** The extension dialled. */
  readonly exten: string;
  /** The id that the technology gives the call; an empty string when it gives none. */
  readonly protocolId: string;
  /** Its id, when somebody has chosen one. */
  readonly id?: string;
  /** Its name, when it is not made of `endpoint` and a number. */
  readonly name?: string;
  /** Who is on the other end. */
  readonly connected?: CallerId;
  /** The account that is billed. */
  readonly accountcode?: string;
  /** The language of its sounds. */
  readonly language?: string;
  /** The application that it starts in. */
  readonly application?: { readonly name: string; readonly data: string };
  /** Whether Asterisk makes it for itself: applications hear nothing of it. */
  readonly isHidden?: boolean;
  /** Whether Asterisk calls it, rather than being called by it: then its far end may answer. */
  readonly isOutgoing?: boolean;
  /** Whether `endpoint` is one that ARI can be asked about: Local channels have none. */
  readonly hasEndpoint?: boolean;
}

/** A place in the dialplan to go to. */
export type Destination = Pick<DialplanPosition, "context" | "exten" | "priority">;

/** How a wait on a channel ended. */
export type WaitResult = "elapsed" | "hangup";

const noCallerId: CallerId = { name: "", number: "" };

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
  readonly variables: Map<string, string> = new Map();
  readonly reportedVariables: Set<string> = new Set();
  readonly #pbx: Pbx;
  readonly #protocolId: string;
  readonly #creationTime: number;
  #state: ChannelState;
  #caller: CallerId;
  #connected: CallerId;
  readonly #endpoint: string | undefined;
  readonly #isHidden: boolean;
  readonly #isOutgoing: boolean;
  #callerPresentation = 0;
  #callerRdnis = "";
  #accountcode: string;
  #tenantId = "";
  #language: string;
  #position: DialplanPosition;
  #destination: Destination | undefined;
  #hangupCause = 0;
  #techCause = 0;
  #hungUp = false;
  #isDead = false;
  #snapshot: ChannelSnapshot | undefined;
  readonly #hangupListeners = new Set<() => void>();
  readonly #readers = new FrameReaders();

  constructor(pbx: Pbx, options: ChannelOptions) {
    const { endpoint, driver, state, caller, context, exten, protocolId, application } = options;
    this.#pbx = pbx;
    this.id = options.id ?? pbx.nextUniqueId();
    this.name = options.name ?? `${endpoint}-${pbx.nextChannelNumber(endpoint)}`;
    this.#endpoint = options.hasEndpoint === true ? endpoint : undefined;
    this.#isHidden = options.isHidden ?? false;
    this.#isOutgoing = options.isOutgoing ?? false;
    this.#connected = options.connected ?? noCallerId;
    this.#accountcode = options.accountcode ?? "";
    this.#language = options.language ?? "en";
    this.driver = driver;
    this.#state = state;
    this.#caller = caller;
    this.#protocolId = protocolId;
    this.#creationTime = pbx.clock.now();
    const { name: appName = "", data: appData = "" } = application ?? {};
    this.#position = { context, exten, priority: 1, appName, appData };
  }

  /** The state as its thread knows it. */
  get state(): ChannelState {
    return this.#state;
  }

  /** The caller as its thread knows it. */
  get caller(): CallerId {
    return this.#caller;
  }

  /** Who is on the other end, as its thread knows it. */
  get connected(): CallerId {
    return this.#connected;
  }

  /** The language of its sounds. */
  get language(): string {
    return this.#language;
  }

  /** The account that is billed. */
  get accountcode(): string {
    return this.#accountcode;
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
    return this.#hungUp;
  }

  /** The channel as others last saw it. */
  get snapshot(): ChannelSnapshot {
    return this.#snapshot ?? this.#makeSnapshot();
  }

  /** Makes the present state visible. */
  publish(): ChannelSnapshot {
    const old = this.#snapshot;
    this.#snapshot = this.#makeSnapshot();
    this.#pbx.publish({ kind: "channel-updated", old, channel: this.#snapshot });
    return this.#snapshot;
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

  /** Answers an incoming call; does nothing when it is answered, and gives `false` when it hangs up. */
  answer(): boolean {
    if (this.#hungUp) return false;
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

  /** Sets a variable, or removes it when there is no value, and says so. */
  setVariable(variable: string, value: string | undefined): void {
    if (value === undefined) this.variables.delete(variable);
    else this.variables.set(variable, value);
    if (this.reportedVariables.has(variable)) this.publish();
    this.#pbx.publish({ kind: "channel-variable", channel: this.snapshot, variable, value: value ?? "" });
  }

  /** Sets who calls, and shows it (`ast_channel_set_caller_event`). */
  setCaller(caller: Partial<CallerId>, options: { presentation?: number } = {}): void {
    this.#caller = { ...this.#caller, ...caller };
    this.#callerPresentation = options.presentation ?? this.#callerPresentation;
    this.publish();
  }

  /** Sets who is on the other end, and shows it (`ast_channel_set_connected_line`). */
  setConnected(connected: Partial<CallerId>): void {
    this.#connected = { ...this.#connected, ...connected };
    this.publish();
  }

  /** Sets the number that redirected the call, and shows it (`ast_channel_set_redirecting`). */
  setRdnis(number: string): void {
    this.#callerRdnis = number;
    this.publish();
  }

  /** Sets the account that is billed; it shows at the next publishing. */
  setAccountcode(accountcode: string): void {
    this.#accountcode = accountcode;
  }

  /** Sets the tenant; it shows at the next publishing. */
  setTenantId(tenantId: string): void {
    this.#tenantId = tenantId;
  }

  /** Sets the language of its sounds; it shows at the next publishing. */
  setLanguage(language: string): void {
    this.#language = language;
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
    if (!soft && cause !== undefined) this.#hangupCause = cause;
    if (techCause !== undefined) this.#techCause = techCause;
    this.#pbx.publish({
      kind: "channel-hangup-request",
      channel: this.snapshot,
      cause,
      techCause: this.#techCause,
      soft,
    });
    if (this.#hungUp) return;
    this.#hungUp = true;
    for (const listener of [...this.#hangupListeners]) listener();
  }

  /**
   * Takes what comes from the far end. The channel says itself what is to be said of it (digits, hold, an answer), and then
   * the reader on top of the others gets it, if there is one.
   */
  receive(frame: Frame): void {
    if (this.#isDead) return;
    this.#readers.deliver(this.#notice(frame));
  }

  /** Gives `reader` all frames from now on, instead of those who read before it, until it is disposed. */
  read(reader: FrameReader): Disposable {
    return this.#readers.add(reader);
  }

  /** The media that the far end is sending now; a reader that comes in between has not seen it begin. */
  get incoming(): Iterable<IncomingMedia> {
    return this.#readers.incoming;
  }

  /** Tells `tap` of all media in both directions from now on. */
  tap(tap: MediaTap): Disposable {
    return this.#readers.tap(tap);
  }

  /** Starts sending media to the far end; what it returns is called when the sending ends. */
  sendMedia(media: string): (outcome: MediaOutcome) => void {
    const finish = this.driver.sendMedia(media);
    const notice = this.#readers.noticeOutgoing({ media });
    return (outcome) => {
      finish(outcome);
      notice(outcome);
    };
  }

  /** Tells the far end about the call (`ast_indicate`). */
  indicate(indication: Indication): void {
    this.driver.indicate(indication);
  }

  /** Sends a digit to the far end. */
  sendDigit(digit: string, duration: number): void {
    this.driver.sendDigit(digit, duration);
    this.#pbx.publish({ kind: "channel-dtmf", channel: this.snapshot, direction: "sent", digit, duration });
  }

  /** Calls `listener` when the channel is asked to hang up, or at once when it was. */
  onHangup(listener: () => void): Disposable {
    if (this.#hungUp) listener();
    else this.#hangupListeners.add(listener);
    return { [Symbol.dispose]: () => void this.#hangupListeners.delete(listener) };
  }

  /** Lets `duration` milliseconds pass on its thread, or less when it is asked to hang up. */
  sleep(duration: number): Promise<WaitResult> {
    if (this.#hungUp) return Promise.resolve("hangup");
    return new Promise((resolve) => {
      const timer = this.#pbx.clock.schedule(duration, () => {
        hangup[Symbol.dispose]();
        resolve("elapsed");
      });
      const hangup = this.onHangup(() => {
        timer[Symbol.dispose]();
        resolve("hangup");
      });
    });
  }

  /** Ends it for good, when its thread is through. */
  destroy(): void {
    if (this.#isDead) return;
    this.#hungUp = true;
    this.#isDead = true;
    this.#pbx.channels.delete(this.id);
    const techCause = this.driver.hangup(this.#hangupCause);
    this.#techCause ||= techCause;
    this.publish();
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
    return {
      id: this.id,
      name: this.name,
      state: this.#state,
      protocolId: this.#protocolId,
      caller: this.#caller,
      callerPresentation: this.#callerPresentation,
      callerRdnis: this.#callerRdnis,
      connected: this.#connected,
      accountcode: this.#accountcode,
      tenantId: this.#tenantId,
      dialplan: this.#position,
      creationTime: this.#creationTime,
      language: this.#language,
      reportedVariables: [...this.reportedVariables].map((name) => [name, this.variables.get(name) ?? ""] as const),
      hangupCause: this.#hangupCause,
      techCause: this.#techCause,
      isDead: this.#isDead,
      isHidden: this.#isHidden,
      endpoint: this.#endpoint,
    };
  }
}
