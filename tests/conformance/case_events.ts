import type { WebSocketLike } from "../../_internal/transport.ts";
import type { World } from "./case_world.ts";
import { leave } from "./leave.ts";

interface ReceivedEvent {
  readonly text: string;
  readonly type: string;
}

/** The events of one run of a case, from all of its WebSockets. */
export class CaseEvents implements AsyncDisposable {
  readonly #world: World;
  readonly #prefix: string;
  readonly #events: ReceivedEvent[] = [];
  readonly #sockets = new Map<string, WebSocketLike>();
  readonly #wakers = new Set<() => void>();

  constructor(world: World, prefix: string) {
    this.#world = world;
    this.#prefix = prefix;
  }

  /** How many events there are so far. */
  get count(): number {
    return this.#events.length;
  }

  /** The texts of the events from this one on. */
  since(index: number): string[] {
    return this.#events.slice(index).map(({ text }) => text);
  }

  /** Opens a WebSocket for events; resolves with whether Asterisk took it. */
  async open(query: string): Promise<boolean> {
    const { url, user, transport } = this.#world;
    const headers = { authorization: `Basic ${btoa(`${user.username}:${user.password}`)}` };
    const socket = new transport.WebSocket(`${url.replace("http", "ws")}/ari/events?${query}`, { headers });
    // Who hears everything hears what other runs do as well.
    const hearsAll = query.includes("subscribeAll");
    socket.addEventListener("message", (event) => {
      if (event instanceof MessageEvent) this.#receive(String(event.data), hearsAll);
    });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.addEventListener("open", () => resolve(true));
      socket.addEventListener("error", () => resolve(false));
    });
    if (isOpen) this.#sockets.set(query, socket);
    return isOpen;
  }

  /** Closes the WebSocket that was opened with this query. */
  async close(query: string): Promise<void> {
    const socket = this.#sockets.get(query);
    if (socket === undefined) return;
    this.#sockets.delete(query);
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    if (socket.readyState === 1) await leave(this.#world, query);
    if (socket.readyState < 2) socket.close();
    if (socket.readyState < 3) await closed;
  }

  /** Resolves with whether so many such events came before the time limit, those that have come already included. */
  async wait(type: string, holds: readonly string[], times: number, timeLimit: number): Promise<boolean> {
    const count = () => {
      return this.#events.filter((event) => event.type === type && holds.every((text) => event.text.includes(text)))
        .length;
    };
    return await this.#until(() => count() >= times, timeLimit);
  }

  /** Resolves when no event has come for so long, or when the time limit is over. */
  async quiet(duration: number, timeLimit: number): Promise<void> {
    const end = this.#world.clock.now() + timeLimit;
    while (this.#sockets.size > 0 && this.#world.clock.now() < end) {
      const { count } = this;
      // deno-lint-ignore no-await-in-loop -- Each silence begins where the one before was broken.
      if (!await this.#until(() => this.count > count, duration)) return;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#sockets.keys()].map((query) => this.close(query)));
  }

  #receive(text: string, hearsAll: boolean): void {
    const { application: _, ...rest } = JSON.parse(text);
    if (hearsAll && !JSON.stringify(rest).includes(this.#prefix)) return;
    this.#events.push({ text, type: String(rest.type) });
    for (const wake of [...this.#wakers]) wake();
  }

  #until(isDone: () => boolean, timeLimit: number): Promise<boolean> {
    if (isDone()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (done: boolean) => {
        this.#wakers.delete(check);
        timer[Symbol.dispose]();
        resolve(done);
      };
      const check = () => isDone() && finish(true);
      const timer = this.#world.clock.schedule(timeLimit, () => finish(false));
      this.#wakers.add(check);
    });
  }
}
