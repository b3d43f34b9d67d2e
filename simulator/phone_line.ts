import type { Channel } from "./core/channel.ts";
import type { ChannelDriver, Indication } from "./core/channel_driver.ts";
import { causeText, sipStatusOf } from "./core/hangup_causes.ts";
import { randomUuid } from "./random.ts";
import type { Pbx } from "./core/pbx.ts";
import type { JournalRecorder } from "./journal_recorder.ts";
import type { CallOptions, Phone, PhoneCall, PhoneOptions } from "./phone.ts";
import { LivePhoneCall, type PhoneCallSide } from "./phone_call.ts";

/** What a phone needs of the simulator. */
export interface PhoneHost {
  /** The PBX. */
  readonly pbx: Pbx;
  /** Where everything is written down. */
  readonly journal: JournalRecorder;
}

/** A {@linkcode Phone} on a PBX. */
export class LivePhone implements Phone {
  readonly name: string;
  readonly #host: PhoneHost;
  readonly #callerId: { readonly name: string; readonly number: string };
  readonly #context: string;

  constructor(host: PhoneHost, name: string, options: PhoneOptions = {}) {
    const { callerId = {}, context = "default" } = options;
    const match = /^(\w+)\/(\S+)$/.exec(name);
    if (match?.[2] === undefined) {
      throw new TypeError(
        `Cannot make a phone of "${name}": a phone is named by technology and user, as "PJSIP/alice"`,
      );
    }
    const user = match[2];
    this.name = name;
    this.#host = host;
    this.#context = context;
    this.#callerId = {
      name: callerId.name ?? user.charAt(0).toUpperCase() + user.slice(1),
      number: callerId.number ?? user,
    };
  }

  call(exten: string, options: CallOptions = {}): Promise<PhoneCall> {
    const { callerId = {} } = options;
    const { pbx, journal } = this.#host;
    const driver = new PhoneDriver(this.#host, this.name);
    if (!pbx.dialplan.has({ context: this.#context, exten, priority: 1 }, callerId.number ?? this.#callerId.number)) {
      journal.add({ face: "phone", kind: "dials", phone: this.name, channel: "", detail: exten });
      driver.end(1);
      return Promise.resolve(driver.call);
    }
    const channel = pbx.createChannel({
      endpoint: this.name,
      driver,
      state: "Ring",
      caller: { ...this.#callerId, ...callerId },
      context: this.#context,
      exten,
      protocolId: randomUuid(pbx.random),
      hasEndpoint: true,
    });
    driver.channel = channel;
    journal.add({ face: "phone", kind: "dials", phone: this.name, channel: channel.id, detail: exten });
    channel.setVariable("SIPDOMAIN", "127.0.0.1");
    void pbx.dialplan.run(channel);
    return Promise.resolve(driver.call);
  }
}

/** The line between a channel and the phone at its end. */
class PhoneDriver implements ChannelDriver, PhoneCallSide {
  readonly sendsSound = true;
  readonly call: LivePhoneCall;
  channel: Channel | undefined;
  readonly #host: PhoneHost;
  readonly #phone: string;
  #isAnswered = false;
  #hasMedia = false;
  #hasHungUp = false;

  constructor(host: PhoneHost, phone: string) {
    this.#host = host;
    this.#phone = phone;
    this.call = new LivePhoneCall(this);
  }

  get channelId(): string {
    return this.channel?.id ?? "";
  }

  answer(): void {
    this.#isAnswered = true;
    this.#hasMedia = true;
    this.#write("is-answered");
    this.call.tell({ kind: "answered" });
  }

  indicate(condition: Indication): void {
    if (this.#isAnswered) return;
    if (condition === "progress") this.#hasMedia = true;
    if (condition === "ringing") this.#write("rings");
  }

  sendMedia(media: string): (outcome: { complete: boolean; played: number }) => void {
    if (!this.#hasMedia) return () => {};
    this.#write("hears", media);
    const sound = this.call.begin(media);
    return (outcome) => {
      this.#write("heard", media);
      this.call.finish(sound, outcome);
    };
  }

  sendDigit(digit: string, duration: number): void {
    this.sendMedia(`dtmf:${digit}`)({ complete: true, played: duration });
  }

  hangup(cause: number): number {
    // A SIP phone that gets no cause takes BYE for 16, and a final refusal for 21.
    this.end(this.#hasHungUp ? 16 : cause || (this.#isAnswered ? 16 : 21));
    return sipStatusOf(cause);
  }

  end(cause: number): void {
    this.#write("ended", `${cause} ${causeText(cause)}`);
    this.call.tell({ kind: "ended", cause, causeText: causeText(cause) });
  }

  fail(error: unknown): void {
    this.call.tell({ kind: "failed", error });
  }

  async press(keys: string, duration: number, pause: number): Promise<boolean> {
    for (const [index, key] of [...keys].entries()) {
      // deno-lint-ignore no-await-in-loop -- One key after the other.
      if (index > 0 && await this.#pass(pause) === "ended") return false;
      // deno-lint-ignore no-await-in-loop -- One key after the other.
      if (await this.#pass(duration) === "ended") return false;
      this.#write("presses", key);
      this.channel?.receive({ kind: "dtmf", digit: key, duration });
    }
    return true;
  }

  hangUp(): void {
    if (this.channel === undefined || this.#hasHungUp) return;
    this.#hasHungUp = true;
    this.#write("hangs-up");
    // BYE gives no cause; CANCEL ends the call with SIP status 487, which Asterisk takes for "Interworking".
    this.channel.requestHangup(this.#isAnswered ? { soft: false } : { cause: 127, techCause: 487, soft: false });
  }

  /** Lets time pass on the phone, which does not go on when the call ends. */
  async #pass(duration: number): Promise<"passed" | "ended"> {
    return await this.channel?.sleep(duration) === "elapsed" ? "passed" : "ended";
  }

  #write(kind: "rings" | "is-answered" | "hears" | "heard" | "presses" | "hangs-up" | "ended", detail?: string): void {
    const channel = this.channelId;
    this.#host.journal.add({
      face: "phone",
      kind,
      phone: this.#phone,
      channel,
      ...(detail !== undefined && { detail }),
    });
  }
}
