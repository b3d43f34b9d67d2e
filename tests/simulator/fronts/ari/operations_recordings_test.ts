import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

/** A WAV file of 100 ms: a header of 44 bytes, and samples that say 1, 2, 3 … */
const wav = new Uint8Array([
  ...new TextEncoder().encode("RIFF\x64\x06\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0"),
  ...[0x80, 0x3e, 0, 0, 2, 0, 16, 0],
  ...new TextEncoder().encode("data\x40\x06\0\0"),
  ...new Uint8Array(1_600).map((_, index) => index),
]);

Deno.test("recordings that simulate() was given are stored, to the byte", async () => {
  await using ari = await SimulatedAri.open({ recordings: { "greetings/hello.wav": wav } });

  const { body: list } = await ari.rest("GET recordings/stored");
  const { username, password } = ari.pbx.ari.user;
  const file = await ari.pbx.transport.fetch(`${ari.pbx.ari.url}/ari/recordings/stored/greetings%2Fhello/file`, {
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
  });

  assertEquals(list, [{ name: "greetings/hello", format: "wav" }]);
  assertEquals([file.status, file.headers.get("content-type")], [200, "audio/wav"]);
  assertEquals(await file.bytes(), wav);
});

Deno.test("a stored recording is played for as long as it is", async () => {
  await using ari = await SimulatedAri.open({ recordings: { "hello.wav": wav } });
  await ari.connect();
  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");

  await ari.rest(`POST channels/${id}/play?media=recording:hello`);
  await call.heard("recording:hello");
  const [started, finished] = [await ari.event("PlaybackStarted"), await ari.event("PlaybackFinished")];

  assertEquals(finished.playback.state, "done");
  assertEquals(Date.parse(finished.timestamp) - Date.parse(started.timestamp), 100);
});

Deno.test("a live recording can be looked at, paused, muted and stopped, and is stored then", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${id}/record?name=r&format=wav`);
  await ari.event("RecordingStarted");

  const answers: string[] = [];
  for (
    const request of [
      "GET recordings/live/r",
      "POST recordings/live/r/pause",
      "GET recordings/live/r",
      "POST recordings/live/r/mute",
      "DELETE recordings/live/r/mute",
      "DELETE recordings/live/r/pause",
      "POST recordings/live/r/stop",
    ]
  ) {
    // deno-lint-ignore no-await-in-loop -- one request after the other.
    const { status, body } = await ari.rest(request);
    answers.push(`${status} ${body.state ?? body.message ?? ""}`);
  }
  await ari.event("RecordingFinished");
  const stored = await ari.rest("GET recordings/stored/r");

  assertEquals(answers, ["200 recording", "204 ", "200 paused", "204 ", "204 ", "204 ", "204 "]);
  assertEquals(stored.body, { name: "r", format: "wav" });
});

Deno.test("recordings that are not there answer 404 to everything", async () => {
  await using ari = await SimulatedAri.open();
  const requests = [
    "GET recordings/live/x",
    "DELETE recordings/live/x",
    "POST recordings/live/x/stop",
    "POST recordings/live/x/pause",
    "DELETE recordings/live/x/pause",
    "POST recordings/live/x/mute",
    "DELETE recordings/live/x/mute",
    "GET recordings/stored/x",
    "GET recordings/stored/x/file",
    "DELETE recordings/stored/x",
    "POST recordings/stored/x/copy?destinationRecordingName=y",
  ];

  const answers = await Promise.all(requests.map((request) => ari.rest(request)));

  assertEquals(
    answers.map(({ status, body }) => `${status} ${body.message}`),
    requests.map(() => "404 Recording not found"),
  );
});

Deno.test("POST copy keeps the format, whatever extension the copy is asked to have", async () => {
  await using ari = await SimulatedAri.open({ recordings: { "a.wav": wav } });

  const answers = [
    await ari.rest("POST recordings/stored/a/copy?destinationRecordingName=b.gsm"),
    await ari.rest("POST recordings/stored/a/copy?destinationRecordingName=b"),
    await ari.rest("POST recordings/stored/a/copy?destinationRecordingName=..%2Fb"),
    await ari.rest("POST recordings/stored/a/copy?destinationRecordingName="),
    await ari.rest("POST recordings/stored/a/copy"),
  ];
  const deleted = await ari.rest("DELETE recordings/stored/a");
  const { body: list } = await ari.rest("GET recordings/stored");

  assertEquals(answers.map(({ status, body }) => `${status} ${body.message ?? JSON.stringify(body)}`), [
    '200 {"name":"b","format":"wav"}',
    "409 A recording with the same name already exists on the system",
    "403 Destination file path is forbidden",
    "500 Error building response",
    "400 Invalid destination recording name",
  ]);
  assertEquals([deleted.status, list], [204, [{ name: "b", format: "wav" }]]);
});
