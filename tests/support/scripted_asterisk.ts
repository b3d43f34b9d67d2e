import { setImmediate } from "node:timers";
import type { Transport, WebSocketLike } from "@asterism/asterisk/simulator";

type Answer = { readonly status?: number; readonly body?: unknown; readonly events?: readonly object[] };

/**
 * Asterisk's part in calls that are all alike, as far as a client can see: it keeps nothing, so that what grows is the client's. `answer`
 * says what a request is answered, and what events come of it.
 */
export class ScriptedAsterisk {
  readonly transport: Transport;
  /** The client's WebSocket, once it is open. */
  #socket: ScriptedSocket | undefined;

  constructor(answer: (method: string, path: string, query: URLSearchParams) => Answer) {
    this.transport = {
      connect: () => Promise.reject(new Error("Cannot connect: there is nothing to connect to")),
      fetch: async (url, init) => {
        // As from a network: in one long task nothing that is looked at weakly would ever be let go.
        await new Promise((resolve) => setImmediate(resolve));
        const { pathname, searchParams } = new URL(url);
        const { status = 204, body, events = [] } = answer(init?.method ?? "GET", pathname, searchParams);
        queueMicrotask(() => this.send(...events));
        return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
      },
      WebSocket: scriptedSocket((socket) => this.#socket = socket),
    };
  }

  /** Sends events. */
  send(...events: readonly object[]): void {
    for (const event of events) {
      this.#socket?.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(event) }));
    }
  }
}

function scriptedSocket(made: (socket: ScriptedSocket) => void): Transport["WebSocket"] {
  return class extends ScriptedSocket {
    constructor() {
      super();
      made(this);
    }
  };
}

class ScriptedSocket extends EventTarget implements WebSocketLike {
  readonly protocol = "";
  readonly bufferedAmount = 0;
  readyState = 0;

  constructor() {
    super();
    queueMicrotask(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    });
  }

  send(): void {}

  close(): void {
    this.readyState = 3;
    queueMicrotask(() => this.dispatchEvent(new CloseEvent("close", { code: 1000 })));
  }
}
