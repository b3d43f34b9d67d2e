import { assertEquals } from "@std/assert";
import { SimulatedAri } from "../simulated_ari.ts";

function extension(data: string): { files: Record<string, string> } {
  return {
    files: { "extensions.conf": `[default]\nexten => 1,1,StasisBroadcast(${data})\n same => n,Hangup()\n` },
  };
}

Deno.test("StasisBroadcast puts the channel into the application that claims it, with its arguments", async () => {
  await using ari = await SimulatedAri.open(extension("1000,,a:b"));
  await ari.connect();
  await ari.pbx.phone("PJSIP/alice").call("1");
  const { channel: { id } } = await ari.event("CallBroadcast");

  const { status } = await ari.rest(`POST events/claim?channelId=${id}&application=app`);
  const { args } = await ari.event("StasisStart");

  assertEquals([status, args, ari.types], [204, ["a", "b"], ["CallBroadcast", "StasisStart"]]);
});

for (
  const [data, seconds] of [["", 0.5], ["1200", 1.2], ["0", 0], ["60001", 0.5], ["-1", 0.5], ["x", 0.5], [
    " 700x",
    0.7,
  ]] as const
) {
  Deno.test(`StasisBroadcast(${data}) waits for ${seconds} s`, async () => {
    await using ari = await SimulatedAri.open(extension(data));
    await ari.connect();
    const start = ari.pbx.clock.now();

    const call = await ari.pbx.phone("PJSIP/alice").call("1");
    await call.ended();

    assertEquals(ari.pbx.clock.now() - start, seconds * 1_000);
  });
}
