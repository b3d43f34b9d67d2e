import type { SimulatedPbx, Transport, WebSocketLike, WebSocketOptions } from "@asterism/asterisk/simulator";

/** The network between a client and a simulated Asterisk, which breaks when it is told to. */
export class FaultyTransport {
  readonly transport: Transport;
  /** Whether nothing gets through: requests and handshakes fail. */
  isDown = false;
  /** What requests have in their URL that are never answered. */
  unanswered: string | undefined;
  /** What is waited for before a request goes out. */
  before: ((url: string) => Promise<unknown> | undefined) | undefined;
  /** Answers the next request in Asterisk's place. */
  answer: (() => Response) | undefined;
  /** Whether handshakes are made with a password that is none. */
  hasWrongPassword = false;
  /** How many of the next WebSockets are never answered. */
  hanging = 0;
  /** How many of the next WebSockets open and stay silent, as if Asterisk had lost their application. */
  deaf = 0;
  /** How many WebSockets are not closed, and were at most at once. */
  readonly sockets = { open: 0, most: 0, made: 0 };
  readonly #live = new Set<FaultySocket>();
  /** What it leads to; another one, once connections were cut, is one that has restarted. */
  pbx: SimulatedPbx;

  constructor(pbx: SimulatedPbx) {
    this.pbx = pbx;
    const make = (url: string, options?: WebSocketOptions) => {
      if (this.hanging-- > 0) return "hangs";
      this.hanging = 0;
      const given = this.hasWrongPassword ? { ...options, headers: { authorization: "Basic eDp5" } } : options;
      return this.isDown ? undefined : new this.pbx.transport.WebSocket(url, given);
    };
    const made = (socket: FaultySocket) => this.#add(socket);
    this.transport = {
      connect: (options) => this.pbx.transport.connect(options),
      fetch: async (url, init) => {
        await this.before?.(url);
        if (this.isDown) throw new TypeError("tcp connect error");
        const { answer } = this;
        this.answer = undefined;
        if (answer !== undefined) return answer();
        if (this.unanswered !== undefined && url.includes(this.unanswered)) return await never(init?.signal);
        return await this.pbx.transport.fetch(url, init);
      },
      WebSocket: class extends FaultySocket {
        constructor(url: string, options?: WebSocketOptions) {
          super(url, make(url, options));
          made(this);
        }
      },
    };
  }

  /** Breaks the connections that there are, of one application or of all, without a word to either side's program before it notices. */
  cut(app?: string): void {
    for (const socket of this.#of(app)) socket.cut();
  }

  /** Lets nothing through any more on the connections that there are, of one application or of all, which stay open. */
  silence(app?: string): void {
    for (const socket of this.#of(app)) socket.isDeaf = true;
  }

  #of(app: string | undefined): FaultySocket[] {
    return [...this.#live].filter(({ url }) => app === undefined || new URL(url).searchParams.get("app") === app);
  }

  #add(socket: FaultySocket): void {
    const { sockets } = this;
    if (this.deaf > 0) {
      this.deaf--;
      socket.isDeaf = true;
    }
    this.#live.add(socket);
    sockets.made++;
    sockets.most = Math.max(sockets.most, ++sockets.open);
    socket.addEventListener("close", () => {
      if (this.#live.delete(socket)) sockets.open--;
    });
  }
}

class FaultySocket extends EventTarget implements WebSocketLike {
  readonly url: string;
  readonly #inner: WebSocketLike | undefined;
  readonly #hangs: boolean;
  isDeaf = false;
  #isCut = false;

  constructor(url: string, inner: WebSocketLike | "hangs" | undefined) {
    super();
    this.url = url;
    this.#hangs = inner === "hangs";
    this.#inner = inner === "hangs" ? undefined : inner;
    if (inner === undefined) this.#refuse();
    else if (inner !== "hangs") this.#forward(inner);
  }

  #forward(inner: WebSocketLike): void {
    for (const type of ["open", "message", "error", "close"]) {
      inner.addEventListener(type, (event) => {
        if (this.#isCut || this.isDeaf && type === "message") return;
        this.dispatchEvent(copy(event));
      });
    }
  }

  get readyState(): number {
    return this.#isCut ? 3 : this.#inner?.readyState ?? (this.#hangs ? 0 : 3);
  }

  get protocol(): string {
    return this.#inner?.protocol ?? "";
  }

  get bufferedAmount(): number {
    return 0;
  }

  send(data: string): void {
    if (!this.#isCut) this.#inner?.send(data);
  }

  close(code?: number, reason?: string): void {
    if (this.#hangs) this.cut();
    else if (!this.#isCut) this.#inner?.close(code, reason);
  }

  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#inner?.close();
    this.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  }

  #refuse(): void {
    queueMicrotask(() => {
      this.dispatchEvent(new ErrorEvent("error", { error: new TypeError("tcp connect error") }));
      this.dispatchEvent(new CloseEvent("close", { code: 1006 }));
    });
  }
}

function copy(event: Event): Event {
  if (event instanceof MessageEvent) return new MessageEvent("message", { data: event.data });
  if (event instanceof CloseEvent) return new CloseEvent("close", event);
  if (event instanceof ErrorEvent) return new ErrorEvent("error", { error: event.error, message: event.message });
  return new Event(event.type);
}

function never(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason), { once: true }));
}
