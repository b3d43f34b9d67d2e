import { answerAndListen } from "../../core/answer.ts";
import { causeOfReason } from "../../core/hangup_causes.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import type { Parameters } from "./parameters.ts";
import { findReadyControl } from "./channel_control.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toChannel } from "./snapshots.ts";

/** Operations of the resource `channels`. */
export const channelOperations: OperationHandlers = {
  "channels.list": list,
  "channels.get": get,
  "channels.hangup": hangup,
  "channels.answer": answer,
};

function list({ pbx }: OperationCall): Response {
  const shown = [...pbx.channels.values()].map(({ snapshot }) => snapshot).filter(({ isHidden }) => !isHidden);
  return jsonResponse(200, shown.map(toChannel));
}

function get({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.findChannelById(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  return jsonResponse(200, toChannel(channel.snapshot));
}

function hangup({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  channel.setHangupCause(requestedCause(parameters));
  // 32 is no hangup cause but the flag AST_SOFTHANGUP_EXPLICIT, which Asterisk puts into the event.
  channel.requestHangup({ cause: 32, soft: true });
  return emptyResponse();
}

function requestedCause(parameters: Parameters): number {
  const reason = parameters.string("reason");
  const code = parameters.string("reason_code");
  if (reason && code) throw new Refusal(400, "The reason and reason_code can't both be specified");
  if (code) {
    const match = /^\s*[-+]?\d+/.exec(code);
    if (match === null) throw new Refusal(400, "Invalid reason for hangup reason code provided");
    return Number(match[0]);
  }
  const cause = parameters.knows("reason", reason || "normal") ? causeOfReason(reason || "normal") : undefined;
  if (cause === undefined) throw new Refusal(400, "Invalid reason for hangup reason provided");
  return cause;
}

async function answer(call: OperationCall): Promise<Response> {
  const control = findReadyControl(call);
  if (!await control.send((channel) => answerAndListen(call.pbx, channel))) {
    throw new Refusal(500, "Failed to answer channel");
  }
  return emptyResponse();
}
