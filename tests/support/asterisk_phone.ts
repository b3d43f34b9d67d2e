/**
 * A real SIP phone for the conformance suite: it calls Asterisk as a PJSIP endpoint, sends silence, presses digits and
 * hangs up. It works on loopback, where no datagram is lost, so it repeats no request.
 */
import type { Socket } from "node:dgram";
import { AsteriskCall, type AsteriskPhoneOptions } from "./asterisk_call.ts";
import { AsteriskIncomingCall } from "./asterisk_incoming_call.ts";
import { formatSip, header, parseSip, respond, type SipMessage, type SipRequest, transactionMethod } from "./sip.ts";
import { closeSocket, LOOPBACK, openSocket } from "./udp.ts";

export { AsteriskCall, type AsteriskPhoneOptions, type CallEnd } from "./asterisk_call.ts";
export { AsteriskIncomingCall } from "./asterisk_incoming_call.ts";

/** How long a registration lasts, in seconds; the phone takes it back when it is closed. */
const REGISTRATION_SECONDS = 120;

/** A phone. It can have several calls. Dispose of it to hang them all up and close its port.
 *
 * ```ts ignore
 * await using phone = await AsteriskPhone.open({ server: { hostname: "127.0.0.1", port: 15060 }, user: "alice" });
 * const call = await phone.call("100");
 * await call.answered;
 * await call.press("4");
 * await call.hangup();
 * const { cause } = await call.ended();
 * ```
 */
export class AsteriskPhone implements AsyncDisposable {
  readonly #options: AsteriskPhoneOptions;
  readonly #socket: Socket;
  readonly #calls = new Map<string, AsteriskCall | AsteriskIncomingCall>();
  readonly #incoming: AsteriskIncomingCall[] = [];
  /** Texts that are not answered yet, by their Call-ID. */
  readonly #messages = new Map<string, (status: number) => void>();
  #arrived = Promise.withResolvers<void>();
  #registered = Promise.withResolvers<void>();
  #registrations = 0;
  #closed: Promise<void> | undefined;

  /** Opens a phone on a free port. */
  static async open(options: AsteriskPhoneOptions): Promise<AsteriskPhone> {
    return new AsteriskPhone(options, await openSocket());
  }

  private constructor(options: AsteriskPhoneOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    socket.on("message", (datagram: Uint8Array) => {
      const message = parseSip(datagram);
      if (message) this.#receive(message);
    });
  }

  /** Calls an extension. Resolves when Asterisk has taken the call, long before it is answered. While it is not answered,
   *  an aborted signal hangs it up. */
  async call(extension: string, options: { signal?: AbortSignal } = {}): Promise<AsteriskCall> {
    options.signal?.throwIfAborted();
    if (this.#closed) throw new TypeError(`Cannot call "${extension}": the phone is closed`);
    const media = await openSocket();
    const { port } = this.#socket.address();
    const call = new AsteriskCall(extension, { ...this.#options, port, media, send: (message) => this.#send(message) });
    this.#calls.set(call.id, call);
    await call.taken(options);
    return call;
  }

  /** Sends a text to an extension, outside of any call. Resolves with the SIP status of Asterisk's answer. */
  async message(extension: string, text: string): Promise<number> {
    const { server: { hostname, port }, user, displayName = user } = this.#options;
    const token = () => crypto.randomUUID().replaceAll("-", "");
    const id = token();
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#messages.set(id, resolve);
    this.#send({
      kind: "request",
      method: "MESSAGE",
      uri: `sip:${extension}@${hostname}:${port}`,
      headers: [
        ["Via", `SIP/2.0/UDP ${LOOPBACK}:${this.#socket.address().port};branch=z9hG4bK${token()};rport`],
        ["Max-Forwards", "70"],
        ["From", `"${displayName}" <sip:${user}@${LOOPBACK}>;tag=${token()}`],
        ["To", `<sip:${extension}@${hostname}>`],
        ["Call-ID", id],
        ["CSeq", "1 MESSAGE"],
        ["Content-Type", "text/plain"],
      ],
      body: text,
    });
    return await promise;
  }

  /** Registers, so that Asterisk can call it, and waits until Asterisk has agreed. */
  async register(): Promise<void> {
    await this.#register(REGISTRATION_SECONDS);
  }

  /** Waits for the next call to this phone, which has to be registered. */
  async incoming(): Promise<AsteriskIncomingCall> {
    while (true) {
      const call = this.#incoming.shift();
      if (call !== undefined) return call;
      await this.#arrived.promise;
    }
  }

  /** Hangs up all calls, and waits until Asterisk has seen it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#closed ??= this.#close();
  }

  async #close(): Promise<void> {
    await Promise.all(Array.from(this.#calls.values(), (call) => call[Symbol.asyncDispose]()));
    if (this.#registrations > 0) await this.#register(0);
    await closeSocket(this.#socket);
  }

  #receive(message: SipMessage): void {
    const call = this.#calls.get(header(message, "Call-ID") ?? "");
    if (call) return call.receive(message);
    if (message.kind === "response") {
      if (transactionMethod(message) === "REGISTER" && message.status === 200) this.#registered.resolve();
      if (transactionMethod(message) === "MESSAGE" && message.status >= 200) {
        const id = header(message, "Call-ID") ?? "";
        this.#messages.get(id)?.(message.status);
        this.#messages.delete(id);
      }
      return;
    }
    if (message.method === "INVITE" && this.#registrations > 0) return void this.#ring(message);
    // A question whether it is there is answered.
    if (message.method === "ACK") return;
    this.#send(
      message.method === "OPTIONS" ? respond(message, 200, "OK") : respond(message, 481, "Call Does Not Exist"),
    );
  }

  async #ring(invite: SipRequest): Promise<void> {
    const media = await openSocket();
    const { port } = this.#socket.address();
    const call = new AsteriskIncomingCall(invite, {
      ...this.#options,
      port,
      media,
      send: (message) => this.#send(message),
    });
    this.#calls.set(call.id, call);
    this.#incoming.push(call);
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  async #register(seconds: number): Promise<void> {
    const { server: { hostname, port }, user } = this.#options;
    const own = `${LOOPBACK}:${this.#socket.address().port}`;
    const token = () => crypto.randomUUID().replaceAll("-", "");
    this.#registered = Promise.withResolvers();
    this.#send({
      kind: "request",
      method: "REGISTER",
      uri: `sip:${hostname}:${port}`,
      headers: [
        ["Via", `SIP/2.0/UDP ${own};branch=z9hG4bK${token()};rport`],
        ["Max-Forwards", "70"],
        ["From", `<sip:${user}@${LOOPBACK}>;tag=${token()}`],
        ["To", `<sip:${user}@${LOOPBACK}>`],
        ["Call-ID", token()],
        ["CSeq", `${++this.#registrations} REGISTER`],
        ["Contact", `<sip:${user}@${own}>`],
        ["Expires", String(seconds)],
      ],
      body: "",
    });
    await this.#registered.promise;
  }

  #send(message: SipMessage): void {
    const { hostname, port } = this.#options.server;
    this.#socket.send(formatSip(message), port, hostname);
  }
}
