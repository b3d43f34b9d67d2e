import {
  type AriClient,
  AriError,
  AriGoneError,
  type Channel,
  collect,
  connect,
  keepDigits,
  menu,
  prompts,
} from "@asterism/asterisk/ari";
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { BackendCall } from "./backend.ts";
import { type Conformance, conformance } from "./harness.ts";

interface Asked {
  readonly ari: AriClient;
  readonly channel: Channel;
  readonly phone: BackendCall;
  readonly signal: AbortSignal;
  press(digits: string): Promise<void>;
}

/** Alice calls the application, which answers; then her keys meet the flow. */
async function withAlice(
  { backend, signal }: Conformance,
  body: (asked: Asked) => Promise<void>,
): Promise<void> {
  await using ari = await connect(backend.url, { ...backend.user, ...backend.connection });
  await using _registration = await ari.register({ apps: "hello-world", signal });
  const started = ari.once("StasisStart", { signal });
  await using phone = await backend.call("100");
  const { channel } = await started;
  await channel.answer({ signal });
  await phone.answered();
  await body({
    ari,
    channel,
    phone,
    signal,
    async press(digits) {
      // deno-lint-ignore no-await-in-loop -- One key after the other.
      for (const digit of digits) await phone.press(digit);
    },
  });
}

conformance("collect() gets the keys of a phone that cut its prompt, with zeros, stars and pounds", async (given) => {
  await withAlice(given, async ({ channel, signal, press }) => {
    const collecting = collect(channel, { prompt: "sound:demo-instruct", terminators: "", maxDigits: 5, signal });
    await press("00*#7");

    assertEquals(await collecting, { type: "digits", digits: "00*#7", attempts: 1 });
  });
});

conformance("collect() keeps the keys that come before it asks, for one question after the other", async (given) => {
  await withAlice(given, async ({ channel, signal, press }) => {
    keepDigits(channel);
    await press("12#34#");

    const first = await collect(channel, { prompt: "sound:demo-instruct", signal });
    const second = await collect(channel, { prompt: "sound:demo-instruct", signal });

    assertEquals([first.digits, second.digits], ["12", "34"]);
  });
});

conformance("collect() loses no key when they come while prompts end and begin", async (given) => {
  await withAlice(given, async ({ channel, signal, press }) => {
    const options = { prompt: ["sound:beep", "sound:beep"], bargeIn: false, maxDigits: 10, signal } as const;
    const collecting = collect(channel, {
      ...options,
      retryPrompt: ["sound:beep", "sound:beep", "sound:beep"],
      validate: (digits) => digits !== "0123456789",
    });
    const pressing = press("01234567899876543210");

    assertEquals((await collecting).digits, "9876543210");
    await pressing;
  });
});

conformance(
  "collect() asks again with a spoken reason, which no key can cut, and takes the second entry",
  async (given) => {
    await withAlice(given, async ({ channel, signal, press }) => {
      const asked: string[] = [];
      const collecting = collect(channel, {
        prompt: "sound:demo-instruct",
        maxDigits: 2,
        validate: (digits) => asked.push(digits) === 2 ? true : [`digits:${digits}`, "sound:demo-instruct"],
        signal,
      });
      await press("1122");

      assertEquals([await collecting, asked], [{ type: "digits", digits: "22", attempts: 2 }, ["11", "22"]]);
    });
  },
);

conformance("collect() rejects with AriGoneError when the phone hangs up in the prompt", async (given) => {
  await withAlice(given, async ({ ari, channel, phone, signal }) => {
    const playing = ari.once("PlaybackStarted", { signal });
    const collecting = collect(channel, { prompt: "sound:demo-instruct", signal });
    collecting.catch(() => {});
    await playing;
    await phone.hangup();

    await assertRejects(() => collecting, AriGoneError, 'left "hello-world"');
  });
});

conformance("collect() rejects with AriGoneError when the phone hangs up while it waits", async (given) => {
  await withAlice(given, async ({ channel, phone, signal }) => {
    const collecting = collect(channel, { firstDigitTimeout: 30_000, signal });
    collecting.catch(() => {});
    await phone.hangup();

    await assertRejects(() => collecting, AriGoneError);
  });
});

conformance("collect() rejects with AriError for a sound that is not there", async (given) => {
  await withAlice(given, async ({ channel, signal }) => {
    const error = await assertRejects(() => collect(channel, { prompt: "sound:no-such-sound", signal }), AriError);

    assert(!(error instanceof AriGoneError), String(error));
  });
});

conformance(
  "menu() resolves with the choice, waits for a second key where there may be one, and has a default",
  async (given) => {
    await withAlice(given, async ({ channel, signal, press }) => {
      const choices = { "1": "one", "12": "twelve", "#": "again" };
      const choosing = menu(channel, { prompt: "sound:demo-instruct", choices, interDigitTimeout: 1_000, signal });
      await press("12");
      const one = menu(channel, { choices, interDigitTimeout: 1_000, signal });
      await press("1");
      const twelve = await choosing;
      const single = await one;
      const none = await menu(channel, { choices, attempts: 1, firstDigitTimeout: 500, default: "operator", signal });

      assertEquals([twelve, single, none], [
        { type: "choice", digits: "12", value: "twelve", attempts: 1 },
        { type: "choice", digits: "1", value: "one", attempts: 1 },
        { type: "default", digits: "", value: "operator", why: "timedOut", attempts: 1 },
      ]);
    });
  },
);

conformance("prompts() tells at which prompt a key stopped it", async (given) => {
  await withAlice(given, async ({ channel, signal, press }) => {
    const playing = prompts(channel, ["sound:beep", "sound:demo-instruct", "sound:beep"], { stopOn: "#", signal });
    await press("11111#");

    assertEquals(await playing, { type: "stopped", digit: "#", at: 1, media: "sound:demo-instruct" });
    assertEquals(await prompts(channel, ["sound:beep", "sound:beep"], { stopOn: "#", signal }), { type: "finished" });
  });
});
