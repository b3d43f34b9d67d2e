import type { Clock } from "../_internal/clock.ts";
import type { Channel } from "./core/channel.ts";
import type { Indication, MediaOutcome } from "./core/channel_driver.ts";
import type { EndpointCall } from "./core/endpoints.ts";
import { causeOfSipStatus, causeText, sipStatusOf } from "./core/hangup_causes.ts";
import { silence } from "./core/incoming_sound.ts";
import { RtpMeter } from "./core/rtp_meter.ts";
import { setRtpVariables } from "./core/rtp_variables.ts";
import type { JournalRecorder } from "./journal_recorder.ts";
import type { PhoneEntry } from "./journal.ts";
import { LivePhoneCall, type PhoneCallSide } from "./phone_call.ts";
import type { ReferTarget } from "./phone_transfer.ts";

/** What a {@linkcode PhoneDriver} is made from. */
export interface PhoneDriverOptions {
  /** Where it is written down what happens. */
  readonly journal: JournalRecorder;
  /** The name of the phone. */
  readonly phone: string;
  /** The source of time. */
  readonly clock: Clock;
  /** The source of chance. */
  readonly random: () => number;
  /** Is told when Asterisk calls the phone; without it, the phone is the caller. */
  readonly onCall?: (driver: PhoneDriver) => void;
  /** Transfers the other side of a call, and resolves with the SIP status in the end. */
  readonly refer: (channel: Channel, target: ReferTarget) => Promise<number>;
}

/** The line between a channel and the phone at its end; it is SIP, as far as somebody could see. */
export class PhoneDriver implements EndpointCall, PhoneCallSide {
  readonly sendsSound = true;
  readonly call: LivePhoneCall;
  channel: Channel | undefined;
  readonly #journal: JournalRecorder;
  readonly #phone: string;
  readonly #onCall: ((driver: PhoneDriver) => void) | undefined;
  readonly #line: { readonly clock: Clock; readonly random: () => number };
  readonly #refer: PhoneDriverOptions["refer"];
  #isAnswered = false;
  #rtp: RtpMeter | undefined;
  #hasEnded = false;
  #hasHungUp = false;
  #isOnHold = false;

  constructor(options: PhoneDriverOptions) {
    this.#line = options;
    this.#journal = options.journal;
    this.#phone = options.phone;
    this.#onCall = options.onCall;
    this.#refer = options.refer;
    this.call = new LivePhoneCall(this);
  }

  get channelId(): string {
    return this.channel?.id ?? "";
  }

  get isIncoming(): boolean {
    return this.#onCall !== undefined;
  }

  get caller(): { readonly name: string; readonly number: string } {
    return this.channel?.parties.connected ?? { name: "", number: "" };
  }

  get isOnHold(): boolean {
    return this.#isOnHold;
  }

  get hasRtp(): boolean {
    return this.#phone.startsWith("PJSIP/");
  }

  get rtp(): RtpMeter | "none" {
    return this.#rtp ?? "none";
  }

