import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

Deno.test("GET applications shows what an application is subscribed to", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel } = await ari.event("StasisStart");

  const { body: list } = await ari.rest("GET applications");
  const { body: one } = await ari.rest("GET applications/app");

  assertEquals(JSON.stringify(one), JSON.stringify(list[0]));
  assertEquals(Object.entries(one), [
    ["name", "app"],
    ["channel_ids", [channel.id]],
    ["bridge_ids", []],
    ["endpoint_ids", []],
    ["device_names", []],
    ["events_allowed", []],
    ["events_disallowed", []],
  ]);
});

Deno.test("GET applications names Asterisk's topics for an application with subscribeAll", async () => {
  await using ari = await SimulatedAri.open();
  await ari.connect("app=all&subscribeAll=true");

  const { body } = await ari.rest("GET applications/all");

  assertEquals([body.channel_ids, body.device_names], [["__AST_CHANNEL_ALL_TOPIC"], ["__AST_DEVICE_STATE_ALL_TOPIC"]]);
});

Deno.test("GET applications/x answers 404 for an application that is not there", async () => {
  await using ari = await SimulatedAri.open();

  const { status, body } = await ari.rest("GET applications/x");

  assertEquals([status, body.message], [404, "Application not found"]);
});
