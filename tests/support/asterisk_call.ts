/** One call of the test phone: its SIP dialog and its media. */
import type { Socket } from "node:dgram";
import { PACKET_MILLISECONDS, RtpStream } from "./rtp.ts";
import {
  formatSdp,
  hangupCause,
  header,
  type MediaTarget,
  parseSdp,
  respond,
  type SipHeaders,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  transactionMethod,
} from "./sip.ts";
import { closeSocket, LOOPBACK } from "./udp.ts";

export interface AsteriskPhoneOptions {
  /** Where Asterisk's PJSIP listens, by UDP. */
  readonly server: { readonly hostname: string; readonly port: number };
  /** The PJSIP endpoint to be, by the user of the From header. */
  readonly user: string;
  /** The name that the called side is shown. @default {user} */
  readonly displayName?: string;
}

/** How a call has ended. */
export interface CallEnd {
  /** Who has ended it. */
  readonly by: "phone" | "asterisk";
  /** The hangup cause (Q.850): what Asterisk has given, undefined when it gave none, 16 when the phone has hung up. */
  readonly cause: number | undefined;
  /** The SIP status with which Asterisk has refused the call. */
  readonly status?: number;
}

/** What a call needs of its phone. */
export interface CallSetup extends AsteriskPhoneOptions {
  readonly port: number;
  readonly media: Socket;
  readonly send: (message: SipMessage) => void;
}

const NORMAL_CLEARING = 16;

/** How long Asterisk may take to confirm that we hang up. It takes a millisecond, or it is dead. */
const HANGUP_MILLISECONDS = 3_000;

/** A call that the phone has placed. Dispose of it to hang up. */
export class AsteriskCall implements AsyncDisposable {
  /** The Call-ID. */
  readonly id: string = crypto.randomUUID();
  readonly #setup: CallSetup;
  readonly #invite: SipRequest;
  readonly #taken = Promise.withResolvers<void>();
  readonly #answered = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<CallEnd>();
  #state: "calling" | "answered" | "canceling" | "leaving" | "ended" = "calling";
  /** The To header with Asterisk's tag, and the URI that requests in the dialog go to. */
  #remote: { to: string; uri: string } | undefined;
  #stream: RtpStream | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #mediaClosed: Promise<void> | undefined;
  #sequence = 1;
  #held: PromiseWithResolvers<void> | undefined;
  #referred: PromiseWithResolvers<number> | undefined;

