import type { AriClient, Call, Channel } from "@asterism/asterisk/ari";
import { assertEquals } from "@std/assert";
import { aborted, reach, withServedApp } from "../support/served_app.ts";

/** Puts a call through to bob, and says when they talk. */
async function putThrough(channel: Channel, call: Call, ari: AriClient): Promise<void> {
  await channel.answer();
  const bridge = await call.bridge({ type: "mixing" });
  const leg = await reach(ari, call, "PJSIP/bob");
  await bridge.addChannel({ channel: [channel.id, leg.id] });
}

/** What is asked for by a phone that transfers, and what comes of it, until the one in its place has taken over. */
function replaced(ari: AriClient): Promise<{ from: string; to: string }> {
  const { promise, resolve } = Promise.withResolvers<{ from: string; to: string }>();
  ari.on("StasisStart", ({ channel, replace_channel }) => {
    if (replace_channel !== undefined) resolve({ from: replace_channel.id, to: channel.id });
  });
  return promise;
}

Deno.test("a served call goes on with the channel in the place of its own: verbs, digits and the end are of that", async () => {
  const talking = Promise.withResolvers<Call>();
  const steps: string[] = [];
  await withServedApp(async (channel, call, ari) => {
    await putThrough(channel, call, ari);
    talking.resolve(call);
    await aborted(call.signal);
    steps.push(String(call.signal.reason).replace(/-\d+;/, ";"));
  }, async ({ pbx, ari, server, errors }) => {
    pbx.phone("PJSIP/bob");
    const caller = await pbx.phone("PJSIP/alice").call("100");
    (await pbx.phone("PJSIP/bob").incoming()).answer();
    const call = await talking.promise;
    const replacement = replaced(ari);
    assertEquals(await caller.transfer("200"), 200);
    const { from, to } = await replacement;
    await caller.hangup(); // As a phone does that has transferred.
    const after = [call.channel.id === to, from === call.event.channel.id, call.signal.aborted, server.activeCalls];
    const ended = call.channel.ended();
    await call.play({ media: "sound:hello-world" });
    await call.channel.hangup();
    await ended;
    await server.drain();

    assertEquals(after, [true, true, false, 1]);
    assertEquals(steps, [
      'AriGoneError: Cannot go on with the call: channel "Local/200@default;1" left "app"',
    ]);
    assertEquals(errors, []);
    pbx.assertIdle({ disconnected: true });
  });
});

Deno.test("a leg that is replaced in a transfer is owned as the one before, and starts no handler", async () => {
  const talking = Promise.withResolvers<void>();
  const served: string[] = [];
  await withServedApp(async (channel, call, ari) => {
    served.push(channel.name.split("-")[0] ?? "");
    await putThrough(channel, call, ari);
    talking.resolve();
    await aborted(call.signal);
  }, async ({ pbx, ari, server, errors, requests }) => {
    pbx.phone("PJSIP/bob");
    const caller = await pbx.phone("PJSIP/alice").call("100");
    const bob = await pbx.phone("PJSIP/bob").incoming();
    bob.answer();
    await talking.promise;
    const replacement = replaced(ari);
    assertEquals(await bob.transfer("200"), 200);
    await replacement;
    await bob.hangup(); // As a phone does that has transferred.
    const before = requests().length;
    await caller.hangup();
    await server.drain();

    assertEquals(served, ["PJSIP/alice"]);
    assertEquals(requests().slice(before), ["channels.hangup 204", "bridges.destroy 204"]);
    assertEquals(errors, []);
    pbx.assertIdle({ disconnected: true });
  });
});
