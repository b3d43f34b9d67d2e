/**
 * A real SIP phone for the conformance suite: it calls Asterisk as a PJSIP endpoint, sends silence, presses digits and
 * hangs up. It works on loopback, where no datagram is lost, so it repeats no request.
 */
import type { Socket } from "node:dgram";
import { AsteriskCall, type AsteriskPhoneOptions } from "./asterisk_call.ts";
import { formatSip, header, parseSip, respond, type SipMessage } from "./sip.ts";
import { closeSocket, openSocket } from "./udp.ts";

export { AsteriskCall, type AsteriskPhoneOptions, type CallEnd } from "./asterisk_call.ts";

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
  readonly #calls = new Map<string, AsteriskCall>();
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

  /** Hangs up all calls, and waits until Asterisk has seen it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#closed ??= this.#close();
  }

  async #close(): Promise<void> {
    await Promise.all(Array.from(this.#calls.values(), (call) => call[Symbol.asyncDispose]()));
    await closeSocket(this.#socket);
  }

  #receive(message: SipMessage): void {
    const call = this.#calls.get(header(message, "Call-ID") ?? "");
    if (call) return call.receive(message);
    // Nobody can call this phone. A question whether it is there is answered.
    if (message.kind === "response" || message.method === "ACK") return;
    this.#send(
      message.method === "OPTIONS" ? respond(message, 200, "OK") : respond(message, 481, "Call Does Not Exist"),
    );
  }

  #send(message: SipMessage): void {
    const { hostname, port } = this.#options.server;
    this.#socket.send(formatSip(message), port, hostname);
  }
}
