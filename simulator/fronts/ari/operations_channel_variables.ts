import { trimBlanks } from "../../../config/source_text.ts";
import type { Channel } from "../../core/channel.ts";
import type { StasisControl } from "../../core/stasis_control.ts";
import { findControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { readVariables, type RequestedVariable } from "./variables_field.ts";

/** Operations of the resource `channels` about their variables. */
export const channelVariableOperations: OperationHandlers = {
  "channels.getChannelVar": getChannelVar,
  "channels.getChannelVars": getChannelVars,
  "channels.setChannelVar": setChannelVar,
  "channels.setChannelVars": setChannelVars,
};

function getChannelVar(call: OperationCall): Response {
  const name = call.parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  return jsonResponse(200, { value: read(call, findChannel(call), name) });
}

function getChannelVars(call: OperationCall): Response {
  const names = call.parameters.list("variables");
  if (names.length === 0) throw new Refusal(400, "At least one variable name is required");
  const channel = findChannel(call);
  const variables = names.map((name) => trimBlanks(name)).map((name) => {
    if (name === "") throw new Refusal(400, "Variable names are required");
    return [name, read(call, channel, name)];
  });
  return jsonResponse(200, { variables: Object.fromEntries(variables) });
}

function read({ pbx }: OperationCall, channel: Channel, name: string): string {
  const value = pbx.dialplan.read(name, channel);
  if (value === false) throw new Refusal(500, "Unable to read provided function");
  if (value === undefined) throw new Refusal(404, "Provided variable was not found");
  return value;
}

function findChannel({ pbx, parameters }: OperationCall): Channel {
  const channel = pbx.findChannel(parameters.path("channelId"));
  if (channel === undefined) throw new Refusal(404, "Provided channel was not found");
  return channel;
}

async function setChannelVar(call: OperationCall): Promise<Response> {
  const { parameters } = call;
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  const isReported = parameters.boolean("report_events") ?? false;
  await write(call, findControl(call), { name, value: parameters.string("value"), isReported });
  return emptyResponse();
}

async function setChannelVars(call: OperationCall): Promise<Response> {
  const { parameters } = call;
  if (!parameters.hasJson) throw new Refusal(400, "The 'variables' field is required");
  findChannel(call);
  const control = findControl(call);
  const field = parameters.json("variables");
  if (typeof field !== "object" || field === null || Array.isArray(field)) {
    throw new Refusal(400, "The 'variables' field must be a JSON object");
  }
  for (const variable of readVariables(field)) {
    // deno-lint-ignore no-await-in-loop -- one after the other, each on the channel's thread.
    await write(call, control, { ...variable, name: trimBlanks(variable.name) });
  }
  return emptyResponse();
}

/** Sets a variable on the channel's thread, and waits for it. */
async function write(
  { pbx }: OperationCall,
  control: StasisControl,
  { name, value, isReported }: Omit<RequestedVariable, "value"> & { readonly value: string | undefined },
): Promise<void> {
  const done = await control.send((channel) => {
    if (isReported) channel.reportedVariables.add(name);
    else channel.reportedVariables.delete(name);
    pbx.dialplan.write(name, value, channel);
    return true;
  });
  if (!done) throw new Refusal(400, "Failed to execute function");
}
