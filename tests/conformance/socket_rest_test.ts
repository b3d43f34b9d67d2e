/** Operations give the same results and errors over the WebSocket as by HTTP. */
import { type AriClient, AriConnectionError, type Channel, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import type { Backend } from "./backend.ts";
import { conformance } from "./harness.ts";

type Rest = "http" | "websocket" | "auto";

async function open({ url, user, connection }: Backend, rest: Rest): Promise<AriClient> {
  const ari = await connect(url, { ...user, ...connection, rest });
  await ari.register({ apps: "socket-rest" });
  return ari;
}

/** What an operation gives: its result, or what its error says. */
function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.then((value) => ({ value }), ({ name, message, status, operation, path, body }) => {
    return { name, message, status, operation, path, body };
  });
}

const requests: Readonly<Record<string, (ari: AriClient) => Promise<unknown>>> = {
  "a model": (ari) =>
    ari.bridges.createWithId({ bridgeId: "s/r+1 é", name: "é" }).then(({ id, name }) => ({ id, name })),
  "a list": (ari) => ari.endpoints.listByTech({ tech: "PJSIP" }).then((list) => list.map(({ resource }) => resource)),
  "nothing": (ari) => ari.asterisk.setGlobalVar({ variable: "SOCKET_REST", value: "a b+c&d=é" }),
  "what was set": (ari) => ari.asterisk.getGlobalVar({ variable: "SOCKET_REST" }),
  "a body": (ari) => ari.asterisk.setGlobalVar({ variable: "SOCKET_REST", value: '"é\\'.repeat(2_000) }),
  "what a body set": (ari) => ari.asterisk.getGlobalVar({ variable: "SOCKET_REST" }),
  "404": (ari) => ari.channels.get({ channelId: "no such channel" }),
  "400": (ari) => ari.channels.originate({ endpoint: "Local/echo@conformance" }),
  "404 of an unknown path": (ari) => ari.request("GET", "/no/such/path"),
  "405": (ari) => ari.request("DELETE", "/asterisk/info"),
  "a raw answer": (ari) => ari.request("GET", "/bridges").then(({ status, body }) => [status, Array.isArray(body)]),
  "the end": (ari) => ari.bridges.destroy({ bridgeId: "s/r+1 é" }),
};

conformance("operations give the same over the WebSocket as by HTTP, errors too", async ({ backend }) => {
  const seen: Record<Rest, unknown[]> = { http: [], websocket: [], auto: [] };
  for (const rest of ["http", "websocket", "auto"] as const) {
    // deno-lint-ignore no-await-in-loop -- Each registers the same application.
    await using ari = await open(backend, rest);
    for (const [name, request] of Object.entries(requests)) {
      // deno-lint-ignore no-await-in-loop -- They build on each other.
      seen[rest].push([name, await outcome(request(ari))]);
    }
  }

  assertEquals(seen.websocket, seen.http);
  assertEquals(seen.auto, seen.http);
});

conformance("a read-only user is refused over the WebSocket as by HTTP", async ({ backend }) => {
  await using ari = await open({ ...backend, user: backend.readOnlyUser }, "websocket");
  await using http = await open({ ...backend, user: backend.readOnlyUser }, "http");
  const set = (client: AriClient) => outcome(client.asterisk.setGlobalVar({ variable: "A", value: "1" }));

  assertEquals(await set(ari), await set(http));
});

/** A channel that plays without an end, until `blocking` is stopped. */
async function playingChannel(ari: AriClient, signal: AbortSignal): Promise<Channel> {
  const started = ari.once("StasisStart", { signal });
  await ari.channels.originate({ endpoint: "Local/echo@conformance", app: "socket-rest" });
  const { channel } = await started;
  const playing = ari.once("PlaybackStarted", { signal });
  await channel.play({ media: "tone:ring", playbackId: "blocking" });
  await playing;
  return channel;
}

async function stopPlaying(backend: Backend): Promise<void> {
  const { username, password } = backend.user;
  const headers = { authorization: `Basic ${btoa(`${username}:${password}`)}` };
  await (await backend.fetch("/ari/playbacks/blocking", { method: "DELETE", headers })).body?.cancel();
}

for (const [rest, expected] of [["websocket", ["variable", "ping"]], ["auto", ["ping", "variable"]]] as const) {
  conformance(
    `with "${rest}", of a request that waits for a playing channel and one after it, ${expected[0]} is first`,
    async ({ backend, signal }) => {
      await using ari = await open(backend, rest);
      const channel = await playingChannel(ari, signal);
      const order: string[] = [];

      const set = channel.setChannelVar({ variable: "A", value: "1" }).then(() => order.push("variable"));
      const ping = ari.asterisk.ping().then(() => order.push("ping"));
      // What does not wait behind the channel is answered while it plays.
      if (rest === "auto") await ping;
      await stopPlaying(backend);
      await Promise.all([set, ping]);
      await channel.hangup();

      assertEquals(order, [...expected]);
    },
  );
}

conformance("a file comes by HTTP, as Asterisk sends none over the WebSocket", async ({ backend, signal }) => {
  await using ari = await open(backend, "websocket");
  const started = ari.once("StasisStart", { signal });
  await ari.channels.originate({ endpoint: "Local/echo@conformance", app: "socket-rest" });
  const { channel } = await started;
  const recorded = ari.once("RecordingFinished", { signal });
  await channel.record({ name: "socket-rest", format: "wav", ifExists: "overwrite" });
  await ari.recordings.stop({ recordingName: "socket-rest" });
  await recorded;

  const file = await ari.recordings.getStoredFile({ recordingName: "socket-rest" });
  const [head] = await Array.fromAsync(file);
  await ari.recordings.deleteStored({ recordingName: "socket-rest" });
  await channel.hangup();

  assertEquals(new TextDecoder().decode(head?.subarray(0, 4)), "RIFF");
});

conformance(
  "what waits when the WebSocket is closed rejects, and what follows goes by HTTP",
  async ({ backend, signal }) => {
    await using ari = await connect(backend.url, { ...backend.user, ...backend.connection, rest: "websocket" });
    const registration = await ari.register({ apps: "socket-rest" });
    const channel = await playingChannel(ari, signal);
    const waiting = channel.setChannelVar({ variable: "A", value: "1" });
    // By the time that this is answered, the one before it was sent.
    await (await backend.fetch("/ari/asterisk/ping")).body?.cancel();

    const closed = registration.close();
    const error = await assertRejects(() => waiting, AriConnectionError, "the WebSocket was closed");
    await stopPlaying(backend);
    await closed;

    assertEquals(error.outcome, "unknown");
    assertEquals((await ari.asterisk.ping()).ping, "pong");
    await channel.hangup();
  },
);
