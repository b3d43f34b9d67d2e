import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const extensions = "[default]\nexten => 100,1,Answer()\n same => n,Stasis(app)\n same => n,Hangup()\n";

Deno.test("two callers in a bridge hear each other's keys, and nothing is left of it when they are gone", async () => {
  await using ari = await SimulatedAri.open({ files: { "extensions.conf": extensions } });
  await ari.connect();
  const calls = [await ari.pbx.phone("PJSIP/alice").call("100"), await ari.pbx.phone("PJSIP/bob").call("100")];
  const [alice, bob] = calls.map(({ channelId }) => channelId);
  await ari.event("StasisStart", 2);

  await ari.rest("POST bridges/salon?type=mixing,dtmf_events");
  const added = await ari.rest(`POST bridges/salon/addChannel?channel=${alice},${bob}`);
  await ari.event("ChannelConnectedLine", 2);
  const { body: bridge } = await ari.rest("GET bridges/salon");
  await calls[0]?.press("4");
  await calls[1]?.heard("dtmf:4");
  const { digit, channel } = await ari.event("ChannelDtmfReceived");
  const removed = await ari.rest(`POST bridges/salon/removeChannel?channel=${alice}`);
  for (const call of calls) await call.hangup();
  await ari.rest("DELETE bridges/salon");

  assertEquals([added.status, removed.status], [204, 204]);
  assertEquals([bridge.technology, bridge.channels], ["simple_bridge", [alice, bob]]);
  assertEquals([digit, channel.connected], ["4", { name: "Bob", number: "bob" }]);
  ari.pbx.assertIdle();
});

Deno.test("a channel that is busy enters its bridge when it is through, and who asks waits so long", async () => {
  await using ari = await SimulatedAri.open({ files: { "extensions.conf": extensions }, clock: "manual" });
  await ari.connect();
  const { channelId } = await ari.pbx.phone("PJSIP/alice").call("100");
  await ari.event("StasisStart");
  await ari.rest("POST bridges/salon");
  await ari.rest(`POST channels/${channelId}/play/p?media=sound:hello-world`);

  const adding = ari.rest(`POST bridges/salon/addChannel?channel=${channelId}`);
  await ari.rest("GET bridges/salon");
  const before = ari.types.includes("ChannelEnteredBridge");
  await ari.pbx.tick(5_000);
  const { status } = await adding;

  assertEquals([before, status], [false, 204]);
  const [finished, entered] = ["PlaybackFinished", "ChannelEnteredBridge"].map((type) => ari.types.indexOf(type));
  assertEquals((finished ?? 0) < (entered ?? 0), true);
});

Deno.test("native_rtp hides keys from applications, and mixing with a third shows them", async () => {
  await using ari = await SimulatedAri.open({ files: { "extensions.conf": extensions } });
  await ari.connect();
  const phones = ["alice", "bob", "carol"].map((name) => ari.pbx.phone(`PJSIP/${name}`));
  const calls = await Promise.all(phones.map((phone) => phone.call("100")));
  await ari.event("StasisStart", 3);
  const [alice, bob, carol] = calls.map(({ channelId }) => channelId);
  await ari.rest("POST bridges/salon");

  await ari.rest(`POST bridges/salon/addChannel?channel=${alice},${bob}`);
  const { body: two } = await ari.rest("GET bridges/salon");
  await calls[0]?.press("4");
  await calls[1]?.heard("dtmf:4");
  const before = ari.types.includes("ChannelDtmfReceived");
  await ari.rest(`POST bridges/salon/addChannel?channel=${carol}&mute=true`);
  await calls[2]?.press("5");
  await calls[0]?.heard("dtmf:5");

  assertEquals([two.technology, before], ["native_rtp", false]);
  assertEquals((await ari.event("ChannelDtmfReceived")).channel.id, carol);
});
