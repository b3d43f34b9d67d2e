import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("GET rtp_statistics tells what went over the line", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  const before = await ari.rest(`GET channels/${id}/rtp_statistics`);
  await ari.rest(`POST channels/${id}/answer`);

  const first = await ari.rest(`GET channels/${id}/rtp_statistics`);
  await ari.rest(`POST channels/${id}/play?media=tone:ring`);
  await ari.pbx.tick(1_000);
  const { status, body } = await ari.rest(`GET channels/${id}/rtp_statistics`);

  assertEquals([before.status, before.body.message], [404, "RTP info not found"]);
  assertEquals([first.body.rxcount, first.body.remote_ssrc, first.body.txcount], [0, 0, 0]);
  assertEquals([status, Object.keys(body).length], [200, 42]);
  assertEquals([body.txcount, body.txoctetcount, body.rxcount, body.rxoctetcount], [50, 8_000, 50, 8_000]);
  assertEquals([body.channel_uniqueid, body.remote_ssrc > 0, body.local_ssrc], [id, true, first.body.local_ssrc]);
});

Deno.test("GET rtp_statistics is for channels that have RTP", async () => {
  await using ari = await SimulatedAri.open();
  await ari.rest("POST channels/l?endpoint=Local/100@default&app=app");

  const answers = await Promise.all(["l", "none"].map((id) => ari.rest(`GET channels/${id}/rtp_statistics`)));

  assertEquals(answers.map(({ status, body }) => `${status} ${body.message}`), [
    "403 Unsupported channel type",
    "404 Channel not found",
  ]);
});
