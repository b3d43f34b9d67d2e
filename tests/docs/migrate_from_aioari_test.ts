/** The page on migration, row by row of its table for aioari: what is written there is run, and looked at. */
import { AriClient } from "@asterism/asterisk/ari";
import { assert, assertEquals, assertInstanceOf, assertStrictEquals, assertThrows } from "@std/assert";
import { type Proofs, proveRows, type World } from "./migration_world.ts";

/** A row that adds a handler for what a new call brings about. */
async function proveStart(world: World): Promise<unknown[]> {
  await world.run();
  const call = await world.pbx.phone("PJSIP/carol").call("100");
  await world.handler();
  await call.hangup();
  return world.handled[0] ?? [];
}

/** A row that adds a handler which gets an object and its event. */
async function proveObject(
  world: World,
  type: string,
  id: (object: object) => unknown,
  act: () => Promise<unknown>,
  names?: Readonly<Record<string, unknown>>,
): Promise<void> {
  await world.run(names);
  const expected = await act();
  await world.handler();
  const [object, event] = world.handled[0] ?? [];
  assertEquals([id(Object(object)), Object(event).type], [expected, type]);
}

function idOf(object: object): unknown {
  return Object(object).id;
}

/** A row that stays until its client closes or the test aborts it. */
async function proveRun(world: World, apps: readonly string[]): Promise<void> {
  const running = world.run();
  while ((await world.ari.applications.list()).length < apps.length + 1);

  assertEquals((await world.ari.applications.list()).map(({ name }) => name).sort(), [...apps, "world"].sort());
  await world.ari.close();
  await running;
}

