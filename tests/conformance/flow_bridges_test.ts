import { AriGoneError, connect, group, handOver, prompts, whenAny } from "@asterism/asterisk/ari";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { conformance } from "./harness.ts";

conformance("group() has members that come and go, music for who is alone, and leaves nothing", async (given) => {
  const { backend, signal } = given;
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _registration = await ari.register({ apps: "hello-world", signal });
  const call = async () => {
    const started = ari.once("StasisStart", { signal });
    const phone = await backend.call("101");
    return { phone, channel: (await started).channel };
  };
  await using room = await group(ari, { name: "meeting" });
  const { phone, channel: first } = await call();
  await using alice = phone;
  await room.add(first, { signal });
  await room.count(1, { signal });
  const other = await call();
  await using bob = other.phone;
  await room.add(other.channel, { signal });
  await room.count(2, { signal });
  assertEquals([...room.members].sort(), [first.id, other.channel.id].sort());

  await room.remove(first, { signal });
  await room.count(1, { signal });
  await room.add(first, { signal });
  await room.count(2, { signal });
  const gone = other.channel.once("StasisEnd", { signal });
  await bob.hangup();
  await room.count(1, { signal });
  await gone; // A channel that leaves the bridge is still there for a moment.
  await assertRejects(() => room.add(other.channel, { signal }), AriGoneError);
  await room.close();
  // A real one takes a moment for it.
  while ((await ari.bridges.list({ signal })).some(({ id }) => id === room.bridge.id));
  assertEquals(await prompts(first, "sound:beep", { signal }), { type: "finished" }); // It stayed.
  await alice.hangup();
});

conformance("handOver() lets the call go on in the dialplan, after what is played", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _registration = await ari.register({ apps: "hello-world", signal });
  const started = ari.once("StasisStart", { signal });
  await using phone = await backend.call("105");
  const { channel } = await started;
  const finished = ari.once("PlaybackFinished", { signal });
  const again = ari.once("StasisStart", { signal });
  await channel.play({ media: "sound:beep" });

  await handOver(channel, { context: "default", extension: "101", priority: 1 }, { signal });

  assertEquals((await finished).playback.state, "done");
  const { args, channel: same } = await again;
  assertEquals([args, same.id], [["one", "two"], channel.id]);
  await phone.hangup();
});

conformance("handOver() rejects with AriGoneError when the caller was faster", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _registration = await ari.register({ apps: "hello-world", signal });
  const started = ari.once("StasisStart", { signal });
  await using phone = await backend.call("101");
  const { channel } = await started;
  await phone.hangup();
  await whenAny(channel, { hangup: true, signal });

  await assertRejects(() => handOver(channel, {}, { signal }), AriGoneError);
});

conformance("whenAny() tells a key, the end of a playback, the time and the hangup", async ({ backend, signal }) => {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _registration = await ari.register({ apps: "hello-world", signal });
  const started = ari.once("StasisStart", { signal });
  await using phone = await backend.call("101");
  const { channel } = await started;

  const playback = await channel.play({ media: "sound:beep" });
  assertEquals(await whenAny(channel, { playback, digits: true, signal }), { type: "finished", state: "done" });
  assertEquals(await whenAny(channel, { digits: true, timeout: 200, signal }), { type: "timedOut" });
  const key = whenAny(channel, { digits: "5", hangup: true, signal });
  await phone.press("4");
  await phone.press("5");
  assertEquals(await key, { type: "digit", digit: "5" });
  const end = whenAny(channel, { hangup: true, signal });
  await phone.hangup();
  const { type, ...rest } = await end;
  assertEquals(type, "hangup");
  assertInstanceOf("reason" in rest && rest.reason, AriGoneError);
});
