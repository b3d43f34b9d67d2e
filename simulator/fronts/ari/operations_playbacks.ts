import type { Playback, PlaybackOperation } from "../../core/playback.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toPlayback } from "./snapshots.ts";

/** Operations of the resource `playbacks`. */
export const playbackOperations: OperationHandlers = {
  "playbacks.get": get,
  "playbacks.stop": stop,
  "playbacks.control": control,
};

const controls = ["unpause", "pause", "restart", "reverse", "forward"] as const satisfies readonly PlaybackOperation[];

function get(call: OperationCall): Response {
  return jsonResponse(200, toPlayback(findPlayback(call).snapshot));
}

function stop(call: OperationCall): Response {
  if (findPlayback(call).operate("stop") !== "done") throw new Refusal(500, "Could not stop playback");
  return emptyResponse();
}

function control(call: OperationCall): Response {
  const name = call.parameters.string("operation");
  if (name === undefined) throw new Refusal(400, "Missing operation");
  const operation = controls.find((known) => known === name);
  if (operation === undefined) throw new Refusal(400, `Invalid operation ${name}`);
  switch (findPlayback(call).operate(operation)) {
    case "done":
      return emptyResponse();
    case "not-playing":
      throw new Refusal(409, `Can only ${name} while media is playing`);
    case "failed":
      throw new Refusal(500, `Could not ${name} playback`);
  }
}

function findPlayback({ pbx, parameters }: OperationCall): Playback {
  const playback = pbx.playbacks.find(parameters.path("playbackId"));
  if (playback === undefined) throw new Refusal(404, "Playback not found");
  return playback;
}
