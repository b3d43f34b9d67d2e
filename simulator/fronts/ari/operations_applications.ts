import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { jsonResponse, Refusal } from "./responses.ts";
import { toApplication } from "./snapshots.ts";

/** Operations of the resource `applications`. */
export const applicationOperations: OperationHandlers = {
  "applications.list": list,
  "applications.get": get,
};

function list({ pbx }: OperationCall): Response {
  return jsonResponse(200, pbx.stasis.list().map(toApplication));
}

function get({ pbx, parameters }: OperationCall): Response {
  const app = pbx.stasis.get(parameters.path("applicationName"));
  if (app === undefined) throw new Refusal(404, "Application not found");
  return jsonResponse(200, toApplication(app));
}
