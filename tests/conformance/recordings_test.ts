import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { clean, ended, named, run, started, trace } from "./recording_names.ts";
import { withStasisCall } from "./stasis_call.ts";

const refused: readonly [query: string, answer: string][] = [
  ["", "422 specified format is unknown on this system"],
  ["name=NAME", "422 specified format is unknown on this system"],
  ["format=wav", "500 Error parsing request"],
  ["name=&format=wav", "500 Error parsing request"],
  ["name=..%2FNAME&format=wav", "500 Error parsing request"],
  ["name=..%2FNAME%2Fx&format=wav", "400 Recording name invalid"],
  ["name=NAME&format=zz", "422 specified format is unknown on this system"],
  ["name=NAME&format=GSM", "422 specified format is unknown on this system"],
  ["name=NAME&format=wav%7Culaw", "422 specified format is unknown on this system"],
  ["name=NAME&format=wav&terminateOn=5", "400 terminateOn invalid"],
  ["name=NAME&format=wav&ifExists=x", "400 ifExists invalid"],
  ["name=NAME&format=wav&maxDurationSeconds=-1", "400 max_duration_seconds cannot be negative"],
  ["name=NAME&format=wav&maxSilenceSeconds=-1", "400 max_silence_seconds cannot be negative"],
  // The order in which they are looked at.
  ["name=&format=zz&ifExists=x&terminateOn=y&maxSilenceSeconds=-1", "400 max_silence_seconds cannot be negative"],
  ["name=&format=zz&ifExists=x&terminateOn=y", "400 terminateOn invalid"],
  ["name=&format=zz&ifExists=x", "400 ifExists invalid"],
  ["name=&format=zz", "422 specified format is unknown on this system"],
];

conformance("record refuses what it is not asked well, in one order, and records nothing", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const answers: Record<string, string> = {};
    for (const [query] of refused) {
      answers[query] = await call.answer(`POST channels/ID/record?${query.replace("NAME", named("refused"))}`);
    }
    const elsewhere = [
      await call.answer("POST channels/nobody/record?name=x&format=zz&maxDurationSeconds=-1"),
      await call.answer("POST channels/nobody/record?name=x&format=zz"),
    ];
    await call.through();

    assertEquals(answers, Object.fromEntries(refused));
    assertEquals(elsewhere, ["400 max_duration_seconds cannot be negative", "404 Channel not found"]);
    assertEquals(trace(call), []);
  });
});

conformance(
  "a recording answers the call, is there while it goes on, and is stored when it is stopped",
  async (given) => {
    await withStasisCall(given, "100", async (call) => {
      const name = named("first");
      const { status, body: { state, ...created }, location } = await call.rest(
        `POST channels/ID/record?name=${name}&format=wav`,
      );
      await call.event(started);
      const { body: live } = await call.rest(`GET recordings/live/${name}`);
      const stopped = await call.answer(`POST recordings/live/${name}/stop`);
      await call.event(ended);
      await call.through();
      const { body: channel } = await call.rest("GET channels/ID");
      const { body: stored } = await call.rest(`GET recordings/stored/${name}`);
      const others = [
        await call.answer(`GET recordings/live/${name}`),
        await call.answer(`POST channels/ID/record?name=${name}&format=ulaw`),
        await call.answer(`POST recordings/stored/${name}/copy?destinationRecordingName=${name}`),
        await call.answer(`DELETE recordings/stored/${name}`),
        await call.answer(`DELETE recordings/stored/${name}`),
        await call.answer(`GET recordings/stored/${name}`),
        await call.answer(`GET recordings/stored/${name}/file`),
        await call.answer(`POST recordings/stored/${name}/copy?destinationRecordingName=x`),
      ];

      const recording = { name, format: "wav", target_uri: `channel:${call.id}` };
      assertEquals([status, created, location], [201, recording, `/ari/recordings/live/${name}`]);
      assertEquals(["queued", "recording"].includes(state), true);
      assertEquals(live, { ...recording, state: "recording" });
      assertEquals([stopped, channel.state, stored], ["204", "Up", { name, format: "wav" }]);
      assertEquals(others, [
        "404 Recording not found",
        `409 Recording '${name}' already exists and can not be overwritten`,
        "409 A recording with the same name already exists on the system",
        "204",
        "404 Recording not found",
        "404 Recording not found",
        "404 Recording not found",
        "404 Recording not found",
      ]);
      assertEquals(trace(call), [
        "RecordingStarted first.wav recording {}",
        'RecordingFinished first.wav done {"duration":0}',
      ]);
      const answer = call.events.findIndex(({ type }) => type === "ChannelStateChange");
      assertEquals(answer >= 0 && answer < call.events.findIndex(started), true);
    });
  },
);