const proofs: Proofs = {
  "await aioari.connect(base_url, user, password)": async ({ run }) => assertInstanceOf(await run(), AriClient),
  "aioari.Client(base_url, http_client)": async ({ pbx, run }) => {
    const client = await run({ transport: pbx.transport });
    assertInstanceOf(client, AriClient);

    assertEquals((await client.asterisk.ping()).ping, "pong");
    await client.close();
  },
  "client.channels": async ({ ari, run }) => assertStrictEquals(await run(), ari.channels),
  'client.get_repo("channels")': async ({ ari, run }) => assertStrictEquals(await run(), ari.channels),
  "await client.close()": async ({ ari, run }) => {
    await run();

    const error = await ari.asterisk.ping().catch((reason) => reason);
    assertEquals(error.outcome, "not-sent");
  },
  'await client.run("app")': (world) => proveRun(world, ["app"]),
  'await client.run(["app", "other"])': (world) => proveRun(world, ["app", "other"]),
  "client.websockets": async ({ run }) => {
    const [registration] = Object(await run());

    await registration.close();
    await registration.closed;
  },
  "client.exception_handler = handler": async ({ channel, caller, run, handler, handled }) => {
    const client = Object(await run());
    assertInstanceOf(client, AriClient);
    await using _registration = await client.register({ apps: "mine" });
    client.on("ChannelDtmfReceived", () => Promise.reject(new Error("thrown")));
    await client.applications.subscribe({ applicationName: "mine", eventSource: `channel:${channel.id}` });
    await caller.press("1");
    await handler();

    assertEquals([String(handled[0]?.[0]), Object(handled[0]?.[1]).type], ["Error: thrown", "ChannelDtmfReceived"]);
  },
  'client.on_event("StasisStart", callback)': async (world) => {
    assertEquals(Object((await proveStart(world))[0]).type, "StasisStart");
  },
  'client.on_event("StasisStart", callback, 1, name="x")': async (world) => {
    assertEquals((await proveStart(world)).slice(1), [1, { name: "x" }]);
  },
  'client.on_event("*", callback)': async (world) => {
    assertEquals(await proveStart(world), ["StasisStart"]);
  },
  'client.on_event("StasisEnd", callback).close()': async ({ ari, caller, run, handled }) => {
    await run();
    const end = ari.once("StasisEnd");
    await caller.hangup();
    await end;

    assertEquals(handled, []);
  },
  'client.on_object_event("ChannelEnteredBridge", callback, Bridge, "Bridge")': (world) => {
    return proveObject(world, "ChannelEnteredBridge", idOf, async () => {
      const bridge = await world.ari.bridges.create();
      await bridge.addChannel({ channel: world.channel.id });
      return bridge.id;
    });
  },
  'client.on_channel_event("StasisStart", callback)': async (world) => {
    const [channel, event] = await proveStart(world);

    assertEquals([Object(channel).caller.name, Object(event).type], ["Carol", "StasisStart"]);
  },
  'client.on_bridge_event("BridgeCreated", callback)': (world) => {
    return proveObject(world, "BridgeCreated", idOf, async () => {
      await world.ari.applications.subscribe({ applicationName: "world", eventSource: "bridge:" });
      return (await world.ari.bridges.create()).id;
    });
  },
  'client.on_playback_event("PlaybackStarted", callback)': (world) => {
    return proveObject(world, "PlaybackStarted", idOf, async () => {
      return (await world.channel.play({ media: "sound:hello-world" })).id;
    });
  },
  'client.on_live_recording_event("RecordingStarted", callback)': async (world) => {
    await proveObject(world, "RecordingStarted", (object) => Object(object).name, async () => {
      return (await world.channel.record({ name: "mine", format: "wav" })).name;
    });
    await world.ari.recordings.stop({ recordingName: "mine" });
  },
  'client.on_endpoint_event("EndpointStateChange", callback)': (world) => {
    return proveObject(world, "EndpointStateChange", (object) => Object(object).resource, async () => {
      await world.ari.applications.subscribe({ applicationName: "world", eventSource: "endpoint:PJSIP" });
      world.pbx.phone("PJSIP/bob").unregister();
      return "bob";
    });
  },
  'client.on_device_state_event("DeviceStateChanged", callback)': (world) => {
    return proveObject(world, "DeviceStateChanged", (object) => Object(object).name, async () => {
      await world.ari.applications.subscribe({ applicationName: "world", eventSource: "deviceState:Stasis:desk" });
      await world.ari.deviceStates.update({ deviceName: "Stasis:desk", deviceState: "BUSY" });
      return "Stasis:desk";
    });
  },
  "await client.channels.list()": async ({ channel, run }) => {
    assertEquals(Object(await run()).map(idOf), [channel.id]);
  },
  "await client.channels.get(channelId=id)": async ({ channel, run }) => {
    assertEquals(Object(await run({ id: channel.id })).name, channel.name);
  },
  'await client.events.eventWebsocket(app="app")': async ({ ari, run }) => {
    const socket = Object(await run());
    await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));

    assert((await ari.applications.list()).some(({ name }) => name === "app"));
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve, { once: true }));
    socket.close();
    await closed;
  },
  "channel.id": async ({ channel, run }) => assertEquals(await run(), channel.id),
  "channel.json": async ({ channel, run }) => {
    const json = Object(await run());

    assertEquals([json.name, json.caller, typeof json.answer], [channel.name, { ...channel.caller }, "undefined"]);
  },
  "repr(channel)": async ({ channel, run }) => {
    const printed = String(await run());

    assert(printed.startsWith("Channel {") && printed.includes(channel.id), printed);
  },
  "recording.id": async ({ channel, run }) => {
    const recording = await channel.record({ name: "mine", format: "wav" });

    assertEquals(await run({ recording }), "mine");
    await recording.stop();
  },
  "endpoint.id": async ({ ari, run }) => {
    const endpoint = await ari.endpoints.get({ tech: "PJSIP", resource: "bob" });

    assertEquals(await run({ endpoint }), "PJSIP/bob");
  },
  'await channel.play(media="sound:hello-world")': async ({ caller, run }) => {
    await run();

    await caller.heard("sound:hello-world");
  },
  'channel.on_event("ChannelDtmfReceived", callback)': (world) => {
    return proveObject(world, "ChannelDtmfReceived", idOf, async () => {
      await world.caller.press("1");
      return world.channel.id;
    });
  },
  'bridge.on_event("ChannelEnteredBridge", callback)': async (world) => {
    const bridge = await world.ari.bridges.create();
    await proveObject(world, "ChannelEnteredBridge", idOf, async () => {
      await bridge.addChannel({ channel: world.channel.id });
      return bridge.id;
    }, { bridge });
  },
  "except HTTPError as e: e.response.status": async ({ ari, run }) => {
    const read = Object(await run());
    const error = await ari.channels.get({ channelId: "gone" }).catch((reason) => reason);

    assertEquals(read(error), [404, { message: "Channel not found" }]);
  },
  'SwaggerClient(url="file:…/resources.json")': async ({ ari, run }) => {
    const docs = await Promise.all(["channels", "events"].map(async (name) => {
      return (await ari.request("GET", `/api-docs/${name}.json`)).body;
    }));

    assertInstanceOf(await run({ docs }), AriClient);
  },
  "BasicAuthenticator(host, user, password)": async ({ run }) => assertInstanceOf(await run(), AriClient),
  "ApiKeyAuthenticator(host, api_key)": async ({ pbx, run }) => {
    const { username, password } = pbx.ari.user;

    assertInstanceOf(await run({ apiKey: `${username}:${password}` }), AriClient);
  },
  "class MyClient(Client): async def run_operation(…)": async ({ pbx, run }) => {
    const asked: string[] = [];
    const tracedFetch: typeof pbx.transport.fetch = (url, init) => {
      asked.push(`${init?.method ?? "GET"} ${new URL(url).pathname}`);
      return pbx.transport.fetch(url, init);
    };

    await Object(await run({ tracedFetch })).asterisk.ping();

    assertEquals(asked, ["GET /ari/asterisk/info", "GET /ari/asterisk/ping"]);
  },
};

proveRows("From aioari and ari-py", proofs);

Deno.test("From aioari and ari-py: an event that Asterisk does not have is a TypeError, a repository that it has not is undefined", async () => {
  await using ari = new AriClient("http://asterisk.invalid", { username: "me", password: "secret" });

  // The one cast each: what does not compile is tried all the same.
  assertThrows(() => ari.on("NoSuchEvent" as never, () => {}), TypeError, "no such event in Asterisk");
  assertEquals(ari["noSuchRepository" as never], undefined);
  assertEquals(ari.channels["noSuchOperation" as never], undefined);
});
