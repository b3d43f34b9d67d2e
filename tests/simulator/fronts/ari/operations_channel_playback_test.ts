import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
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

Deno.test("POST play answers 201 with the queued playback and where it is", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path, id } = await inStasis(ari);

  const { status, headers, body } = await ari.rest(`POST ${path}/play?media=sound:hello-world,digits:1`);

  assertEquals([status, headers.get("location")], [201, `/ari/playbacks/${body.id}`]);
  assertMatch(body.id, /^[0-9a-f-]{36}$/);
  assertEquals(Object.entries(body).slice(1), [
    ["media_uri", "sound:hello-world"],
    ["next_media_uri", "digits:1"],
    ["target_uri", `channel:${id}`],
    ["language", "en"],
    ["state", "queued"],
  ]);
});

for (
  const [query, answer] of [
    ["", "500 Failed to queue media for playback"],
    ["media=sound:a,,sound:b", "500 Failed to queue media for playback"],
    ["media=sound:a&skipms=-1", "400 skipms cannot be negative"],
    ["media=sound:a&offsetms=-1", "400 offsetms cannot be negative"],
    ["media=ftp:x", "201 undefined"],
  ] as const
) {
  Deno.test(`POST play?${query} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    const { status, body } = await ari.rest(`POST ${path}/play?${query}`);

    assertEquals(`${status} ${body.message}`, answer);
  });
}

Deno.test("POST play answers 501 for media that Asterisk plays and the simulator does not", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const foreign = await ari.rest(`POST ${path}/play?media=sound:a,number:1&lang=de`);
  const remote = await ari.rest(`POST ${path}/play?media=sound:http://x/y`);

  assertEquals([foreign.status, remote.status], [501, 501]);
  assertStringIncludes(foreign.body.message, `Cannot play "number:1": numbers are not said in language "de"`);
  assertStringIncludes(remote.body.message, `Cannot play "sound:http://x/y"`);
});

Deno.test("POST play takes id, language and offset", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { body } = await ari.rest(`POST ${path}/play/p1?media=sound:hello-world&lang=de&offsetms=400&playbackId=p2`);
  const { timestamp: start } = await ari.event("PlaybackStarted");
  const { timestamp: end } = await ari.event("PlaybackFinished");

  assertEquals([body.id, body.language], ["p1", "de"]);
  assertEquals(Date.parse(end) - Date.parse(start), 1_420 - 400);
});
