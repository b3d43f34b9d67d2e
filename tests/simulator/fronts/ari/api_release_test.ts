import { assertEquals, assertThrows } from "@std/assert";
import { AsteriskRelease } from "../../../../simulator/asterisk_release.ts";
import { readConfiguration } from "../../../../simulator/configuration.ts";
import { ApiRelease } from "../../../../simulator/fronts/ari/api_release.ts";
import { allOperations } from "../../../../simulator/fronts/ari/router.ts";
import { newestReleases } from "../../../../simulator/releases.ts";
import { SimulatedAri } from "../../simulated_ari.ts";

const versions = Object.keys(newestReleases);

/** What a path with a name for each of its parameters looks like. */
function pathOf(path: string): string {
  return path.slice(1).replace(/\{\w+\}/g, "x");
}

for (const version of versions) {
  Deno.test(`simulate({ version: "${version}" }) has the operations of that release, and says which it is`, async () => {
    await using ari = await SimulatedAri.open({ version });
    const api = new ApiRelease(new AsteriskRelease(version));
    const has = new Set<string>(api.operations.map(({ id }) => id));
    const missing = allOperations().filter(({ id }) => !has.has(id));

    const answers = await Promise.all(missing.map(async ({ id, method, path }) => {
      const { status, body } = await ari.rest(`${method} ${pathOf(path)}`);
      return { id, answer: `${status} ${body.message}` };
    }));
    const { body, headers } = await ari.rest("GET asterisk/info?only=system");

    // Creating a channel is what the path of external media leads to without it.
    const wrong = answers.filter(({ id, answer }) => {
      if (id === "channels.externalMedia") return answer !== "400 Endpoint must be specified";
      return answer !== "404 Resource not found" && answer !== "405 Invalid method";
    });
    assertEquals(wrong, []);
    assertEquals([body.system.version, headers.get("server")], [
      newestReleases[Number(version)],
      `Asterisk/${newestReleases[Number(version)]}`,
    ]);
  });

  Deno.test(`simulate({ version: "${version}" }) shows in answers, events and documents what that release has`, async () => {
    await using ari = await SimulatedAri.open({ version });
    const { models } = new ApiRelease(new AsteriskRelease(version));
    const propertiesOf = (name: string) => models.get(name)?.properties.map((property) => property.name) ?? [];
    await ari.connect();
    const call = await ari.pbx.phone("PJSIP/alice").call("100");
    const { channel } = await ari.event("StasisStart");

    const { body: again } = await ari.rest(`GET channels/${channel.id}`);
    const { body: [listed] } = await ari.rest("GET channels");
    const { body: application } = await ari.rest("GET applications/app");
    const { body: documents } = await ari.rest("GET api-docs/channels.json");

    for (const given of [channel, again, listed]) {
      const beyond = Object.keys(given).filter((name) => !propertiesOf("Channel").includes(name));
      assertEquals(beyond, []);
      assertEquals(Object.keys(given.dialplan), propertiesOf("DialplanCEP"));
    }
    assertEquals(Object.keys(application).toSorted(), propertiesOf("Application").toSorted());
    assertEquals(Object.keys(documents.models.Channel.properties), propertiesOf("Channel"));
    await ari.rest(`DELETE channels/${channel.id}`);
    await call.ended();
  });
}

Deno.test("parameters and values that a release has not got yet count for nothing", async () => {
  await using old = await SimulatedAri.open({ version: "16.1.0" });
  await old.connect();
  const call = await old.pbx.phone("PJSIP/alice").call("100");
  const { channel: { id } } = await old.event("StasisStart");

  const { status, body } = await old.rest(`DELETE channels/${id}?reason=timeout`);
  const { status: known } = await old.rest(`DELETE channels/${id}?reason=busy&reason_code=20`);

  assertEquals([status, body.message, known], [400, "Invalid reason for hangup reason provided", 204]);
  assertEquals((await call.ended()).cause, 17);
});

