import { type AriClient, type Channel, collect, connect, keepDigits, prompts } from "@asterism/asterisk/ari";
import { type PhoneCall, simulate } from "@asterism/asterisk/simulator";
import { assertEquals } from "@std/assert";
import fc from "fast-check";

/** Answers one call and lets `body` ask while the caller presses keys. */
async function withKeys(
  reorder: number,
  body: (given: { ari: AriClient; channel: Channel; caller: PhoneCall }) => Promise<void>,
): Promise<void> {
  await using pbx = await simulate({
    listen: false,
    reorder,
    files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(app)\n" },
    sounds: { "short": 150, "long": 2_000 },
  });
  await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
  await using _registration = await ari.register({ apps: "app" });
  const started = ari.once("StasisStart");
  const caller = await pbx.phone("PJSIP/alice").call("100");
  const { channel } = await started;
  keepDigits(channel);
  await channel.answer();
  await body({ ari, channel, caller });
}

const digits = fc.array(fc.constantFrom(..."0123456789*#"), { minLength: 1, maxLength: 16 }).map((keys) =>
  keys.join("")
);
const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 16 });
const media = fc.constantFrom("sound:short", "sound:long", "digits:12");
const lists = fc.array(fc.array(media, { maxLength: 2 }), { minLength: 1, maxLength: 4 });
const pauses = fc.integer({ min: 0, max: 1_500 });

Deno.test("no digit is lost, wherever prompts and questions fall between them", async () => {
  const given = [digits, sizes, lists, pauses, fc.boolean(), fc.integer({ min: 1, max: 1_000 })] as const;
  await fc.assert(
    fc.asyncProperty(...given, async (keys, lengths, prompted, pause, bargeIn, reorder) => {
      await withKeys(reorder, async ({ channel, caller }) => {
        const pressed = caller.press(keys, { pause });
        let read = "";
        for (let question = 0; read.length < keys.length; question++) {
          const size = Math.min(lengths[question % lengths.length] ?? 1, keys.length - read.length);
          const prompt = prompted[question % prompted.length] ?? [];
          const asked = { prompt, minDigits: size, maxDigits: size, terminators: "", attempts: 1, bargeIn };
          // deno-lint-ignore no-await-in-loop -- One question after the other.
          const { digits: entry } = await collect(channel, asked);
          read += entry;
          if (entry.length < size) break;
        }
        await pressed;

        assertEquals(read, keys);
      });
    }),
    { numRuns: 60 },
  );
});

Deno.test("no digit is lost by signals that abort questions at any moment", async () => {
  await fc.assert(
    fc.asyncProperty(digits, pauses, fc.integer({ min: 50, max: 900 }), async (keys, pause, patience) => {
      await withKeys(1, async ({ channel, caller }) => {
        const pressed = caller.press(keys, { pause });
        // Each is given up after a while, as whoever asks loses patience; none of them takes a digit.
        for (let time = 0; time < 5_000; time += patience) {
          const stop = new AbortController();
          // deno-lint-ignore no-await-in-loop -- One question after the other.
          const waiting = prompts(channel, ["sound:long", "sound:long"], { stopOn: false, signal: stop.signal });
          waiting.catch(() => {});
          // deno-lint-ignore no-await-in-loop -- See above.
          await caller.wait(patience);
          stop.abort();
          // deno-lint-ignore no-await-in-loop -- See above.
          await waiting.catch(() => {});
        }
        await pressed;
        const { digits: read } = await collect(channel, { minDigits: 1, maxDigits: keys.length, terminators: "" });

        assertEquals(read, keys);
      });
    }),
    { numRuns: 25 },
  );
});
