import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("POST dtmf is heard by the phone after 100 ms of quiet, a digit every 200 ms", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${id}/answer`);
  const start = ari.pbx.clock.now();

  const { status } = await ari.rest(`POST channels/${id}/dtmf?dtmf=1x2`);
  await call.heard("dtmf:1");
  const first = ari.pbx.clock.now() - start;
  await call.heard("dtmf:2");
  const missing = await ari.rest(`POST channels/${id}/dtmf`);

  assertEquals([status, first, ari.pbx.clock.now() - start], [204, 200, 400]);
  assertEquals([missing.status, missing.body.message], [400, "DTMF is required"]);
});
