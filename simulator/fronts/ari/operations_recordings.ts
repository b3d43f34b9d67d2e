import type { Recording, RecordingOperation } from "../../core/recording.ts";
import type { StoredRecording } from "../../core/recording_spool.ts";
import type { OperationCall, OperationHandler, OperationHandlers } from "./operation_call.ts";
import { binaryResponse, emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toLiveRecording, toStoredRecording } from "./snapshots.ts";

/** Operations of the resource `recordings`. */
export const recordingOperations: OperationHandlers = {
  "recordings.listStored": listStored,
  "recordings.getStored": (call) => jsonResponse(200, toStoredRecording(findStored(call))),
  "recordings.getStoredFile": getStoredFile,
  "recordings.copyStored": copyStored,
  "recordings.deleteStored": deleteStored,
  "recordings.getLive": (call) => jsonResponse(200, toLiveRecording(findLive(call).snapshot)),
  "recordings.cancel": operate("cancel"),
  "recordings.stop": operate("stop"),
  "recordings.pause": operate("pause"),
  "recordings.unpause": operate("unpause"),
  "recordings.mute": operate("mute"),
  "recordings.unmute": operate("unmute"),
};

function listStored({ pbx }: OperationCall): Response {
  return jsonResponse(200, pbx.recordings.spool.list().map(toStoredRecording));
}

function getStoredFile(call: OperationCall): Response {
  const { file } = findStored(call);
  return binaryResponse(file.bytes, `${file.format.kind}/${file.format.extension}`);
}

function copyStored(call: OperationCall): Response {
  const { parameters, pbx: { recordings: { spool } } } = call;
  const source = findStored(call);
  const destination = parameters.string("destinationRecordingName");
  if (destination === undefined) throw new Refusal(400, "Invalid destination recording name");
  const found = spool.find(destination);
  if (found === "outside") throw new Refusal(403, "Destination file path is forbidden");
  if (found !== undefined) throw new Refusal(409, "A recording with the same name already exists on the system");

  // What looks like an extension is dropped, whether it is one or not.
  const dot = destination.lastIndexOf(".");
  const name = dot < 0 ? destination : destination.slice(0, dot);
  if (spool.createDirectories(name) !== undefined || !spool.put(name, source.file.copy())) {
    throw new Refusal(500, "Copy failed");
  }
  const copy = spool.find(name);
  if (typeof copy !== "object") throw new Refusal(500, "Error building response");
  return jsonResponse(200, toStoredRecording(copy));
}

function deleteStored(call: OperationCall): Response {
  call.pbx.recordings.spool.remove(findStored(call));
  return emptyResponse();
}

function operate(operation: RecordingOperation): OperationHandler {
  return (call) => {
    switch (findLive(call).operate(operation)) {
      case "done":
        return emptyResponse();
      case "not-in-session":
        throw new Refusal(409, "Recording not in session");
      case "failed":
        throw new Refusal(500, "Recording operation failed");
    }
  };
}

function findLive({ pbx, parameters }: OperationCall): Recording {
  const recording = pbx.recordings.find(parameters.path("recordingName"));
  if (recording === undefined) throw new Refusal(404, "Recording not found");
  return recording;
}

function findStored({ pbx, parameters }: OperationCall): StoredRecording {
  const found = pbx.recordings.spool.find(parameters.path("recordingName"));
  if (typeof found !== "object") throw new Refusal(404, "Recording not found");
  return found;
}
