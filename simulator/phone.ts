/** A phone of the simulated PBX, and someone who uses it. */
export interface Phone {
  /** Its endpoint: `PJSIP/alice`. */
  readonly name: string;
  /**
   * Calls an extension. Resolves when the PBX has taken the call, not when it is answered; a call to an extension that the
   * dialplan does not have ends at once with cause 1.
   *
   * @param exten The extension to dial.
   * @param options Who calls.
   */
  call(exten: string, options?: CallOptions): Promise<PhoneCall>;
  /**
   * Resolves with the next call to this phone, also with one that came before; it rings by itself. Calls to an endpoint
   * that has a script in {@linkcode SimulateOptions.endpoints} are handled by that, and do not come here.
   */
  incoming(options?: WaitOptions): Promise<IncomingPhoneCall>;
  /** Registers it with the PBX, which can call it from then on; a new phone is registered. */
  register(): void;
  /** Takes it from the PBX, which can not call it any more; it can call still, and its calls go on. */
  unregister(): void;
  /**
   * Sends a text to an extension, outside of a call (SIP MESSAGE). Applications that are subscribed to the endpoint hear of it
   * (`TextMessageReceived`), if the dialplan has no such extension. Resolves with the SIP status: 202 when somebody is told, 404
   * when nobody is. Rejects with a {@linkcode NotSimulatedError} when the dialplan would take the text.
   */
  send(exten: string, body: string): Promise<number>;
  /** Resolves with the next text message to this phone, also with one that came before. */
  message(options?: WaitOptions): Promise<PhoneMessage>;
  /** Resolves with the next place that this phone is referred to outside of a call, also with one from before. */
  referred(options?: WaitOptions): Promise<string>;
}

/** A text message. */
export interface PhoneMessage {
  /** Who sent it. */
  readonly from: string;
  /** Whom it is for. */
  readonly to: string;
  /** What it says. */
  readonly body: string;
  /** What came with it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Settings of a {@linkcode Phone}. */
export interface PhoneOptions {
  /**
   * Whom Asterisk takes the caller for. By default, the user of the phone: `PJSIP/alice` is "Alice", number "alice".
   */
  callerId?: { name?: string; number?: string };
  /**
   * The context that its calls enter.
   * @default {"default"}
   */
  context?: string;
}

/** Settings of one call. */
export interface CallOptions {
  /** Whom Asterisk takes the caller for, for this call. */
  callerId?: { name?: string; number?: string };
}

/** What a wait may be told. */
export interface WaitOptions {
  /** Gives up with the signal's reason. */
  signal?: AbortSignal;
}

/** How keys are pressed. */
export interface PressOptions {
  /**
   * How long each key is held, in milliseconds; Asterisk takes less than 80 for 80.
   * @default {100}
   */
  duration?: number;
  /**
   * How long the caller waits between two keys, in milliseconds.
   * @default {100}
   */
  pause?: number;
}

/** How a call ended. */
export interface CallEnd {
  /** The Q.850 cause: 16 for a normal end. */
  readonly cause: number;
  /** Asterisk's words for it. */
  readonly causeText: string;
}

/**
 * One call, as the person at the phone lives it.
 *
 * A phone hears nothing before the call is answered, or progress is indicated. Every wait rejects with
 * {@linkcode PhoneCallError} when the call ends without what it waits for, and with {@linkcode NotSimulatedError} when the
 * dialplan did something that the simulator does not do.
 */
export interface PhoneCall {
  /** The id of the call's channel; an empty string when it got none. */
  readonly channelId: string;
  /** Everything heard so far, in order, as media: `sound:hello-world`, `digits:12`, `dtmf:4`. */
  readonly sounds: readonly string[];
  /**
   * Resolves when the phone has heard this medium to its end, also when that was before. Each hearing satisfies one wait, so
   * waiting twice means hearing it twice. A sound that is cut off was not heard; `hears` is content with its beginning.
   */
  heard(media: string, options?: WaitOptions): Promise<void>;
  /** Resolves when the phone begins to hear this medium; otherwise as `heard`. */
  hears(media: string, options?: WaitOptions): Promise<void>;
  /** Resolves when the call is answered. */
  answered(options?: WaitOptions): Promise<void>;
  /** Resolves when the call is over, whoever ended it. */
  ended(options?: WaitOptions): Promise<CallEnd>;
  /**
   * Presses keys, one after the other, and resolves when the last one is released. The call must be answered.
   *
   * @param keys Any of `0` to `9`, `*`, `#` and `A` to `D`.
   * @param options How long they are pressed.
   */
  press(keys: string, options?: PressOptions): Promise<void>;
  /** Puts the PBX on hold. The call must be answered. */
  hold(): void;
  /** Takes the PBX back from hold. */
  unhold(): void;
  /**
   * Transfers the other side of the call, as a SIP phone does by REFER: to an extension (blind), or to the other side of another
   * call that is answered (attended). Resolves with the SIP status that Asterisk gives in the end: 200 when somebody else has
   * taken the phone's place, 404 for an extension that is not there, 400 when the call is in no bridge with others. The call
   * goes on until it is hung up, which most phones do then. Where `PJSIP_TRANSFER_HANDLING()` leaves transfers to
   * applications, it is an application that says how it goes, by `transfer_progress`.
   *
   * @param target The extension to dial, or the other call of this PBX.
   */
  transfer(target: string | PhoneCall): Promise<number>;
  /** Lets time pass at the phone, in milliseconds; rejects with {@linkcode PhoneCallError} when the call ends before. */
  wait(duration: number, options?: WaitOptions): Promise<void>;
  /** Resolves with the address that the PBX sends this call to, also when that was before. */
  redirected(options?: WaitOptions): Promise<string>;
  /** Hangs up, and resolves when the PBX is through with the call. Does nothing when the call is over. */
  hangup(): Promise<void>;
}

/** A call to a phone. Until it is answered or refused, it rings. */
export interface IncomingPhoneCall extends PhoneCall {
  /** Who calls, as the phone shows it. */
  readonly caller: { readonly name: string; readonly number: string };
  /** Says that the phone rings. */
  ring(): void;
  /** Lets the caller hear the phone, and the phone the caller, before the answer. */
  progress(): void;
  /** Answers. */
  answer(): void;
  /**
   * Refuses the call.
   *
   * @param options The SIP status: 486 is busy, 404 not found, 503 congestion, 603 declined.
   */
  reject(options?: RejectOptions): void;
}

/** How a call is refused. */
export interface RejectOptions {
  /**
   * The SIP status, from 300 to 699; Asterisk makes a hangup cause of it.
   * @default {603}
   */
  status?: number;
}
