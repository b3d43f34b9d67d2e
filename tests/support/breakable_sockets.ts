import type { Transport } from "@asterism/asterisk/simulator";
import { systemTransport, type WebSocketLike, type WebSocketOptions } from "../../_internal/transport.ts";

/** The WebSockets of a client, on whatever Asterisk, which break when they are told to. */
export class BreakableSockets {
  readonly transport: Partial<Transport>;
  readonly #live = new Map<WebSocketLike & EventTarget, string>();
  readonly #silent = new WeakSet<EventTarget>();

  /** `transport` is the way to the simulator; without it there is the real network. */
  constructor(transport: Partial<Transport> = {}) {
    const add = (socket: WebSocketLike & EventTarget, url: string) => {
      this.#live.set(socket, new URL(url).searchParams.get("app") ?? "");
      socket.addEventListener("close", () => void this.#live.delete(socket));
      // The first listener there is.
      socket.addEventListener("message", (event) => {
        if (this.#silent.has(socket)) event.stopImmediatePropagation();
      });
    };
    this.transport = {
      ...transport,
      WebSocket: class extends (transport.WebSocket ?? systemTransport.WebSocket) {
        constructor(url: string, options?: WebSocketOptions) {
          super(url, options);
          add(this, url);
        }
      },
    };
  }

  /** Lets nothing through any more on those that there are: Asterisk goes on sending. */
  silence(): void {
    for (const socket of this.#live.keys()) this.#silent.add(socket);
  }

  /** Breaks those of one application or of all: to the client they are lost at once, whenever Asterisk takes notice. */
  cut(app?: string): void {
    for (const [socket, of] of [...this.#live]) {
      if (app !== undefined && of !== app) continue;
      this.#live.delete(socket);
      socket.close();
      socket.dispatchEvent(new CloseEvent("close", { code: 1006 }));
    }
  }
}
