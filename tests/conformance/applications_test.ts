import { assertEquals, assertRejects } from "@std/assert";
import { conformance } from "./harness.ts";
import { type RawAnswer, RawAri } from "./raw_ari.ts";

function said({ status, body }: RawAnswer): [number, string] {
  return [status, body.message];
}

function sources(body: Record<string, string[]>): (string[] | undefined)[] {
  const { channel_ids, bridge_ids, endpoint_ids, device_names } = body;
  return [channel_ids, bridge_ids, endpoint_ids, device_names?.toSorted()];
}

conformance("what is wrong with a subscription is found in Asterisk's order", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using _ = await ari.connect(`app=${app}`);

  const answers: [string, [number, string]][] = [];
  for (
    const request of [
      "POST applications/nobody/subscription",
      "POST applications/nobody/subscription?eventSource=x:",
      `POST applications/${app}/subscription`,
      `POST applications/${app}/subscription?eventSource=x:`,
      `POST applications/${app}/subscription?eventSource=`,
      `POST applications/${app}/subscription?eventSource=Channel:`,
      `POST applications/${app}/subscription?eventSource=channel`,
      `POST applications/${app}/subscription?eventSource=channel:x`,
      `POST applications/${app}/subscription?eventSource=bridge:x`,
      `POST applications/${app}/subscription?eventSource=endpoint:x`,
      `POST applications/${app}/subscription?eventSource=channel:x,y:`,
      "DELETE applications/nobody/subscription",
      "DELETE applications/nobody/subscription?eventSource=x:",
      `DELETE applications/${app}/subscription`,
      `DELETE applications/${app}/subscription?eventSource=x:`,
      `DELETE applications/${app}/subscription?eventSource=channel:`,
      `DELETE applications/${app}/subscription?eventSource=channel:x`,
      `DELETE applications/${app}/subscription?eventSource=deviceState:`,
      `DELETE applications/${app}/subscription?eventSource=deviceState:x`,
      "PUT applications/nobody/eventFilter",
      "GET applications/nobody",
      `GET applications/${app.toUpperCase()}`,
    ]
  ) {
    answers.push([request.replace(app, "app"), said(await ari.rest(request))]);
  }

  const missing: [number, string] = [400, "Missing parameter eventSource"];
  const scheme: [number, string] = [400, "Invalid event source URI scheme"];
  const nobody: [number, string] = [404, "Application not found"];
  const nothing: [number, string] = [422, "Event source does not exist"];
  const unsubscribed: [number, string] = [422, "Event source was not subscribed to"];
  assertEquals(answers, [
    ["POST applications/nobody/subscription", missing],
    ["POST applications/nobody/subscription?eventSource=x:", nobody],
    ["POST applications/app/subscription", missing],
    ["POST applications/app/subscription?eventSource=x:", scheme],
    ["POST applications/app/subscription?eventSource=", scheme],
    ["POST applications/app/subscription?eventSource=Channel:", scheme],
    ["POST applications/app/subscription?eventSource=channel", scheme],
    ["POST applications/app/subscription?eventSource=channel:x", nothing],
    ["POST applications/app/subscription?eventSource=bridge:x", nothing],
    ["POST applications/app/subscription?eventSource=endpoint:x", nothing],
    ["POST applications/app/subscription?eventSource=channel:x,y:", nothing],
    ["DELETE applications/nobody/subscription", missing],
    ["DELETE applications/nobody/subscription?eventSource=x:", nobody],
    ["DELETE applications/app/subscription", missing],
    ["DELETE applications/app/subscription?eventSource=x:", scheme],
    ["DELETE applications/app/subscription?eventSource=channel:", unsubscribed],
    ["DELETE applications/app/subscription?eventSource=channel:x", unsubscribed],
    ["DELETE applications/app/subscription?eventSource=deviceState:", unsubscribed],
    ["DELETE applications/app/subscription?eventSource=deviceState:x", unsubscribed],
    ["PUT applications/nobody/eventFilter", nobody],
    ["GET applications/nobody", nobody],
    [`GET applications/${app.toUpperCase()}`, nobody],
  ]);
});

