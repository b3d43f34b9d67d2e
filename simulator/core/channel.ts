import type { CallerId, ChannelSnapshot, ChannelState, DialplanPosition } from "./facts.ts";
import type { ChannelDriver } from "./channel_driver.ts";
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
  readonly #accountcode: string;
  readonly #language: string;
  #position: DialplanPosition;
  #destination: Destination | undefined;
  #hangupCause = 0;
  #techCause = 0;
  #hungUp = false;
  #isDead = false;
  #snapshot: ChannelSnapshot | undefined;
  readonly #hangupListeners = new Set<() => void>();
  readonly #digitListeners = new Set<(digit: string) => void>();

  constructor(pbx: Pbx, options: ChannelOptions) {
    const { endpoint, driver, state, caller, context, exten, protocolId, application } = options;
    this.#pbx = pbx;
    this.id = options.id ?? pbx.nextUniqueId();
    this.name = options.name ?? `${endpoint}-${pbx.nextChannelNumber(endpoint)}`;
    this.#endpoint = options.hasEndpoint === true ? endpoint : undefined;
    this.#isHidden = options.isHidden ?? false;
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

  /** Takes a digit that the far end has finished sending. */
  receiveDigit(digit: string, duration: number): void {
    if (this.#isDead) return;
    this.#pbx.publish({
      kind: "channel-dtmf",
      channel: this.snapshot,
      direction: "received",
      digit,
      duration: Math.max(duration, minDtmfDuration),
    });
    for (const listener of [...this.#digitListeners]) listener(digit);
  }

  /** Calls `listener` for each digit received from now on. */
  onDigit(listener: (digit: string) => void): Disposable {
    this.#digitListeners.add(listener);
    return { [Symbol.dispose]: () => void this.#digitListeners.delete(listener) };
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

  #makeSnapshot(): ChannelSnapshot {
    return {
      id: this.id,
      name: this.name,
      state: this.#state,
      protocolId: this.#protocolId,
      caller: this.#caller,
      callerPresentation: 0,
      callerRdnis: "",
      connected: this.#connected,
      accountcode: this.#accountcode,
      tenantId: "",
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
