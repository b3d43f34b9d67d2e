/** One call that Asterisk has placed to the test phone: its SIP dialog and its media. */
import type { CallEnd, CallSetup } from "./asterisk_call.ts";
import { PACKET_MILLISECONDS, RtpStream } from "./rtp.ts";
import {
  formatSdp,
  hangupCause,
  header,
  parseSdp,
  respond,
  type SipHeaders,
  type SipMessage,
  type SipRequest,
  transactionMethod,
} from "./sip.ts";
import { closeSocket, LOOPBACK } from "./udp.ts";

const NORMAL_CLEARING = 16;

/** A call to the phone. Nothing is said to Asterisk until somebody says it. Dispose of it to end it. */
export class AsteriskIncomingCall implements AsyncDisposable {
  /** The Call-ID. */
  readonly id: string;
  /** The caller's name and number, as the From header has them. */
  readonly from: string;
  readonly #invite: SipRequest;
  readonly #setup: CallSetup;
  readonly #tag = crypto.randomUUID().replaceAll("-", "");
  readonly #acknowledged = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<CallEnd>();
  #changed: PromiseWithResolvers<void> | undefined;
  #state: "ringing" | "answered" | "leaving" | "ended" = "ringing";
  #sequence = 0;
  #stream: RtpStream | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;

  constructor(invite: SipRequest, setup: CallSetup) {
    this.#invite = invite;
    this.#setup = setup;
    this.id = header(invite, "Call-ID") ?? "";
    this.from = header(invite, "From") ?? "";
  }

  /** Says that the phone rings. */
  ring(): void {
    this.#respond(180, "Ringing");
  }

  /** Sends media before the answer. */
  progress(): void {
    this.#startMedia();
    this.#respond(183, "Session Progress", this.#offer());
  }

  /** Answers, and waits until Asterisk has seen it. */
  async answer(): Promise<void> {
    this.#state = "answered";
    this.#startMedia();
    this.#respond(200, "OK", this.#offer());
    await this.#acknowledged.promise;
  }

  /** Refuses the call with a SIP status. */
  async reject(status: number, reason = "Rejected"): Promise<void> {
    this.#respond(status, reason);
    this.#end({ by: "phone", cause: undefined, status });
    await this.#ended.promise;
  }

  /** Holds the call, or takes it back, and waits until Asterisk has agreed. */
  async hold(isHeld: boolean): Promise<void> {
    this.#changed = Promise.withResolvers();
    const { headers, body } = this.#offer();
    const direction = isHeld ? "a=sendonly" : "a=sendrecv";
    this.#setup.send(this.#request("INVITE", headers, body.replace("a=sendrecv", direction)));
    await this.#changed.promise;
  }

  /** Presses keys, one after the other, for 100 ms each. */
  async press(digits: string): Promise<void> {
    const stream = this.#stream;
    if (!stream) throw new TypeError(`Cannot press "${digits}": the call has no media`);
    await Promise.race([Promise.all(Array.from(digits, (digit) => stream.press(digit))), this.#ended.promise]);
  }

  /** Hangs up, and waits until Asterisk has seen it; a call that is not answered is declined. */
  async hangup(): Promise<void> {
    if (this.#state === "ringing") return await this.reject(603, "Decline");
    if (this.#state === "answered") {
      this.#state = "leaving";
      this.#setup.send(this.#request("BYE", [], ""));
    }
    await this.#ended.promise;
  }

  /** Waits for the end of the call, whoever ends it. */
  ended(): Promise<CallEnd> {
    return this.#ended.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hangup();
  }

  /** Takes a message of this call from the phone's socket. */
  receive(message: SipMessage): void {
    const { send } = this.#setup;
    if (message.kind === "response") {
      if (transactionMethod(message) === "BYE") this.#end({ by: "phone", cause: NORMAL_CLEARING });
      if (transactionMethod(message) === "INVITE" && message.status >= 200) {
        send(this.#request("ACK", [], "", this.#sequence));
        this.#changed?.resolve();
      }
      return;
    }
    switch (message.method) {
      case "ACK":
        return this.#acknowledged.resolve();
      case "CANCEL":
        send(respond(message, 200, "OK"));
        this.#respond(487, "Request Terminated");
        return this.#end({ by: "asterisk", cause: hangupCause(message) });
      case "BYE":
        send(respond(message, 200, "OK"));
        return this.#end({ by: "asterisk", cause: hangupCause(message) });
      case "INVITE":
        return send(respond(message, 200, "OK", this.#offer()));
      case "OPTIONS":
        return send(respond(message, 200, "OK"));
      default:
        return send(respond(message, 405, "Method Not Allowed"));
    }
  }

  #offer(): { headers: SipHeaders; body: string } {
    return {
      headers: [["Contact", this.#contact], ["Content-Type", "application/sdp"]],
      body: formatSdp({ hostname: LOOPBACK, port: this.#setup.media.address().port }),
    };
  }

  get #contact(): string {
    return `<sip:${this.#setup.user}@${LOOPBACK}:${this.#setup.port}>`;
  }

  #respond(status: number, reason: string, { headers = [], body = "" }: { headers?: SipHeaders; body?: string } = {}) {
    const response = respond(this.#invite, status, reason, { headers, body });
    const tagged = response.headers.map(([name, value]): [string, string] => {
      return name.toLowerCase() === "to" ? [name, `${value};tag=${this.#tag}`] : [name, value];
    });
    this.#setup.send({ ...response, headers: tagged });
  }

  /** A request in the dialog, from this side: what was From is To. */
  #request(method: string, headers: SipHeaders, body: string, sequence = ++this.#sequence): SipRequest {
    const of = (name: string) => header(this.#invite, name) ?? "";
    const branch = `z9hG4bK${crypto.randomUUID().replaceAll("-", "")}`;
    return {
      kind: "request",
      method,
      uri: /<([^>]+)>/.exec(of("Contact"))?.[1] ?? "",
      headers: [
        ["Via", `SIP/2.0/UDP ${LOOPBACK}:${this.#setup.port};branch=${branch};rport`],
        ["Max-Forwards", "70"],
        ["From", `${of("To")};tag=${this.#tag}`],
        ["To", of("From")],
        ["Call-ID", this.id],
        ["CSeq", `${sequence} ${method}`],
        ...headers,
      ],
      body,
    };
  }

  #startMedia(): void {
    const target = parseSdp(this.#invite.body);
    if (this.#stream !== undefined || target === undefined) return;
    const stream = new RtpStream({
      ssrc: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
      digitType: target.digitType,
    });
    this.#stream = stream;
    this.#ticks = setInterval(() => {
      for (const packet of stream.next()) this.#setup.media.send(packet, target.port, target.hostname);
    }, PACKET_MILLISECONDS);
  }

  #end(end: CallEnd): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    clearInterval(this.#ticks);
    this.#acknowledged.resolve();
    this.#changed?.resolve();
    void closeSocket(this.#setup.media).then(() => this.#ended.resolve(end));
  }
}
