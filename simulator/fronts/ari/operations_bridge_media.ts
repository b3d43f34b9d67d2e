import { isFormat } from "../../core/formats.ts";
import { mediaNotSimulated } from "../../core/media_source.ts";
import { NotSimulatedError } from "../../errors.ts";
import { randomUuid } from "../../random.ts";
import { findBridge } from "./bridge_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { bridgeRecordingOperations } from "./operations_bridge_recording.ts";
import { defaultSkip, playbackCreated } from "./playback_request.ts";
import { allocationFailed, emptyResponse, Refusal } from "./responses.ts";

/** Operations of the resource `bridges` about what is heard and recorded. */
export const bridgeMediaOperations: OperationHandlers = {
  ...bridgeRecordingOperations,
  "bridges.startMoh": startMoh,
  "bridges.stopMoh": stopMoh,
  "bridges.play": (call) => play(call, call.parameters.string("playbackId")),
  "bridges.playWithId": (call) => play(call, call.parameters.path("playbackId")),
};

function startMoh(call: OperationCall): Response {
  // A class of music that is not there is replaced by the default one, and no other is there.
  call.pbx.bridgeMusic.start(findBridge(call), "default");
  return emptyResponse();
}

function stopMoh(call: OperationCall): Response {
  if (!call.pbx.bridgeMusic.stop(findBridge(call))) throw new Refusal(409, "Bridge isn't playing music");
  return emptyResponse();
}

function play(call: OperationCall, playbackId: string | undefined): Response {
  const bridge = findBridge(call);
  const { pbx, parameters } = call;
  const format = parameters.string("announcer_format");
  if (format && !pbx.bridgeAnnouncers.isPlaying(bridge) && !isFormat(format)) {
    throw new Refusal(422, "specified announcer_format is unknown on this system");
  }
  const language = parameters.string("lang") || "en";
  const list = parameters.list("media");
  for (const media of list) checkMedia(media, language);

  const playback = pbx.bridgeAnnouncers.play(bridge, list, {
    id: playbackId || randomUuid(pbx.random),
    target: `bridge:${bridge.id}`,
    language,
    skip: parameters.integer("skipms") || defaultSkip,
    offset: parameters.integer("offsetms") ?? 0,
  });
  return playback === undefined ? allocationFailed() : playbackCreated(playback);
}

function checkMedia(media: string, language: string): void {
  const reason = mediaNotSimulated(media, language);
  if (reason !== undefined) throw new NotSimulatedError(`Cannot play "${media}": ${reason}`);
}
