import { assertEquals, assertStringIncludes } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const media = "POST channels/externalMedia?app=app&external_host=127.0.0.1:9&format=ulaw";

Deno.test("POST externalMedia answers with all variables of the channel, which enters its application", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();

  const { status, body } = await ari.rest(`${media}&channelId=e&data=a`, { body: { variables: { __A: "1" } } });
  const { args, channel } = await ari.event("StasisStart");

  const { UNICASTRTP_LOCAL_PORT: port, ...others } = body.channelvars;
  assertEquals([status, body.state, typeof port], [200, "Down", "string"]);
  assertEquals(others, { A: "1", UNICASTRTP_LOCAL_ADDRESS: "127.0.0.1" });
  assertEquals([args, channel.id, channel.state, channel.channelvars], [["a"], "e", "Up", undefined]);
});

for (
  const query of [
    "encapsulation=audiosocket&transport=tcp&data=f0e1d2c3-b4a5-4697-8877-665544332211",
    "encapsulation=AudioSocket&transport=tcp&data=f0e1d2c3-b4a5-4697-8877-665544332211",
  ]
) {
  Deno.test(`POST externalMedia?${query} answers 501 and says what to do`, async () => {
    await using ari = await SimulatedAri.open();

    const { status, body } = await ari.rest(`${media}&${query}`);

    assertEquals(status, 501);
    assertStringIncludes(body.message, "Cannot send external media by audiosocket/tcp: only rtp/udp is simulated");
  });
}

Deno.test("POST externalMedia by a WebSocket answers 501, unless its server is not in websocket_client.conf", async () => {
  const server = "[there]\ntype = websocket_client\nuri = ws://localhost/\nconnection_type = per_call_config\n";
  await using ari = await SimulatedAri.open({ files: { "websocket_client.conf": server } });
  const query = "encapsulation=none&transport=websocket";

  const incoming = await ari.rest(`${media}&${query}&connection_type=server`);
  const unknown = await ari.rest(`${media}&${query}`);
  const known = await ari.rest(`${media}&${query}&external_host=there`);

  assertEquals([incoming.status, unknown.status, known.status], [501, 400, 501]);
  assertStringIncludes(incoming.body.message, "none/websocket");
});

Deno.test("POST externalMedia answers 500 for whatever goes wrong behind its checks", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  await ari.rest(`${media}&channelId=e`);

  const audioSocket = "encapsulation=audiosocket&transport=tcp&data=x";
  const queries = [
    audioSocket,
    "channelId=e",
    `channelId=${"x".repeat(150)}`,
    "format=nope",
    "external_host=a.invalid:9",
  ];
  const answers = await Promise.all(queries.map((query) => ari.rest(`${media}&${query}`)));

  const message = "An internal error prevented this request from being handled";
  assertEquals(answers.map(({ status, body }) => [status, body.message]), queries.map(() => [500, message]));
});
