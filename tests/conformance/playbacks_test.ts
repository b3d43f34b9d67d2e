import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { type StasisCall, withStasisCall } from "./stasis_call.ts";

/** Plays a list as playback `p` and gives its events. */
async function play(call: StasisCall, media: readonly string[], query = ""): Promise<string[]> {
  const from = call.events.length;
  assertEquals(await call.answer(`POST channels/ID/play/p${query}`, { media }), "201");
  await call.through();
  return call.trace(from).map((line) => line.replace(" p ", " ").replace("Playback", ""));
}

const done = (media: string) => [`Started ${media} playing`, `Finished ${media} done`];
const failed = (media: string) => [`Started ${media} playing`, `Finished ${media} failed`];
const onlyStarted = (media: string) => [`Started ${media} playing`];

/** What a single medium comes to. */
const single: readonly [media: string, events: (media: string) => string[]][] = [
  ["sound:silence/1", done],
  ["sound:en/silence/1", done],
  ["sound:/usr/share/asterisk/sounds/en/silence/1", done],
  ["sound:hello-world:end", done],
  ["sound:hello-world:END", done],
  ["sound:hello-world.gsm", failed],
  ["sound:HELLO-WORLD", failed],
  ["sound:silence/1&silence/1", failed],
  ["sound:", failed],
  ["sound:nope", failed],
  ["SOUND:silence/1", onlyStarted],
  ["number:0", done],
  ["number:8", done],
  ["number: 8x", done],
  ["number:2147483647", done],
  ["number:9999999999999999999999", done],
  ["number:", onlyStarted],
  ["number:x", onlyStarted],
  ["digits:8", done],
  ["digits:xyz", done],
  ["characters:l~", done],
  ["characters:é", done],
  ["characters:", done],
  ["tone:", failed],
  ["tone:nope", failed],
  ["tone:!", failed],
  ["tone:,425", failed],
  ["tone:ring|busy", failed],
  ["tone:callwaiting;tonezone=fr", failed],
  ["tone:ring;zone=fr", failed],
  ["recording:nope", onlyStarted],
  ["zzz:1", onlyStarted],
  ["zzz", onlyStarted],
];

conformance("a playback of each kind of media starts, and ends as it should", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const events: Record<string, string[]> = {};
    for (const [media] of single) {
      events[media] = await play(call, [media]);
    }

    assertEquals(events, Object.fromEntries(single.map(([media, expected]) => [media, expected(media)])));
  });
});

conformance("a list goes on behind what fails, and skips without a word what is not known", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const lists = [
      ["sound:silence/1", "sound:nope", "digits:8"],
      ["recording:nope", "sound:silence/1"],
      ["sound:silence/1", "zzz:1"],
      ["tone:nope", "digits:"],
    ];
    const events: string[][] = [];
    for (const list of lists) {
      events.push(await play(call, list));
    }

    assertEquals(events, [
      [
        "Started sound:silence/1 then sound:nope playing",
        "Continuing sound:silence/1 then sound:nope continuing",
        "Started sound:nope then digits:8 playing",
        "Continuing sound:nope then digits:8 continuing",
        "Started digits:8 playing",
        "Finished digits:8 done",
      ],
      [
        "Started recording:nope then sound:silence/1 playing",
        "Started sound:silence/1 playing",
        "Finished sound:silence/1 done",
      ],
      [
        "Started sound:silence/1 then zzz:1 playing",
        "Continuing sound:silence/1 then zzz:1 continuing",
        "Started zzz:1 playing",
      ],
      [
        "Started tone:nope then digits: playing",
        "Continuing tone:nope then digits: continuing",
        "Started digits: playing",
        "Finished digits: done",
      ],
    ]);
  });
});

conformance("sounds that a language does not have are English, and the playback keeps the language", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const answers: string[] = [];
    for (const language of ["de", "en_GB", "en_US_f_Allison", "EN", "xx_YY", ""]) {
      for (const media of ["sound:silence/1", "digits:8"]) {
        const { body } = await call.rest(`POST channels/ID/play/p?media=${media}&lang=${language}`);
        await call.through();
        answers.push(`${body.language} ${call.trace().at(-1)}`);
      }
    }

    const finished = ["PlaybackFinished p sound:silence/1 done", "PlaybackFinished p digits:8 done"];
    assertEquals(
      answers,
      ["de", "en_GB", "en_US_f_Allison", "EN", "xx_YY", "en"].flatMap((language) =>
        finished.map((line) => `${language} ${line}`)
      ),
    );
  });
});

