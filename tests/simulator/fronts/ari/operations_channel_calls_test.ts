import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const files = {
  "extensions.conf": `[default]
exten => 100,1,Answer()
 same => n,Wait(600)
exten => 200,1,Wait(600)
exten => 300,1,NoOp()
 same => n(here),Wait(600)
`,
};

/** Each request and what it is answered, by Asterisk 22.10. */
const refused: readonly [query: string, status: number, body: unknown][] = [
  [`channelId=${"x".repeat(150)}`, 400, { message: "Uniqueid length exceeds maximum of 149" }],
  [`otherChannelId=${"x".repeat(150)}`, 400, { message: "Uniqueid length exceeds maximum of 149" }],
  ["originator=x&formats=ulaw", 400, { message: "Endpoint must be specified" }],
  ["endpoint=&app=app", 400, { message: "Endpoint must be specified" }],
  ["endpoint=Local&app=app", 400, { message: "Invalid endpoint specified" }],
  ["endpoint=Local/&app=app", 400, { message: "Invalid endpoint specified" }],
  ["endpoint=/x&app=app", 400, { message: "Invalid endpoint specified" }],
  ["endpoint=Local/200&originator=x&formats=ulaw", 400, {
    message: "Originator and formats can't both be specified",
  }],
  ["endpoint=Local/200", 400, { message: "Application or extension must be specified" }],
  ["endpoint=Local/200&extension=300&label=nowhere", 404, { message: "Requested label can not be found" }],
  ["endpoint=Local/200&extension=300&label=0", 400, { message: "Requested priority is illegal" }],
  ["endpoint=Local/200&app=app&originator=x", 400, { message: "Provided originator channel was not found" }],
  ["endpoint=Local/200&app=app&formats=ulaw,zz", 400, { message: "Provided format (zz) was not found" }],
  ["endpoint=Local/200&app=app&formats=ulaw,", 400, { message: "Provided format () was not found" }],
  ["endpoint=Nope/200&app=app", 500, { error: "Allocation failed" }],
];
for (const [query, status, body] of refused) {
  Deno.test(`channels.originate answers ${status} for ${query.slice(0, 60)}`, async () => {
    await using ari = await SimulatedAri.open({ files });

    const answer = await ari.rest(`POST channels?${query}`);

    assertEquals([answer.status, answer.body], [status, body]);
    ari.pbx.assertIdle();
  });
}

Deno.test("channels.originate calls, and its application hears of both halves from then on", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();

  const { status, body } = await ari.rest("POST channels/c?endpoint=Local/100&callerId=Zed%20<1>", {
    body: { app: "app", appArgs: 'one,"two,three"', variables: { A: "1", B: { value: "2", report_events: true } } },
  });
  const { args, channel } = await ari.event("StasisStart");

  assertEquals([status, body.id, body.state, body.caller], [200, "c", "Down", { name: "Zed", number: "1" }]);
  assertEquals(body.dialplan, {
    context: "default",
    exten: "100",
    priority: 1,
    app_name: "AppDial2",
    app_data: "(Outgoing Line)",
  });
  assertEquals([args, channel.state, channel.channelvars], [["one", "two,three"], "Up", { B: "2" }]);
  const { body: application } = await ari.rest("GET applications/app");
  assertEquals(application.channel_ids, ["c", "c;2"]);
});

Deno.test("channels.originate takes priorities and labels, and a timeout of 30 seconds by itself", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect("app=app&subscribeAll=true");

  await ari.rest("POST channels/c?endpoint=Local/100&extension=300&label=here");
  const { channel } = await ari.event("ChannelDialplan", 3);
  await ari.rest("POST channels/d?endpoint=Local/200&app=app");
  const destroyed = await ari.event("ChannelDestroyed");

  assertEquals([channel.id, channel.dialplan.priority, channel.dialplan.app_name], ["c", 2, "Wait"]);
  assertEquals([destroyed.channel.id, destroyed.cause], ["d", 19]);
  assertEquals(Date.parse(destroyed.timestamp) - Date.parse(destroyed.channel.creationtime), 30_000);
});

Deno.test("channels.originate answers 501, and leaves no channel behind, for a variable that can not be set", async () => {
  await using ari = await SimulatedAri.open({ files });

  const answers = await Promise.all([
    ari.rest("POST channels?endpoint=Local/100", { body: { app: "app", variables: { "SHELL(ls)": "1" } } }),
    ari.rest("POST channels/create?endpoint=Local/100", { body: { app: "app", variables: { "SHELL(ls)": "1" } } }),
  ]);

  assertEquals(answers.map(({ status }) => status), [501, 501]);
  ari.pbx.assertIdle();
});

Deno.test("channels.create makes a channel that is in its application and not called", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();

  const { status, body } = await ari.rest("POST channels/create?endpoint=Local/100&app=app&appArgs=1,2&channelId=c");
  const { channel, args } = await ari.event("StasisStart");

  assertEquals([status, body.dialplan.app_name, channel.state, args], [200, "", "Down", ["1", "2"]]);
  const { body: application } = await ari.rest("GET applications/app");
  assertEquals(application.channel_ids, ["c"]);
});

Deno.test("channels.create answers as Asterisk does what it can not make", async () => {
  await using ari = await SimulatedAri.open({ files });
  await ari.connect();
  await ari.rest("POST channels/create?endpoint=Local/200&app=app&channelId=taken");

  const queries = [
    "app=app",
    "app=app&originator=x&formats=ulaw",
    "endpoint=Local&app=app",
    "endpoint=Local/200&app=app&formats=zz",
    "endpoint=Local/200&app=app&channelId=taken",
    "endpoint=Nope/200&app=app",
  ];
  const answers = await Promise.all(queries.map((query) => ari.rest(`POST channels/create?${query}`)));

  assertEquals(answers.map(({ status, body }) => [status, body.message ?? body.error]), [
    [400, "Endpoint must be specified"],
    [400, "Originator and formats can't both be specified"],
    [400, "Invalid endpoint specified"],
    [400, "Provided format (zz) was not found"],
    [409, "Channel with given unique ID already exists"],
    [500, "Allocation failed"],
  ]);
});
