import { type AriClient, AriResponseError, connect } from "@asterism/asterisk/ari";
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
