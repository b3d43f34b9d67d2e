import { assertEquals } from "@std/assert";
import { TestChannel } from "./test_channel.ts";

const outcome = { complete: true, played: 0 };

/** What was said of talk, and when. */
function talk(given: TestChannel): string[] {
  return given.facts.flatMap((fact) => {
    if (fact.kind === "channel-talking-started") return [`${fact.time} started`];
    return fact.kind === "channel-talking-finished" ? [`${fact.time} finished ${fact.duration}`] : [];
  });
}

/** Has the far end say something for so long. */
async function say(given: TestChannel, duration: number): Promise<void> {
  const media = { media: "words" };
  given.channel.receive({ kind: "media-begin", media });
  await given.clock.tick(duration);
  given.channel.receive({ kind: "media-end", media, outcome });
}

Deno.test("TalkDetectors tells at once of talk, and of its end after the silence, which is not part of it", async () => {
  using given = new TestChannel();
  given.pbx.talkDetectors.set(given.channel);
  await given.clock.tick(100);

  await say(given, 1_000);
  await given.clock.tick(2_000);
  await say(given, 500);
  await given.clock.tick(10_000);

  assertEquals(talk(given), ["100 started", "6100 finished 3500"]);
});

Deno.test("TalkDetectors.set() changes the silence of the next time, and remove() ends it", async () => {
  using given = new TestChannel();
  const { talkDetectors } = given.pbx;
  talkDetectors.set(given.channel, 1_000);
  talkDetectors.set(given.channel, 305);

  await say(given, 100);
  await given.clock.tick(10_000);
  talkDetectors.remove(given.channel);
  talkDetectors.remove(given.channel);
  await say(given, 100);

  // A frame lasts 20 ms: 305 ms are over with the sixteenth.
  assertEquals(talk(given), ["0 started", "420 finished 115"]);
});

Deno.test("TalkDetectors counts silence only while the far end sends it", async () => {
  using given = new TestChannel();
  const channel = given.pbx.createChannel({
    endpoint: "Local/1@default",
    driver: { ...given.channel.driver, sendsSound: false },
    state: "Up",
    caller: given.channel.caller,
    context: "default",
    exten: "1",
    protocolId: "",
  });
  const [words, silence] = [{ media: "words" }, { media: "silence" }];
  given.pbx.talkDetectors.set(channel, 1_000);
  channel.receive({ kind: "media-begin", media: words });
  await given.clock.tick(500);
  channel.receive({ kind: "media-end", media: words, outcome });
  await given.clock.tick(60_000);
  channel.receive({ kind: "media-begin", media: silence });
  await given.clock.tick(400);
  channel.receive({ kind: "media-end", media: silence, outcome });
  await given.clock.tick(60_000);
  channel.receive({ kind: "media-begin", media: silence });

  await given.clock.tick(600);

  assertEquals(talk(given), ["0 started", "121500 finished 120500"]);
});

Deno.test("TalkDetectors leaves no timer behind a hangup", async () => {
  using given = new TestChannel();
  given.pbx.talkDetectors.set(given.channel);
  await say(given, 100);

  given.channel.requestHangup({ soft: false });
  await given.clock.tick(10_000);

  assertEquals(talk(given), ["0 started"]);
});
