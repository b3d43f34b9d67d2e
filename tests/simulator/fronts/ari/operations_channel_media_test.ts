import { assertEquals } from "@std/assert";
import type { PhoneCall } from "../../../../simulator/mod.ts";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Stasis(app,first)
 same => n(after),Wait(1)
 same => n,Stasis(app,second)
exten => 200,1,Answer()
 same => n,Wait(60)
exten => s,1,Stasis(app,s)
`,
};

/** A call that is in the application, and the path of its channel. */
async function inStasis(ari: SimulatedAri): Promise<{ call: PhoneCall; path: string; id: string }> {
  await ari.connect();
  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  return { call, id, path: `channels/${id}` };
}

Deno.test("POST answer waits behind a playback, as the channel does one thing at a time", async () => {
  await using ari = await SimulatedAri.open({ files, clock: "manual" });
  const { path } = await inStasis(ari);
  await ari.rest(`POST ${path}/play?media=sound:hello-world`);
  let isAnswered = false;
  const answered = ari.rest(`POST ${path}/answer`).then(() => isAnswered = true);

  await ari.pbx.tick(1_419);
  const before = isAnswered;
  await ari.pbx.tick(1);
  await answered;

  assertEquals(before, false);
});

Deno.test("POST dtmf is heard by the phone after 100 ms of quiet, a digit every 200 ms", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);
  await ari.rest(`POST ${path}/answer`);
  const start = ari.pbx.clock.now();

  const { status } = await ari.rest(`POST ${path}/dtmf?dtmf=1x2`);
  await call.heard("dtmf:1");
  const first = ari.pbx.clock.now() - start;
  await call.heard("dtmf:2");
  const missing = await ari.rest(`POST ${path}/dtmf`);

  assertEquals([status, first, ari.pbx.clock.now() - start], [204, 200, 400]);
  assertEquals([missing.status, missing.body.message], [400, "DTMF is required"]);
});

Deno.test("POST ring rings at the phone", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/ring`);
  await ari.rest(`DELETE ${path}/ring`);

  assertEquals([status, [...ari.pbx.journal].filter(({ kind }) => kind === "rings").length], [204, 1]);
});
