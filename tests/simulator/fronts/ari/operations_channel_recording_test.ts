import { assertEquals, assertStringIncludes } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

/** A call that is in the application; its channel's path. */
async function inStasis(ari: SimulatedAri): Promise<string> {
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  return `channels/${id}`;
}

Deno.test("POST record answers 201 with where it is, answers the call, and tells when it is over", async () => {
  await using ari = await SimulatedAri.open();
  const path = await inStasis(ari);

  const { status, headers, body } = await ari.rest(`POST ${path}/record?name=a%2Fb&format=wav&maxSilenceSeconds=2`);
  const { recording } = await ari.event("RecordingFinished");

  assertEquals([status, headers.get("location")], [201, "/ari/recordings/live/a%2Fb"]);
  const shown = { name: "a/b", format: "wav", target_uri: path.replace("channels/", "channel:") };
  assertEquals(body, { ...shown, state: "queued" });
  // As a real one reports the silence of a caller who says nothing.
  assertEquals(recording, { ...shown, state: "done", duration: 1, talking_duration: 1, silence_duration: 0 });
  assertEquals(ari.types.slice(1), ["ChannelStateChange", "RecordingStarted", "RecordingFinished"]);
});

Deno.test("POST record waits behind a playback, also when the channel is to leave before", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  const path = await inStasis(ari);
  await ari.rest(`POST ${path}/play/p?media=tone:ring`);
  await ari.rest(`POST ${path}/continue`);
  await ari.rest(`POST ${path}/record?name=r&format=wav`);
  const { body: waiting } = await ari.rest("GET recordings/live/r");

  await ari.rest("DELETE playbacks/p");
  await ari.event("RecordingStarted");
  await ari.rest("POST recordings/live/r/stop");
  await ari.event("StasisEnd");

  assertEquals(waiting.state, "queued");
  assertEquals(ari.types.slice(-3), ["RecordingStarted", "RecordingFinished", "StasisEnd"]);
});

Deno.test("POST record answers 501 for a format that only Asterisk writes", async () => {
  await using ari = await SimulatedAri.open();
  const path = await inStasis(ari);

  const { status, body } = await ari.rest(`POST ${path}/record?name=r&format=g722`);

  assertEquals(status, 501);
  assertStringIncludes(body.message, 'Cannot record as "g722"');
});
