import { assertEquals } from "@std/assert";
import { conformance } from "./harness.ts";
import { type RawAnswer, RawAri } from "./raw_ari.ts";

type Said = readonly [status: number, message: string | undefined];

function said({ status, body }: RawAnswer): Said {
  return [status, body?.message];
}

conformance("what is wrong with a user event is found in Asterisk's order", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using _ = await ari.connect(`app=${app}`);

  assertEquals(said(await ari.rest("POST events/user/x")), [400, "Missing parameter application"]);
  assertEquals(said(await ari.rest("POST events/user/x?application=")), [400, "Missing parameter application"]);
  assertEquals(said(await ari.rest("POST events/user/x?application=nobody&source=y:")), [404, "Application not found"]);
  const unreadable: Said = [500, "Error processing request"];
  assertEquals(said(await ari.rest(`POST events/user/x?application=${app}&source=y:`, { variables: "z" })), unreadable);
  assertEquals(said(await ari.rest(`POST events/user/x?application=${app}`, { variables: ["z"] })), unreadable);
  const scheme: Said = [400, "Invalid event source URI scheme"];
  assertEquals(said(await ari.rest(`POST events/user/x?application=${app}&source=y:`)), scheme);
  assertEquals(said(await ari.rest(`POST events/user/x?application=${app}&source=deviceState:y`)), scheme);
  const missing = [
    "channel:",
    "channel:y",
    "bridge:y",
    "endpoint:y",
    "channel:y,z:",
    "endpoint:PJSIP",
    "endpoint:PJSIP/ALICE",
  ];
  for (const source of missing) {
    const answer = await ari.rest(`POST events/user/x?application=${app}&source=${source}`);
    assertEquals(said(answer), [422, "Event source was not found"]);
  }
});

conformance("a user event carries any JSON, its name, and the last object of each kind", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect("app=subscribed");
  await using call = await given.backend.call("110");
  const { channel } = await socket.event("StasisStart");
  const variables = { n: 5, eventname: "other", o: { x: [1, null, true] } };

  const { status, body } = await ari.rest("POST events/user/a%20b?application=nobody", {
    application: "subscribed",
    source: [`channel:${channel.id}`, `channel:${channel.id}`],
    variables,
  });
  await ari.rest("POST events/user/bare?application=subscribed");
  const [full, bare] = [await socket.event("ChannelUserevent"), await socket.event("ChannelUserevent", 2)];
  await call.hangup();
  await call.ended();

  assertEquals([status, body], [204, ""]);
  assertEquals(Object.keys(full), [
    "type",
    "timestamp",
    "eventname",
    "userevent",
    "channel",
    "asterisk_id",
    "application",
  ]);
  assertEquals(JSON.stringify(full.userevent), JSON.stringify({ ...variables, eventname: "a b" }));
  assertEquals([full.eventname, full.channel.id], ["a b", channel.id]);
  assertEquals([bare.eventname, bare.userevent, "channel" in bare], ["bare", { eventname: "bare" }, false]);
});

conformance("a user event carries an endpoint, found by its technology in any case", async (given) => {
  const ari = new RawAri(given);
  const app = ari.name("app");
  await using socket = await ari.connect(`app=${app}`);

  await ari.rest(`POST events/user/x?application=${app}&source=endpoint:pjsip/alice,endpoint:PJSIP/bob`);
  await ari.rest(`POST events/user/x?application=${app}&source=endpoint:pjsip/alice`);
  const [last, one] = [await socket.event("ChannelUserevent"), await socket.event("ChannelUserevent", 2)];

  assertEquals([last.endpoint.resource, one.endpoint.technology, one.endpoint.resource], ["bob", "PJSIP", "alice"]);
});

conformance("a user event reaches only the application that it is for", async (given) => {
  const ari = new RawAri(given);
  const [app, other] = [ari.name("app"), ari.name("other")];
  await using first = await ari.connect(`app=${app}`);
  await using second = await ari.connect(`app=${other}&subscribeAll=true`);

  await ari.rest(`POST events/user/one?application=${app}`);
  await ari.rest(`POST events/user/two?application=${other}`);
  await first.event("ChannelUserevent");
  const heard = await second.event("ChannelUserevent");

  assertEquals(heard.eventname, "two");
});

