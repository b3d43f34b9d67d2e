import type * as wire from "../../../ari/generated/wire.ts";
import type { DeviceStateResult } from "../../core/device_states.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, jsonResponse, Refusal } from "./responses.ts";

/** Operations of the resource `deviceStates`. */
export const deviceStateOperations: OperationHandlers = {
  "deviceStates.list": list,
  "deviceStates.get": get,
  "deviceStates.update": ({ pbx, parameters }) => {
    return answer(pbx.deviceStates.set(parameters.path("deviceName"), parameters.string("deviceState") ?? ""));
  },
  "deviceStates.delete": ({ pbx, parameters }) => answer(pbx.deviceStates.delete(parameters.path("deviceName"))),
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(
    200,
    pbx.deviceStates.list().map(({ device, state }): wire.DeviceState => ({ name: device, state })),
  );
}

function get({ pbx, parameters }: OperationCall): Response {
  const name = parameters.path("deviceName");
  const state: wire.DeviceState = { name, state: pbx.deviceStates.get(name) };
  return jsonResponse(200, state);
}

function answer(result: DeviceStateResult): Response {
  switch (result) {
    case "done":
      return emptyResponse();
    case "not-controlled":
      throw new Refusal(409, "Uncontrolled device specified");
    case "no-name":
      throw new Refusal(404, "Device name is missing");
    case "unknown-state":
      throw new Refusal(500, "Unknown device");
  }
}
