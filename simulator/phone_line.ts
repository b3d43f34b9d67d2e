import { NotSimulatedError } from "./errors.ts";
import type { Channel } from "./core/channel.ts";
import type { EndpointLine } from "./core/endpoints.ts";
import type { TextMessageSnapshot } from "./core/facts.ts";
import type { Pbx } from "./core/pbx.ts";
import type { EndpointOptions } from "./endpoint_options.ts";
import { runCallScript } from "./endpoint_script.ts";
import type { JournalRecorder } from "./journal_recorder.ts";
import type {
  CallOptions,
  IncomingPhoneCall,
  Phone,
  PhoneCall,
  PhoneMessage,
  PhoneOptions,
  WaitOptions,
} from "./phone.ts";
import { PhoneDriver } from "./phone_driver.ts";
import { sendText } from "./phone_text.ts";
import { refer, type ReferTarget } from "./phone_transfer.ts";
import { randomUuid } from "./random.ts";
import { WaitingQueue } from "./waiting_queue.ts";

/** What a phone needs of the simulator. */
export interface PhoneHost {
  /** The PBX. */
  readonly pbx: Pbx;
  /** Where everything is written down. */
  readonly journal: JournalRecorder;
  /** Is told when a script of an endpoint has failed. */
  onFailure(error: unknown): void;
}

/** The most calls, messages or referrals that wait for somebody to ask for them; the oldest go first. */
const maxWaiting = 1_000;

/** What is at the end of an endpoint: takes the calls and messages to it, for whoever asks, or for its script. */
export class PhoneLine implements EndpointLine {
  readonly context: string;
  readonly calls: WaitingQueue<IncomingPhoneCall> = new WaitingQueue(maxWaiting);
  readonly messages: WaitingQueue<PhoneMessage> = new WaitingQueue(maxWaiting);
  readonly referrals: WaitingQueue<string> = new WaitingQueue(maxWaiting);
  readonly #host: PhoneHost;
  readonly #name: string;
  readonly #onCall: EndpointOptions["onCall"];

  constructor(host: PhoneHost, name: string, options: Pick<EndpointOptions, "context" | "onCall"> = {}) {
    this.#host = host;
    this.#name = name;
    this.context = options.context ?? "default";
    this.#onCall = options.onCall;
  }

  takeCall(): PhoneDriver {
    const { journal, pbx: { clock, random } } = this.#host;
    const onCall = (driver: PhoneDriver) => void this.#handle(driver);
    return new PhoneDriver({ journal, phone: this.#name, clock, random, onCall, refer: this.refer });
  }

  /** Transfers the other side of a call. */
  readonly refer = async (channel: Channel, target: ReferTarget): Promise<number> => {
    if (!this.#name.startsWith("PJSIP/")) {
      throw new NotSimulatedError(
        `Cannot transfer: phones like "${this.#name}" do it in another way, which is not simulated`,
      );
    }
    return await refer(this.#host.pbx, channel, { target, context: this.context });
  };

  takeMessage(message: TextMessageSnapshot): void {
    this.#host.journal.add({ face: "phone", kind: "reads", phone: this.#name, channel: "", detail: message.body });
    this.messages.push(message);
  }

  takeRefer(referTo: string): void {
    this.#host.journal.add({ face: "phone", kind: "is-redirected", phone: this.#name, channel: "", detail: referTo });
    this.referrals.push(referTo);
  }

  async #handle(driver: PhoneDriver): Promise<void> {
    const { call } = driver;
    if (this.#onCall === undefined) {
      call.ring();
      return this.calls.push(call);
    }
    try {
      await (typeof this.#onCall === "function" ? this.#onCall(call) : runCallScript(call, this.#onCall));
    } catch (error) {
      // A call that ended in the middle of its script is no failure.
      if (call.isOver) return;
      this.#host.onFailure(error);
      driver.hangUp();
    }
  }
}

/** A {@linkcode Phone} on a PBX. */
export class LivePhone implements Phone {
  readonly name: string;
  readonly #host: PhoneHost;
  readonly #line: PhoneLine;
  readonly #callerId: { readonly name: string; readonly number: string };
  readonly #context: string;

  constructor(host: PhoneHost, line: PhoneLine, phone: { name: string; options?: PhoneOptions }) {
    const { name, options: { callerId = {}, context = line.context } = {} } = phone;
    const { resource } = parsePhoneName(name);
    this.name = name;
    this.#host = host;
    this.#line = line;
    this.#context = context;
    this.#callerId = {
      name: callerId.name ?? resource.charAt(0).toUpperCase() + resource.slice(1),
      number: callerId.number ?? resource,
    };
  }

  call(exten: string, options: CallOptions = {}): Promise<PhoneCall> {
    const { callerId = {} } = options;
    const { pbx, journal } = this.#host;
    const { clock, random } = pbx;
    const driver = new PhoneDriver({ journal, phone: this.name, clock, random, refer: this.#line.refer });
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

  async send(exten: string, body: string): Promise<number> {
    const { pbx, journal } = this.#host;
    const { name, number } = this.#callerId;
    journal.add({ face: "phone", kind: "writes", phone: this.name, channel: "", detail: body });
    return await Promise.resolve(sendText(pbx, {
      endpoint: this.#endpoint,
      from: `"${name}" <sip:${number}@127.0.0.1>`,
      context: this.#context,
      exten,
      body,
    }));
  }

  incoming(options: WaitOptions = {}): Promise<IncomingPhoneCall> {
    return this.#line.calls.take(options);
  }

  register(): void {
    this.#endpoint.setState("online");
  }

  unregister(): void {
    this.#endpoint.setState("offline");
  }

  message(options: WaitOptions = {}): Promise<PhoneMessage> {
    return this.#line.messages.take(options);
  }

  referred(options: WaitOptions = {}): Promise<string> {
    return this.#line.referrals.take(options);
  }

  get #endpoint() {
    return this.#host.pbx.addEndpoint(parsePhoneName(this.name), "online");
  }
}

/** Splits `PJSIP/alice`. Throws a `TypeError` for anything else. */
export function parsePhoneName(name: string): { technology: string; resource: string } {
  const [, technology, resource] = /^(\w+)\/([^\s/@]+)$/.exec(name) ?? [];
  if (technology === undefined || resource === undefined) {
    throw new TypeError(`Cannot make a phone of "${name}": a phone is named by technology and user, as "PJSIP/alice"`);
  }
  if (notEndpoints.has(technology.toLowerCase())) {
    throw new NotSimulatedError(
      `Cannot make a phone of "${name}": channels of ${technology} have no endpoints, use PJSIP or another technology`,
    );
  }
  return { technology, resource };
}

/** Technologies whose channels lead elsewhere. */
const notEndpoints: ReadonlySet<string> = new Set(["local", "snoop", "unicastrtp", "audiosocket", "websocket"]);
