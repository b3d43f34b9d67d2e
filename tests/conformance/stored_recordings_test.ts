import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { clean, ended, named, run, started } from "./recording_names.ts";
import { withStasisCall } from "./stasis_call.ts";

conformance("names of recordings are paths within the spool, and what is stored goes by the path", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const names = ["a/b", "a//c", "a/./d", "a/../e", "/f", "g.h", "i j", "k%l", "é", "wav49", "a/"].map((name) =>
      name.replace(/([^/]*)$/, `${run}$1`)
    );
    const locations: (string | null)[] = [];
    const found: string[] = [];
    for (const name of names) {
      const from = call.events.length;
      const format = name.endsWith("wav49") ? "wav49" : "wav";
      const { location } = await call.rest(`POST channels/ID/record?name=${encodeURIComponent(name)}&format=${format}`);
      locations.push(location);
      await call.event(started, from);
      await call.rest(`POST recordings/live/${encodeURIComponent(name)}/stop`);
      await call.event(ended, from);
      const { body } = await call.rest(`GET recordings/stored/${encodeURIComponent(name)}`);
      found.push(body.message ?? `${body.name} ${body.format}`);
    }
    const { body: all } = await call.rest("GET recordings/stored");
    await clean(call);

    const encoded = names.map((name) => `/ari/recordings/live/${encodeURIComponent(name)}`);
    assertEquals(locations, encoded);
    assertEquals(
      found.map((line) => line.replace(run, "")),
      [
        "a/b wav",
        "a/c wav",
        "a/d wav",
        "e wav",
        "f wav",
        "g.h wav",
        "i j wav",
        "k%l wav",
        "é wav",
        "wav49 WAV",
        "a/ wav",
      ],
    );
    const listed = all.map(({ name }: { name: string }) => name).filter((name: string) => name.includes(run));
    assertEquals(
      listed.map((name: string) => name.replace(run, "")),
      ["e", "f", "g.h", "i j", "k%l", "wav49", "é", "a/", "a/b", "a/c", "a/d"],
    );
  });
});

conformance("stored recordings are copied within the spool, without what looks like an extension", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const source = named("source");
    await call.rest(`POST channels/ID/record?name=${source}&format=sln`);
    await call.event(started);
    await call.rest(`POST recordings/live/${source}/stop`);
    await call.event(ended);
    const copy = async (destination: string) => {
      const { status, body } = await call.rest(`POST recordings/stored/${source}/copy${destination}`);
      return `${status} ${body.message ?? `${body.name} ${body.format}`}`.replaceAll(run, "RUN");
    };
    const answers = [
      await copy(`?destinationRecordingName=${named("one")}`),
      await copy(`?destinationRecordingName=${named("one")}`),
      await copy(`?destinationRecordingName=${named("two")}.gsm`),
      await copy(`?destinationRecordingName=x%2F${named("three")}`),
      await copy(`?destinationRecordingName=x%2F..%2F${named("four")}`),
      await copy(`?destinationRecordingName=..%2F${named("five")}`),
      await copy(""),
    ];
    await call.rest(`DELETE recordings/stored/x%2F.`);
    await clean(call);

    assertEquals(answers, [
      "200 RUN-one sln",
      "409 A recording with the same name already exists on the system",
      "200 RUN-two sln",
      "200 x/RUN-three sln",
      // The dots of the directory are taken for the beginning of an extension.
      "200 x/. sln",
      "403 Destination file path is forbidden",
      "400 Invalid destination recording name",
    ]);
  });
});

conformance("recordings that are not there, and names that lead nowhere", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const answers: string[] = [];
    for (const name of ["nope", "..%2Fnope", "nope%2Fnope", "%2F", "a%2F", "nope.wav"]) {
      answers.push(await call.answer(`GET recordings/stored/${name}`));
      answers.push(await call.answer(`GET recordings/stored/${name}/file`));
      answers.push(await call.answer(`DELETE recordings/stored/${name}`));
      answers.push(await call.answer(`GET recordings/live/${name}`));
    }

    assertEquals(answers, Array(24).fill("404 Recording not found"));
  });
});

conformance("names that are too long for a disk", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const source = named("source");
    await call.rest(`POST channels/ID/record?name=${source}&format=wav`);
    await call.event(started);
    await call.rest(`POST recordings/live/${source}/stop`);
    await call.event(ended);
    const fitting = named("x").padEnd(251, "x");
    const from = call.events.length;
    const answers = [
      await call.answer(`POST recordings/stored/${source}/copy?destinationRecordingName=${fitting}`),
      await call.answer(`POST recordings/stored/${source}/copy?destinationRecordingName=${fitting}y`),
      await call.answer(`POST recordings/stored/${source}/copy?destinationRecordingName=${fitting}yyyyy%2Fx`),
      await call.answer(`GET recordings/stored/${fitting}y`),
      await call.answer(`POST channels/ID/record?name=${fitting}yyyyy%2Fx&format=wav`),
      await call.answer(`POST channels/ID/record?name=${fitting}y&format=wav`),
    ];
    await call.event(ended, from);
    await clean(call);

    assertEquals(answers, [
      "200",
      "500 Copy failed",
      "500 Copy failed",
      "404 Recording not found",
      "500 Internal Server Error",
      "201",
    ]);
    assertEquals(call.trace(from).map((line) => line.replace(`${fitting}y`, "NAME")), [
      "RecordingStarted NAME.wav recording {}",
      'RecordingFinished NAME.wav done {"duration":0}',
    ]);
  });
});
