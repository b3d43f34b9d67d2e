import type { StasisControl } from "../../core/stasis_control.ts";
import type { OperationCall } from "./operation_call.ts";
import { Refusal } from "./responses.ts";

/** The control of the channel that a request names, which must be in an application. */
export function findControl({ pbx, parameters }: OperationCall): StasisControl {
  const id = parameters.path("channelId");
  const control = pbx.stasis.controls.get(id);
  if (control !== undefined) return control;
  if (pbx.findChannel(id) === undefined) throw new Refusal(404, "Channel not found");
  throw new Refusal(409, "Channel not in Stasis application");
}

/** The control of a channel that is answered or rings for us; one that we have dialled is not ready. */
export function findReadyControl(call: OperationCall): StasisControl {
  const control = findControl(call);
  const { state } = control.channel.snapshot;
  if (state === "Down" || state === "Rsrved" || state === "Ringing") throw new Refusal(412, "Channel in invalid state");
  return control;
}
