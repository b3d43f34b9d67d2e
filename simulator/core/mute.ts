import type { Channel } from "./channel.ts";
import type { MediaDirection } from "./frames.ts";

/** Who looks at the media of muted channels. */
const filters = new WeakMap<Channel, Disposable>();

/**
 * Lets nothing through a channel in some directions, or everything again. What filters its media must see them, so that its
 * bridge connects it another way as long as it is muted in any direction.
 */
export function setMuted(channel: Channel, directions: readonly MediaDirection[], isMuted: boolean): void {
  const { sound } = channel;
  for (const direction of directions) sound.setMuted(direction, isMuted);
  const filter = filters.get(channel);
  if (sound.isMuted("in") || sound.isMuted("out")) {
    if (filter === undefined) filters.set(channel, channel.bridging.requireAudio());
  } else {
    filters.delete(channel);
    filter?.[Symbol.dispose]();
  }
}