conformance("a recording can be paused and muted while it goes on, and not before or after", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const [one, two] = [named("one"), named("two")];
    const live = (method: string, name: string, verb: string) =>
      call.answer(`${method} recordings/live/${name}/${verb}`);
    await call.rest(`POST channels/ID/record?name=${one}&format=wav`);
    await call.event(started);
    await call.rest(`POST channels/ID/record?name=${two}&format=wav`);
    const waiting = [
      await live("POST", two, "pause"),
      await live("DELETE", two, "pause"),
      await live("POST", two, "mute"),
      await live("DELETE", two, "mute"),
      await call.answer(`POST channels/ID/record?name=${two}&format=wav&ifExists=overwrite`),
    ];
    const { body: queued } = await call.rest(`GET recordings/live/${two}`);
    const going = [
      await live("DELETE", one, "pause"),
      await live("POST", one, "mute"),
      await live("POST", one, "pause"),
      await live("POST", one, "pause"),
      await live("DELETE", one, "mute"),
      await live("DELETE", one, "mute"),
    ];
    const { body: paused } = await call.rest(`GET recordings/live/${one}`);
    going.push(await live("DELETE", one, "pause"));
    const { body: resumed } = await call.rest(`GET recordings/live/${one}`);
    going.push(await live("POST", one, "pause"), await live("POST", one, "stop"));
    await call.event((event) => started(event) && Object(event.recording).name === two);
    const gone = [
      await live("POST", one, "stop"),
      await live("POST", one, "pause"),
      await live("DELETE", one, "pause"),
      await live("POST", one, "mute"),
      await live("DELETE", one, "mute"),
      await call.answer(`DELETE recordings/live/${one}`),
      await call.answer(`DELETE recordings/live/${two}`),
    ];
    await call.through();
    await clean(call);

    const exists = `409 Recording '${two}' already exists and can not be overwritten`;
    assertEquals(waiting, [...Array(4).fill("409 Recording not in session"), exists]);
    assertEquals([queued.state, paused.state, resumed.state], ["queued", "paused", "recording"]);
    assertEquals(going, Array(9).fill("204"));
    assertEquals(gone, [...Array(6).fill("404 Recording not found"), "204"]);
    assertEquals(trace(call), [
      "RecordingStarted one.wav recording {}",
      'RecordingFinished one.wav done {"duration":0}',
      "RecordingStarted two.wav recording {}",
      'RecordingFinished two.wav done {"duration":0}',
    ]);
  });
});

conformance(
  "a recording that is cancelled is gone, unless it still waits: then it is made all the same",
  async (given) => {
    await withStasisCall(given, "101", async (call) => {
      const [one, two, three] = [named("one"), named("two"), named("three")];
      for (const name of [one, two, three]) await call.rest(`POST channels/ID/record?name=${name}&format=wav`);
      await call.event(started);
      const waiting = [
        await call.answer(`DELETE recordings/live/${two}`),
        await call.answer(`DELETE recordings/live/${two}`),
        await call.answer(`POST recordings/live/${three}/stop`),
        await call.answer(`POST recordings/live/${three}/stop`),
      ];
      const { body: disregarded } = await call.rest(`GET recordings/live/${two}`);
      const canceled = await call.answer(`DELETE recordings/live/${one}`);
      const left: string[] = [];
      for (const name of [two, three]) {
        await call.event((event) => started(event) && Object(event.recording).name === name);
        left.push(await call.answer(`POST recordings/live/${name}/stop`));
      }
      await call.through();
      const stored: string[] = [];
      for (const name of [one, two, three]) stored.push(await call.answer(`GET recordings/stored/${name}`));
      await clean(call);

      assertEquals(waiting, ["204", "409 Recording not in session", "204", "409 Recording not in session"]);
      assertEquals(disregarded.state, "canceled");
      assertEquals([canceled, left], ["204", ["204", "204"]]);
      assertEquals(stored, ["404 Recording not found", "200", "200"]);
      assertEquals(
        trace(call),
        ["one", "two", "three"].flatMap((name) => [
          `RecordingStarted ${name}.wav recording {}`,
          `RecordingFinished ${name}.wav done {"duration":0}`,
        ]),
      );
    });
  },
);

conformance("what is done to a recording during its beep comes too early", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const [one, two] = [named("one"), named("two")];
    const live = (method: string, name: string, verb = "") =>
      call.answer(`${method} recordings/live/${name}${verb === "" ? "" : `/${verb}`}`);
    await call.rest(`POST channels/ID/record?name=${one}&format=wav&beep=true&maxDurationSeconds=1`);
    await call.event(started);
    const stopped = [
      await live("POST", one, "stop"),
      await live("POST", one, "stop"),
      await live("POST", one, "pause"),
    ];
    const { body: done } = await call.rest(`GET recordings/live/${one}`);
    await call.event(ended);
    const from = call.events.length;
    await call.rest(`POST channels/ID/record?name=${two}&format=wav&beep=true&maxDurationSeconds=1`);
    await call.event(started, from);
    const canceled = [await live("DELETE", two), await live("DELETE", two)];
    await call.event(ended, from);
    await call.through();
    const { body: stored } = await call.rest(`GET recordings/stored/${two}`);
    await clean(call);

    assertEquals(stopped, ["204", "409 Recording not in session", "409 Recording not in session"]);
    assertEquals(done.state, "done");
    assertEquals(canceled, ["500 Recording operation failed", "409 Recording not in session"]);
    assertEquals(stored, { name: two, format: "wav" });
    // Neither is cut short: each is made until it has its length.
    assertEquals(
      trace(call),
      ["one", "two"].flatMap((name) => [
        `RecordingStarted ${name}.wav recording {}`,
        `RecordingFinished ${name}.wav done {"duration":1}`,
      ]),
    );
  });
});

