import { AriError, AriGoneError, collect, keepDigits, whenAny } from "@asterism/asterisk/ari";
import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { elapsed, withCall } from "../../support/flow_app.ts";

Deno.test("whenAny() resolves with a digit that comes, and with one that is kept at once", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    keepDigits(channel);
    await caller.press("12");

    assertEquals(await elapsed(pbx, () => whenAny(channel, { digits: "2", timeout: 5_000 })), [
      0,
      { type: "digit", digit: "2" },
    ]);
    assertEquals((await collect(channel, { maxDigits: 1 })).digits, "1"); // It stayed.
    const waiting = whenAny(channel, { digits: true, hangup: true });
    await caller.press("9");
    assertEquals(await waiting, { type: "digit", digit: "9" });
  });
});

Deno.test("whenAny() resolves when a playback has ended, and does not lose the digit that comes after that", async () => {
  await withCall(async ({ channel, caller }) => {
    const playback = await channel.play({ media: "sound:hello-world" });
    const first = whenAny(channel, { playback, digits: true, timeout: 60_000 });

    assertEquals(await first, { type: "finished", state: "done" });
    await caller.press("5");
    assertEquals((await collect(channel, { maxDigits: 1 })).digits, "5");
    assertEquals((await whenAny(channel, { playback })).type, "finished"); // Already over.
  });
});

Deno.test("whenAny() leaves a playback alone when something else comes first", async () => {
  await withCall(async ({ channel, caller }) => {
    const playback = await channel.play({ media: "sound:hello-world" });
    const first = whenAny(channel, { playback, digits: true });
    await caller.press("5");

    assertEquals(await first, { type: "digit", digit: "5" });
    await caller.heard("sound:hello-world");
  });
});

Deno.test("whenAny() resolves with the hangup when it is asked for, and rejects with it otherwise", async () => {
  await withCall(async ({ channel, caller }) => {
    const asked = whenAny(channel, { hangup: true });
    const other = whenAny(channel, { digits: true });
    other.catch(() => {});
    await caller.hangup();

    const first = await asked;
    assertInstanceOf(first.type === "hangup" && first.reason, AriGoneError);
    await assertRejects(() => other, AriGoneError, 'left "app"');
    assertEquals((await whenAny(channel, { hangup: true })).type, "hangup"); // It had gone before.
  });
});

Deno.test("whenAny() rejects with the client's error when that closes, also when it waits for the hangup", async () => {
  await withCall(async ({ ari, channel }) => {
    const waiting = whenAny(channel, { hangup: true }).catch((error) => error);
    await channel.get();
    await ari.close();

    assertInstanceOf(await waiting, AriError);
    assertEquals((await waiting) instanceof AriGoneError, false);
  });
});

Deno.test("whenAny() resolves when the time is up, and rejects with the signal's reason", async () => {
  await withCall(async ({ pbx, channel }) => {
    const stop = new AbortController();
    assertEquals(await elapsed(pbx, () => whenAny(channel, { hangup: true, timeout: 2_500 })), [
      2_500,
      { type: "timedOut" },
    ]);
    const waiting = whenAny(channel, { digits: true, signal: stop.signal }).catch((reason) => reason);
    stop.abort("enough");

    assertEquals(await waiting, "enough");
    assertEquals(await whenAny(channel, { digits: true, signal: stop.signal }).catch((reason) => reason), "enough");
  });
});

Deno.test("whenAny() refuses to wait for nothing, and for what no one can press", async () => {
  await withCall(async ({ channel }) => {
    await assertRejects(() => whenAny(channel, {}), TypeError, "none of digits, playback, hangup and timeout is given");
    await assertRejects(() => whenAny(channel, { digits: "x" }), TypeError, 'current value is "x"');
    await assertRejects(() => whenAny(channel, { timeout: -1 }), RangeError, "current value is -1");
  });
});
