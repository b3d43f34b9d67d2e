import { type AriClient, type AriServer, collect, connect } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ScriptedAsterisk } from "../support/scripted_asterisk.ts";

const app = "desk";

function channel(id: string): object {
  const party = { name: "", number: "" };
  const dialplan = { context: "default", exten: "100", priority: 1, app_name: "Stasis", app_data: app };
  return {
    id,
    name: `PJSIP/${id}`,
    state: "Up",
    caller: party,
    connected: party,
    dialplan,
    accountcode: "",
    language: "en",
  };
}

function event(type: string, fields: object): object {
  return { type, application: app, timestamp: "2030-01-01T00:00:00.000+0000", ...fields };
}

function bridge(id: string): object {
  return { id, technology: "simple_bridge", bridge_type: "mixing", bridge_class: "stasis", channels: [], name: "" };
}

/** What Asterisk answers to what the handler below asks for. */
function scripted(): ScriptedAsterisk {
  return new ScriptedAsterisk((method, path, query) => {
    const [kind = "", id = "", verb = "", last = ""] = path.replace(/^\/ari\//, "").split("/").map(decodeURIComponent);
    const request = `${method} ${kind} ${verb}`;
    if (kind === "events") return { events: [event("ChannelUserevent", { eventname: verb, userevent: {} })] };
    if (kind === "applications") {
      return { status: 200, body: { name: app, channel_ids: [], bridge_ids: [], endpoint_ids: [], device_names: [] } };
    }
    if (request === "POST bridges ") {
      return { status: 200, body: bridge(id), events: [event("BridgeCreated", { bridge: bridge(id) })] };
    }
    if (request === "DELETE bridges ") return { events: [event("BridgeDestroyed", { bridge: bridge(id) })] };
    if (request === "POST channels play") {
      const playback = {
        id: last || query.get("playbackId"),
        media_uri: "sound:beep",
        target_uri: `channel:${id}`,
        state: "playing",
      };
      const events = ["Started", "Finished"].map((end) => event(`Playback${end}`, { playback }));
      return { status: 201, body: playback, events };
    }
    if (request === "POST channels ") {
      return { status: 200, body: channel(id), events: [event("StasisStart", { args: [], channel: channel(id) })] };
    }
    if (request === "DELETE channels ") {
      const destroyed = event("ChannelDestroyed", { cause: 16, cause_txt: "Normal Clearing", channel: channel(id) });
      // Of a call that came in through the dialplan, nothing is told after it has left.
      const isLeg = !id.startsWith("call-");
      return { events: [event("StasisEnd", { channel: channel(id) }), ...isLeg ? [destroyed] : []] };
    }
    if (kind === "asterisk") return { status: 200, body: id === "ping" ? { ping: "pong" } : {} };
    return {};
  });
}

/** Serves calls with one of everything that a program does about a call. */
function serve(ari: AriClient, digits: (id: string) => void): AriServer {
  return ari.serve({ apps: app }, async (channel, call) => {
    const { signal } = call;
    channel.on("ChannelDtmfReceived", () => {});
    const playback = await call.play({ media: "sound:beep" });
    await playback.finished({ signal });
    await call.bridge();
    const leg = ari.channel();
    const [started, ended] = [leg.once("StasisStart", { signal }), leg.ended({ signal })];
    await call.originate({ endpoint: "PJSIP/bob", channelId: leg.id });
    await started;
    leg.on("ChannelVarset", () => {});
    using _stream = leg.stream(["ChannelHold"]);
    await ari.subscribe(app, leg);
    const collecting = collect(channel, { maxDigits: 1 });
    digits(channel.id);
    await collecting;
    await leg.hangup();
    await ended;
    await channel.hangup();
  });
}

/** Memory in use after everything that is garbage is gone, in bytes. */
function memory(): number {
  setFlagsFromString("--expose-gc");
  const collectGarbage: unknown = runInNewContext("gc");
  if (typeof collectGarbage !== "function") throw new Error("Cannot measure memory: there is no gc()");
  for (let round = 0; round < 5; round++) collectGarbage();
  return Deno.memoryUsage().heapUsed;
}

/** What a call may leave at most, for what the engine itself learns; an entry of a map with a text in it has more. */
const bytesPerCall = 60;

Deno.test("10,000 served calls, with handlers, handles, waits, legs and subscriptions, leave nothing in memory", async () => {
  const asterisk = scripted();
  const errors: unknown[] = [];
  await using ari = await connect("http://asterisk", {
    username: "a",
    password: "b",
    transport: asterisk.transport,
    onError: (error) => errors.push(error),
  });
  let ended = 0;
  ari.on("StasisEnd", () => void ended++);
  await using server = serve(ari, (id) => {
    asterisk.send(event("ChannelDtmfReceived", { digit: "1", duration_ms: 100, channel: channel(id) }));
  });
  await server.ready;
  const run = async (from: number, to: number): Promise<number> => {
    for (let call = from; call < to; call++) {
      const left = ari.once("StasisEnd");
      asterisk.send(event("StasisStart", { args: [], channel: channel(`call-${call}`) }));
      // deno-lint-ignore no-await-in-loop -- One call after the other.
      await left;
      // deno-lint-ignore no-await-in-loop -- Until it has released everything.
      while (server.activeCalls > 0) await ari.asterisk.ping();
    }
    return memory();
  };

  const first = await run(0, 2_000); // What is remembered of the latest 1,000 is full then.
  const last = await run(2_000, 12_000);

  assertEquals([errors, ended], [[], 24_000]);
  assertEquals(last - first < 10_000 * bytesPerCall, true, `${last - first} bytes more after 10,000 calls more`);
});