  dial(): boolean {
    if (this.#onCall === undefined) return false;
    this.#write("is-called");
    // The network takes its time: whoever dials is listening by then.
    queueMicrotask(() => this.#onCall?.(this));
    return true;
  }

  answer(): void {
    this.#takeAnswer();
    this.#write("is-answered");
  }

  indicate(indication: Indication): void {
    const sound = this.channel?.sound;
    switch (indication) {
      case "hold":
      case "unhold":
        this.#isOnHold = indication === "hold";
        this.#write(this.#isOnHold ? "is-held" : "is-unheld");
        // The phone is not told of it: it hears music.
        if (this.#isOnHold) sound?.generate("moh:default");
        else sound?.stopGenerating();
        return;
      case "ringing":
        // Who is answered can not be told that it rings, but can be played the tone.
        if (this.#isAnswered) sound?.generate("tone:ring");
        else this.#write("rings");
        return;
      case "progress":
        this.#openMedia();
        return;
      case "none":
        sound?.stopGenerating();
        return;
      default:
        return;
    }
  }

  sendMedia(media: string): (outcome: MediaOutcome) => void {
    if (this.#rtp === undefined) return () => {};
    const finishRtp = this.#rtp.send();
    if (media === silence) return finishRtp;
    this.#write("hears", media);
    const sound = this.call.begin(media);
    return (outcome) => {
      finishRtp();
      this.#write("heard", media);
      this.call.finish(sound, outcome);
    };
  }

  sendDigit(digit: string, duration: number): void {
    this.sendMedia(`dtmf:${digit}`)({ complete: true, played: duration });
  }

  sendText(text: string): void {
    this.#write("reads", text);
  }

  transfer(address: string): void {
    this.#write("is-redirected", address);
    this.call.tell({ kind: "redirected", address });
    // Who has not been answered is told instead of an answer, and its call is over.
    if (!this.#isAnswered && !this.isIncoming) this.#refuse(302);
  }

  hangup(cause: number): number {
    if (this.channel !== undefined) setRtpVariables(this.channel);
    // A SIP phone that gets no cause takes BYE for 16, and a final refusal for 21; a call to it is just cancelled.
    this.end(this.#hasHungUp ? 16 : cause || (this.#isAnswered || this.isIncoming ? 16 : 21));
    return sipStatusOf(cause);
  }

  end(cause: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#write("ended", `${cause} ${causeText(cause)}`);
    this.call.tell({ kind: "ended", cause, causeText: causeText(cause) });
  }

  fail(error: unknown): void {
    this.call.tell({ kind: "failed", error });
  }

  async press(keys: string, duration: number, pause: number): Promise<boolean> {
    for (const [index, key] of [...keys].entries()) {
      // deno-lint-ignore no-await-in-loop -- One key after the other.
      if (index > 0 && !await this.pass(pause)) return false;
      // deno-lint-ignore no-await-in-loop -- One key after the other.
      if (!await this.pass(duration)) return false;
      this.#write("presses", key);
      this.channel?.receive({ kind: "dtmf", digit: key, duration });
    }
    return true;
  }

  hold(isHeld: boolean): void {
    this.#write(isHeld ? "holds" : "unholds");
    // The media are agreed on anew, so that the bridge of the channel looks whether it still fits.
    if (this.hasRtp && this.channel?.bridging.bridge !== undefined) this.channel.bridging.unbridge();
    this.channel?.receive({
      kind: "control",
      control: isHeld ? "hold" : "unhold",
      ...(isHeld && { musicClass: "default" }),
    });
  }

  async refer(target: string | PhoneCallSide): Promise<number> {
    const other = typeof target === "string" ? target : target.channel;
    if (this.channel === undefined || other === undefined) {
      throw new Error("Unreachable: calls that go on have channels");
    }
    this.#write("transfers", typeof other === "string" ? other : other.id);
    return await this.#refer(this.channel, other);
  }

  ring(): void {
    if (this.#isAnswered || this.#hasEnded) return;
    this.#write("lets-ring");
    this.channel?.setState("Ringing");
    this.channel?.receive({ kind: "control", control: "ringing" });
  }

  progress(): void {
    if (this.#isAnswered || this.#hasEnded) return;
    this.#openMedia();
    this.#write("lets-hear");
    this.channel?.receive({ kind: "control", control: "progress" });
  }

  accept(): void {
    this.#takeAnswer();
    this.#write("answers");
    this.channel?.receive({ kind: "control", control: "answer" });
  }

  reject(status: number): void {
    this.#write("rejects", String(status));
    this.#refuse(status);
  }

  hangUp(): void {
    if (this.channel === undefined || this.#hasHungUp) return;
    if (this.isIncoming && !this.#isAnswered) return this.reject(603);
    this.#hasHungUp = true;
    this.#write("hangs-up");
    setRtpVariables(this.channel);
    // BYE gives no cause; CANCEL ends the call with SIP status 487, which Asterisk takes for "Interworking".
    this.channel.requestHangup(this.#isAnswered ? { soft: false } : { cause: 127, techCause: 487, soft: false });
  }

  async pass(duration: number): Promise<boolean> {
    return await this.channel?.sleep(duration) === "elapsed";
  }

  #refuse(status: number): void {
    this.#hasHungUp = true;
    const cause = causeOfSipStatus(status);
    if (this.channel !== undefined) setRtpVariables(this.channel);
    this.channel?.requestHangup({ cause, techCause: status, soft: false });
    this.end(cause);
  }

  #openMedia(): void {
    this.#rtp ??= new RtpMeter(this.#line);
  }

  #takeAnswer(): void {
    this.#isAnswered = true;
    this.#openMedia();
    this.call.tell({ kind: "answered" });
  }

  #write(kind: PhoneEntry["kind"], detail?: string): void {
    const channel = this.channelId;
    const entry = { face: "phone", kind, phone: this.#phone, channel } as const;
    this.#journal.add(detail === undefined ? entry : { ...entry, detail });
  }
}
