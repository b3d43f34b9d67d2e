import { answerAndListen } from "../../core/answer.ts";
import { causeOfReason } from "../../core/hangup_causes.ts";
import { setRtpVariables } from "../../core/rtp_variables.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import type { Parameters } from "./parameters.ts";
import { findReadyControl } from "./channel_control.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toRtpStatistics } from "./rtp_statistics.ts";
import { toChannel } from "./snapshots.ts";

/** Operations of the resource `channels`. */
export const channelOperations: OperationHandlers = {
  "channels.list": list,
  "channels.get": get,
  "channels.hangup": hangup,
  "channels.answer": answer,
  "channels.rtpstatistics": rtpStatistics,
};

function list({ pbx }: OperationCall): Response {
  const all = [...pbx.channels.values(), ...pbx.lingering].map(({ snapshot }) => snapshot);
  return jsonResponse(200, all.filter(({ isHidden }) => !isHidden).map(toChannel));
}

function get({ pbx, parameters }: OperationCall): Response {
  const id = parameters.path("channelId");
  const channel = pbx.findChannelById(id) ?? pbx.lingering.values().find((channel) => channel.id === id);
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  return jsonResponse(200, toChannel(channel.snapshot));
}

function hangup({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  channel.setHangupCause(requestedCause(parameters));
  setRtpVariables(channel);
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

function rtpStatistics({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  const { rtp } = channel.driver;
  if (rtp === undefined) throw new Refusal(403, "Unsupported channel type");
  if (rtp === "none") throw new Refusal(404, "RTP info not found");
  return jsonResponse(200, toRtpStatistics(channel.id, rtp));
}
