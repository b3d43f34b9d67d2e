import { trimBlanks } from "../../../config/source_text.ts";
import type { Bridge } from "../../core/bridge.ts";
import { findBridge } from "./bridge_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { readVariables } from "./variables_field.ts";

/** Operations of the resource `bridges` about variables. */
export const bridgeVariableOperations: OperationHandlers = {
  "bridges.getBridgeVar": getVariable,
  "bridges.setBridgeVar": setVariable,
  "bridges.getBridgeVars": getVariables,
  "bridges.setBridgeVars": setVariables,
};

function getVariable(call: OperationCall): Response {
  const name = requireName(call);
  const value = findBridge(call).variables.get(name);
  if (value === undefined) throw new Refusal(404, "Provided variable was not found");
  return jsonResponse(200, { value });
}

function setVariable(call: OperationCall): Response {
  const name = requireName(call);
  const { parameters } = call;
  const isReported = parameters.boolean("report_events") ?? false;
  change(findBridge(call), name, parameters.string("value") ?? "", isReported);
  return emptyResponse();
}

function getVariables(call: OperationCall): Response {
  const names = call.parameters.list("variables");
  if (names.length === 0) throw new Refusal(400, "At least one variable name is required");
  const bridge = findProvided(call);
  const variables = names.map((name) => [trimBlanks(name), read(call, bridge, trimBlanks(name))] as const);
  return jsonResponse(200, { variables: Object.fromEntries(variables) });
}

function setVariables(call: OperationCall): Response {
  const { parameters } = call;
  if (!parameters.hasJson) throw new Refusal(400, "The 'variables' field is required");
  const bridge = findProvided(call);
  const field = parameters.json("variables");
  if (typeof field !== "object" || field === null || Array.isArray(field)) {
    throw new Refusal(400, "The 'variables' field must be a JSON object");
  }
  for (const { name, value, isReported } of readVariables(field)) change(bridge, name, value, isReported);
  return emptyResponse();
}

function requireName({ parameters }: OperationCall): string {
  const name = parameters.string("variable");
  if (!name) throw new Refusal(400, "Variable name is required");
  return name;
}

/** These two operations look for the bridge by themselves, and have another text for it. */
function findProvided({ pbx, parameters }: OperationCall): Bridge {
  const bridge = pbx.bridges.getForApplications(parameters.path("bridgeId"));
  if (bridge === undefined) throw new Refusal(404, "Provided bridge was not found");
  return bridge;
}

/** Reads a variable of the bridge, or a function, for which the bridge is nothing. */
function read({ pbx }: OperationCall, bridge: Bridge, name: string): string {
  if (name === "") throw new Refusal(400, "Variable names are required");
  if (!name.endsWith(")")) {
    const value = bridge.variables.get(name);
    if (value === undefined) throw new Refusal(404, "Provided variable was not found");
    return value;
  }
  const value = pbx.dialplan.read(name, undefined);
  if (value === false) throw new Refusal(500, "Unable to read provided function");
  return value ?? "";
}

function change(bridge: Bridge, name: string, value: string, isReported: boolean): void {
  if (!bridge.variables.set(trimBlanks(name), value, { isReported })) {
    throw new Refusal(400, "Failed to execute function");
  }
  bridge.publish();
}
