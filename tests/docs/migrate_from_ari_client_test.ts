/** The page on migration, row by row of its table for npm ari-client: what is written there is run, and looked at. */
import {
  AriClient,
  AriConnectionError,
  AriReplacedError,
  AriResponseError,
  type Bridge,
  type Channel,
  connect,
  type Playback,
} from "@asterism/asterisk/ari";
import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { FaultyTransport } from "../support/faulty_transport.ts";
import { type Proofs, proveRows, type World } from "./migration_world.ts";

/** The value of a row, of which only a test of its kind is known. */
function expectKind<Value>(value: unknown, isKind: (value: unknown) => value is Value): Value {
  assert(isKind(value), Deno.inspect(value));
  return value;
}

function isRegistration(value: unknown): value is AsyncDisposable {
  return typeof value === "object" && value !== null && Symbol.asyncDispose in value;
}

function hasVerbs(value: unknown): value is Channel {
  return typeof value === "object" && value !== null && "id" in value;
}

async function apps({ ari }: World): Promise<string[]> {
  return (await ari.applications.list()).map(({ name }) => name).sort();
}

/** A row that adds a handler for the digits of the channel. */
async function proveDigit(world: World): Promise<void> {
  const running = world.run();
  await world.channel.get();
  await world.caller.press("5");
  await running;
  await world.handler();
  assertEquals(world.handled, [["5"]]);
}

async function bridgeWith({ ari, channel }: World): Promise<Bridge> {
  const bridge = await ari.bridges.create({ type: "mixing" });
  await bridge.addChannel({ channel: channel.id });
  return bridge;
}

async function playback({ channel }: World): Promise<Playback> {
  return await channel.play({ media: "sound:hello-world" });
}

