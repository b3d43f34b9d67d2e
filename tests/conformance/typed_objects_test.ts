/** Objects in answers and events, through the typed client: what they do, and what they answer when they have become stale. */
import { type AriClient, AriResponseError, connect } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import type { Backend } from "./backend.ts";
import { conformance } from "./harness.ts";

const app = "hello-world";
const endpoint = "Local/up@conformance";

function open({ url, user, connection }: Backend): Promise<AriClient> {
  return connect(url, { ...user, ...connection });
}

/** What a verb was refused with. */
async function statusOf(verb: () => Promise<unknown>): Promise<number> {
  return (await assertRejects(verb, AriResponseError)).status;
}

conformance(
  "objects of answers, lists and events act on themselves, and on nothing when they are gone",
  async (given) => {
    const { signal } = given;
    await using ari = await open(given.backend);
    await using _ = await ari.register({ apps: app });
    const entered = ari.once("StasisStart", { signal });
    const made = await ari.channels.originate({ endpoint, app, channelId: "asterism-object" }, { signal });
    const { channel } = await entered;
    const listed = (await ari.channels.list()).find(({ id }) => id === made.id);

    const bridge = await ari.bridges.create({ name: "objects" });
    const inBridge = channel.once("ChannelEnteredBridge", { signal });
    await bridge.addChannel({ channel: [channel.id] });
    assertEquals((await inBridge).bridge.id, bridge.id);
    assertEquals((await bridge.get()).channels, [channel.id]);
    await bridge.removeChannel({ channel: channel.id });

    const started = ari.once("PlaybackStarted", { signal });
    const playback = await made.play({ media: "sound:demo-congrats" });
    await (await started).playback.control({ operation: "pause" });
    assertEquals((await playback.get()).id, playback.id);
    const finished = ari.once("PlaybackFinished", { signal });
    await playback.stop();
    assertEquals((await finished).playback.id, playback.id);

    const recorded = ari.once("RecordingStarted", { signal });
    const live = await made.record({ name: "asterism-object", format: "wav", ifExists: "overwrite" });
    await recorded;
    assertEquals((await live.getLive()).name, live.name);
    const ended = ari.once("RecordingFinished", { signal });
    await live.stop();
    await ended;
    const stored = (await ari.recordings.listStored()).find(({ name }) => name === live.name);
    assertEquals((await stored?.getStored())?.format, "wav");

    const destroyed = made.once("ChannelDestroyed", { signal });
    await listed?.hangup();
    const gone = await destroyed;
    await bridge.destroy();
    await stored?.deleteStored();

    for (const stale of [made, channel, gone.channel]) {
      // deno-lint-ignore no-await-in-loop -- One after the other.
      assertEquals(await Promise.all([() => stale.get(), () => stale.answer(), () => stale.hangup()].map(statusOf)), [
        404,
        404,
        404,
      ]);
    }
    assertEquals(await statusOf(() => playback.get()), 404);
    assertEquals(await statusOf(() => live.getLive()), 404);
    assertEquals(await statusOf(() => live.stop()), 404);
    assertEquals(stored === undefined ? 0 : await statusOf(() => stored.getStored()), 404);
    assertEquals(await statusOf(() => bridge.get()), 404);
    // It still shows what it was.
    assertEquals([made.id, channel.name, gone.channel.id], [made.id, made.name, made.id]);
  },
);

conformance("an event about several objects reaches the handlers of each, and holds all of them", async (given) => {
  const { signal } = given;
  await using ari = await open(given.backend);
  await using _ = await ari.register({ apps: app });
  const entered = ari.once("StasisStart", { signal });
  await ari.channels.originate({ endpoint, app, channelId: "asterism-several" }, { signal });
  const { channel } = await entered;
  const bridge = await ari.bridges.create();
  const phone = await ari.endpoints.get({ tech: "PJSIP", resource: "alice" });
  const name = "ChannelUserevent";
  const heard = [channel.once(name), bridge.once(name), phone.once(name), ari.once(name, { signal })];
  await ari.events.userEvent({
    eventName: "several",
    application: app,
    source: [`channel:${channel.id}`, `bridge:${bridge.id}`, "endpoint:PJSIP/alice"],
    variables: { some: { thing: [1] } },
  });

  for (const event of await Promise.all(heard)) {
    assertEquals(event.userevent, { some: { thing: [1] }, eventname: "several" });
    // deno-lint-ignore no-await-in-loop -- One after the other.
    assertEquals((await event.channel?.get())?.id, channel.id);
    // deno-lint-ignore no-await-in-loop -- See above.
    assertEquals((await event.bridge?.get())?.id, bridge.id);
    // deno-lint-ignore no-await-in-loop -- See above.
    assertEquals((await event.endpoint?.get())?.resource, "alice");
    assertEquals(JSON.stringify(structuredClone(event)), JSON.stringify(event));
  }
  const destroyed = channel.once("ChannelDestroyed", { signal });
  await channel.hangup();
  await destroyed;
  await bridge.destroy();
});

conformance("endpoints, device states, sounds and applications are objects as well", async (given) => {
  await using ari = await open(given.backend);
  await using _ = await ari.register({ apps: app });
  const [first] = await ari.endpoints.listByTech({ tech: "PJSIP" });
  const sound = await ari.sounds.get({ soundId: "digits/1" });
  const application = await ari.applications.get({ applicationName: app });
  await ari.deviceStates.update({ deviceName: "Stasis:asterism", deviceState: "BUSY" });
  const state = await ari.deviceStates.get({ deviceName: "Stasis:asterism" });

  assertEquals((await first?.get())?.resource, first?.resource);
  assertEquals((await sound.get()).id, "digits/1");
  assertEquals((await application.subscribe({ eventSource: "deviceState:Stasis:asterism" })).device_names, [
    "Stasis:asterism",
  ]);
  assertEquals((await application.unsubscribe({ eventSource: "deviceState:Stasis:asterism" })).device_names, []);
  await state.update({ deviceState: "NOT_INUSE" });
  assertEquals((await state.get()).state, "NOT_INUSE");
  await state.delete();
  assertEquals((await state.get()).state, "UNKNOWN");
});
