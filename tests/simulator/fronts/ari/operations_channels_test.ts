import { assertEquals } from "@std/assert";
import type { PhoneCall } from "../../../../simulator/mod.ts";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Stasis(app,first)
`,
};

/** A call that is in the application, and the path of its channel. */
async function inStasis(ari: SimulatedAri): Promise<{ call: PhoneCall; path: string; id: string }> {
  await ari.connect();
  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  return { call, id, path: `channels/${id}` };
}

Deno.test("GET channels lists channels, and finds one by its id, not by its name", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { id, path } = await inStasis(ari);

  const { body: list } = await ari.rest("GET channels");
  const { body: one } = await ari.rest(`GET ${path}`);
  const byName = await ari.rest("GET channels/PJSIP%2Falice-00000000");

  assertEquals([list.length, one.id, one.state, byName.status], [1, id, "Ring", 404]);
});

Deno.test("POST answer answers once, and reports the new state before it answers", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/answer`);
  await call.answered();
  await ari.rest(`POST ${path}/answer`);

  assertEquals([status, ari.types], [204, ["StasisStart", "ChannelStateChange"]]);
});

Deno.test("DELETE cuts off what plays, fails what waits, and gives the caller the cause", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);
  await ari.rest(`POST ${path}/answer`);
  await ari.rest(`POST ${path}/play/a?media=sound:hello-world`);
  await ari.rest(`POST ${path}/play/b?media=sound:goodbye`);

  const { status } = await ari.rest(`DELETE ${path}?reason=busy`);
  await ari.event("StasisEnd");

  assertEquals([status, (await call.ended()).cause], [204, 17]);
  assertEquals(
    ari.events.slice(2).filter(({ type }) => type !== "ChannelVarset").map((
      { type, playback, cause, soft },
    ) => [type, playback?.state ?? cause, soft]),
    [
      ["PlaybackStarted", "playing", undefined],
      ["ChannelHangupRequest", 32, true],
      ["PlaybackFinished", "failed", undefined],
      ["PlaybackStarted", "playing", undefined],
      ["PlaybackFinished", "failed", undefined],
      ["StasisEnd", undefined, undefined],
    ],
  );
});

Deno.test("DELETE takes a cause by number, and refuses what it does not know", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);

  const answers = [];
  for (const query of ["reason=bored", "reason_code=x", "reason=busy&reason_code=1", "reason_code=99"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await ari.rest(`DELETE ${path}?${query}`);
    answers.push(`${status} ${body.message}`);
  }

  assertEquals(answers, [
    "400 Invalid reason for hangup reason provided",
    "400 Invalid reason for hangup reason code provided",
    "400 The reason and reason_code can't both be specified",
    "204 undefined",
  ]);
  assertEquals((await call.ended()).cause, 99);
});
