import { answerAndListen } from "../../core/answer.ts";
import { causeOfReason } from "../../core/hangup_causes.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { findControl, findReadyControl } from "./channel_control.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toChannel } from "./snapshots.ts";

/** Operations of the resource `channels`. */
export const channelOperations: OperationHandlers = {
  "channels.list": list,
  "channels.get": get,
  "channels.hangup": hangup,
  "channels.continueInDialplan": continueInDialplan,
  "channels.answer": answer,
  "channels.getChannelVar": getChannelVar,
  "channels.setChannelVar": setChannelVar,
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(200, [...pbx.channels.values()].map((channel) => toChannel(channel.snapshot)));
}

function get({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.channels.get(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  return jsonResponse(200, toChannel(channel.snapshot));
}

function hangup({ pbx, parameters }: OperationCall): Response {
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Channel not found");
  channel.setHangupCause(requestedCause(parameters.string("reason"), parameters.string("reason_code")));
  // 32 is no hangup cause but the flag AST_SOFTHANGUP_EXPLICIT, which Asterisk puts into the event.
  channel.requestHangup({ cause: 32, soft: true });
  return emptyResponse();
}

function requestedCause(reason: string | undefined, code: string | undefined): number {
  if (reason && code) throw new Refusal(400, "The reason and reason_code can't both be specified");
  if (code) {
    const match = /^\s*[-+]?\d+/.exec(code);
    if (match === null) throw new Refusal(400, "Invalid reason for hangup reason code provided");
    return Number(match[0]);
  }
  const cause = causeOfReason(reason || "normal");
  if (cause === undefined) throw new Refusal(400, "Invalid reason for hangup reason provided");
  return cause;
}

function continueInDialplan(call: OperationCall): Response {
  const control = findReadyControl(call);
  const { parameters, pbx } = call;
  const { dialplan: current, caller } = control.channel.snapshot;
  const context = parameters.string("context") || current.context;
  const extension = parameters.string("extension");
  const exten = extension || (parameters.string("context") ? "s" : current.exten);

  let priority = parameters.integer("priority") || 0;
  const label = parameters.string("label");
  if (label) {
    const found = /^\s*[-+]?\d/.test(label)
      ? parseInt(label, 10)
      : pbx.dialplan.findLabel(context, exten, label, caller.number);
    if (found === undefined) throw new Refusal(404, "Requested label can not be found");
    if (found === 0) throw new Refusal(400, "Requested priority is illegal");
    priority = found;
  } else if (priority === 0) {
    priority = extension || parameters.string("context") ? 1 : current.priority + 1;
  }
  control.queue((channel) => {
    // Asterisk takes a priority below 1 as "stay where you are".
    channel.goTo({ context, exten, priority: priority > 0 ? priority : current.priority });
    control.finish();
    return true;
  });
  return emptyResponse();
}

async function answer(call: OperationCall): Promise<Response> {
  const control = findReadyControl(call);
  if (!await control.send((channel) => answerAndListen(call.pbx, channel))) {
    throw new Refusal(500, "Failed to answer channel");
  }
  return emptyResponse();
}

function getChannelVar({ pbx, parameters }: OperationCall): Response {
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Provided channel was not found");
  const value = pbx.dialplan.read(name, channel);
  if (value === false) throw new Refusal(500, "Unable to read provided function");
  if (value === undefined) throw new Refusal(404, "Provided variable was not found");
  return jsonResponse(200, { value });
}

async function setChannelVar(call: OperationCall): Promise<Response> {
  const { parameters, pbx } = call;
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  const control = findControl(call);
  const isReported = parameters.boolean("report_events") ?? false;
  const done = await control.send((channel) => {
    if (isReported) channel.reportedVariables.add(name);
    else channel.reportedVariables.delete(name);
    pbx.dialplan.write(name, parameters.string("value"), channel);
    return true;
  });
  if (!done) throw new Refusal(400, "Failed to execute function");
  return emptyResponse();
}
