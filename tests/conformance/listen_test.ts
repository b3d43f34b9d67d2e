/** `listen()` takes the WebSockets that Asterisk opens, on the simulator and on a real Asterisk. */
import { type AriClient, AriConnectionError, listen } from "@asterism/asterisk/ari";
import { EventStream } from "@asterism/asterisk/ari";
import { ariConfiguration } from "../../_tools/asterisk/configuration.ts";
import { assertEquals } from "@std/assert";
import type { Backend } from "./backend.ts";
import { hasAsterisk } from "./harness.ts";
import { openOutboundAsterisk, type OutboundFiles } from "./outbound_backend.ts";
import { openSimulator } from "./simulator_backend.ts";

const user = { username: "outuser", password: "outpass" };

const persistent: OutboundFiles = {
  ari: `
[always]
type = outbound_websocket
websocket_client_id = always
apps = listen-a
local_ari_user = test
`,
  clients: (port) =>
    `[always]
type = websocket_client
connection_type = persistent
uri = ws://127.0.0.1:${port}/out
protocols = ari
username = outuser
password = outpass
reconnect_interval = 100
`,
};

const perCall: OutboundFiles = {
  ari: `
[call]
type = outbound_websocket
websocket_client_id = call
apps = per-call
local_ari_user = test
`,
  clients: (port) =>
    `[call]
type = websocket_client
connection_type = per_call_config
uri = ws://127.0.0.1:${port}/call
protocols = ari
username = outuser
password = outpass
reconnect_interval = 100
`,
};

const openers: Readonly<Record<string, (files: OutboundFiles, port: number) => Promise<Backend>>> = {
  simulator: ({ ari, clients }, port) => {
    const files = { "ari.conf": ariConfiguration + ari, "websocket_client.conf": clients(port) };
    return openSimulator({ listen: true, files });
  },
  ...(hasAsterisk() && { Asterisk: openOutboundAsterisk }),
};

const timeLimit = 20_000;

function listenConformance(
  name: string,
  files: OutboundFiles,
  body: (given: { backend: Backend; next: () => Promise<Connection> }) => Promise<void>,
): void {
  for (const [backendName, open] of Object.entries(openers)) {
    Deno.test(`[${backendName}] ${name}`, async () => {
      using connections = new EventStream<Connection>({ name: "connections", capacity: 10 });
      const limit = new AbortController();
      limit.signal.addEventListener("abort", () => connections.fail(limit.signal.reason));
      const late = new Error(`Cannot wait longer for "${name}"`);
      // deno-lint-ignore asterism/no-sleep-in-tests -- a limit, not a sleep: nothing waits for it to pass.
      const timer = setTimeout(() => limit.abort(late), timeLimit);
      try {
        await using listener = listen({ port: 0, ...user }, (ari, { signal }) => {
          const events: Record<string, unknown>[] = [];
          ari.on("*", (event) => events.push({ ...event }));
          connections.push({ ari, signal, events, started: ari.once("StasisStart", { signal: limit.signal }) });
        });
        await using backend = await open(files, listener.address.port);
        const next = async () => {
          const { value } = await connections.next();
          if (value === undefined) throw new Error("Cannot get a connection: there is none");
          return value;
        };
        await body({ backend, next });
      } finally {
        clearTimeout(timer);
      }
    });
  }
}

interface Connection {
  readonly ari: AriClient;
  readonly signal: AbortSignal;
  /** Every event from the very first. */
  readonly events: Record<string, unknown>[];
  readonly started: ReturnType<typeof nextStart>;
}

function nextStart(ari: AriClient): Promise<{ channel: { id: string }; application: string }> {
  return ari.once("StasisStart");
}

async function gone(signal: AbortSignal): Promise<unknown> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  return signal.reason;
}

listenConformance("a WebSocket that is always there brings events and takes requests", persistent, async ({ next }) => {
  const { ari, events, started } = await next();

  const { ping } = await ari.asterisk.ping();
  const channel = await ari.channels.originate({ endpoint: "Local/echo@conformance", app: "listen-a" });
  await started;
  await channel.hangup();

  assertEquals([ping, events[0]?.type, events[0]?.application], ["pong", "ApplicationRegistered", "listen-a"]);
  assertEquals(events.some(({ type }) => type === "RESTResponse"), false);
});

listenConformance(
  "a WebSocket that is closed is opened again, and the handler is called anew",
  persistent,
  async ({ next }) => {
    const first = await next();
    await first.ari.close();
    const reason = await gone(first.signal);
    const second = await next();
    const { ping } = await second.ari.asterisk.ping();
    const { system } = await second.ari.asterisk.getInfo({ only: "system" });

    assertEquals([reason instanceof AriConnectionError, ping, typeof system?.version], [true, "pong", "string"]);
    assertEquals(second.events.filter(({ type }) => type === "ApplicationRegistered").length, 1);
  },
);

listenConformance("a call has a WebSocket and a client of its own", perCall, async ({ backend, next }) => {
  await using call = await backend.call("130");
  const { ari, signal, started } = await next();
  const { channel, application } = await started;
  const ended = ari.once("StasisEnd");

  await ari.channels.continueInDialplan({ channelId: channel.id });
  await ended;
  await call.ended();

  assertEquals(application.startsWith("per-call:"), true);
  assertEquals((await gone(signal)) instanceof AriConnectionError, true);
});
