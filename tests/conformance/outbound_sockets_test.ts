import { assertEquals } from "@std/assert";
import { outboundConformance } from "./outbound_backend.ts";
import { RawAri } from "./raw_ari.ts";

const persistent = {
  ari: `
[always]
type = outbound_websocket
websocket_client_id = always
apps = outbound-b,outbound-a
local_ari_user = reader
`,
  clients: (port: number) =>
    `[always]
type = websocket_client
connection_type = persistent
uri = ws://127.0.0.1:${port}/out?x=1
protocols = ari
username = outuser
password = outpass
reconnect_interval = 100
`,
};

const perCall = {
  ari: `
[call]
type = outbound_websocket
websocket_client_id = call
apps = per-call,another
subscribe_all = no
local_ari_user = test
`,
  clients: (port: number) =>
    `[call]
type = websocket_client
connection_type = per_call_config
uri = ws://127.0.0.1:${port}/call
protocols = ari
reconnect_attempts = 3
reconnect_interval = 200
`,
};

outboundConformance(
  "a WebSocket that is always there is opened in Asterisk's words",
  persistent,
  async ({ server }) => {
    const socket = await server.socket();
    await socket.event("ApplicationRegistered", 2);

    const head = socket.handshake.replace(/127\.0\.0\.1:\d+/, "HOST").replace(/(Key: )[A-Za-z0-9+/]{22}==/, "$1KEY");
    assertEquals(head.split("\r\n"), [
      "GET /out?x=1 HTTP/1.1",
      "Sec-WebSocket-Version: 13",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Host: HOST",
      "Authorization: Basic b3V0dXNlcjpvdXRwYXNz",
      "Sec-WebSocket-Protocol: ari",
      "Sec-WebSocket-Key: KEY",
      "",
      "",
    ]);
    assertEquals(socket.areMasked, true);
    assertEquals(socket.received.map((event) => Object.keys(event)), [
      ["type", "timestamp", "application", "asterisk_id"],
      ["type", "timestamp", "application", "asterisk_id"],
    ]);
    assertEquals(socket.received.map(({ application }) => application), ["outbound-b", "outbound-a"]);
  },
);

outboundConformance(
  "its applications hear events, and its requests have a local user's rights",
  persistent,
  async (given) => {
    const ari = new RawAri(given);
    const socket = await given.server.socket();

    await ari.rest("POST events/user/x?application=outbound-a");
    const event = await socket.event("ChannelUserevent");
    await socket.request({ method: "GET", uri: "channels/x" });
    await socket.request({ method: "POST", uri: "channels/x/answer" });
    const responses = [await socket.event("RESTResponse"), await socket.event("RESTResponse", 2)];

    assertEquals([event.application, event.eventname], ["outbound-a", "x"]);
    assertEquals(responses.map(({ application, status_code }) => [application, status_code]), [
      ["outbound-b", 404],
      ["outbound-b", 403],
    ]);
  },
);

outboundConformance(
  "what happens while it is lost is sent when it is back, and then who it is",
  persistent,
  async (given) => {
    const { server } = given;
    const ari = new RawAri(given);
    const first = await server.socket();
    await first.event("ApplicationRegistered", 2);

    for (const answer of ["401", "302", "wrong protocol"] as const) {
      server.answer = answer;
      const before = server.handshakes.length;
      if (answer === "401") await first.close();
      // The one that is under way may still be answered as before.
      await server.handshake(before + 2);
    }
    await ari.rest("POST events/user/one?application=outbound-a");
    await ari.rest("POST events/user/two?application=outbound-b");
    const { body: meanwhile } = await ari.rest("GET applications/outbound-a");
    server.answer = "accept without protocol";
    const second = await server.socket(2);
    await second.event("ApplicationRegistered", 2);

    assertEquals(meanwhile.name, "outbound-a");
    assertEquals(second.received.map(({ type, application, eventname }) => [type, application, eventname]), [
      ["ChannelUserevent", "outbound-a", "one"],
      ["ChannelUserevent", "outbound-b", "two"],
      ["ApplicationRegistered", "outbound-a", undefined],
      ["ApplicationRegistered", "outbound-b", undefined],
    ]);
  },
);