conformance("claims are checked, and one of a channel that is not offered finds none", async (given) => {
  const ari = new RawAri(given);

  assertEquals(said(await ari.rest("POST events/claim")), [400, "channelId parameter is required"]);
  assertEquals(said(await ari.rest("POST events/claim?application=a")), [400, "channelId parameter is required"]);
  assertEquals(said(await ari.rest("POST events/claim?channelId=x")), [400, "application parameter is required"]);
  const notFound: Said = [404, "Channel not found or not in broadcast state"];
  assertEquals(said(await ari.rest("POST events/claim?channelId=x&application=a")), notFound);
});

conformance("a channel is offered to applications by their names, and the first claim gets it", async (given) => {
  const ari = new RawAri(given);
  await using winner = await ari.connect("app=broadcast-one,broadcast-two");
  await using outsider = await ari.connect("app=narrowcast");
  await using call = await given.backend.call("120");
  const offers = [await winner.event("CallBroadcast"), await winner.event("CallBroadcast", 2)];
  const { channel: { id } } = offers[0] ?? { channel: {} };
  const claim = (app: string) => ari.rest("POST events/claim", { channelId: id, application: app });

  const answers = [said(await claim("broadcast-two")), said(await claim("broadcast-one"))];
  const start = await winner.event("StasisStart");
  const late = said(await claim("broadcast-one"));
  await call.hangup();
  await winner.event("StasisEnd");
  await call.ended();

  assertEquals(offers.map(({ application }) => application).sort(), ["broadcast-one", "broadcast-two"]);
  const keys = ["type", "timestamp", "channel", "caller", "called", "asterisk_id", "application"];
  assertEquals(offers.map((offer) => Object.keys(offer)), [keys, keys]);
  assertEquals([offers[0]?.caller, offers[0]?.called], ["alice", "120"]);
  const taken: Said = [409, "Channel has already been claimed by another application"];
  assertEquals([...answers, late], [[204, undefined], taken, taken]);
  assertEquals([start.application, start.args, start.channel.id], ["broadcast-two", ["one", "two"], id]);
  assertEquals([winner.types.includes("CallClaimed"), outsider.types], [false, []]);
});

conformance("who wants to know is told of a claim, and a claim for nobody loses the call", async (given) => {
  const ari = new RawAri(given);
  await using socket = await ari.connect("app=broadcast-one");
  await using call = await given.backend.call("122");
  const { channel: { id } } = await socket.event("CallBroadcast");

  const answer = said(await ari.rest(`POST events/claim?channelId=${id}&application=nobody`));
  const claimed = await socket.event("CallClaimed");
  await call.ended();
  const gone = said(await ari.rest(`POST events/claim?channelId=${id}&application=nobody`));

  assertEquals(answer, [204, undefined]);
  assertEquals(Object.keys(claimed), ["type", "timestamp", "channel", "winner_app", "asterisk_id", "application"]);
  assertEquals([claimed.winner_app, claimed.channel.id], ["nobody", id]);
  assertEquals(gone, [404, "Channel not found or not in broadcast state"]);
});

conformance("a channel that nobody claims goes on with STASISSTATUS TIMEOUT", async (given) => {
  const ari = new RawAri(given);
  await using listener = await ari.connect("app=listener");
  await ari.rest("POST applications/listener/subscription?eventSource=channel:");
  await using call = await given.backend.call("121");
  const { channel: { id } } = await listener.event("ChannelCreated");
  await call.ended();
  await listener.event("ChannelDestroyed");

  const values = listener.events
    .filter(({ type, variable, channel }) =>
      type === "ChannelVarset" && variable === "STASISSTATUS" && channel.id === id
    )
    .map(({ value }) => value);
  assertEquals(values, ["", "TIMEOUT"]);
});
