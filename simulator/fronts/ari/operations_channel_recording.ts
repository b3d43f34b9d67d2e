import { findControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { checkRecordingLimits, createRecording, readRecordingOptions, recordingCreated } from "./recording_request.ts";

/** Operations of the resource `channels` that record something. */
export const channelRecordingOperations: OperationHandlers = { "channels.record": record };

/** Unlike a playback, a recording may be asked of a channel in any state. */
function record(call: OperationCall): Response {
  checkRecordingLimits(call);
  const control = findControl(call);
  const options = { ...readRecordingOptions(call), target: `channel:${call.parameters.path("channelId")}` };
  const recording = createRecording(call, control.channel, options);
  const response = recordingCreated(recording);
  control.bridging.refuse = () => {
    const isRecording = call.pbx.recordings.isRecording(control.channel);
    return isRecording ? `Channel ${control.channel.id} currently recording` : undefined;
  };
  const record = () => {
    const isBridged = control.isInDialBridge || control.bridging.bridge !== undefined;
    return recording.record({ isBridged });
  };
  void control.send(record).then(() => recording.discard());
  return response;
}
