import { trimBlanks } from "../../../config/source_text.ts";
import type { Bridge } from "../../core/bridge.ts";
import type { StasisControl } from "../../core/stasis_control.ts";
import { bridgeMediaOperations } from "./operations_bridge_media.ts";
import { bridgeVariableOperations } from "./operations_bridge_variables.ts";
import { findBridge } from "./bridge_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { allocationFailed, emptyResponse, jsonResponse, Refusal } from "./responses.ts";
import { toBridge } from "./snapshots.ts";
import { readVariables, type RequestedVariable } from "./variables_field.ts";

/** Operations of the resource `bridges`. */
export const bridgeOperations: OperationHandlers = {
  "bridges.list": list,
  "bridges.create": create,
  "bridges.createWithId": createWithId,
  "bridges.get": get,
  "bridges.destroy": destroy,
  "bridges.addChannel": addChannel,
  "bridges.removeChannel": removeChannel,
  "bridges.setVideoSource": setVideoSource,
  "bridges.clearVideoSource": clearVideoSource,
  ...bridgeVariableOperations,
  ...bridgeMediaOperations,
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(200, pbx.bridges.list().map(({ snapshot }) => toBridge(snapshot)));
}

function create({ pbx, parameters }: OperationCall): Response {
  // Whether the id is taken is looked at before the body is.
  refuseTakenId(pbx.bridges.has(parameters.text("bridgeId") ?? ""), parameters.text("bridgeId"));
  const id = parameters.string("bridgeId");
  const bridge = pbx.bridges.createForApplications({
    type: parameters.string("type"),
    name: parameters.string("name"),
    id,
  });
  // What is not there, C writes as "(null)".
  const taken = id ?? "(null)";
  if (bridge === undefined) {
    throw new Refusal(500, `Unable to create bridge. Possible duplicate bridge id '${taken}'`);
  }
  // The whole body is taken for variables, whatever else is in it.
  return answerCreated(bridge, readVariables(parameters.body));
}

function createWithId({ pbx, parameters }: OperationCall): Response {
  const id = parameters.path("bridgeId");
  refuseTakenId(pbx.bridges.has(id), id);
  const type = parameters.string("type");
  const bridge = pbx.bridges.createForApplications({ type, name: parameters.string("name"), id });
  if (bridge === undefined) throw new Refusal(500, "Unable to create bridge");
  return answerCreated(bridge, readVariables(parameters.json("variables")));
}

function refuseTakenId(isTaken: boolean, id: string | undefined): void {
  if (isTaken) throw new Refusal(409, `Bridge with id '${id}' already exists`);
}

/** Sets variables as they come, without telling anybody but who asked. */
function answerCreated(bridge: Bridge, variables: readonly RequestedVariable[]): Response {
  for (const { name, value, isReported } of variables) {
    if (!bridge.variables.set(trimBlanks(name), value, { isReported })) return allocationFailed();
  }
  return jsonResponse(200, toBridge(bridge.takeSnapshot()));
}

function get({ pbx, parameters }: OperationCall): Response {
  const bridge = pbx.bridges.get(parameters.path("bridgeId"));
  if (bridge === undefined) throw new Refusal(404, "Bridge not found");
  return jsonResponse(200, toBridge(bridge.snapshot));
}

function destroy(call: OperationCall): Response {
  call.pbx.bridges.destroy(findBridge(call));
  return emptyResponse();
}

async function addChannel(call: OperationCall): Promise<Response> {
  const bridge = findBridge(call);
  const controls = findControls(call);
  const { parameters } = call;
  const role = parameters.string("role");
  const features = {
    absorbsDtmf: parameters.boolean("absorbDTMF") ?? false,
    isMuted: parameters.boolean("mute") ?? false,
    inhibitsConnectedLine: parameters.boolean("inhibitConnectedLineUpdates") ?? false,
    isLonely: false,
  };
  for (const control of controls) {
    control.queue(({ bridging }) => {
      bridging.roles = new Set(role ? [role] : []);
      return true;
    });
    control.bridging.features = features;
  }
  for (const control of controls) {
    const refusal = control.bridging.refuse?.();
    if (refusal !== undefined) throw new Refusal(409, refusal);
    // deno-lint-ignore no-await-in-loop -- one after the other, as they are listed.
    await control.send(() => control.bridging.enter(bridge));
  }
  return emptyResponse();
}

async function removeChannel(call: OperationCall): Promise<Response> {
  const bridge = findBridge(call);
  const controls = findControls(call);
  if (controls.some(({ bridging }) => bridging.bridge !== bridge)) throw new Refusal(422, "Channel not in this bridge");
  // deno-lint-ignore no-await-in-loop -- one after the other, as they are listed.
  for (const control of controls) await control.send(() => control.bridging.remove(bridge));
  return emptyResponse();
}

async function setVideoSource(call: OperationCall): Promise<Response> {
  const bridge = findBridge(call);
  const control = findControl(call, call.parameters.path("channelId"));
  if (control.bridging.bridge !== bridge) throw new Refusal(422, "Channel not in this bridge");
  await control.send((channel) => {
    bridge.setVideoSource(channel);
    return true;
  });
  return emptyResponse();
}

function clearVideoSource(call: OperationCall): Response {
  findBridge(call).clearVideoSource();
  return emptyResponse();
}

/** The controls of all channels that a request lists; empty names do not count. */
function findControls(call: OperationCall): StasisControl[] {
  const ids = call.parameters.list("channel").filter((id) => id !== "");
  if (ids.length === 0) throw new Refusal(400, "Missing parameter channel");
  return ids.map((id) => findControl(call, id));
}

function findControl({ pbx }: OperationCall, id: string): StasisControl {
  const control = pbx.stasis.controls.get(id);
  if (control !== undefined) return control;
  if (!pbx.channels.has(id)) throw new Refusal(400, "Channel not found");
  throw new Refusal(422, "Channel not in Stasis application");
}