outboundConformance(
  "who connects to Asterisk takes an application over, and it goes with that one",
  persistent,
  async (given) => {
    const { server } = given;
    const ari = new RawAri(given);
    const first = await server.socket();
    await first.event("ApplicationRegistered", 2);

    const thief = await ari.connect("app=outbound-a");
    const replaced = await first.event("ApplicationReplaced");
    await thief[Symbol.asyncDispose]();
    const gone = (await ari.rest("GET applications/outbound-a")).status;
    await first.close();
    const second = await server.socket(2);
    await second.event("ApplicationRegistered", 2);
    const still = (await ari.rest("GET applications/outbound-a")).status;

    assertEquals([replaced.application, gone, still], ["outbound-a", 404, 404]);
    // It says so all the same.
    assertEquals(second.received.map(({ application }) => application), ["outbound-a", "outbound-b"]);
  },
);

outboundConformance("a call has a WebSocket of its own, for a while beyond its end", perCall, async (given) => {
  const { backend, server } = given;
  const ari = new RawAri(given);
  await using call = await backend.call("130");
  const socket = await server.socket();
  const start = await socket.event("StasisStart");
  const { application, channel: { id, name } } = start;
  const { body: subscribed } = await ari.rest(`GET applications/${encodeURIComponent(application)}`);
  const { status: short } = await ari.rest("GET applications/per-call");

  await socket.request({ method: "POST", uri: `channels/${id}/continue` });
  await socket.event("StasisEnd");
  await call.ended();
  await socket.ended;

  assertEquals([application, start.args], [`per-call:${name}`, ["x", "y"]]);
  assertEquals([subscribed.channel_ids, short], [[id], 404]);
  const [registered] = socket.received;
  assertEquals([registered.type, registered.application], ["ApplicationRegistered", application]);
  assertEquals(socket.received.at(-1), "8 1000");
  assertEquals((await ari.rest(`GET applications/${encodeURIComponent(application)}`)).status, 404);
});

outboundConformance("a call's WebSocket that is lost is opened again", perCall, async (given) => {
  const { backend, server } = given;
  const ari = new RawAri(given);
  await using call = await backend.call("130");
  const first = await server.socket();
  const { application, channel: { id } } = await first.event("StasisStart");

  await first.close();
  const second = await server.socket(2);
  const registered = await second.event("ApplicationRegistered");
  await ari.rest(`DELETE channels/${id}`);
  await second.event("StasisEnd");
  await call.ended();

  assertEquals([registered.application, second.types.includes("StasisStart")], [application, false]);
});

outboundConformance(
  "a call whose WebSocket is lost for good goes on with STASISSTATUS FAILED",
  perCall,
  async (given) => {
    const { backend, server } = given;
    const ari = new RawAri(given);
    await using spy = await ari.connect("app=outbound-spy");
    await ari.rest("POST applications/outbound-spy/subscription?eventSource=channel:");
    await using call = await backend.call("130");
    const first = await server.socket();
    await first.event("StasisStart");

    server.answer = "401";
    await first.close();
    await call.ended();
    await spy.event("ChannelDestroyed");

    const results = spy.events.filter(({ variable }) => variable === "RESULT").map(({ value }) => value);
    assertEquals([results, server.handshakes.length], [["FAILED"], 4]);
  },
);

outboundConformance(
  "a call whose WebSocket can not be opened goes on with STASISSTATUS FAILED",
  perCall,
  async (given) => {
    const { backend, server } = given;
    const ari = new RawAri(given);
    await using spy = await ari.connect("app=outbound-spy");
    await ari.rest("POST applications/outbound-spy/subscription?eventSource=channel:");
    server.answer = "401";

    await using call = await backend.call("130");
    await call.ended();
    await spy.event("ChannelDestroyed");

    const results = spy.events.filter(({ variable }) => variable === "RESULT").map(({ value }) => value);
    assertEquals([results, server.handshakes.length], [["FAILED"], 3]);
  },
);
