import { findReadyControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { checkSkips, createPlayback, playbackCreated } from "./playback_request.ts";

/** Operations of the resource `channels` that play something. */
export const channelPlaybackOperations: OperationHandlers = {
  "channels.play": (call) => play(call, call.parameters.string("playbackId")),
  "channels.playWithId": (call) => play(call, call.parameters.path("playbackId")),
};

function play(call: OperationCall, id: string | undefined): Response {
  const control = findReadyControl(call);
  checkSkips(call);
  const playback = createPlayback(call, {
    id,
    target: `channel:${control.channel.id}`,
    language: control.channel.snapshot.language,
  });
  const response = playbackCreated(playback);
  void control.send(async (channel) => {
    await playback.play(channel);
    return true;
  }).then(() => playback.discard());
  return response;
}