conformance("a playback of a sound can be paused, wound and stopped, each in its state only", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const operate = (operation: string) => call.answer(`POST playbacks/p/control?operation=${operation}`);
    await call.rest("POST channels/ID/play/p?media=sound:demo-congrats");
    await call.rest("POST channels/ID/play/q?media=sound:demo-congrats");
    await call.event(({ type }) => type === "PlaybackStarted");
    const answers: string[] = [];
    for (
      const operation of [
        "unpause",
        "forward",
        "reverse",
        "restart",
        "pause",
        "pause",
        "forward",
        "reverse",
        "restart",
      ]
    ) {
      answers.push(`${operation} ${await operate(operation)}`);
    }
    const { body: paused } = await call.rest("GET playbacks/p");
    const queued: string[] = [];
    for (const operation of ["pause", "unpause", "forward", "reverse", "restart"]) {
      queued.push(await call.answer(`POST playbacks/q/control?operation=${operation}`));
    }
    const others = [
      await call.answer("DELETE playbacks/q"),
      await operate("unpause"),
      await call.answer("POST playbacks/p/control"),
      await operate("jump"),
      await operate("PAUSE"),
      await operate("stop"),
      await call.answer("POST playbacks/nope/control?operation=jump"),
      await call.answer("POST playbacks/nope/control?operation=pause"),
      await call.answer("DELETE playbacks/nope"),
      await call.answer("GET playbacks/nope"),
      await call.answer("DELETE playbacks/p"),
    ];
    await call.through();

    assertEquals(answers, [
      "unpause 204",
      "forward 204",
      "reverse 204",
      "restart 204",
      "pause 204",
      "pause 204",
      "forward 409 Can only forward while media is playing",
      "reverse 409 Can only reverse while media is playing",
      "restart 409 Can only restart while media is playing",
    ]);
    assertEquals(paused.state, "paused");
    assertEquals(queued, [
      "409 Can only pause while media is playing",
      "409 Can only unpause while media is playing",
      "409 Can only forward while media is playing",
      "409 Can only reverse while media is playing",
      "204",
    ]);
    assertEquals(others, [
      "204",
      "204",
      "400 Missing operation",
      "400 Invalid operation jump",
      "400 Invalid operation PAUSE",
      "400 Invalid operation stop",
      "400 Invalid operation jump",
      "404 Playback not found",
      "404 Playback not found",
      "404 Playback not found",
      "204",
    ]);
    assertEquals(call.trace(), [
      "PlaybackStarted p sound:demo-congrats playing",
      "PlaybackStarted p sound:demo-congrats playing",
      "PlaybackFinished p sound:demo-congrats done",
      "PlaybackFinished q sound:demo-congrats done",
    ]);
  });
});

conformance("what is spoken can not be controlled, unless a sound comes before it in the list", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const operations = ["unpause", "pause", "restart", "forward", "reverse"];
    const answers: Record<string, string[]> = {};
    for (const media of ["number:1234567", "digits:1234567", "characters:abcdefg"]) {
      const from = call.events.length;
      await call.rest(`POST channels/ID/play/p?media=${media}`);
      await call.event(({ type }) => type === "PlaybackStarted", from);
      answers[media] = [];
      for (const operation of operations) {
        answers[media].push(await call.answer(`POST playbacks/p/control?operation=${operation}`));
      }
      answers[media].push(await call.answer("DELETE playbacks/p"));
      await call.through();
    }
    const from = call.events.length;
    await call.rest("POST channels/ID/play/p", { media: ["sound:silence/1", "digits:11", "digits:8"] });
    const isSpoken = (event: { type: string; playback?: unknown }) =>
      event.type === "PlaybackStarted" && Object(event.playback).media_uri === "digits:11";
    await call.event(isSpoken, from);
    const stopped = await call.answer("DELETE playbacks/p");
    const { body: { state } } = await call.rest("GET playbacks/p");
    await call.through();

    const refused = [
      "204",
      "500 Could not pause playback",
      "500 Could not restart playback",
      "500 Could not forward playback",
      "500 Could not reverse playback",
      "500 Could not stop playback",
    ];
    assertEquals(answers, { "number:1234567": refused, "digits:1234567": refused, "characters:abcdefg": refused });
    // Only the first of the two digits is cut off.
    assertEquals([stopped, state], ["204", "done"]);
    assertEquals(call.trace(from), [
      "PlaybackStarted p sound:silence/1 then digits:11 playing",
      "PlaybackContinuing p sound:silence/1 then digits:11 continuing",
      "PlaybackStarted p digits:11 then digits:8 playing",
      "PlaybackContinuing p digits:11 then digits:8 continuing",
      "PlaybackStarted p digits:8 playing",
      "PlaybackFinished p digits:8 done",
    ]);
  });
});

const tones: readonly string[] = [
  "tone:ring",
  "tone:RING",
  "tone:std;tonezone=au",
  "tone:busy;tonezone=xx",
  "tone:busy;tonezone=",
  "tone:callwait;tonezone=FR",
  "tone:425",
  "tone:425+440/500,!0/500",
  "tone:M60/200|x|350*440",
  "tone:x,425",
  "tone:!425/100",
  "tone:-1",
];

