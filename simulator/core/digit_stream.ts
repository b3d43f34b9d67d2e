import type { Channel } from "./channel.ts";
import type { WaitResult } from "./hangup_signal.ts";

/** How digits follow each other, in milliseconds; less than nothing lasts until the channel hangs up. */
export interface DigitTiming {
  /** The wait before the first one. */
  readonly before: number;
  /** The wait behind each one; 0 for the usual one. */
  readonly between: number;
  /** How long each one lasts; Asterisk takes less than 100 for 100. */
  readonly duration: number;
  /** The wait behind the last one. */
  readonly after: number;
}

/** The shortest digit that Asterisk sends, and its wait between two of them when nobody says (`dtmf_stream` in `main/app.c`). */
const usual = 100;

/** The quiet time before digits. */
const quiet = 100;

/**
 * Sends digits to the far end, on the channel's thread. A `w` waits half a second and a `W` a whole one, an `f` is a flash of
 * the hook, and anything else is skipped. Gives `false` when the channel hangs up meanwhile.
 */
export async function sendDigits(channel: Channel, digits: string, timing: DigitTiming): Promise<boolean> {
  const between = timing.between === 0 ? usual : timing.between;
  const duration = timing.duration < 0 ? timing.duration : Math.max(timing.duration, usual);
  if (channel.state !== "Up" && !channel.isHungUp) channel.indicate("progress");
  await pass(channel, timing.before);
  if (await pass(channel, quiet) === "hangup") return false;
  for (const digit of digits) {
    const pause = digit === "w" ? 500 : digit === "W" ? 1_000 : between;
    if (!/[wWfF0-9*#a-dA-D]/.test(digit)) continue;
    if (!/[wWfF]/.test(digit)) {
      // deno-lint-ignore no-await-in-loop -- one digit after the other.
      if (await pass(channel, duration) === "hangup") return false;
      channel.sendDigit(digit, duration);
    }
    // deno-lint-ignore no-await-in-loop -- one digit after the other.
    if (await pass(channel, pause) === "hangup") return false;
  }
  await pass(channel, timing.after);
  return true;
}

async function pass(channel: Channel, time: number): Promise<WaitResult> {
  if (time > 0) return await channel.sleep(time);
  if (time === 0) return channel.isHungUp ? "hangup" : "elapsed";
  const { promise, resolve } = Promise.withResolvers<void>();
  using _hangup = channel.onHangup(resolve);
  await promise;
  return "hangup";
}
