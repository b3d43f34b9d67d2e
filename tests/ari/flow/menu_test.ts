import { AriGoneError, collect, menu } from "@asterism/asterisk/ari";
import { assertEquals, assertRejects } from "@std/assert";
import { elapsed, withCall } from "../../support/flow_app.ts";

const sounds = { "ask": 3_000, "wrong": 1_000, "bye": 500 };
const choices = { "1": "sales", "2": "support", "21": "urgent support" };

Deno.test("menu() resolves with the choice of the key that cut its prompt", async () => {
  await withCall(async ({ channel, caller }) => {
    const choosing = menu(channel, { prompt: ["sound:ask", "sound:ask"], choices });
    await caller.hears("sound:ask");
    await caller.press("1");

    assertEquals(await choosing, { type: "choice", digits: "1", value: "sales", attempts: 1 });
    assertEquals(caller.sounds, ["sound:ask"]);
  }, { sounds });
});

Deno.test("menu() waits for a second key where there may be one, and leaves what follows for the next flow", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const choosing = menu(channel, { choices });
    await caller.press("2177");

    assertEquals((await choosing).digits, "21");
    assertEquals((await collect(channel, { maxDigits: 2 })).digits, "77");
    const [time, second] = await elapsed(pbx, async () => {
      const choice = menu(channel, { choices, interDigitTimeout: 1_000 });
      await caller.press("2");
      return choice;
    });
    assertEquals([second.digits, time], ["2", 1_100]); // A key is held for 100 ms.
  });
});

Deno.test("menu() asks again after a wrong key and after none, and then takes its default", async () => {
  await withCall(async ({ channel, caller }) => {
    const choosing = menu(channel, {
      prompt: "sound:ask",
      invalidPrompt: "sound:wrong",
      failurePrompt: "sound:bye",
      choices: { "1": () => "one" },
      default: () => "other",
      attempts: 2,
    });
    await caller.press("9");
    const chosen = await choosing;

    assertEquals(caller.sounds, ["sound:ask", "sound:wrong", "sound:ask", "sound:bye"]);
    assertEquals(chosen.type === "default" && [chosen.why, chosen.value()], ["timedOut", "other"]);
  }, { sounds });
});

Deno.test("menu() rejects with AriGoneError when the caller hangs up, and with the signal's reason", async () => {
  await withCall(async ({ channel, caller }) => {
    const stop = new AbortController();
    const first = menu(channel, { prompt: "sound:ask", choices, signal: stop.signal }).catch((reason) => reason);
    await caller.hears("sound:ask");
    stop.abort("no time");
    assertEquals(await first, "no time");
    const second = menu(channel, { prompt: "sound:ask", choices });
    second.catch(() => {});
    await caller.hangup();

    await assertRejects(() => second, AriGoneError);
  }, { sounds });
});
