import { AriError, AriGoneError, prompts } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { elapsed, withCall } from "../../support/flow_app.ts";

const sounds = { "one": 1_000, "two": 2_000, "three": 3_000 };
const media = ["sound:one", "sound:two", "sound:three"];

Deno.test("prompts() plays media one after the other, without a gap", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const [time, result] = await elapsed(pbx, () => prompts(channel, media));

    assertEquals([time, result], [6_000, { type: "finished" }]);
    assertEquals(caller.sounds, media);
  }, { sounds });
});

Deno.test("prompts() tells at which prompt which digit stopped it, and the next flow does not get that digit", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const playing = prompts(channel, media);
    await caller.hears("sound:two");
    await caller.press("7");

    assertEquals(await playing, { type: "stopped", digit: "7", at: 1, media: "sound:two" });
    const [time, again] = await elapsed(pbx, () => prompts(channel, "sound:one"));
    assertEquals([time, again], [1_000, { type: "finished" }]);
  }, { sounds });
});

Deno.test("prompts() goes on when a digit comes that does not stop it, and stops for it at once in the next list", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const playing = prompts(channel, media, { stopOn: "#" });
    await caller.hears("sound:two");
    await caller.press("7");

    assertEquals(await playing, { type: "finished" });
    const [time, next] = await elapsed(pbx, () => prompts(channel, media));
    assertEquals([time, next], [0, { type: "stopped", digit: "7", at: 0, media: "sound:one" }]);
  }, { sounds });
});

Deno.test("prompts() of what Asterisk cannot cut resolves at the digit, and the rest is heard to its end", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const playing = prompts(channel, "digits:12345");
    await caller.press("1");

    assertEquals((await playing).type, "stopped");
    const [time] = await elapsed(pbx, () => prompts(channel, "sound:one"));
    await caller.heard("digits:12345");
    assertEquals(time > 1_000, true, `${time} ms`); // It had to wait.
  }, { sounds });
});

Deno.test("prompts() rejects with AriError for what cannot be played, and with AriGoneError when the caller hangs up", async () => {
  await withCall(async ({ channel, caller }) => {
    await assertRejects(() => prompts(channel, ["sound:one", "sound:nothing"]), AriError, "the playback failed");
    const playing = prompts(channel, media);
    playing.catch(() => {});
    await caller.hears("sound:two");
    await caller.hangup();

    await assertRejects(() => playing, AriGoneError, 'left "app"');
  }, { sounds });
});

Deno.test("prompts() ends after media of whose end Asterisk says nothing", async () => {
  await withCall(async ({ channel, caller }) => {
    assertEquals(await prompts(channel, "recording:no-such-recording"), { type: "finished" });
    assertEquals(await prompts(channel, "sound:one"), { type: "finished" });
    assertEquals(caller.sounds, ["sound:one"]);
  }, { sounds });
});