const proofs: Proofs = {
  "client.connect(url, user, password, callback)": async ({ run }) => assertInstanceOf(await run(), AriClient),
  'ari.start("app", callback)': async (world) => {
    const registration = expectKind(await world.run(), isRegistration);

    assertEquals(await apps(world), ["app", "world"]);
    await registration[Symbol.asyncDispose]();
  },
  'ari.start(["app", "other"], true)': async (world) => {
    const registration = expectKind(await world.run(), isRegistration);

    assertEquals(await apps(world), ["app", "other", "world"]);
    assertEquals((await world.ari.applications.get({ applicationName: "app" })).channel_ids, [
      "__AST_CHANNEL_ALL_TOPIC",
    ]);
    await registration[Symbol.asyncDispose]();
  },
  "ari.stop()": async (world) => {
    const registration = await world.ari.register({ apps: "app" });

    await world.run({ registration });

    await registration.closed;
    assertEquals(await apps(world), ["world"]);
  },
  "ari.ping()": async ({ run }) => assertEquals(Object(await run()).ping, "pong"),
  'ari.on("WebSocketReconnecting", (err) => …)': async (world) => {
    const [error] = await proveLoss(world);

    assertInstanceOf(error, AriConnectionError);
  },
  'ari.on("WebSocketConnected", () => …)': async (world) => {
    const [missed, gone] = await proveLoss(world);

    assertInstanceOf(Object(missed).from, Date);
    assertEquals(gone, { channels: [], bridges: [] });
  },
  'ari.on("WebSocketMaxRetries", (err) => …)': async ({ run, connect }) => {
    const registration = await (await connect()).register({ apps: "app" });
    const running = run({ registration });
    running.catch(() => {});
    await (await connect()).register({ apps: "app" }); // Another program.

    await assertRejects(() => running, AriReplacedError, "another connection has registered it");
  },
  'ari.on("APILoadError", (err) => …)': async ({ run }) => {
    await assertRejects(run, AriResponseError, "401");
  },
  'ari.on("StasisStart", (event, channel) => …)': async ({ pbx, run, handler, handled }) => {
    await run();
    const call = await pbx.phone("PJSIP/carol").call("100");
    await handler();

    assertEquals([Object(handled[0]?.[0]).caller.name, handled[0]?.[1]], ["Carol", ["one"]]);
    await call.hangup();
  },
  'ari.once("StasisStart", (event, channel) => …)': async ({ pbx, ari, run, handled }) => {
    const running = run();
    await ari.asterisk.ping();
    const call = await pbx.phone("PJSIP/carol").call("100");
    await running;

    assertEquals(Object(handled[0]?.[0]).caller.name, "Carol");
    await call.hangup();
  },
  'ari.on("*", (event) => …)': async ({ caller, run, handler, handled }) => {
    await run();
    await caller.press("1");
    await handler();

    assertEquals(handled[0], ["ChannelDtmfReceived"]);
  },
  'ari.on("ChannelEnteredBridge", (event, { channel, bridge }) => …)': async (world) => {
    await world.run();
    const bridge = await bridgeWith(world);
    await world.handler();

    assertEquals(world.handled[0]?.map((value) => Object(value).id), [world.channel.id, bridge.id]);
    await bridge.destroy();
  },
  'ari.removeListener("StasisEnd", handler)': proveRemoval,
  'ari.removeAllListeners("StasisEnd")': proveRemoval,
  'channel.on("ChannelDtmfReceived", (event, channel) => …)': proveDigit,
  'channel.addListener("ChannelDtmfReceived", callback)': proveDigit,
  'channel.once("ChannelDtmfReceived", callback)': proveDigit,
  'channel.removeListener("ChannelDtmfReceived", callback)': async ({ channel, caller, run, handled }) => {
    await run();
    const next = channel.once("ChannelDtmfReceived");
    await caller.press("5");
    await next;

    assertEquals(handled, []);
  },
  "ari.channels.list(callback)": async ({ channel, run }) => {
    const [first] = Object(await run());

    assertEquals(expectKind(first, hasVerbs).id, channel.id);
  },
  "ari.channels.get({ channelId: id }, callback)": async ({ channel, run }) => {
    assertEquals(Object(await run({ id: channel.id })).name, channel.name);
  },
  "channel.answer(callback)": async ({ pbx, ari, run }) => {
    const started = ari.once("StasisStart");
    const call = await pbx.phone("PJSIP/carol").call("100");
    const { channel } = await started;

    await run({ channel });

    await call.answered();
    await call.hangup();
  },
  "channel.hangup(callback)": async ({ caller, run }) => {
    await run();

    assertEquals((await caller.ended()).cause, 16);
  },
  "channel.continueInDialplan(callback)": async ({ ari, caller, run }) => {
    const end = ari.once("StasisEnd");
    await run();
    await end;

    await caller.ended(); // The dialplan hangs up.
  },
  'channel.play({ media: "sound:hello-world" }, callback)': async ({ caller, run }) => {
    await run();

    await caller.heard("sound:hello-world");
  },
  'channel.play({ media: "sound:hello-world" }, ari.Playback(id), callback)': async ({ caller, run }) => {
    assertEquals(Object(await run({ id: "mine" })).id, "mine");
    await caller.heard("sound:hello-world");
  },
  'playback.once("PlaybackFinished", callback)': async (world) => {
    await world.run({ playback: await playback(world) });

    assertEquals(world.handled, [["done"]]);
  },
  'playback.control({ operation: "pause" }, callback)': async (world) => {
    const playing = await playback(world);
    await world.caller.hears("sound:hello-world");
    await world.run({ playback: playing });

    assertEquals(String((await playing.get()).state), "paused");
    await playing.stop();
  },
  "playback.stop(callback)": async (world) => {
    const finished = world.ari.once("PlaybackFinished");
    await world.run({ playback: await playback(world) });

    assertEquals((await finished).playback.state, "done");
  },
  '`ari.Channel()`, `ari.Bridge()`, `ari.Playback()`, `ari.LiveRecording("name")`': async ({ run }) => {
    const [channel, bridge, playing, recording] = Object(await run());

    assertEquals([channel, bridge, playing].map(({ id }) => typeof id), ["string", "string", "string"]);
    assertEquals(recording.name, "name");
  },
  'ari.Channel(id).originate({ endpoint: "PJSIP/bob", app: "app" }, callback)': async ({ ari, run, handled }) => {
    await using _registration = await ari.register({ apps: "app" });
    await run({ id: "leg" });

    assertEquals(handled, [["Up"]]);
    await ari.channels.hangup({ channelId: "leg" });
  },
  'ari.channels.originate({ endpoint, app, variables: { variables: { NAME: "value" } } })': async ({ ari, run }) => {
    await using _registration = await ari.register({ apps: "app" });
    const started = ari.once("StasisStart");
    await run({ endpoint: "PJSIP/bob", app: "app" });
    const { channel } = await started;

    assertEquals((await channel.getChannelVar({ variable: "NAME" })).value, "value");
    await channel.hangup();
  },
  'ari.Bridge(id).create({ type: "mixing" }, callback)': async ({ run }) => {
    const bridge = Object(await run({ id: "room" }));

    assertEquals([bridge.id, bridge.bridge_type], ["room", "mixing"]);
    await bridge.destroy();
  },
  'ari.bridges.create({ type: "mixing" }, callback)': async ({ run }) => {
    const bridge = Object(await run());

    assertEquals(bridge.bridge_type, "mixing");
    await bridge.destroy();
  },
  "bridge.addChannel({ channel: channel.id }, callback)": async ({ ari, channel, run }) => {
    const bridge = await ari.bridges.create({ type: "mixing" });
    await run({ bridge });

    assertEquals((await bridge.get()).channels, [channel.id]);
    await bridge.destroy();
  },
  "bridge.destroy(callback)": async ({ ari, run }) => {
    await run({ bridge: await ari.bridges.create({ type: "mixing" }) });

    assertEquals(await ari.bridges.list(), []);
  },
  'channel.record({ format: "wav" }, ari.LiveRecording("name"), callback)': async ({ caller, run }) => {
    const recording = Object(await run());

    assertEquals(recording.name, "name");
    await caller.wait(1_000);
    await recording.stop();
  },
  'channel.getChannelVar({ variable: "NAME" }, (err, { value }) => …)': async ({ channel, run, handled }) => {
    await channel.setChannelVar({ variable: "NAME", value: "1" });
    await run();

    assertEquals(handled, [["1"]]);
  },
  'channel.setChannelVar({ variable: "NAME", value: "1" }, callback)': async ({ channel, run }) => {
    await run();

    assertEquals((await channel.getChannelVar({ variable: "NAME" })).value, "1");
  },
  'ari.recordings.getStoredFile({ recordingName: "name" }, (err, buffer) => …)': async ({ ari, caller, ...world }) => {
    const finished = ari.once("RecordingFinished");
    const recording = await world.channel.record({ name: "name", format: "wav" });
    await caller.wait(1_000);
    await recording.stop();
    await finished;
    await world.run();

    const [bytes] = world.handled[0] ?? [];
    assertInstanceOf(bytes, Uint8Array);
    assertEquals(new TextDecoder().decode(bytes.subarray(0, 4)), "RIFF");
  },
  'ari.DeviceState("Stasis:desk").update({ deviceState: "INUSE" }, callback)': async ({ ari, run }) => {
    await run();

    assertEquals((await ari.deviceStates.get({ deviceName: "Stasis:desk" })).state, "INUSE");
  },
  'ari.Mailbox("100").update({ oldMessages: 1, newMessages: 2 }, callback)': async ({ ari, run }) => {
    await run();

    const { old_messages, new_messages } = await ari.mailboxes.get({ mailboxName: "100" });
    assertEquals([old_messages, new_messages], [1, 2]);
  },
  "ari.endpoints.list(callback)": async ({ run }) => {
    const endpoints: { resource: string }[] = Object(await run());

    assert(endpoints.some(({ resource }) => resource === "bob"));
  },
  "ari.sounds.list(callback)": async ({ run }) => {
    const sounds: { id: string }[] = Object(await run());

    assert(sounds.some(({ id }) => id === "hello-world"));
  },
  'ari.applications.subscribe({ applicationName: "app", eventSource: "endpoint:PJSIP" }, callback)': async (world) => {
    await using _registration = await world.ari.register({ apps: "app" });

    assertEquals(Object(await world.run()).endpoint_ids, ["PJSIP"]);
  },
  "(err) => JSON.parse(err.message).message": async ({ ari, run }) => {
    const read = Object(await run());
    const error = await ari.channels.get({ channelId: "gone" }).catch((reason) => reason);

    assertEquals(read(error), [404, "Channel not found"]);
  },
  '(err) => err.name === "HostIsNotReachable"': async ({ run }) => {
    const read = Object(await run());
    const nowhere = { fetch: () => Promise.reject(new TypeError("refused")) };
    const options = { username: "me", password: "secret", transport: nowhere };
    const error = await assertRejects(() => connect("http://127.0.0.1:1", options), AriConnectionError);

    assertEquals(read(error), true);
  },
  "(err) => /missing parameters/.test(err)": async ({ ari, run }) => {
    const read = Object(await run());
    // The one cast: what does not compile is tried all the same.
    const error = await ari.channels.get({} as never).catch((reason) => reason);

    assertEquals([read(error), String(error).includes("channelId")], [true, true]);
  },
};

/** A row that streams what becomes of the connection; it is lost, and comes back. */
async function proveLoss({ pbx, connect: makeClient, run, handler, handled }: World): Promise<unknown[]> {
  const network = new FaultyTransport(pbx);
  const client = await makeClient({ transport: network.transport });
  const running = run({ ari: client });
  await using _registration = await client.register({ apps: "app" });
  network.cut();
  await handler();
  await client.close();
  await running;
  return handled[0] ?? [];
}

async function proveRemoval({ ari, caller, run, handled }: World): Promise<void> {
  await run();
  const end = ari.once("StasisEnd");
  await caller.hangup();
  await end;

  assertEquals(handled, []);
}

proveRows("From npm ari-client", proofs);
