import { AriError, AriGoneError, collect, keepDigits, prompts } from "@asterism/asterisk/ari";
import { assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { elapsed, withCall } from "../../support/flow_app.ts";

const long = { "long-prompt": 10_000, "ask": 1_000, "wrong": 2_000 };

Deno.test("collect() plays its prompt, cuts it at the first digit, and resolves with the digits", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const collecting = elapsed(pbx, () => collect(channel, { prompt: "sound:long-prompt" }));
    await caller.hears("sound:long-prompt");
    await caller.press("0042#");

    const [time, result] = await collecting;

    assertEquals(result, { type: "digits", digits: "0042", terminator: "#", attempts: 1 });
    assertEquals(time < 2_000, true, `${time} ms`);
    assertEquals(caller.sounds, ["sound:long-prompt"]);
    await assertRejects(() => caller.heard("sound:long-prompt", { signal: AbortSignal.abort() }));
  }, { sounds: long });
});

Deno.test("collect() keeps the digits that come before, between and after its questions", async () => {
  await withCall(async ({ channel, caller }) => {
    keepDigits(channel);
    await caller.press("12#34#5");

    const first = await collect(channel, { prompt: "sound:long-prompt" });
    const second = await collect(channel, { prompt: "sound:long-prompt", maxDigits: 4 });
    const rest = collect(channel, { prompt: "sound:long-prompt", minDigits: 3, maxDigits: 3 });
    await caller.press("6*");

    assertEquals([first.digits, second.digits, (await rest).digits], ["12", "34", "56*"]);
    assertEquals(caller.sounds, []);
  }, { sounds: long });
});

Deno.test("collect() waits for the first digit from the end of the prompt, and then asks again with its messages", async () => {
  await withCall(async ({ pbx, channel, caller }) => {
    const [time, result] = await elapsed(pbx, () =>
      collect(channel, {
        prompt: "sound:ask",
        timeoutPrompt: "sound:wrong",
        attempts: 2,
        firstDigitTimeout: 4_000,
      }));

    assertEquals(result, { type: "timedOut", digits: "", attempts: 2 });
    assertEquals(time, 1_000 + 4_000 + 2_000 + 1_000 + 4_000);
    assertEquals(caller.sounds, ["sound:ask", "sound:wrong", "sound:ask"]);
  }, { sounds: long });
});

Deno.test("collect() waits for a validation and tells the caller what it says", async () => {
  await withCall(async ({ channel, caller }) => {
    const asked: string[] = [];
    const collecting = collect(channel, {
      prompt: "sound:ask",
      maxDigits: 2,
      validate: async (digits) => {
        asked.push(digits);
        await channel.get();
        return digits === "22" ? true : ["sound:wrong", `digits:${digits}`];
      },
    });
    await caller.press("11");
    await caller.heard("digits:11");
    await caller.press("22");

    assertEquals(await collecting, { type: "digits", digits: "22", attempts: 2 });
    assertEquals(asked, ["11", "22"]);
  }, { sounds: long });
});

Deno.test("collect() is cancelled by the cancel digit and says what had been entered", async () => {
  await withCall(async ({ channel, caller }) => {
    const collecting = collect(channel, { prompt: "sound:ask", cancel: "*" });
    await caller.press("12*");

    assertEquals(await collecting, { type: "cancelled", digits: "12", attempts: 1 });
  }, { sounds: long });
});

Deno.test("collect() rejects with AriGoneError when the caller hangs up, while a prompt plays and while it waits", async () => {
  for (const sound of ["sound:long-prompt", undefined]) {
    // deno-lint-ignore no-await-in-loop -- One call after the other.
    await withCall(async ({ pbx, channel, caller, errors }) => {
      const collecting = collect(channel, sound === undefined ? {} : { prompt: sound });
      collecting.catch(() => {});
      if (sound === undefined) await caller.wait(1_000);
      else await caller.hears(sound);
      await caller.hangup();

      const error = await assertRejects(() => collecting, AriGoneError);

      assertEquals(error.message, 'Cannot go on with the call: channel "PJSIP/alice-00000000" left "app"');
      assertEquals(errors, []);
      pbx.assertIdle();
    }, { sounds: long });
  }
});

Deno.test("collect() still gives the digits that were pressed before the caller hung up", async () => {
  await withCall(async ({ channel, caller }) => {
    const collecting = collect(channel, {});
    await caller.press("12#");
    await caller.hangup();

    assertEquals((await collecting).digits, "12");
    await assertRejects(() => collect(channel, {}), AriGoneError, "is gone");
    await assertRejects(() => collect(channel, { prompt: "sound:ask" }), AriGoneError, "is gone");
  }, { sounds: long });
});

Deno.test("collect() stops its prompt when its signal aborts, and loses no digit by that", async () => {
  await withCall(async ({ pbx, channel, caller, info }) => {
    const stop = new AbortController();
    const collecting = collect(channel, { prompt: "sound:long-prompt", bargeIn: false, signal: stop.signal });
    collecting.catch(() => {});
    await caller.press("1");
    stop.abort("enough");

    assertEquals(await collecting.catch((reason) => reason), "enough");
    const [time, next] = await elapsed(pbx, () => collect(channel, { maxDigits: 1, signal: info.signal }));

    assertEquals([time, next.digits], [0, "1"]);
    const [played] = await elapsed(pbx, () => prompts(channel, "sound:ask"));
    assertEquals(played, 1_000); // Not behind what is left of the long one.
  }, { sounds: long });
});

Deno.test("collect() rejects with AriError when Asterisk cannot play the prompt", async () => {
  await withCall(async ({ channel, errors }) => {
    const error = await assertRejects(() => collect(channel, { prompt: "sound:no-such-sound" }), AriError);

    assertStringIncludes(error.message, 'Cannot play sound:no-such-sound to channel "PJSIP/alice-00000000"');
    assertEquals(errors, []);
  });
});

Deno.test("collect() of one channel waits for the flow before, and rejects with the signal's reason while it does", async () => {
  await withCall(async ({ channel, caller }) => {
    const first = collect(channel, { maxDigits: 1 });
    const given = collect(channel, { maxDigits: 1, signal: AbortSignal.abort("no time") });
    const second = collect(channel, { maxDigits: 1 });
    assertEquals(await given.catch((reason) => reason), "no time");
    await caller.press("12");

    assertEquals([(await first).digits, (await second).digits], ["1", "2"]);
  });
});

Deno.test("collect() ends with the client's error when the client closes", async () => {
  await withCall(async ({ ari, channel }) => {
    const collecting = collect(channel, {});
    const ended = collecting.catch((error) => error);
    await ari.close();

    assertInstanceOf(await ended, AriError);
    assertStringIncludes(String(await ended), "the client was closed");
  });
});

Deno.test("collect() throws for options that make no sense before it plays anything", async () => {
  await withCall(async ({ channel, caller }) => {
    await assertRejects(() => collect(channel, { prompt: "sound:ask", attempts: 0 }), RangeError, "attempts");

    assertEquals(caller.sounds, []);
  });
});