const terminators: readonly [query: string, digits: string, ends: boolean][] = [
  ["terminateOn=any", "5", true],
  ["terminateOn=ANY", "*", true],
  ["terminateOn=%23", "#", true],
  ["terminateOn=*", "*", true],
  ["terminateOn=%23", "5*", false],
  ["terminateOn=none", "5#", false],
  ["", "#", false],
];

conformance("digits end a recording when they are among those that do", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const endings: boolean[] = [];
    for (const [query, digits] of terminators) {
      const name = named(`digits-${endings.length}`);
      const from = call.events.length;
      await call.rest(`POST channels/ID/record?name=${name}&format=wav&${query}`);
      await call.event(started, from);
      for (const digit of digits) {
        const pressed = call.events.length;
        await call.phone.press(digit);
        await call.event(({ type }) => type === "ChannelDtmfReceived", pressed);
      }
      // Where the digit has ended it, nothing is left to stop by the time that this is through.
      await call.rest("GET channels/ID");
      endings.push(await call.answer(`POST recordings/live/${name}/stop`) !== "204");
      await call.event(ended, from);
    }
    await clean(call);

    assertEquals(endings, terminators.map(([, , ends]) => ends));
  });
});

conformance("a recording ends after its time, counted in seconds of the clock, and after silence", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const [long, silent] = [named("long"), named("silent")];
    // So that it does not begin with a second of the clock, which would make the recording one second longer.
    await call.rest("POST channels/ID/play?media=digits:8");
    await call.rest(`POST channels/ID/record?name=${long}&format=wav&maxDurationSeconds=1`);
    await call.event(ended);
    const from = call.events.length;
    await call.rest(`POST channels/ID/record?name=${silent}&format=wav&maxSilenceSeconds=1`);
    await call.event(ended, from);
    await clean(call);

    assertEquals(trace(call).filter((line) => line.startsWith("Recording")), [
      "RecordingStarted long.wav recording {}",
      'RecordingFinished long.wav done {"duration":1}',
      "RecordingStarted silent.wav recording {}",
      'RecordingFinished silent.wav done {"duration":1,"talking_duration":1,"silence_duration":0}',
    ]);
  });
});

conformance("a caller who hangs up ends a recording, and those behind it fail, start or never come", async (given) => {
  await withStasisCall(given, "100", async (call) => {
    const one = named("unanswered");
    await call.rest("POST channels/ID/play/p?media=tone:ring");
    await call.rest(`POST channels/ID/record?name=${one}&format=wav`);
    await call.event(({ type }) => type === "PlaybackStarted");
    await call.phone.hangup();
    await call.event(({ type }) => type === "StasisEnd");

    assertEquals(trace(call), [
      "PlaybackStarted p tone:ring playing",
      "PlaybackFinished p tone:ring failed",
      'RecordingFailed unanswered.wav failed {"cause":"Failed to answer channel"}',
    ]);
    assertEquals(await call.answer(`GET recordings/stored/${one}`), "404 Recording not found");
  });
  await withStasisCall(given, "101", async (call) => {
    for (const [name, query] of [["one", ""], ["beeping", "&beep=true"], ["two", "&maxSilenceSeconds=3"]]) {
      await call.rest(`POST channels/ID/record?name=${named(name ?? "")}&format=wav${query}`);
    }
    await call.event(started);
    await call.phone.hangup();
    await call.event(({ type }) => type === "StasisEnd");
    const { body: stored } = await call.rest("GET recordings/stored");
    await clean(call);

    assertEquals(trace(call), [
      "RecordingStarted one.wav recording {}",
      'RecordingFinished one.wav done {"duration":0}',
      "RecordingStarted beeping.wav recording {}",
      "RecordingFinished beeping.wav done {}",
      "RecordingStarted two.wav recording {}",
      'RecordingFinished two.wav done {"duration":0,"talking_duration":0,"silence_duration":0}',
    ]);
    const names = stored.map(({ name }: { name: string }) => name).filter((name: string) => name.startsWith(run));
    assertEquals(names, [named("one"), named("two")]);
  });
});

conformance("an application that hangs up ends all recordings at once", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    for (const name of ["one", "two"]) await call.rest(`POST channels/ID/record?name=${named(name)}&format=wav`);
    await call.event(started);
    await call.rest("DELETE channels/ID");
    await call.event(({ type }) => type === "StasisEnd");
    await clean(call);

    assertEquals(
      trace(call),
      ["one", "two"].flatMap((name) => [
        `RecordingStarted ${name}.wav recording {}`,
        `RecordingFinished ${name}.wav done {"duration":0}`,
      ]),
    );
  });
});
