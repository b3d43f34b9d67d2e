import { recordBridge } from "../../core/bridge_recorder.ts";
import { isFormat } from "../../core/formats.ts";
import { findBridge } from "./bridge_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { createRecording, readFileFormat, readRecordingOptions, recordingCreated } from "./recording_request.ts";
import { Refusal } from "./responses.ts";

/** Operations of the resource `bridges` that record something. */
export const bridgeRecordingOperations: OperationHandlers = { "bridges.record": record };

function record(call: OperationCall): Response {
  const bridge = findBridge(call);
  // What is wrong with the formats is said before the recorder comes in, everything else only after that.
  readFileFormat(call);
  const format = call.parameters.string("recorder_format");
  if (format && !isFormat(format)) throw new Refusal(422, "specified recorder_format is unknown on this system");
  const recording = recordBridge(bridge, (channel) => {
    const options = readRecordingOptions(call);
    if (options.maxDuration < 0 || options.maxSilence < 0) throw new Refusal(500, "Error parsing request");
    return createRecording(call, channel, { ...options, target: `bridge:${bridge.id}`, bridgeId: bridge.id });
  });
  return recordingCreated(recording);
}
