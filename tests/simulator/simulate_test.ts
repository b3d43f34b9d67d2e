import { assertEquals, assertNotEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { ConfigSyntaxError } from "../../config/mod.ts";
import { NotIdleError, NotSimulatedError, simulate } from "../../simulator/mod.ts";
import { SimulatedAri, stasisDialplan } from "./simulated_ari.ts";

const answering = { "extensions.conf": "[default]\nexten => 200,1,Answer()\n same => n,Playback(hello-world)\n" };

Deno.test("simulate() without options listens on a free port of 127.0.0.1 on the real clock", async () => {
  await using pbx = await simulate();
  const { username, password } = pbx.ari.user;

  const response = await fetch(`${pbx.ari.url}/ari/asterisk/ping`, {
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
  });
  await response.body?.cancel();

  assertEquals(response.status, 200);
  assertEquals(new URL(pbx.ari.url).hostname, "127.0.0.1");
});

Deno.test({
  name: "simulate() in memory needs no permission and takes no real time",
  permissions: "none",
  async fn() {
    await using pbx = await simulate({ listen: false, files: answering });
    const start = pbx.clock.now();

    const call = await pbx.phone("PJSIP/alice").call("200");
    await call.heard("sound:hello-world");
    const { cause } = await call.ended();

    assertEquals([pbx.clock.now() - start, cause], [1420, 16]);
    pbx.assertIdle({ disconnected: true });
  },
});

Deno.test("simulate() repeats itself to the byte for the same seed, and not for another", async () => {
  const run = async (seed: number): Promise<string> => {
    await using ari = await SimulatedAri.open({ seed });
    await ari.connect();
    const call = await ari.pbx.phone("PJSIP/alice").call("100");
    const { channel } = await ari.event("StasisStart");
    await ari.rest(`POST channels/${channel.id}/play?media=sound:hello-world`);
    await ari.event("PlaybackFinished");
    await call.hangup();
    return ari.pbx.journal.format() + JSON.stringify([...ari.pbx.journal]);
  };

  assertEquals(await run(3), await run(3));
  assertEquals(await run(3) === await run(4), false);
});

Deno.test("simulate() starts its clock at the epoch that it is given", async () => {
  await using pbx = await simulate({ listen: false, epoch: "2031-05-06T07:08:09Z" });

  assertEquals(new Date(pbx.clock.now()).toISOString(), "2031-05-06T07:08:09.000Z");
});

Deno.test("simulate() rejects with RangeError when the epoch is no date", async () => {
  await assertRejects(() => simulate({ listen: false, epoch: "yesterday" }), RangeError);
});

Deno.test("simulate() refuses a port with the virtual clock", async () => {
  await assertRejects(() => simulate({ listen: true, clock: "virtual" }), TypeError);
});

Deno.test("simulate() refuses files that it does not read, and lines that it does not understand", async () => {
  await assertRejects(() => simulate({ listen: false, files: { "queues.conf": "" } }), NotSimulatedError);
  await assertRejects(() => simulate({ listen: false, files: { "extensions.conf": "x = 1\n" } }), ConfigSyntaxError);
});

Deno.test("pbx.tick() moves a manual clock, which does not move by itself", async () => {
  await using pbx = await simulate({ listen: false, clock: "manual", files: answering });
  const call = await pbx.phone("PJSIP/alice").call("200");

  await pbx.tick(1_419);
  const before = [...pbx.journal].some((entry) => entry.face === "phone" && entry.kind === "heard");
  await pbx.tick(1);

  assertEquals(before, false);
  assertEquals((await call.ended()).cause, 16);
});

Deno.test("pbx.tick() rejects with TypeError on the real clock", async () => {
  await using pbx = await simulate({ listen: false, clock: "real" });

  await assertRejects(() => pbx.tick(1), TypeError);
});

Deno.test("pbx.assertIdle() lists channels, playbacks, recordings, subscriptions and, if asked, WebSockets", async () => {
  await using ari = await SimulatedAri.open({ clock: "manual" });
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("100");
  const { channel } = await ari.event("StasisStart");
  await ari.rest(`POST channels/${channel.id}/play/p1?media=sound:hello-world`);
  await ari.rest(`POST channels/${channel.id}/record?name=r1&format=wav`);

  const error = assertThrows(() => ari.pbx.assertIdle({ disconnected: true }), NotIdleError);

  assertEquals(error.leftovers, [
    "channel PJSIP/alice-00000000 (1893456000.0), state Ring",
    "playback p1 of sound:hello-world on channel:1893456000.0, state playing",
    "recording r1 of channel:1893456000.0, state queued",
    `subscription of application "app" to channel 1893456000.0`,
    `event WebSocket of "app"`,
  ]);
});

Deno.test("pbx.ari names its users, and throws TypeError when there is none of a kind", async () => {
  await using pbx = await simulate({ listen: false, users: [{ username: "a", password: "b" }] });

  assertEquals(pbx.ari.user, { username: "a", password: "b" });
  assertThrows(() => pbx.ari.readOnlyUser, TypeError);
});

Deno.test("pbx ends its calls when it is disposed, and can be disposed twice", async () => {
  const pbx = await simulate({ listen: false, files: { "extensions.conf": stasisDialplan } });
  await pbx[Symbol.asyncDispose]();

  await pbx[Symbol.asyncDispose]();
});

Deno.test("pbx.journal holds no password, whichever way it came", async () => {
  await using ari = await SimulatedAri.open();
  const { username, password } = ari.pbx.ari.user;

  await ari.rest(`GET channels?x=1&api_key=${username}:${password}`, { headers: { authorization: "" } });
  await ari.rest(`GET channels?api%5Fkey=${username}:${password}`);

  const text = ari.pbx.journal.format() + JSON.stringify([...ari.pbx.journal]);
  assertStringIncludes(text, "/ari/channels?x=1&api_key=***");
  assertEquals(text.includes(password), false);
  assertEquals(text.includes(btoa(`${username}:${password}`)), false);
});

Deno.test("simulate({ reorder }) mixes the events of several calls by its seed, and keeps those of each in order", async () => {
  const record = async (reorder: boolean | number) => {
    await using ari = await SimulatedAri.open({ reorder });
    await ari.connect("app=app&subscribeAll=true");
    const phones = ["PJSIP/a", "PJSIP/b", "PJSIP/c"].map((name) => ari.pbx.phone(name));
    const calls = await Promise.all(phones.map((phone) => phone.call("100")));
    await ari.event("StasisStart", 3);
    await Promise.all(calls.map((call) => call.hangup()));
    await ari.event("ChannelDestroyed", 3);
    const events = ari.events.filter(({ channel }) => channel !== undefined)
      .map(({ type, channel }) => ({ type, id: String(channel.id) }));
    return { all: events, each: Map.groupBy(events, ({ id }) => id) };
  };

  const [plain, first, again, other] = await Promise.all([record(false), record(1), record(1), record(2)]);

  assertEquals(first, again);
  assertNotEquals(first.all, plain.all);
  assertNotEquals(first.all, other.all);
  for (const [id, events] of plain.each) assertEquals([first.each.get(id), other.each.get(id)], [events, events]);
});
