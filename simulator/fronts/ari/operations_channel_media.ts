import type { Indication } from "../../core/channel_driver.ts";
import type { MediaDirection } from "../../core/frames.ts";
import { silence } from "../../core/incoming_sound.ts";
import { setMuted } from "../../core/mute.ts";
import { findReadyControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { channelDigitOperations } from "./operations_channel_digits.ts";
import { channelPlaybackOperations } from "./operations_channel_playback.ts";
import { channelRecordingOperations } from "./operations_channel_recording.ts";
import { emptyResponse, Refusal } from "./responses.ts";

/** Operations of the resource `channels` about what is heard, seen and recorded. */
export const channelMediaOperations: OperationHandlers = {
  ...channelDigitOperations,
  ...channelPlaybackOperations,
  ...channelRecordingOperations,
  "channels.ring": (call) => indicate(call, "ringing"),
  "channels.ringStop": (call) => indicate(call, "none"),
  "channels.progress": (call) => indicate(call, "progress"),
  "channels.hold": (call) => indicate(call, "hold"),
  "channels.unhold": (call) => indicate(call, "unhold"),
  // A class of music that is not there is replaced by the default one, and no other is there.
  "channels.startMoh": (call) => generate(call, "moh:default"),
  "channels.stopMoh": (call) => stopGenerating(call),
  "channels.startSilence": (call) => generate(call, silence),
  "channels.stopSilence": (call) => stopGenerating(call, silence),
  "channels.mute": (call) => mute(call, true),
  "channels.unmute": (call) => mute(call, false),
};

function indicate(call: OperationCall, indication: Indication): Response {
  findReadyControl(call).queue((channel) => {
    channel.indicate(indication);
    return true;
  });
  return emptyResponse();
}

function generate(call: OperationCall, media: string): Response {
  findReadyControl(call).queue((channel) => {
    if (channel.state !== "Up") channel.indicate("progress");
    channel.sound.generate(media);
    return true;
  });
  return emptyResponse();
}

function stopGenerating(call: OperationCall, media?: string): Response {
  findReadyControl(call).queue((channel) => {
    channel.sound.stopGenerating(media);
    return true;
  });
  return emptyResponse();
}

const directions: ReadonlyMap<string, readonly MediaDirection[]> = new Map([
  ["in", ["in"]],
  ["out", ["out"]],
  ["both", ["in", "out"]],
]);

/** The documentation says that the direction is "both" when there is none; it is not so. */
function mute(call: OperationCall, isMuted: boolean): Response {
  const control = findReadyControl(call);
  const direction = call.parameters.string("direction");
  if (!direction) throw new Refusal(400, "Direction is required");
  const muted = directions.get(direction);
  if (muted === undefined) throw new Refusal(400, "Invalid direction specified");
  control.queue((channel) => {
    setMuted(channel, muted, isMuted);
    return true;
  });
  return emptyResponse();
}
