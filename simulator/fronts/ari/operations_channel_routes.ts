import type { Channel } from "../../core/channel.ts";
import { isTransferState, reportTransfer } from "../../core/transfer_request.ts";
import { dialCreated } from "../../core/dial_created.ts";
import { takeOverFrom } from "../../core/originate.ts";
import { findControl, findReadyControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { allocationFailed, emptyResponse, Refusal } from "./responses.ts";

/** Operations of the resource `channels` that send a channel somewhere. */
export const channelRouteOperations: OperationHandlers = {
  "channels.continueInDialplan": continueInDialplan,
  "channels.dial": dial,
  "channels.move": move,
  "channels.redirect": redirect,
  "channels.transfer_progress": transferProgress,
};

function continueInDialplan(call: OperationCall): Response {
  const control = findReadyControl(call);
  const { parameters } = call;
  const { dialplan: current } = control.channel.snapshot;
  const given = { context: parameters.string("context"), extension: parameters.string("extension") };
  const context = given.context || current.context;
  const exten = given.extension || (given.context ? "s" : current.exten);

  const asked = labelPriority(call, { context, exten }) ?? (parameters.integer("priority") || undefined);
  const priority = asked ?? (given.extension || given.context ? 1 : current.priority + 1);
  control.queue((channel) => {
    // Below 1 is no place: it stays where it is, and the dialplan takes the next step from there.
    channel.goTo({ context, exten, ...(priority > 0 && { priority }) });
    control.finish();
    return true;
  });
  return emptyResponse();
}

/** The priority that the label stands for; a number stands for itself. `undefined` when no label is given. */
function labelPriority(
  { pbx, parameters }: OperationCall,
  { context, exten }: { context: string; exten: string },
): number | undefined {
  const label = parameters.string("label");
  if (!label) return undefined;
  const number = /^\s*[-+]?\d+/.exec(label);
  const priority = number === null ? pbx.dialplan.findLabel(context, exten, label, "") : Number(number[0]);
  if (priority === undefined) throw new Refusal(404, "Requested label can not be found");
  if (priority === 0) throw new Refusal(400, "Requested priority is illegal");
  return priority;
}

function dial(call: OperationCall): Response {
  const control = findControl(call);
  const { pbx, parameters } = call;
  const { channel } = control;
  const caller = pbx.findChannel(parameters.string("caller") ?? "");
  if (channel.state !== "Down" && channel.state !== "Rsrved") {
    throw new Refusal(409, "Channel is not in the 'Down' state");
  }
  const { dialString } = channel;
  if (dialString === undefined) throw new Refusal(409, "Dialing a channel not created by ARI");
  if (channel.isOutgoing) throw new Refusal(400, "Channel is being dialled already");
  if (caller !== undefined) channel.stage(() => takeOverFrom(channel, caller));

  const timeout = parameters.integer("timeout") ?? 0;
  const isQueued = control.queue(() =>
    dialCreated(pbx, control, { dialString, timeout: timeout > 0 ? 1_000 * timeout : undefined })
  );
  return isQueued ? emptyResponse() : allocationFailed();
}

function move(call: OperationCall): Response {
  const control = findControl(call);
  const { parameters } = call;
  const app = parameters.string("app");
  if (app === undefined) throw new Refusal(400, "Parameter 'app' is required");
  const args = (parameters.string("appArgs") ?? "").split(",").filter((arg) => arg !== "");
  control.queue(() => {
    control.moveTo(app, args);
    return true;
  });
  return emptyResponse();
}

function redirect(call: OperationCall): Response {
  const control = findReadyControl(call);
  const endpoint = call.parameters.string("endpoint");
  if (!endpoint) throw new Refusal(400, "Required parameter 'endpoint' not provided.");
  const slash = endpoint.indexOf("/");
  if (slash <= 0) throw new Refusal(422, `Endpoint parameter '${endpoint}' does not contain tech/resource`);
  const [technology, address] = [endpoint.slice(0, slash), endpoint.slice(slash + 1)];
  if (address === "") throw new Refusal(422, `No resource provided in endpoint parameter '${endpoint}'`);
  const own = technologyOf(control.channel);
  // Asterisk compares as much as there is of the name that was given.
  if (!own.toLowerCase().startsWith(technology.toLowerCase())) {
    throw new Refusal(422, `Endpoint technology '${technology}' does not match channel technology '${own}'`);
  }
  control.queue(async (channel) => {
    await channel.driver.transfer?.(address);
    return true;
  });
  return emptyResponse();
}

/** Of channels whose phones have asked for no transfer Asterisk takes the word and drops it. */
function transferProgress(call: OperationCall): Response {
  const { channel } = findControl(call);
  const states = call.parameters.string("states");
  if (!states) throw new Refusal(400, "states must not be empty");
  const state = states.toLowerCase();
  if (!isTransferState(state)) throw new Refusal(400, "Invalid states value");
  reportTransfer(call.pbx, channel, state);
  return emptyResponse();
}

/** The technology of a channel, as its name begins. */
function technologyOf(channel: Channel): string {
  return channel.name.slice(0, channel.name.indexOf("/"));
}