Deno.test("variables are texts only before 22.10", async () => {
  const body = { variables: { A: { value: "1" } } };
  const post = async (version: string) => {
    await using ari = await SimulatedAri.open({ version });
    return (await ari.rest("POST channels?endpoint=Local/100@default&app=app", { body })).body.message;
  };

  assertEquals(await post("22.9"), "Only string values in the 'variables' object allowed");
  assertEquals(await post("22.10"), undefined);
});

Deno.test("a WebSocket takes no requests before 22.4, and is none the worse for them", async () => {
  await using ari = await SimulatedAri.open({ version: "22.3.0" });
  const socket = await ari.connect();

  socket.send(JSON.stringify({ type: "RESTRequest", method: "GET", uri: "channels" }));
  socket.send("no JSON");
  await ari.rest("POST events/user/x?application=app");
  await ari.event("ChannelUserevent");

  assertEquals(ari.types, ["ChannelUserevent"]);
});

Deno.test("former kinds of properties are given as they were", () => {
  const api = new ApiRelease(new AsteriskRelease("16.0.0"));

  const message = { from: "a", to: "b", body: "c", variables: { A: "1" } };
  assertEquals(api.event({ type: "TextMessageReceived", message })?.["message"], { ...message, variables: [] });
  const playback = { id: "x", state: "failed" };
  assertEquals(api.event({ type: "PlaybackFinished", playback })?.["playback"], { id: "x", state: "done" });
  assertEquals(api.event({ type: "ApplicationMoveFailed" }), undefined);
});

Deno.test("a user's own fields are left alone, whatever their names", () => {
  const api = new ApiRelease(new AsteriskRelease("16.0.0"));
  const event = { type: "ChannelUserevent", userevent: { tenantid: "x", channel: { tenantid: "y" } } };

  assertEquals(api.event({ ...event, channel: { id: "1", tenantid: "z" } }), { ...event, channel: { id: "1" } });
});

Deno.test("an answer of the default release is passed on as it is", async () => {
  const api = new ApiRelease(new AsteriskRelease());
  const response = new Response("{}");
  const operation = allOperations().find(({ id }) => id === "channels.get");

  assertEquals(operation !== undefined && await api.answer(operation, response) === response, true);
});

Deno.test("external media before 16.7 answered something else, which is not simulated", async () => {
  await using ari = await SimulatedAri.open({ version: "16.6.2" });

  const { status, body } = await ari.rest("POST channels/externalMedia?app=app&external_host=127.0.0.1:1&format=ulaw");

  assertEquals([status, body.message.includes("16.6.2")], [501, true]);
});

Deno.test("files may say what the release reads, and nothing else", () => {
  const files = { "ari.conf": "[alice]\ntype = user\npassword = x\ndeny = 0.0.0.0/0\n" };

  const oldFiles = { "ari.conf": "[alice]\ntype = user\npassword = x\nread_only = yes\n" };

  assertEquals(readConfiguration(oldFiles, { release: new AsteriskRelease("16.0.0") }).ari.users.length, 1);
  assertThrows(() => readConfiguration(files, { release: new AsteriskRelease("22.8.0") }), SyntaxError, "deny");
  assertEquals(readConfiguration(files, { release: new AsteriskRelease("22.9.0") }).ari.users.length, 1);
});

Deno.test("the dialplan has not got applications that came later", async () => {
  const files = { "extensions.conf": "[default]\nexten => 100,1,StasisBroadcast(100)\n same => n,Stasis(app)\n" };
  await using old = await SimulatedAri.open({ version: "22.9.0", files });
  await using young = await SimulatedAri.open({ version: "22.10.0", files });
  await Promise.all([old.connect(), young.connect()]);

  const call = await old.pbx.phone("PJSIP/alice").call("100");
  await young.pbx.phone("PJSIP/alice").call("100");
  await young.event("StasisStart");

  await call.ended();
  assertEquals([old.types, young.types.slice(0, 2)], [[], ["CallBroadcast", "StasisStart"]]);
});
