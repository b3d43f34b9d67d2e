import type { Bridge } from "../../core/bridge.ts";
import type { OperationCall } from "./operation_call.ts";
import { Refusal } from "./responses.ts";

/** The bridge that a request names, which must be one of the applications. */
export function findBridge({ pbx, parameters }: OperationCall): Bridge {
  const id = parameters.path("bridgeId");
  const bridge = pbx.bridges.getForApplications(id);
  if (bridge !== undefined) return bridge;
  if (pbx.bridges.get(id) === undefined) throw new Refusal(404, "Bridge not found");
  throw new Refusal(409, "Bridge not in Stasis application");
}
