import { AriResponseError } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { withDesk } from "../support/desk.ts";

Deno.test("finished() tells how a playback ended, also when it had before anybody asked", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app: "desk" });
    const over = ari.once("PlaybackFinished");
    const first = await leg.play({ media: "sound:hello-world" });
    await over;
    const failed = await leg.play({ media: "sound:nowhere" });
    const stopped = await leg.play({ media: "sound:hello-world" });
    const end = stopped.finished();
    await stopped.stop();

    assertEquals(await first.finished(), { state: "done" });
    assertEquals(await failed.finished(), { state: "failed" });
    assertEquals(await end, { state: "done" });
    await leg.hangup();
  });
});

Deno.test("finished() settles where Asterisk says nothing of the end", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app: "desk" });
    const unknown = await leg.play({ media: "recording:none" });
    const bridge = await ari.bridge().createWithId({ type: "mixing" });
    const unheard = await bridge.play({ media: "sound:hello-world" });

    assertEquals(await unknown.finished(), { state: "gone" });
    assertEquals(await unheard.finished(), { state: "gone" });
    await bridge.destroy();
    await leg.hangup();
  });
});

Deno.test("finished() of playbacks that a hangup ends, playing or queued, is failed", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app: "desk" });
    const playbacks = [await leg.play({ media: "sound:hello-world" }), await leg.play({ media: "sound:hello-world" })];
    const ends = Promise.all(playbacks.map((playback) => playback.finished()));
    await leg.hangup();

    assertEquals(await ends, [{ state: "failed" }, { state: "failed" }]);
  });
});

Deno.test("finished() of a handle waits for what is to be played, and rejects when it can't be", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app: "desk" });
    const playback = ari.playback();
    const end = playback.finished();
    await leg.playWithId({ playbackId: playback.id, media: "sound:hello-world" });
    const never = ari.playback();
    const refused = assertRejects(() => never.finished(), AriResponseError, "404");
    await assertRejects(() => ari.channel("none").playWithId({ playbackId: never.id, media: "sound:hello-world" }));

    assertEquals(await end, { state: "done" });
    await refused;
    await leg.hangup();
  });
});

Deno.test("finished() of a recording tells how long it is, also afterwards", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().originate({ endpoint: "PJSIP/bob", app: "desk" });
    const over = ari.once("RecordingFinished");
    const recording = await leg.record({ name: "message", format: "wav", maxDurationSeconds: 2 });
    const end = await recording.finished();
    const { duration = 0 } = (await over).recording;

    assertEquals([end, duration >= 2], [{ state: "done", duration }, true]);
    assertEquals(await recording.finished(), end);
    await leg.hangup();
  });
});

Deno.test("ended() tells the cause, and settles where Asterisk says nothing: a call of the dialplan, one that is gone", async () => {
  await withDesk(async ({ pbx, ari }) => {
    const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app: "desk" });
    const told = leg.ended();
    await leg.hangup({ reason: "busy" });
    const started = ari.once("StasisStart");
    const call = await pbx.phone("PJSIP/alice").call("100");
    const { channel } = await started;
    const untold = channel.ended();
    await call.hangup();
    const before = pbx.clock.now();
    const second = ari.once("StasisStart");
    await pbx.phone("PJSIP/erin").call("100");
    const { channel: leaving } = await second;
    const left = leaving.ended();
    await leaving.continueInDialplan();

    assertEquals(await told, { cause: 17, cause_txt: "User busy" });
    assertEquals(await untold, {});
    assertEquals(await channel.ended(), {});
    assertEquals(await left, {});
    assertEquals(pbx.clock.now() - before >= 20_000, true);
  });
});

Deno.test("finished() and ended() end with their signal and with the client", async () => {
  await withDesk(async ({ ari }) => {
    const leg = await ari.channel().originate({ endpoint: "Local/3000@default", app: "desk" });
    const playback = await leg.play({ media: "tone:ring" });
    const controller = new AbortController();
    const waits = [
      leg.ended({ signal: controller.signal }),
      playback.finished({ signal: controller.signal }),
      ari.playback().finished({ signal: controller.signal }),
    ];
    const others = [leg.ended(), playback.finished(), ari.recording().finished()];

    controller.abort(new Error("enough"));
    for (const wait of waits) await assertRejects(() => wait, Error, "enough");
    const closed = others.map((wait) => assertRejects(() => wait, Error, "the client was closed"));
    await ari.close();
    await Promise.all(closed);
  });
});
