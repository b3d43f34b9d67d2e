import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("playbacks can be read, controlled and stopped, with Asterisk's answers", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${channel.id}/play/p1?media=sound:hello-world`);
  await ari.rest(`POST channels/${channel.id}/play/p2?media=sound:goodbye`);

  const answers: string[] = [];
  for (
    const request of [
      "GET playbacks/p2",
      "POST playbacks/p2/control?operation=pause",
      "POST playbacks/p1/control?operation=pause",
      "GET playbacks/p1",
      "POST playbacks/p1/control?operation=unpause",
      "POST playbacks/p1/control",
      "POST playbacks/p1/control?operation=jump",
      "DELETE playbacks/p1",
      "DELETE playbacks/none",
      "POST playbacks/none/control?operation=pause",
    ]
  ) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await ari.rest(request);
    answers.push(`${status} ${body.state ?? body.message ?? ""}`);
  }

  assertEquals(answers, [
    "200 queued",
    "409 Can only pause while media is playing",
    "204 ",
    "200 paused",
    "204 ",
    "400 Missing operation",
    "400 Invalid operation jump",
    "204 ",
    "404 Playback not found",
    "404 Playback not found",
  ]);
  await ari.event("PlaybackStarted", 3);
  assertEquals(ari.types.slice(1), [
    "PlaybackStarted",
    "PlaybackStarted",
    "PlaybackFinished",
    "PlaybackStarted",
  ]);
});

Deno.test("DELETE playbacks/x answers 500 for digits, which can not be stopped", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${channel.id}/play/p1?media=digits:12`);

  const { status, body } = await ari.rest("DELETE playbacks/p1");

  assertEquals([status, body.message], [500, "Could not stop playback"]);
});
