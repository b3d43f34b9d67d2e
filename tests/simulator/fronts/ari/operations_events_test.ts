import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("POST events/user tells one application, with a channel that it names", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect("app=app,other");
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel } = await ari.event("StasisStart");

  const { status } = await ari.rest("POST events/user/hello?application=other", {
    body: { source: `channel:${channel.id}`, variables: { a: 1 } },
  });
  const event = await ari.event("ChannelUserevent");

  assertEquals([status, event["application"], event["userevent"]], [204, "other", { a: 1, eventname: "hello" }]);
  assertEquals(event["channel"], channel);
});

Deno.test("POST events/user answers 500 for fields that are no object, and 422 for what is not there", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();

  const answers = [
    await ari.rest("POST events/user/x?application=app", { body: { variables: [] } }),
    await ari.rest("POST events/user/x?application=app&source=bridge:x"),
  ];

  assertEquals(answers.map(({ status, body }) => [status, body.message]), [
    [500, "Error processing request"],
    [422, "Event source was not found"],
  ]);
});

Deno.test("POST events/claim asks for a channel and an application, and finds only what is offered", async () => {
  await using ari = await SimulatedAri.open();

  const answers = await Promise.all(["", "?channelId=x", "?channelId=x&application=y"].map(async (query) => {
    const { status, body } = await ari.rest(`POST events/claim${query}`);
    return [status, body.message];
  }));

  assertEquals(answers, [
    [400, "channelId parameter is required"],
    [400, "application parameter is required"],
    [404, "Channel not found or not in broadcast state"],
  ]);
});
