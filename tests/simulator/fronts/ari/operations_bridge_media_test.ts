import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../../simulated_ari.ts";

const extensions = "[default]\nexten => 100,1,Answer()\n same => n,Stasis(app)\n same => n,Hangup()\n";

Deno.test("callers in a bridge hear what is played to it, and its music", async () => {
  await using ari = await SimulatedAri.open({ files: { "extensions.conf": extensions } });
  await ari.connect();
  const calls = [await ari.pbx.phone("PJSIP/alice").call("100"), await ari.pbx.phone("PJSIP/bob").call("100")];
  await ari.event("StasisStart", 2);
  await ari.rest("POST bridges/salon");
  await ari.rest(`POST bridges/salon/addChannel?channel=${calls.map(({ channelId }) => channelId).join()}`);

  const { status, headers, body } = await ari.rest("POST bridges/salon/play/p%2F1?media=sound:hello-world");
  for (const call of calls) await call.heard("sound:hello-world");
  await ari.rest("POST bridges/salon/moh?mohClass=jazz");
  for (const call of calls) await call.hears("moh:default");
  await ari.rest("DELETE bridges/salon/moh");
  for (const call of calls) await call.hangup();
  await ari.rest("DELETE bridges/salon");

  assertEquals([status, headers.get("location"), body.target_uri], [201, "/ari/playbacks/p/1", "bridge:salon"]);
  ari.pbx.assertIdle();
});

Deno.test("what can not be played to a bridge is refused or says so", async () => {
  await using ari = await SimulatedAri.open();
  await ari.rest("POST bridges/salon");

  const answers = [
    await ari.rest("POST bridges/salon/play?media=sound:a&announcer_format=nonsense"),
    await ari.rest("POST bridges/salon/play"),
    await ari.rest("DELETE bridges/salon/moh"),
  ];

  assertEquals(answers.map(({ status, body }) => [status, body.message ?? body.error]), [
    [422, "specified announcer_format is unknown on this system"],
    [500, "Allocation failed"],
    [409, "Bridge isn't playing music"],
  ]);
});
