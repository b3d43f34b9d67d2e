import type { Bridge } from "./bridge.ts";
import { BridgeMediaChannel } from "./bridge_media_channel.ts";
import type { Channel } from "./channel.ts";
import type { Recording } from "./recording.ts";

/**
 * Records a bridge, on a hidden channel in there; each recording has its own. `create` makes the recording when the channel
 * is in, as late as Asterisk looks at what it is asked for; when it throws, the channel leaves again.
 */
export function recordBridge(bridge: Bridge, create: (channel: Channel) => Recording): Recording {
  const media = BridgeMediaChannel.open(bridge, { technology: "Recorder", name: "ARI" });
  let recording: Recording;
  try {
    recording = create(media.channel);
  } catch (error) {
    media.close();
    throw error;
  }
  queueMicrotask(async () => {
    await recording.record();
    media.close();
  });
  return recording;
}
