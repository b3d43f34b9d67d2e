import { assertEquals, assertStringIncludes } from "@std/assert";
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

for (const name of ["before", "between", "duration", "after"]) {
  Deno.test(`POST dtmf answers 501 for ${name} below zero, which would never end`, async () => {
    await using ari = await SimulatedAri.open();
    await ari.connect();
    await ari.pbx.phone("PJSIP/alice").call("100");
    const { channel: { id } } = await ari.event("StasisStart");

    const { status, body } = await ari.rest(`POST channels/${id}/dtmf?dtmf=1&${name}=-1`);

    assertEquals(status, 501);
    assertStringIncludes(body.message, `Cannot send digits with ${name} -1`);
  });
}