conformance("subscriptions to device states are not counted, and what comes before a mistake stays", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using _ = await ari.connect(`app=${app}`);
  const path = `applications/${app}/subscription`;

  await ari.rest(`POST ${path}?eventSource=deviceState:Stasis:a,deviceState:Stasis:b`);
  const mistaken = await ari.rest(`POST ${path}?eventSource=deviceState:Stasis:c,x:`);
  const { body: twice } = await ari.rest(`POST ${path}`, { eventSource: ["deviceState:Stasis:a"] });
  const { body: left } = await ari.rest(`DELETE ${path}?eventSource=deviceState:Stasis:a`);

  assertEquals(said(mistaken), [400, "Invalid event source URI scheme"]);
  assertEquals(sources(twice), [[], [], [], ["Stasis:a", "Stasis:b", "Stasis:c"]]);
  assertEquals(sources(left), [[], [], [], ["Stasis:b", "Stasis:c"]]);
  await ari.rest(`DELETE ${path}?eventSource=deviceState:Stasis:b,deviceState:Stasis:c`);
});

conformance("subscriptions to all swallow single ones, and only that to device states can be left", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using _ = await ari.connect(`app=${app}`);
  const path = `applications/${app}/subscription`;
  const all = (kind: string) => [`__AST_${kind}_ALL_TOPIC`];

  const { body: subscribed } = await ari.rest(`POST ${path}?eventSource=channel:,bridge:,endpoint:,deviceState:`);
  const { body: again } = await ari.rest(`POST ${path}?eventSource=channel:,deviceState:Stasis:a`);
  const left = [];
  for (const source of ["channel:", "bridge:", "endpoint:"]) {
    left.push(said(await ari.rest(`DELETE ${path}?eventSource=${source}`)));
  }
  const { body: one } = await ari.rest(`DELETE ${path}?eventSource=deviceState:Stasis:a`);
  const { body: last } = await ari.rest(`DELETE ${path}?eventSource=deviceState:`);

  const everything = [all("CHANNEL"), all("BRIDGE"), all("ENDPOINT"), all("DEVICE_STATE")];
  assertEquals([sources(subscribed), sources(again), sources(one)], [everything, everything, everything]);
  assertEquals(left, Array(3).fill([501, "Method not implemented"]));
  assertEquals(sources(last), [...everything.slice(0, 3), []]);
});

conformance("subscriptions to a channel are counted, found by its name, and left by its id", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using owner = await ari.connect("app=subscribed");
  await using other = await ari.connect(`app=${app}`);
  const path = `applications/${app}/subscription`;
  await using call = await given.backend.call("110");
  const { channel: { id, name } } = await owner.event("StasisStart");

  await ari.rest(`POST ${path}`, { eventSource: [`channel:${id}`, `channel:${name}`] });
  const byName = await ari.rest(`DELETE ${path}?eventSource=channel:${encodeURIComponent(name)}`);
  const { body: once } = await ari.rest(`DELETE ${path}?eventSource=channel:${id}`);
  const { body: none } = await ari.rest(`DELETE ${path}?eventSource=channel:${id}`);
  await ari.rest(`POST ${path}?eventSource=channel:${id}`);
  await ari.rest(`DELETE channels/${id}`);
  await other.event("ChannelDestroyed");
  const { body: gone } = await ari.rest(`GET applications/${app}`);
  await call.ended();

  assertEquals(said(byName), [422, "Event source was not subscribed to"]);
  assertEquals([once, none, gone].map(({ channel_ids }) => channel_ids), [[id], [], []]);
});

conformance("a filter is taken as Asterisk takes it", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using _ = await ari.connect(`app=${app}`);
  const set = async (filter?: unknown) => {
    const { status, body } = await ari.rest(`PUT applications/${app}/eventFilter`, filter);
    return status === 200 ? [body.events_allowed, body.events_disallowed] : [status, body.message];
  };
  const invalid = [400, "Invalid format definition"];
  const [dial, end] = [{ type: "Dial", why: "noise" }, { type: "StasisEnd" }];

  assertEquals(await set({ allowed: [end], disallowed: [dial] }), [[end], [dial]]);
  assertEquals(await set({ allowed: [] }), [[], [dial]]);
  assertEquals(await set({ other: 1 }), [[], [dial]]);
  assertEquals(await set({ disallowed: [end], allowed: [{ kind: "x" }] }), invalid);
  assertEquals(await set({ other: 1 }), [[], [end]]);
  assertEquals(await set({ disallowed: "x" }), invalid);
  assertEquals(await set({ disallowed: null, allowed: [dial] }), invalid);
  assertEquals(await set(["Dial"]), invalid);
  assertEquals(await set([dial]), [[dial], [dial]]);
  assertEquals(await set(), [[], []]);
  assertEquals(await set([dial]), [[dial], [dial]]);
  assertEquals(await set({}), [[], []]);
});

