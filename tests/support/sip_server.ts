/** The other side of the test phone in its own tests: a script of what a server receives and sends. */
import type { Socket } from "node:dgram";
import {
  formatSip,
  header,
  parseSip,
  respond,
  type SipHeaders,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  transactionMethod,
} from "./sip.ts";
import { closeSocket, LOOPBACK, openSocket } from "./udp.ts";

export class FakeServer implements AsyncDisposable {
  readonly hostname: string = LOOPBACK;
  readonly #sip: Socket;
  readonly #media: Socket;
  readonly #received: SipMessage[] = [];
  readonly #digits: string[] = [];
  #phonePort = 0;
  #changed = Promise.withResolvers<void>();

  static async open(): Promise<FakeServer> {
    return new FakeServer(await openSocket(), await openSocket());
  }

  private constructor(sip: Socket, media: Socket) {
    this.#sip = sip;
    this.#media = media;
    sip.on("message", (datagram: Uint8Array, { port }: { port: number }) => {
      const message = parseSip(datagram);
      if (!message) return;
      this.#phonePort = port;
      this.#received.push(message);
      this.#change();
    });
    media.on("message", (packet: Uint8Array) => {
      const [, type = 0] = packet;
      // The first packet of a digit is marked.
      if (type !== (0x80 | 101)) return;
      this.#digits.push("0123456789*#ABCD"[packet[12] ?? 0] ?? "");
      this.#change();
    });
  }

  get port(): number {
    return this.#sip.address().port;
  }

  get mediaPort(): number {
    return this.#media.address().port;
  }

  /** Waits for the next request of this method, and forgets it. */
  async request(method: string): Promise<SipRequest> {
    return await this.#take((message) => message.kind === "request" && message.method === method ? message : undefined);
  }

  /** Waits for the next response to a request of this method. */
  async response(method: string): Promise<SipResponse> {
    return await this.#take((message) =>
      message.kind === "response" && transactionMethod(message) === method ? message : undefined
    );
  }

  /** Waits for so many digits. */
  async digits(count: number): Promise<string[]> {
    while (this.#digits.length < count) await this.#changed.promise;
    return this.#digits;
  }

  respond(
    request: SipRequest,
    status: number,
    reason: string,
    options?: { headers?: SipHeaders; body?: string },
  ): void {
    this.send(respond(request, status, reason, options));
  }

  /** The headers of a request in the dialog of an INVITE, from this side. */
  dialog(invite: SipRequest, sequence: string): SipHeaders {
    const of = (name: string) => header(invite, name) ?? "";
    return [["Via", of("Via")], ["From", of("To")], ["To", of("From")], ["Call-ID", of("Call-ID")], ["CSeq", sequence]];
  }

  send(message: SipMessage): void {
    this.sendBytes(formatSip(message));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#sip.send(bytes, this.#phonePort, LOOPBACK);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await closeSocket(this.#sip);
    await closeSocket(this.#media);
  }

  async #take<T extends SipMessage>(select: (message: SipMessage) => T | undefined): Promise<T> {
    while (true) {
      for (const [index, message] of this.#received.entries()) {
        const wanted = select(message);
        if (!wanted) continue;
        this.#received.splice(index, 1);
        return wanted;
      }
      await this.#changed.promise;
    }
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
