/**
 * Loses its connection again and again, at once and without a word, as a program that crashes or a network that breaks does; once as
 * a naive client, which opens the next WebSocket and believes in it, and once as ours.
 *
 * ```sh
 * deno task conformance:reconnects --count=1000 --naive=100
 * ```
 */
import { connect } from "@asterism/asterisk/ari";
import { parseArgs } from "node:util";
import { openAsterisk } from "./asterisk_backend.ts";
import type { Backend } from "./backend.ts";

/** How many of the reconnections ended with events, and how long they took at most. */
export interface Outcome {
  readonly count: number;
  readonly alive: number;
  /** In milliseconds. */
  readonly slowest: number;
}

/** How long an event may take after a reconnection, in milliseconds. */
const timeLimit = 2_500;

/** The naive one: it closes, opens again at once, and never looks whether events come. */
export async function reconnectNaively(backend: Backend, count: number): Promise<Outcome> {
  let alive = 0;
  let slowest = 0;
  for (let turn = 0; turn < count; turn++) {
    const app = `naive-${crypto.randomUUID().slice(0, 8)}`;
    const first = await open(backend, app);
    first.close(); // Nobody waits for Asterisk's part of the handshake.
    const second = await open(backend, app);
    await closed(first); // What Asterisk does at its end is done.
    const took = await timeToEvent(backend, app, (listener) => {
      second.addEventListener("message", ({ data }) => listener(String(data)));
    });
    if (took !== undefined) alive++;
    slowest = Math.max(slowest, took ?? 0);
    await leave(backend, app);
    second.close();
    await Promise.all([first, second].map((socket) =>
      new Promise((resolve) => {
        if (socket.readyState === WebSocket.CLOSED) resolve(undefined);
        else socket.addEventListener("close", resolve);
      })
    ));
  }
  return { count, alive, slowest };
}

/** Ours: what breaks its connection is the same. */
export async function reconnectSupervised(backend: Backend, count: number): Promise<Outcome> {
  const sockets = new Set<WebSocket>();
  const transport = {
    WebSocket: class extends WebSocket {
      constructor(url: string, options: { headers?: Record<string, string> } = {}) {
        super(url, options);
        sockets.add(this);
        this.addEventListener("close", () => sockets.delete(this));
      }
    },
  };
  await using ari = await connect(backend.url, { ...backend.user, transport, firstReconnectDelay: 1 });
  const app = `ours-${crypto.randomUUID().slice(0, 8)}`;
  await using _ = await ari.register({ apps: app, subscribeAll: true });
  const status = ari.status();
  let alive = 0;
  let slowest = 0;
  for (let turn = 0; turn < count; turn++) {
    const breaks = performance.now();
    const broken = [...sockets];
    for (const socket of broken) {
      socket.close();
      socket.dispatchEvent(new CloseEvent("close", { code: 1006 })); // The client takes it for lost at once.
    }
    for (
      let change = await status.next();
      !change.done && change.value.type !== "resumed";
      change = await status.next()
    );
    const took = await timeToEvent(backend, app, (listener) => {
      ari.on("ChannelUserevent", (event) => listener(JSON.stringify(event)));
    });
    if (took !== undefined) alive++;
    slowest = Math.max(slowest, performance.now() - breaks);
  }
  return { count, alive, slowest };
}

async function closed(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return;
  await new Promise((resolve) => {
    socket.addEventListener("close", () => socket.readyState === WebSocket.CLOSED && resolve(undefined));
  });
}

async function open({ url, user }: Backend, app: string): Promise<WebSocket> {
  const headers = { authorization: basic(user) };
  const socket = new WebSocket(`${url.replace("http", "ws")}/ari/events?app=${app}&subscribeAll=true`, { headers });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error(`Cannot open the events of ${app}`)), { once: true });
  });
  return socket;
}

/** How long a user event takes that is sent again and again, or nothing when none comes. */
async function timeToEvent(
  { url, user }: Backend,
  app: string,
  listen: (listener: (text: string) => void) => void,
): Promise<number | undefined> {
  const name = `event-${crypto.randomUUID()}`;
  const begin = performance.now();
  const { promise, resolve } = Promise.withResolvers<number>();
  listen((text) => {
    if (text.includes(name)) resolve(performance.now() - begin);
  });
  while (performance.now() - begin < timeLimit) {
    const path = `/ari/events/user/${name}?application=${app}`;
    await (await fetch(url + path, { method: "POST", headers: { authorization: basic(user) } })).body?.cancel();
    const pause = Promise.withResolvers<undefined>();
    // deno-lint-ignore asterism/no-sleep-in-tests -- A limit of one attempt: what is measured is the time that an event takes.
    const timer = setTimeout(() => pause.resolve(undefined), 250);
    const took = await Promise.race([promise, pause.promise]);
    clearTimeout(timer);
    if (took !== undefined) return took;
  }
  return undefined;
}

/** A naive client does not do this; without it Asterisk would lock up before the end. */
async function leave({ url, user }: Backend, app: string): Promise<void> {
  const path = `/ari/applications/${app}/subscription?eventSource=deviceState:`;
  await (await fetch(url + path, { method: "DELETE", headers: { authorization: basic(user) } })).body?.cancel();
}

function basic({ username, password }: Backend["user"]): string {
  return `Basic ${btoa(`${username}:${password}`)}`;
}

if (import.meta.main) {
  const { values } = parseArgs({
    // Each loss costs the naive one its whole time limit.
    options: { count: { type: "string", default: "1000" }, naive: { type: "string", default: "100" } },
  });
  await using backend = await openAsterisk();
  for (
    const [name, run, wanted] of [
      ["naive", reconnectNaively, values.naive],
      ["ours", reconnectSupervised, values.count],
    ] as const
  ) {
    const { count, alive, slowest } = await run(backend, Number(wanted));
    console.log(`${name}: ${alive} of ${count} reconnections got events, the slowest in ${Math.round(slowest)} ms`);
  }
}
