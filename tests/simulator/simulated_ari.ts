import type { WebSocketLike } from "../../_internal/transport.ts";
import { simulate, type SimulatedPbx, type SimulateOptions } from "../../simulator/mod.ts";

/** An event as it came over the wire. */
export interface WireEvent {
  readonly type: string;
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  readonly [key: string]: any;
}

/** What a request was answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // deno-lint-ignore no-explicit-any -- Tests look into whatever came.
  readonly body: any;
}

/** A dialplan that sends extension 100 to the application `app`. */
export const stasisDialplan = "[default]\nexten => 100,1,Stasis(app,one,two)\n same => n,Hangup()\n";

/** A simulated PBX in memory, and ARI as bare requests and events. */
export class SimulatedAri implements AsyncDisposable {
  readonly pbx: SimulatedPbx;
  readonly events: WireEvent[] = [];
  readonly #wakers = new Set<() => void>();

  static async open(options: SimulateOptions = {}): Promise<SimulatedAri> {
    const files = { "extensions.conf": stasisDialplan };
    return new SimulatedAri(await simulate({ listen: false, files, ...options }));
  }

  private constructor(pbx: SimulatedPbx) {
    this.pbx = pbx;
  }

  /** The header that logs in. */
  get authorization(): string {
    const { username, password } = this.pbx.ari.user;
    return `Basic ${btoa(`${username}:${password}`)}`;
  }

  /** Sends a request, as in `rest("POST channels/x/answer")`; a body that is no text goes as JSON. */
  async rest(request: string, options: { headers?: Record<string, string>; body?: unknown } = {}): Promise<Answer> {
    const [method = "", path = ""] = request.split(" ");
    const { headers = {}, body } = options;
    const isJson = body !== undefined && typeof body !== "string";
    const response = await this.pbx.transport.fetch(`${this.pbx.ari.url}/ari/${path}`, {
      method,
      headers: {
        authorization: this.authorization,
        ...(isJson && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isJson ? JSON.stringify(body) : String(body) }),
    });
    const text = await response.text();
    const hasJson = text !== "" && response.headers.get("content-type") === "application/json";
    return { status: response.status, headers: response.headers, body: hasJson ? JSON.parse(text) : text };
  }

  /** Opens an event WebSocket and keeps its events. */
  async connect(query = "app=app"): Promise<WebSocketLike> {
    const socket = this.socket(`events?${query}`);
    socket.addEventListener("message", (event) => {
      if (!(event instanceof MessageEvent)) return;
      this.events.push(JSON.parse(event.data));
      for (const wake of [...this.#wakers]) wake();
    });
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return socket;
  }

  /** Starts opening a WebSocket. */
  socket(path: string, headers: Record<string, string> = { authorization: this.authorization }): WebSocketLike {
    const url = `${this.pbx.ari.url.replace("http", "ws")}/ari/${path}`;
    return new this.pbx.transport.WebSocket(url, { headers });
  }

  /** Resolves with the event of this type that comes `nth`, from 1, over all WebSockets. */
  async event(type: string, nth = 1): Promise<WireEvent> {
    while (true) {
      const found = this.events.filter((event) => event.type === type)[nth - 1];
      if (found !== undefined) return found;
      // deno-lint-ignore no-await-in-loop -- Each event is looked at in turn.
      await new Promise<void>((resolve) => this.#wakers.add(resolve));
    }
  }

  /** The types of all events so far. */
  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pbx[Symbol.asyncDispose]();
  }
}