  /** Sends the INVITE. */
  constructor(extension: string, setup: CallSetup) {
    this.#setup = setup;
    const { server, user, displayName = user } = setup;
    const host = `${server.hostname}:${server.port}`;
    this.#invite = {
      kind: "request",
      method: "INVITE",
      uri: `sip:${extension}@${host}`,
      headers: [
        ["Via", this.#newVia()],
        ["Max-Forwards", "70"],
        ["From", `"${displayName}" <sip:${user}@${LOOPBACK}>;tag=${randomToken()}`],
        ["To", `<sip:${extension}@${host}>`],
        ["Call-ID", this.id],
        ["CSeq", "1 INVITE"],
        ["Contact", `<sip:${user}@${LOOPBACK}:${setup.port}>`],
        ["Allow", "INVITE, ACK, CANCEL, BYE, OPTIONS"],
        ["Content-Type", "application/sdp"],
      ],
      body: formatSdp({ hostname: LOOPBACK, port: setup.media.address().port }),
    };
    // Whoever does not wait for the answer does not want to hear that there is none.
    this.#answered.promise.catch(() => {});
    setup.send(this.#invite);
  }

  /** Waits for Asterisk's first response. While the call is not answered, an aborted signal hangs it up. */
  async taken({ signal }: { signal?: AbortSignal } = {}): Promise<void> {
    if (!signal) return await this.#taken.promise;
    const giveUp = () => {
      if (this.#state !== "calling") return;
      this.#answered.reject(signal.reason);
      this.#cancel();
    };
    signal.addEventListener("abort", giveUp);
    const forget = () => signal.removeEventListener("abort", giveUp);
    this.#answered.promise.then(forget, forget);
    await orAborted(this.#taken.promise, signal);
  }

  /** Resolves when Asterisk answers; rejects when the call ends before. */
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  /** Waits for the end of the call, whoever ends it. */
  ended({ signal }: { signal?: AbortSignal } = {}): Promise<CallEnd> {
    return orAborted(this.#ended.promise, signal);
  }

  /** Presses keys, one after the other, for 100 ms each with 60 ms between. Resolves when the last is up again, or when the
   *  call has ended. */
  async press(digits: string): Promise<void> {
    const stream = this.#stream;
    if (!stream) throw new TypeError(`Cannot press "${digits}": the call is ${this.#state} and has no media`);
    const pressed = Array.from(digits, (digit) => stream.press(digit));
    await Promise.race([Promise.all(pressed), this.#ended.promise]);
  }

  /** Holds the call, or takes it back, and waits until Asterisk has agreed. */
  async hold(isHeld: boolean): Promise<void> {
    this.#held = Promise.withResolvers();
    const body = this.#invite.body.replace("a=sendrecv", isHeld ? "a=sendonly" : "a=sendrecv");
    this.#setup.send(this.#request("INVITE", [["Content-Type", "application/sdp"]], body));
    await Promise.race([this.#held.promise, this.#ended.promise]);
  }

  /**
   * Transfers the other side of the call to an extension, or to the other side of another call of this phone. Resolves with
   * the SIP status that Asterisk gives in the end.
   */
  async transfer(target: string | AsteriskCall): Promise<number> {
    this.#referred = Promise.withResolvers();
    const { hostname, port } = this.#setup.server;
    const address = typeof target === "string" ? `sip:${target}@${hostname}:${port}` : target.#replacing;
    this.#setup.send(this.#request("REFER", [["Refer-To", `<${address}>`]]));
    return await this.#referred.promise;
  }

  /** Hangs up, and waits until Asterisk has seen it. Harmless when the call has ended already. */
  async hangup(): Promise<void> {
    if (this.#state === "calling") this.#cancel();
    if (this.#state === "answered") this.#bye();
    await this.#ended.promise;
    await this.#mediaClosed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hangup();
  }

  /** Takes a message of this call from the phone's socket. */
  receive(message: SipMessage): void {
    if (message.kind === "request") return this.#receiveRequest(message);
    this.#taken.resolve();
    switch (transactionMethod(message)) {
      case "INVITE":
        if (sequenceOf(message) > 1) return this.#receiveHeld(message);
        return message.status < 300 ? this.#receiveProgress(message) : this.#receiveRefusal(message);
      case "REFER":
        return message.status >= 300 ? this.#referred?.resolve(message.status) : undefined;
      case "BYE":
        return this.#end({ by: "phone", cause: NORMAL_CLEARING });
    }
  }

  #receiveRequest(request: SipRequest): void {
    const { send } = this.#setup;
    switch (request.method) {
      case "ACK":
        return;
      case "OPTIONS":
        return send(respond(request, 200, "OK"));
      case "NOTIFY": {
        send(respond(request, 200, "OK"));
        const status = Number(/^SIP\/2\.0 ([2-6][0-9]{2})/.exec(request.body)?.[1]);
        return status >= 200 ? this.#referred?.resolve(status) : undefined;
      }
      case "BYE":
        send(respond(request, 200, "OK"));
        return this.#end({ by: "asterisk", cause: hangupCause(request) });
      case "INVITE": {
        // Asterisk offers other media, or asks for ours: they stay as they are.
        const headers = this.#inviteHeaders(["Contact", "Content-Type"]);
        return send(respond(request, 200, "OK", { headers, body: this.#invite.body }));
      }
      default:
        return send(respond(request, 405, "Method Not Allowed"));
    }
  }

  #receiveProgress(response: SipResponse): void {
    const target = parseSdp(response.body);
    if (target) this.#startMedia(target);
    if (response.status < 200) return;
    const uri = /<([^>]+)>/.exec(header(response, "Contact") ?? "")?.[1] ?? this.#invite.uri;
    this.#remote = { to: header(response, "To") ?? "", uri };
    // Asterisk repeats its answer until it has seen an ACK.
    this.#setup.send(this.#request("ACK", [], "", 1));
    if (this.#state === "calling") {
      this.#state = "answered";
      this.#answered.resolve();
    } else if (this.#state === "canceling") {
      // The answer has crossed our CANCEL.
      this.#bye();
    }
  }

  #receiveHeld(response: SipResponse): void {
    if (response.status < 200) return;
    this.#setup.send(this.#request("ACK", [], "", sequenceOf(response)));
    this.#held?.resolve();
  }

  #receiveRefusal(response: SipResponse): void {
    // The ACK of a refusal belongs to the INVITE's own transaction (RFC 3261, 17.1.1.3).
    this.#setup.send(this.#inTransaction("ACK", header(response, "To") ?? ""));
    if (this.#state === "canceling") return this.#end({ by: "phone", cause: NORMAL_CLEARING });
    this.#end({ by: "asterisk", cause: hangupCause(response), status: response.status });
  }

  #cancel(): void {
    this.#leave("canceling");
    // Before Asterisk has the INVITE it could not know what to cancel.
    this.#taken.promise.then(() => {
      if (this.#state !== "canceling") return;
      this.#setup.send(this.#inTransaction("CANCEL", header(this.#invite, "To") ?? ""));
    });
  }

  #bye(): void {
    this.#leave("leaving");
    this.#stopMedia();
    this.#setup.send(this.#request("BYE"));
  }

  #leave(state: "canceling" | "leaving"): void {
    this.#state = state;
    // deno-lint-ignore asterism/no-sleep-in-tests -- no test waits for it: it keeps a dead Asterisk from hanging the suite.
    this.#deadline ??= setTimeout(() => this.#end({ by: "phone", cause: undefined }), HANGUP_MILLISECONDS);
  }

  #end(end: CallEnd): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    clearTimeout(this.#deadline);
    this.#stopMedia();
    this.#mediaClosed = closeSocket(this.#setup.media);
    const { status = "none", cause = "none" } = end;
    this.#answered.reject(
      new Error(`Cannot be answered: the call has ended, SIP status ${status}, hangup cause ${cause}`),
    );
    this.#taken.resolve();
    this.#ended.resolve(end);
  }

  #startMedia({ hostname, port, digitType }: MediaTarget): void {
    if (this.#stream || this.#state === "ended") return;
    const { media } = this.#setup;
    const stream = new RtpStream({ ssrc: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0, digitType });
    this.#stream = stream;
    this.#ticks = setInterval(() => {
      for (const packet of stream.next()) media.send(packet, port, hostname);
    }, PACKET_MILLISECONDS);
  }

  #stopMedia(): void {
    clearInterval(this.#ticks);
    this.#stream = undefined;
  }

  // A request of the INVITE's own transaction: same branch, same number.
  #inTransaction(method: "ACK" | "CANCEL", to: string): SipRequest {
    const headers = this.#inviteHeaders(["Via", "Max-Forwards", "From", "Call-ID"]);
    return { ...this.#invite, method, headers: [...headers, ["To", to], ["CSeq", `1 ${method}`]], body: "" };
  }

  // A request in the dialog, once it is answered.
  #request(method: string, more: SipHeaders = [], body = "", sequence: number = ++this.#sequence): SipRequest {
    const { to, uri } = this.#remote ?? { to: "", uri: this.#invite.uri };
    const headers = this.#inviteHeaders(["Max-Forwards", "From", "Call-ID", "Contact"]);
    return {
      kind: "request",
      method,
      uri,
      headers: [["Via", this.#newVia()], ...headers, ["To", to], ["CSeq", `${sequence} ${method}`], ...more],
      body,
    };
  }

  /** The address that a call goes to when it is to replace this one (RFC 3891). */
  get #replacing(): string {
    const { to, uri } = this.#remote ?? { to: "", uri: "" };
    const tag = (value: string) => /;tag=([^;]+)/.exec(value)?.[1] ?? "";
    const replaces = `${this.id};to-tag=${tag(to)};from-tag=${tag(header(this.#invite, "From") ?? "")}`;
    return `${uri}?Replaces=${encodeURIComponent(replaces)}`;
  }

  #inviteHeaders(names: readonly string[]): SipHeaders {
    return this.#invite.headers.filter(([name]) => names.includes(name));
  }

  #newVia(): string {
    return `SIP/2.0/UDP ${LOOPBACK}:${this.#setup.port};branch=z9hG4bK${randomToken()};rport`;
  }
}

function sequenceOf(message: SipMessage): number {
  return Number.parseInt(header(message, "CSeq") ?? "");
}

function randomToken(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

/** Waits for a promise, or for the signal: then rejects with its reason. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return await promise;
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
