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

Deno.test("POST ring rings at the phone", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/ring`);
  await ari.rest(`DELETE ${path}/ring`);

  assertEquals([status, [...ari.pbx.journal].filter(({ kind }) => kind === "rings").length], [204, 1]);
});

Deno.test("POST ring plays the tone to a caller who is answered, until DELETE ring", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);
  await ari.rest(`POST ${path}/answer`);

  await ari.rest(`POST ${path}/ring`);
  await call.hears("tone:ring");
  await ari.rest(`DELETE ${path}/ring`);
  await ari.rest(`POST ${path}/play?media=digits:1`);
  await call.heard("digits:1");

  assertEquals(call.sounds, ["tone:ring", "digits:1"]);
});

for (const [request, media] of [["hold", "moh:default"], ["moh?mohClass=none", "moh:default"]] as const) {
  Deno.test(`POST ${request} is heard as music, until something is played`, async () => {
    await using ari = await SimulatedAri.open({ files, clock: "manual" });
    const { call, path } = await inStasis(ari);
    await ari.rest(`POST ${path}/answer`);
    const [verb = ""] = request.split("?");

    await ari.rest(`POST ${path}/${request}`);
    await call.hears(media);
    await ari.rest(`DELETE ${path}/${verb}`);
    await ari.rest(`POST ${path}/${request}`);
    await call.hears(media);
    await ari.rest(`POST ${path}/play?media=digits:1`);
    await ari.pbx.tick(10_000);

    assertEquals(call.sounds, [media, media, "digits:1"]);
    assertEquals(ari.types.filter((type) => !type.startsWith("Playback")), ["StasisStart", "ChannelStateChange"]);
  });
}

Deno.test("POST silence is not heard, and takes the place of music", async () => {
  await using ari = await SimulatedAri.open({ files, clock: "manual" });
  const { call, path } = await inStasis(ari);
  await ari.rest(`POST ${path}/moh`);
  await ari.rest(`POST ${path}/silence`);
  await ari.rest(`DELETE ${path}/silence`);
  await ari.pbx.tick(0);

  const kinds = [...ari.pbx.journal].flatMap((entry) => entry.face === "phone" ? [entry.kind] : []);
  // The music was early media: it begins with progress.
  assertEquals([kinds, call.sounds], [["dials", "hears", "heard"], ["moh:default"]]);
});

Deno.test("POST mute keeps the phone from hearing anything, and DELETE mute lets it", async () => {
  await using ari = await SimulatedAri.open({ files, clock: "manual" });
  const { call, path } = await inStasis(ari);
  await ari.rest(`POST ${path}/answer`);
  await ari.rest(`POST ${path}/mute?direction=both`);
  await ari.rest(`POST ${path}/play?media=digits:1`);
  await ari.pbx.tick(2_000);
  const during = [...call.sounds];
  await ari.rest(`DELETE ${path}/mute?direction=out`);
  await ari.rest(`POST ${path}/play?media=digits:2`);
  await ari.pbx.tick(2_000);

  assertEquals([during, call.sounds], [[], ["digits:2"]]);
});

Deno.test("POST mute keeps a recording from hearing the phone, and it ends in its time all the same", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);
  await ari.rest(`POST ${path}/mute?direction=in`);

  await ari.rest(`POST ${path}/record?name=r&format=wav&maxDurationSeconds=6`);
  const { recording } = await ari.event("RecordingFinished");
  const [started, finished] = [await ari.event("RecordingStarted"), await ari.event("RecordingFinished")];

  assertEquals(recording.duration, 0);
  assertEquals(Date.parse(finished.timestamp) - Date.parse(started.timestamp) > 6_000, true);
});

for (const query of ["", "?direction=", "?direction=IN"]) {
  Deno.test(`POST mute${query} is refused`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    const { status, body } = await ari.rest(`POST ${path}/mute${query}`);

    assertEquals([status, body.message], [
      400,
      query === "?direction=IN" ? "Invalid direction specified" : "Direction is required",
    ]);
  });
}