conformance("a filter holds back events, and outlives a replacement but not the application", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  const userEvent = (name: string) => ari.rest(`POST events/user/${name}?application=${app}`);
  const first = await ari.connect(`app=${app}`);
  await ari.rest(`PUT applications/${app}/eventFilter`, { disallowed: [{ type: "ChannelUserevent" }] });

  await userEvent("unheard");
  await using second = await ari.connect(`app=${app}&subscribeAll=true`);
  await first.event("ApplicationReplaced");
  await userEvent("unheard");
  const { body: replaced } = await ari.rest(`GET applications/${app}`);
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
  await using third = await ari.connect(`app=${app}`);
  await userEvent("heard");

  assertEquals((await third.event("ChannelUserevent")).eventname, "heard");
  assertEquals([first.types, second.types], [["ApplicationReplaced"], []]);
  assertEquals([replaced.events_disallowed, sources(replaced)], [[{ type: "ChannelUserevent" }], [[], [], [], []]]);
});

conformance("device states outlive the application, other subscriptions go with it", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  const path = `applications/${app}/subscription`;
  const first = await ari.connect(`app=${app}`);
  await ari.rest(`POST ${path}?eventSource=deviceState:Stasis:a,bridge:,deviceState:`);

  await first[Symbol.asyncDispose]();
  const gone = await ari.rest(`GET applications/${app}`);
  await using _ = await ari.connect(`app=${app}`);
  const { body: back } = await ari.rest(`GET applications/${app}`);
  await ari.rest(`DELETE ${path}?eventSource=deviceState:Stasis:a`);

  assertEquals(said(gone), [404, "Application not found"]);
  assertEquals(sources(back), [[], [], [], ["Stasis:a"]]);
});

conformance("an application that has a channel outlives its connection and misses what happens", async (given) => {
  const ari = new RawAri(given);
  const app = "subscribed";
  const first = await ari.connect(`app=${app}`);
  await using call = await given.backend.call("110");
  const { channel: { id } } = await first.event("StasisStart");

  await first[Symbol.asyncDispose]();
  const { body: during } = await ari.rest(`GET applications/${app}`);
  const { status } = await ari.rest(`POST events/user/missed?application=${app}`);
  // The application has a thread of its own, which has to come to the event before the next connection does.
  for (let pings = 0; pings < 50; pings++) await ari.rest("GET asterisk/ping");
  await using second = await ari.connect(`app=${app}`);
  await ari.rest(`DELETE channels/${id}`);
  await second.event("StasisEnd");
  await call.ended();

  assertEquals([during.channel_ids, status], [[id], 204]);
  assertEquals(second.types.filter((type) => type === "ChannelUserevent" || type === "StasisStart"), []);
});

conformance("names of applications are trimmed, may hold anything but commas, and have a limit", async (given) => {
  const ari = new RawAri(given);
  const odd = ari.name("a/b:c d");
  const long = ari.name("x").padEnd(73, "x");

  await using _ = await ari.connect(`app=${encodeURIComponent(` ${odd} ,${long}`)}`);
  const found = [
    await ari.rest(`GET applications/${encodeURIComponent(odd)}`),
    await ari.rest(`GET applications/${long}`),
  ];

  assertEquals(found.map(({ body }) => body.name), [odd, long]);
  for (const [apps, status] of [["", 400], ["a,,b", 500], ["a,", 500], [long + "x", 500]] as const) {
    await assertRejects(() => ari.connect(`app=${apps}`), Error, `Invalid status code: ${status}`);
  }
});
