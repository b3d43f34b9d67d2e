import { assertEquals, assertStringIncludes } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const request = { type: "RESTRequest", transaction_id: "t", request_id: "r", method: "GET" };

Deno.test("a request over the event WebSocket is run, answered, and in the journal", async () => {
  await using ari = await SimulatedAri.open();
  const socket = await ari.connect();

  socket.send(JSON.stringify({ ...request, uri: "channels/x?y" }));
  const response = await ari.event("RESTResponse");

  const { status_code, reason_phrase, uri, application, message_body } = response;
  assertEquals([status_code, reason_phrase, uri, application], [404, "Not Found", "channels/x", "app"]);
  assertEquals(message_body, '{"message":"Channel not found"}');
  const entries = [...ari.pbx.journal].filter((entry) => entry.face === "rest" && entry.isOverWebSocket);
  assertEquals(entries.map(({ kind }) => kind), ["request", "response"]);
  assertStringIncludes(ari.pbx.journal.format(), "< 404 channels.get Channel not found");
});

Deno.test("requests over one event WebSocket wait for each other, also for its end", async () => {
  await using ari = await SimulatedAri.open();
  const socket = await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${id}/play?media=sound:hello-world`);

  socket.send(JSON.stringify({ ...request, method: "POST", uri: `channels/${id}/answer`, request_id: "1" }));
  socket.send(JSON.stringify({ ...request, uri: "asterisk/ping", request_id: "2" }));
  await ari.event("RESTResponse", 2);

  const types = ari.types.filter((type) => type === "PlaybackFinished" || type === "RESTResponse");
  assertEquals(types, ["PlaybackFinished", "RESTResponse", "RESTResponse"]);
  assertEquals(ari.events.filter(({ type }) => type === "RESTResponse").map(({ request_id }) => request_id), [
    "1",
    "2",
  ]);
});
