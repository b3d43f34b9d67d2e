import { assertEquals, assertRejects } from "@std/assert";
import type { CallScript } from "../../simulator/mod.ts";
import { checkCallScript } from "../../simulator/endpoint_script.ts";
import { SimulatedAri } from "./simulated_ari.ts";

/** What becomes of a call to an endpoint with this script: its events, with their times in milliseconds. */
async function story(onCall: CallScript): Promise<string[]> {
  await using ari = await SimulatedAri.open({ endpoints: { "PJSIP/alice": { onCall } } });
  await ari.connect();
  const { body } = await ari.rest("POST channels?endpoint=PJSIP/alice&app=app&timeout=60");
  await ari.event("ChannelDestroyed");
  ari.pbx.assertIdle();
  const start = Date.parse(body.creationtime);
  return ari.events.flatMap(({ type, timestamp, dialstatus, cause, digit }) => {
    const what = dialstatus || digit || cause;
    const isTold = ["Dial", "ChannelDtmfReceived", "ChannelDestroyed"].includes(type);
    return isTold && what !== undefined && what !== "" ? [`${Date.parse(timestamp) - start} ${what}`] : [];
  });
}

const stories: readonly [title: string, script: CallScript, story: string[]][] = [
  ["answers after a time, and talks", { answer: 2_000, talk: 500 }, ["0 RINGING", "2000 ANSWER", "2500 0"]],
  ["presses keys once it is answered", { ring: false, answer: 100, press: "12", talk: 0 }, [
    "100 ANSWER",
    "200 1",
    "400 2",
    "400 0",
  ]],
  ["is busy at once", { ring: false, reject: 0 }, ["0 BUSY", "0 17"]],
  ["is not found", { ring: false, reject: 10, status: 404 }, ["10 NOANSWER", "10 1"]],
  ["is congested after it was heard", { ring: 100, progress: 200, reject: 300, status: 503 }, [
    "100 RINGING",
    "200 PROGRESS",
    "300 CONGESTION",
    "300 34",
  ]],
  ["rings, and nobody answers", {}, ["0 RINGING", "60000 19"]],
  ["is silent, and nobody answers", { ring: false }, ["60000 19"]],
];
for (const [title, script, expected] of stories) {
  Deno.test(`an endpoint ${title}`, async () => {
    assertEquals(await story(script), expected);
  });
}

Deno.test("checkCallScript() says what is wrong", () => {
  const scripts: CallScript[] = [
    { ring: -1 },
    { answer: NaN },
    { answer: 1, reject: 1 },
    { press: "1" },
    { hold: 1 },
    { transfer: "100" },
    { reject: 0, status: 200 },
    { ring: false, answer: 0, press: "1", talk: 0 },
  ];

  assertEquals(scripts.map(checkCallScript), [
    '"ring" must be 0 or more: current value is -1',
    '"answer" must be 0 or more: current value is NaN',
    "a call is answered or refused, not both",
    "keys are pressed after an answer, and there is none",
    "a call is held or transferred after an answer, and there is none",
    "a call is held or transferred after an answer, and there is none",
    '"status" must be 300 to 699: current value is 200',
    undefined,
  ]);
});

Deno.test("simulate() rejects with TypeError an endpoint whose script or name is wrong", async () => {
  await assertRejects(
    () => SimulatedAri.open({ endpoints: { "PJSIP/alice": { onCall: { ring: -1 } } } }),
    TypeError,
    'Cannot make endpoint "PJSIP/alice": "ring" must be 0 or more: current value is -1',
  );
  await assertRejects(() => SimulatedAri.open({ endpoints: { alice: {} } }), TypeError, 'as "PJSIP/alice"');
});

Deno.test("an endpoint holds, talks, transfers and hangs up", async () => {
  const onCall: CallScript = { ring: false, answer: 0, hold: 100, talk: 50, transfer: "100" };
  const files = { "extensions.conf": "[default]\nexten => 100,1,Answer()\n same => n,Wait(60)\n" };
  await using ari = await SimulatedAri.open({ endpoints: { "PJSIP/alice": { onCall } }, files });
  await ari.connect();
  await ari.rest("POST bridges/m");
  for (const [id, endpoint] of [["a", "PJSIP/alice"], ["b", "Local/100@default"]]) {
    // deno-lint-ignore no-await-in-loop -- One call after the other.
    await ari.rest(`POST channels/create?endpoint=${endpoint}&app=app&channelId=${id}`);
    // deno-lint-ignore no-await-in-loop -- See above.
    await ari.rest(`POST bridges/m/addChannel?channel=${id}`);
    // deno-lint-ignore no-await-in-loop -- See above.
    await ari.rest(`POST channels/${id}/dial`);
  }
  const { exten, result } = await ari.event("BridgeBlindTransfer");
  const { channel } = await ari.event("StasisEnd");

  const holds = ari.events.filter(({ type }) => type === "ChannelHold" || type === "ChannelUnhold");
  const [held, unheld] = holds.map(({ timestamp }) => Date.parse(timestamp));
  assertEquals([(unheld ?? 0) - (held ?? 0), exten, result, channel.id], [100, "100", "Success", "a"]);
});
