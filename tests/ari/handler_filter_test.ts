import { type AriClient, AriResponseError, connect, type TraceRecord } from "@asterism/asterisk/ari";
import { simulate, type SimulatedPbx } from "@asterism/asterisk/simulator";
import { assertEquals } from "@std/assert";
import { HandlerFilter } from "../../ari/handler_filter.ts";
import { FaultyTransport } from "../support/faulty_transport.ts";

/** Resolves with the names that Asterisk lets through, once they are these. */
async function allowed(ari: AriClient): Promise<string[]> {
  const { events_allowed } = await ari.applications.get({ applicationName: "app" });
  return events_allowed.map(({ type }) => type);
}

/** Resolves when Asterisk has been given another filter. */
async function filtered(pbx: SimulatedPbx): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _ = pbx.journal.on((entry) => {
    if (entry.kind === "response" && entry.operation === "applications.filter") resolve();
  });
  await promise;
}

Deno.test("a filter follows the handlers as they come and go, in one request for all changes of a turn", async () => {
  await using pbx = await simulate({ listen: false });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  ari.on("ChannelDtmfReceived", () => {});
  await using _ = await ari.register({ apps: "app", filter: "handlers" });
  const atFirst = await allowed(ari);

  const hold = ari.on("ChannelHold", () => {});
  using _stream = ari.events("ChannelTalkingStarted");
  await filtered(pbx);
  const more = await allowed(ari);
  hold[Symbol.dispose]();
  await filtered(pbx);
  const less = await allowed(ari);
  const all = ari.on("*", () => {});
  await filtered(pbx);
  const everything = await allowed(ari);
  all[Symbol.dispose]();
  await filtered(pbx);

  const about = (names: string[]) => names.filter((name) => /Dtmf|Hold|Talking/.test(name)).sort();
  assertEquals(about(atFirst), ["ChannelDtmfReceived"]);
  assertEquals(about(more), ["ChannelDtmfReceived", "ChannelHold", "ChannelTalkingStarted"]);
  assertEquals(about(less), ["ChannelDtmfReceived", "ChannelTalkingStarted"]);
  assertEquals([everything, await allowed(ari)], [[], less]);
  for (const own of ["ChannelUserevent", "StasisStart", "ChannelDestroyed", "RESTResponse", "PlaybackFinished"]) {
    assertEquals(atFirst.includes(own), true, `${own} is needed by the client itself`);
  }
});

Deno.test("a filter holds back no answer to a request over the WebSocket, and no proof, and comes back after a loss", async () => {
  await using pbx = await simulate({ listen: false });
  const network = new FaultyTransport(pbx);
  const options = { ...pbx.ari.user, ...pbx.connection, transport: network.transport, rest: "websocket" } as const;
  await using ari = await connect(pbx.ari.url, options);
  await using _ = await ari.register({ apps: "app", filter: "handlers" });
  const before = await allowed(ari);
  const status = ari.status();

  network.cut();
  const proofs: string[] = [];
  for (let change = await status.next(); !change.done; change = await status.next()) {
    if (change.value.type === "resumed") {
      proofs.push(change.value.proof);
      break;
    }
  }

  assertEquals([proofs, await allowed(ari)], [["event"], before]);
});

Deno.test("a handler that comes or goes while a filter is on its way is not forgotten, and the latest filter is the last", async () => {
  await using pbx = await simulate({ listen: false });
  const network = new FaultyTransport(pbx);
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, transport: network.transport });
  await using _ = await ari.register({ apps: "app", filter: "handlers" });
  const underWay = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  let requests = 0;
  network.before = async (url) => {
    if (!url.endsWith("/eventFilter") || ++requests > 1) return;
    underWay.resolve();
    await goOn.promise;
  };

  const hold = ari.on("ChannelHold", () => {});
  await underWay.promise;
  ari.on("ChannelDtmfReceived", () => {});
  hold[Symbol.dispose]();
  ari.on("ChannelTalkingStarted", () => {});
  const first = filtered(pbx);
  goOn.resolve();
  await first;
  await filtered(pbx);

  const names = (await allowed(ari)).filter((name) => /Dtmf|Hold|Talking/.test(name)).sort();
  assertEquals([names, requests], [["ChannelDtmfReceived", "ChannelTalkingStarted"], 2]);
});

Deno.test("a stream of everything and a trace let everything through, and what they hear is what Asterisk sends", async () => {
  await using pbx = await simulate({ listen: false });
  const traced: string[] = [];
  const trace = (record: TraceRecord) => {
    if (record.type === "event") traced.push(String(record.event.type));
  };
  await using tracing = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection, trace });
  tracing.on("ChannelHold", () => {});
  await using _tracing = await tracing.register({ apps: "app", filter: "handlers" });
  const whileTracing = await allowed(tracing);
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _ = await ari.register({ apps: "other", filter: "handlers" });
  const other = async () => {
    return (await ari.applications.get({ applicationName: "other" })).events_allowed.map(({ type }) => type);
  };
  const before = await other();
  const stream = ari.events();
  await filtered(pbx);
  const during = await other();
  await ari.applications.subscribe({ applicationName: "other", eventSource: "deviceState:Stasis:a" });
  await ari.applications.subscribe({ applicationName: "app", eventSource: "deviceState:Stasis:a" });
  await ari.deviceStates.update({ deviceName: "Stasis:a", deviceState: "INUSE" });
  const { value } = await stream.next();
  stream[Symbol.dispose]();
  await filtered(pbx);

  assertEquals([whileTracing, during, await other()], [[], [], before]);
  assertEquals([value?.type, traced.includes("DeviceStateChanged")], ["DeviceStateChanged", true]);
});

Deno.test("HandlerFilter tells what Asterisk refuses, but not what a loss of the connection explains", async () => {
  const errors: unknown[] = [];
  let status = 500;
  const wanted: string[] = [];
  const filter = new HandlerFilter({
    applications: {
      filter: () =>
        Promise.reject(new AriResponseError({ operation: "x", method: "PUT", path: "/", status, body: undefined })),
    },
    apps: () => ["app"],
    wanted: () => wanted,
    onError: (error) => void errors.push(error),
  });
  const turn = async () => {
    filter.refresh();
    await filter.update().catch(() => {}); // In the same turn, so it is over when this one is.
    for (let turns = 0; turns < 10; turns++) await Promise.resolve();
  };
  await turn();
  status = 404;
  await turn();
  filter.close();
  status = 500;
  await turn();

  assertEquals(errors.length, 1);
});
