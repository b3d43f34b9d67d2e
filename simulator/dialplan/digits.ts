import type { Channel } from "../core/channel.ts";
import type { Pbx } from "../core/pbx.ts";
import { SoundStream } from "../core/sound_stream.ts";

/** What came first: a digit, the end of what was waited for, or a hangup. */
export type DigitWait = { readonly digit: string } | "elapsed" | "hangup";

/** Waits for a digit for so many milliseconds, on the channel's thread (`ast_waitfordigit`). */
export async function waitForDigit(pbx: Pbx, channel: Channel, limit: number): Promise<DigitWait> {
  if (channel.isHungUp) return "hangup";
  const { promise, resolve } = Promise.withResolvers<DigitWait>();
  using _timer = pbx.clock.schedule(limit, () => resolve("elapsed"));
  using _hangup = channel.onHangup(() => resolve("hangup"));
  using _reader = channel.read((frame) => {
    if (frame.kind === "dtmf") resolve({ digit: frame.digit });
  });
  return await promise;
}

/** Plays a sound that is there, until its end or a digit among those that interrupt it. */
export async function playUntilDigit(
  pbx: Pbx,
  channel: Channel,
  sound: { readonly name: string; readonly length: number },
  interrupts: (digit: string) => boolean,
): Promise<DigitWait> {
  const stream = new SoundStream(pbx, channel, { media: `sound:${sound.name}`, length: sound.length });
  let pressed: string | undefined;
  using _reader = channel.read((frame) => {
    if (frame.kind !== "dtmf" || pressed !== undefined || !interrupts(frame.digit)) return;
    pressed = frame.digit;
    stream.stop();
  });
  const result = await stream.play();
  if (pressed !== undefined) return { digit: pressed };
  return result === "hangup" ? "hangup" : "elapsed";
}
