import type { Channel } from "./channel.ts";
import type { IncomingSound } from "./recording_meter.ts";

/** The medium of somebody who sends sound and says nothing: what keeps a line open without being heard. */
export const silence = "silence";

/** What a channel's far end is heard to send now. Sounds and tones count as talk from their beginning to their end. */
export function soundFrom({ sound, driver }: Channel): IncomingSound {
  const isOpen = driver.sendsSound === true;
  const media = [...sound.incoming];
  // A muted channel still gets frames, of which nothing is left for those who read.
  if (sound.isMuted("in")) return isOpen ? "muted" : "none";
  if (media.some((each) => !isSilent(each.media))) return "talk";
  return isOpen || media.length > 0 ? "silence" : "none";
}

function isSilent(media: string): boolean {
  return media === silence || /^sound:(?:.*\/)?silence\/\d+$/.test(media);
}
