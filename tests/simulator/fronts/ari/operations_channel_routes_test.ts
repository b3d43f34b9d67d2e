import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Stasis(app,first)
 same => n(after),Wait(1)
 same => n,Stasis(app,second)
exten => 200,1,Answer()
 same => n,Wait(60)
exten => 300,1,Stasis(app,far)
 same => n,Hangup(17)
exten => s,1,Stasis(app,s)
`,
};

/** A call that is in the application, and the path of its channel. */
async function inStasis(ari: SimulatedAri): Promise<{ path: string }> {
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await ari.event("StasisStart");
  return { path: `channels/${id}` };
}

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

for (const query of ["priority=-1", "label=-3"]) {
  Deno.test(`POST continue?${query} stays where it is, and the dialplan takes the next step from there`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    await ari.rest(`POST ${path}/continue?${query}`);
    const { args } = await ari.event("StasisStart", 2);

    assertEquals(args, ["second"]);
  });
}

Deno.test("POST continue of a channel without a dialplan has one run, and hangs up at its end", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect("app=app");
  await ari.rest("POST channels/c?endpoint=Local/200&app=app");
  await ari.event("StasisStart");
  // The first application hears of the channel after it has left, as it has made it.
  const ended = async () => {
    await ari.event("ChannelDestroyed");
    await ari.event("ChannelDialplan");
    return ari.events.filter(({ channel }) => channel?.id === "c").map(({ type }) => type);
  };

  await ari.rest("POST channels/c/continue?extension=100&priority=3");
  const { channel, args } = await ari.event("StasisStart", 2);
  await ari.rest("POST channels/c/continue");

  assertEquals([channel.id, channel.dialplan.priority, args], ["c", 3, ["second"]]);
  // As with a real Asterisk, it has moved since it was last seen.
  assertEquals((await ended()).slice(-5), [
    "StasisEnd",
    "ChannelVarset",
    "ChannelVarset",
    "ChannelDestroyed",
    "ChannelDialplan",
  ]);
});

/** A channel that the application has made and not called: `c`. */
async function created(endpoint = "Local/300"): Promise<SimulatedAri> {
  const ari = await SimulatedAri.open({ files });
  await ari.connect();
  await ari.rest(`POST channels/create?endpoint=${endpoint}&app=app&channelId=c`);
  await ari.event("StasisStart");
  return ari;
}

Deno.test("POST dial calls a created channel, and reports what its far end says", async () => {
  await using ari = await created();

  const { status } = await ari.rest("POST channels/c/dial");
  await ari.event("StasisStart", 2);
  for (const request of ["POST ID/ring", "POST ID/progress", "POST ID/answer"]) {
    // deno-lint-ignore no-await-in-loop -- One request after the other.
    await ari.rest(request.replace("ID", "channels/c;2"));
  }
  await ari.event("Dial", 4);

  assertEquals(status, 204);
  const dials = ari.events.filter(({ type }) => type === "Dial");
  assertEquals(dials.map(({ dialstatus, dialstring, peer }) => [dialstatus, dialstring, peer.state]), [
    ["", "300", "Down"],
    ["RINGING", "", "Ringing"],
    ["PROGRESS", "", "Ringing"],
    ["ANSWER", "", "Up"],
  ]);
});

Deno.test("POST dial hangs a channel up that does not answer in time, with cause 19", async () => {
  await using ari = await created();
  await ari.rest("POST channels/c/dial?timeout=2");

  const { cause, timestamp } = await ari.event("ChannelDestroyed");
  const request = await ari.event("ChannelHangupRequest");

  assertEquals([request.cause, cause], [32, 19]);
  const dial = await ari.event("Dial");
  assertEquals(Date.parse(timestamp) - Date.parse(dial.timestamp), 2_000);
});

Deno.test("POST dial takes over from its caller who calls and what is inherited", async () => {
  await using ari = await created("Local/200");
  await ari.rest("POST channels/k?endpoint=Local/200&app=app&callerId=Kal<7>", {
    body: { variables: { _A: "1", B: "2" } },
  });
  await ari.event("StasisStart", 2);

  await ari.rest("POST channels/c/dial?caller=k");
  const { body: channel } = await ari.rest("GET channels/c");
  const { body: variable } = await ari.rest("GET channels/c/variable?variable=A");

  assertEquals([channel.connected, variable], [{ name: "Kal", number: "7" }, { value: "1" }]);
});

Deno.test("POST dial ends a channel that can not be called, with cause 16", async () => {
  await using ari = await created("Local/nowhere");

  const { status } = await ari.rest("POST channels/c/dial");
  const { cause } = await ari.event("ChannelDestroyed");

  assertEquals([status, cause, ari.types.includes("ChannelHangupRequest")], [204, 16, false]);
});

Deno.test("POST dial refuses a channel that is answered, being dialled, or was not made for it", async () => {
  await using ari = await created();
  const first = await ari.rest("POST channels/c/dial");
  const second = await ari.rest("POST channels/c/dial");
  await ari.rest("POST channels/k?endpoint=Local/200&app=app");
  await ari.event("StasisStart", 3);
  const answered = await ari.rest("POST channels/k/dial");

  assertEquals([first.status, second.status, answered.status], [204, 400, 409]);
  assertEquals(answered.body.message, "Channel is not in the 'Down' state");
});

Deno.test("POST move hands a channel on, and says when there is nobody to take it", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect("app=other");
  const { path } = await inStasis(ari);

  const answers = [
    await ari.rest(`POST ${path}/move?app=nobody&appArgs=1,,2`),
    await ari.rest(`POST ${path}/move`),
  ];
  const failed = await ari.event("ApplicationMoveFailed");
  await ari.rest(`POST ${path}/move?app=other&appArgs=1,%22a,b%22`);
  const { application, args } = await ari.event("StasisStart", 2);

  assertEquals(answers.map(({ status }) => status), [204, 400]);
  assertEquals([failed.destination, failed.args, failed.application], ["nobody", ["1", "2"], "app"]);
  assertEquals([application, args], ["other", ["1", '"a', 'b"']]);
});

for (
  const [query, answer] of [
    ["", "400 Required parameter 'endpoint' not provided."],
    ["?endpoint=PJSIP", "422 Endpoint parameter 'PJSIP' does not contain tech/resource"],
    ["?endpoint=/x", "422 Endpoint parameter '/x' does not contain tech/resource"],
    ["?endpoint=PJSIP/", "422 No resource provided in endpoint parameter 'PJSIP/'"],
    ["?endpoint=Local/x", "422 Endpoint technology 'Local' does not match channel technology 'PJSIP'"],
    ["?endpoint=PJSIPS/x", "422 Endpoint technology 'PJSIPS' does not match channel technology 'PJSIP'"],
  ] as const
) {
  Deno.test(`POST redirect${query} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    const { status, body } = await ari.rest(`POST ${path}/redirect${query}`);

    assertEquals(`${status} ${body.message}`, answer);
  });
}

Deno.test("POST redirect is taken, and does nothing, for a channel that can not be transferred", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();
  await ari.rest("POST channels/c?endpoint=Local/200&app=app");
  await ari.event("StasisStart");
  const before = ari.types.length;

  const answers = await Promise.all(["local", "Loc"].map((technology) => {
    return ari.rest(`POST channels/c/redirect?endpoint=${technology}/300`);
  }));

  assertEquals([answers.map(({ status }) => status), ari.types.length], [[204, 204], before]);
});

for (
  const [query, answer] of [
    ["", "400 states must not be empty"],
    ["?states=x", "400 Invalid states value"],
    ["?states=Channel_Progress", "204 undefined"],
  ] as const
) {
  Deno.test(`POST transfer_progress${query} answers ${answer}`, async () => {
    await using ari = await SimulatedAri.open({ files });
    const { path } = await inStasis(ari);

    const { status, body } = await ari.rest(`POST ${path}/transfer_progress${query}`);

    assertEquals(`${status} ${body.message}`, answer);
  });
}
