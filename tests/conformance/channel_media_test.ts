import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { withStasisCall, withStasisPair } from "./stasis_call.ts";

/** What is asked of a channel about what is heard on it; all are refused when it is not ready. */
const requests: readonly string[] = [
  "POST channels/ID/ring",
  "DELETE channels/ID/ring",
  "POST channels/ID/progress",
  "POST channels/ID/hold",
  "DELETE channels/ID/hold",
  "POST channels/ID/moh",
  "POST channels/ID/moh?mohClass=nope",
  "DELETE channels/ID/moh",
  "POST channels/ID/silence",
  "DELETE channels/ID/silence",
  "POST channels/ID/mute?direction=both",
  "DELETE channels/ID/mute?direction=both",
  "POST channels/ID/dtmf?dtmf=1",
  "POST channels/ID/play?media=digits:",
  "POST channels/ID/play/p?media=digits:",
];

/** Answers to requests that lack something, of a channel that is ready for them. */
const refused: Readonly<Record<string, string>> = {
  "POST channels/ID/mute": "400 Direction is required",
  "DELETE channels/ID/mute": "400 Direction is required",
  "POST channels/ID/mute?direction=": "400 Direction is required",
  "POST channels/ID/mute?direction=IN": "400 Invalid direction specified",
  "DELETE channels/ID/mute?direction=read": "400 Invalid direction specified",
  "POST channels/ID/dtmf": "400 DTMF is required",
  "POST channels/ID/dtmf?dtmf=": "400 DTMF is required",
  "POST channels/ID/play": "500 Failed to queue media for playback",
  "POST channels/ID/play?media=": "500 Failed to queue media for playback",
  "POST channels/ID/play?media=digits:,,digits:": "500 Failed to queue media for playback",
  "POST channels/ID/play?skipms=-1&offsetms=-1": "400 skipms cannot be negative",
  "POST channels/ID/play?offsetms=-1": "400 offsetms cannot be negative",
};

for (const [extension, state] of [["100", "Ring"], ["101", "Up"]] as const) {
  conformance(`a channel that is ${state} takes every request about media, and no event comes of it`, async (given) => {
    await withStasisCall(given, extension, async (call) => {
      const answers: string[] = [];
      for (const request of requests) answers.push(await call.answer(request));
      const refusals: Record<string, string> = {};
      for (const request of Object.keys(refused)) refusals[request] = await call.answer(request);
      await call.through();
      const { body: channel } = await call.rest("GET channels/ID");

      assertEquals(answers, requests.map((request) => request.includes("play") ? "201" : "204"));
      assertEquals(refusals, refused);
      assertEquals(channel.state, state);
      assertEquals(call.events.filter(({ type }) => !type.startsWith("Playback")).map(({ type }) => type), []);
    });
  });
}

conformance("a channel that is down takes no request about media but to record, which waits in vain", async (given) => {
  await withStasisPair(given, async (near) => {
    const id = `down-${crypto.randomUUID()}`;
    const name = crypto.randomUUID();
    await near.rest(`POST channels/create?endpoint=Local/3000@default&app=hello-world&channelId=${id}`);
    await near.event(({ type, channel }) => type === "StasisStart" && Object(channel).id === id);
    const from = near.events.length;
    const answers: string[] = [];
    for (const request of [...requests, ...Object.keys(refused)]) {
      answers.push(await near.answer(request.replace("ID", id)));
    }
    const unknown: string[] = [];
    for (const request of requests) unknown.push(await near.answer(request.replace("ID", "nobody")));
    const record = await near.answer(`POST channels/${id}/record?name=${name}&format=wav`);
    const { recording } = await near.event(({ type }) => type === "RecordingFinished");
    await near.rest(`DELETE channels/${id}`);
    await near.event(({ type, channel }) => type === "StasisEnd" && Object(channel).id === id);
    await near.rest(`DELETE recordings/stored/${name}`);

    assertEquals(answers, answers.map(() => "412 Channel in invalid state"));
    assertEquals(unknown, unknown.map(() => "404 Channel not found"));
    assertEquals([record, Object(recording).state, Object(recording).duration], ["201", "done", 0]);
    assertEquals(near.trace(from).map((line) => line.replace(name, "NAME")), [
      "RecordingStarted NAME.wav recording {}",
      'RecordingFinished NAME.wav done {"duration":0}',
    ]);
  });
});

const digitStreams: readonly [query: string, digits: string][] = [
  ["dtmf=0123456789*%23", "0123456789*#"],
  ["dtmf=abcdABCD", "abcdABCD"],
  ["dtmf=1wx2F3%20e4&between=20&before=10&after=10", "1234"],
  ["dtmf=5&duration=300", "5"],
  ["dtmf=6&duration=50", "6"],
];

conformance("digits arrive at the far end, one by one, each as long as it was sent", async (given) => {
  await withStasisPair(given, async (near, far) => {
    const received: string[] = [];
    const durations: number[] = [];
    for (const [query] of digitStreams) {
      const from = near.events.length;
      await near.rest(`POST channels/ID/dtmf?${query}`);
      await near.through();
      await far.through();
      const digits = near.events.slice(from).filter(({ type }) => type === "ChannelDtmfReceived");
      received.push(digits.map(({ digit }) => digit).join(""));
      assertEquals(digits.every(({ channel }) => Object(channel).id === far.id), true);
      durations.push(Math.round(Number(digits.at(-1)?.duration_ms) / 100) * 100);
    }

    assertEquals(received, digitStreams.map(([, digits]) => digits));
    assertEquals(durations, [100, 100, 100, 300, 100]);
  });
});

conformance("a channel that was dialled can not be recorded, as it is in a bridge that nobody sees", async (given) => {
  await withStasisPair(given, async (near) => {
    const id = `dialled-${crypto.randomUUID()}`;
    await near.rest(`POST channels/create?endpoint=Local/3006@default&app=hello-world&channelId=${id}`);
    await near.event(({ type, channel }) => type === "StasisStart" && Object(channel).id === id);
    const from = near.events.length;
    await near.rest(`POST channels/${id}/dial`);
    await near.event(({ type, channel }) => type === "StasisStart" && Object(channel).id === `${id};2`, from);
    const { body: channel } = await near.rest(`GET channels/${id}`);
    await near.rest(`POST channels/${id}/record?name=${id}&format=wav`);
    await near.event(({ type }) => type === "RecordingFailed", from);
    const stored = await near.answer(`GET recordings/stored/${id}`);
    await near.rest(`DELETE channels/${id}`);
    await near.event(({ type, channel }) => type === "StasisEnd" && Object(channel).id === `${id};2`, from);

    assertEquals([channel.state, stored], ["Up", "404 Recording not found"]);
    assertEquals(near.trace(from).map((line) => line.replace(id, "NAME")), [
      'RecordingFailed NAME.wav failed {"cause":"Cannot record channel while in bridge"}',
    ]);
  });
});
