import type { Channel } from "./channel.ts";
import type { Pbx } from "./pbx.ts";

/** How long Asterisk waits for the first sound of a call that it has answered, in milliseconds. */
const firstSoundLimit = 500;

/**
 * Answers a call as applications do (`__ast_answer`): then waits until the far end is heard, for half a second at most, or
 * for as long as `delay` says. Gives `false` when the channel hangs up.
 */
export async function answerAndListen(pbx: Pbx, channel: Channel, options: { delay?: number } = {}): Promise<boolean> {
  const { delay = 0 } = options;
  const { state } = channel;
  if (!channel.answer()) return false;
  if (state !== "Ring" && state !== "Ringing") return true;
  const isHeardAtOnce = channel.driver.sendsSound === true || [...channel.incoming].length > 0;
  if (delay === 0 && isHeardAtOnce) return true;

  const { promise, resolve } = Promise.withResolvers<boolean>();
  using _timer = pbx.clock.schedule(Math.max(delay, firstSoundLimit), () => resolve(true));
  using _hangup = channel.onHangup(() => resolve(false));
  using _reader = channel.read(({ kind }) => {
    if (delay === 0 && (kind === "media-begin" || kind === "dtmf" || kind === "text")) resolve(true);
  });
  return await promise;
}
