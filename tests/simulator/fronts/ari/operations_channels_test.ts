import { assertEquals } from "@std/assert";
import type { PhoneCall } from "../../../../simulator/mod.ts";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Stasis(app,first)
 same => n(after),Wait(1)
 same => n,Stasis(app,second)
exten => 200,1,Answer()
 same => n,Wait(60)
exten => s,1,Stasis(app,s)
`,
};

/** A call that is in the application, and the path of its channel. */
async function inStasis(ari: SimulatedAri): Promise<{ call: PhoneCall; path: string; id: string }> {
  await ari.connect();
  const call = await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  return { call, id, path: `channels/${id}` };
}

Deno.test("GET channels lists channels, by id only", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { id, path } = await inStasis(ari);

  const { body: list } = await ari.rest("GET channels");
  const { body: one } = await ari.rest(`GET ${path}`);
  const byName = await ari.rest("GET channels/PJSIP%2Falice-00000000");

  assertEquals([list.length, one.id, one.state, byName.status], [1, id, "Ring", 404]);
});

Deno.test("POST answer answers once, and reports the new state before it answers", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/answer`);
  await call.answered();
  await ari.rest(`POST ${path}/answer`);

  assertEquals([status, ari.types], [204, ["StasisStart", "ChannelStateChange"]]);
});

Deno.test("DELETE cuts off what plays, fails what waits, and gives the caller the cause", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);
  await ari.rest(`POST ${path}/answer`);
  await ari.rest(`POST ${path}/play/a?media=sound:hello-world`);
  await ari.rest(`POST ${path}/play/b?media=sound:goodbye`);

  const { status } = await ari.rest(`DELETE ${path}?reason=busy`);
  await ari.event("StasisEnd");

  assertEquals([status, (await call.ended()).cause], [204, 17]);
  assertEquals(
    ari.events.slice(2).map(({ type, playback, cause, soft }) => [type, playback?.state ?? cause, soft]),
    [
      ["PlaybackStarted", "playing", undefined],
      ["ChannelHangupRequest", 32, true],
      ["PlaybackFinished", "failed", undefined],
      ["PlaybackStarted", "playing", undefined],
      ["PlaybackFinished", "failed", undefined],
      ["StasisEnd", undefined, undefined],
    ],
  );
});

Deno.test("DELETE takes a cause by number, and refuses what it does not know", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { call, path } = await inStasis(ari);

  const answers = [];
  for (const query of ["reason=bored", "reason_code=x", "reason=busy&reason_code=1", "reason_code=99"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await ari.rest(`DELETE ${path}?${query}`);
    answers.push(`${status} ${body.message}`);
  }

  assertEquals(answers, [
    "400 Invalid reason for hangup reason provided",
    "400 Invalid reason for hangup reason code provided",
    "400 The reason and reason_code can't both be specified",
    "204 undefined",
  ]);
  assertEquals((await call.ended()).cause, 99);
});

Deno.test("POST continue goes on behind what is queued, at the next priority, and ends the subscription", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);
  await ari.rest(`POST ${path}/play?media=sound:goodbye`);

  const { status } = await ari.rest(`POST ${path}/continue`);
  const end = await ari.event("StasisEnd");
  const { args } = await ari.event("StasisStart", 2);

  assertEquals([status, end["channel"].dialplan.priority, args], [204, 1, ["second"]]);
  assertEquals(ari.types, ["StasisStart", "PlaybackStarted", "PlaybackFinished", "StasisEnd", "StasisStart"]);
});

for (
  const [query, args] of [
    ["label=after", ["second"]],
    ["label=3", ["second"]],
    ["priority=1", ["first"]],
    ["context=default", ["s"]],
    ["extension=s", ["s"]],
  ] as const
) {
  Deno.test(`POST continue?${query} goes there`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    await ari.rest(`POST ${path}/continue?${query}`);
    const start = await ari.event("StasisStart", 2);

    assertEquals(start["args"], args);
  });
}

for (
  const [query, answer] of [
    ["label=none", "404 Requested label can not be found"],
    ["label=0", "400 Requested priority is illegal"],
  ] as const
) {
  Deno.test(`POST continue?${query} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    const { status, body } = await ari.rest(`POST ${path}/continue?${query}`);

    assertEquals(`${status} ${body.message}`, answer);
  });
}

Deno.test("channel variables are set on the channel's thread, reported, and read", async () => {
  await using ari = await SimulatedAri.open({ files });
  const { path } = await inStasis(ari);

  const { status } = await ari.rest(`POST ${path}/variable`, {
    body: { variable: "A", value: "1", report_events: true },
  });
  const set = await ari.event("ChannelVarset");
  const { body } = await ari.rest(`GET ${path}/variable?variable=A`);
  const { body: exten } = await ari.rest(`GET ${path}/variable?variable=EXTEN`);

  assertEquals([status, set["value"], set["channel"].channelvars], [204, "1", { A: "1" }]);
  assertEquals([body, exten], [{ value: "1" }, { value: "100" }]);
});

for (
  const [request, answer] of [
    ["GET channels/none/variable?variable=A", "404 Provided channel was not found"],
    ["GET channels/ID/variable", "400 Variable name is required"],
    ["GET channels/ID/variable?variable=NOPE", "404 Provided variable was not found"],
    ["POST channels/ID/variable", "400 Variable name is required"],
    ["POST channels/none/variable?variable=A", "404 Channel not found"],
  ] as const
) {
  Deno.test(`${request} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { id } = await inStasis(ari);

    const { status, body } = await ari.rest(request.replace("ID", id));

    assertEquals(`${status} ${body.message}`, answer);
  });
}

Deno.test("operations answer 409 for a channel that is in no application", async () => {
  await using ari = await SimulatedAri.open({ files });
  const call = await ari.pbx.phone("PJSIP/alice").call("200");

  for (const operation of ["answer", "continue", "play", "dtmf", "ring", "variable?variable=A"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    const { status, body } = await ari.rest(`POST channels/${call.channelId}/${operation}`);
    assertEquals([status, body.message], [409, "Channel not in Stasis application"]);
  }
});
