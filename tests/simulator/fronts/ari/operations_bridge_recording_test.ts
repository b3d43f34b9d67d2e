import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("POST record records a bridge, and tells its application", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${id}/answer`);
  await ari.rest("POST bridges/b?type=mixing");
  await ari.rest(`POST bridges/b/addChannel?channel=${id}`);

  const { status, headers, body } = await ari.rest("POST bridges/b/record?name=r&format=wav&maxSilenceSeconds=2");
  const { recording } = await ari.event("RecordingFinished");
  const { body: channels } = await ari.rest("GET channels");

  assertEquals([status, headers.get("location"), body.target_uri], [201, "/ari/recordings/live/r", "bridge:b"]);
  // The telephone in the bridge sends its silence.
  assertEquals([recording.duration, recording.talking_duration, recording.silence_duration], [1, 1, 0]);
  assertEquals(channels.length, 1);
});

for (
  const [query, answer] of [
    ["name=r", "422 specified format is unknown on this system"],
    ["name=r&format=wav&recorder_format=zz&terminateOn=5", "422 specified recorder_format is unknown on this system"],
    ["name=r&format=wav&terminateOn=5&ifExists=x", "400 terminateOn invalid"],
    ["name=r&format=wav&ifExists=x&maxDurationSeconds=-1", "400 ifExists invalid"],
    ["name=r&format=wav&maxDurationSeconds=-1", "500 Error parsing request"],
    ["name=r&format=wav&maxSilenceSeconds=-1", "500 Error parsing request"],
    ["name=&format=wav", "500 Error parsing request"],
  ] as const
) {
  Deno.test(`POST bridges/b/record?${query} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open();
    await ari.rest("POST bridges/b?type=mixing");

    const { status, body } = await ari.rest(`POST bridges/b/record?${query}`);
    const { body: bridge } = await ari.rest("GET bridges/b");

    // A format that is missing altogether is refused before Asterisk would look at it.
    const isMissing = !query.includes("format=");
    assertEquals(isMissing ? status >= 400 : `${status} ${body.message}`, isMissing ? true : answer);
    assertEquals(bridge.channels, []);
  });
}

Deno.test("POST addChannel is refused while the channel is recorded", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  await ari.rest("POST bridges/b?type=mixing");
  await ari.rest(`POST channels/${id}/record?name=r&format=wav`);
  await ari.event("RecordingStarted");

  const during = await ari.rest(`POST bridges/b/addChannel?channel=${id}`);
  await ari.rest("POST recordings/live/r/stop");
  await ari.event("RecordingFinished");
  const after = await ari.rest(`POST bridges/b/addChannel?channel=${id}`);

  assertEquals([during.status, during.body.message], [409, `Channel ${id} currently recording`]);
  assertEquals(after.status, 204);
});