conformance("a tone plays until it is stopped, and then the list goes on", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const playing: string[] = [];
    for (const media of tones) {
      const from = call.events.length;
      await call.rest("POST channels/ID/play/p", { media: [media] });
      await call.event(({ type }) => type === "PlaybackStarted", from);
      const { body } = await call.rest("GET playbacks/p");
      playing.push(`${body.media_uri} ${body.state} ${await call.answer("DELETE playbacks/p")}`);
      await call.through();
      assertEquals(call.trace(from).at(-1), `PlaybackFinished p ${media} done`);
    }
    const from = call.events.length;
    await call.rest("POST channels/ID/play/p", { media: ["tone:ring", "digits:8"] });
    await call.event(({ type }) => type === "PlaybackStarted", from);
    const answers: string[] = [];
    for (const operation of ["unpause", "pause", "forward", "unpause", "forward", "reverse", "restart"]) {
      answers.push(await call.answer(`POST playbacks/p/control?operation=${operation}`));
    }
    answers.push(await call.answer("DELETE playbacks/p"));
    await call.through();

    assertEquals(playing, tones.map((media) => `${media} playing 204`));
    const refused = "409 Can only forward while media is playing";
    assertEquals(answers, ["204", "204", refused, "204", "204", "204", "204", "204"]);
    assertEquals(call.trace(from), [
      "PlaybackStarted p tone:ring then digits:8 playing",
      "PlaybackStarted p tone:ring then digits:8 playing",
      "PlaybackContinuing p tone:ring then digits:8 continuing",
      "PlaybackStarted p digits:8 playing",
      "PlaybackFinished p digits:8 done",
    ]);
  });
});

conformance("of two playbacks with one id the elder is found, then the other", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    await call.rest("POST channels/ID/play/p?media=sound:demo-congrats");
    const { body: second } = await call.rest("POST channels/ID/play/p?media=tone:ring");
    const { body: first } = await call.rest("GET playbacks/p");
    await call.event(({ type }) => type === "PlaybackStarted");
    const stopped = [await call.answer("DELETE playbacks/p")];
    await call.event(({ playback }) => Object(playback).media_uri === "tone:ring");
    const { body: other } = await call.rest("GET playbacks/p");
    stopped.push(await call.answer("DELETE playbacks/p"));
    await call.through();
    stopped.push(await call.answer("DELETE playbacks/p"));

    assertEquals([second.media_uri, second.state], ["tone:ring", "queued"]);
    assertEquals(first.media_uri, "sound:demo-congrats");
    assertEquals([other.media_uri, other.state], ["tone:ring", "playing"]);
    assertEquals(stopped, ["204", "204", "404 Playback not found"]);
  });
});

conformance("a caller who is not answered yet is played to", async (given) => {
  await withStasisCall(given, "100", async (call) => {
    const events = await play(call, ["sound:silence/1", "number:8"]);
    const { body: channel } = await call.rest("GET channels/ID");

    assertEquals(events, [
      "Started sound:silence/1 then number:8 playing",
      "Continuing sound:silence/1 then number:8 continuing",
      "Started number:8 playing",
      "Finished number:8 done",
    ]);
    assertEquals(channel.state, "Ring");
  });
});

conformance("what waits when the caller hangs up starts and fails, and nothing more of its list", async (given) => {
  await withStasisCall(given, "101", async (call) => {
    const lists = [
      ["tone:ring"],
      ["sound:hello-world", "sound:goodbye"],
      ["zzz:1", "number:8", "digits:8"],
      ["digits:", "digits:8"],
      ["sound:nope", "digits:8"],
      ["tone:ring"],
      ["recording:nope"],
    ];
    for (const [index, media] of lists.entries()) {
      await call.rest(`POST channels/ID/play/p${index}`, { media });
    }
    await call.event(({ type }) => type === "PlaybackStarted");
    await call.phone.hangup();
    await call.event(({ type }) => type === "StasisEnd");

    assertEquals(call.trace(), [
      "PlaybackStarted p0 tone:ring playing",
      "PlaybackFinished p0 tone:ring failed",
      "PlaybackStarted p1 sound:hello-world then sound:goodbye playing",
      "PlaybackFinished p1 sound:hello-world then sound:goodbye failed",
      "PlaybackStarted p2 zzz:1 then number:8 playing",
      "PlaybackStarted p2 number:8 then digits:8 playing",
      "PlaybackFinished p2 number:8 then digits:8 failed",
      "PlaybackStarted p3 digits: then digits:8 playing",
      "PlaybackFinished p3 digits: then digits:8 done",
      "PlaybackStarted p4 sound:nope then digits:8 playing",
      "PlaybackFinished p4 sound:nope then digits:8 failed",
      "PlaybackStarted p5 tone:ring playing",
      "PlaybackFinished p5 tone:ring failed",
      "PlaybackStarted p6 recording:nope playing",
    ]);
  });
});
