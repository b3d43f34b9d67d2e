import { type DigitTiming, sendDigits } from "../../core/digit_stream.ts";
import { findReadyControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { emptyResponse, Refusal } from "./responses.ts";

/** Operations of the resource `channels` that send digits. */
export const channelDigitOperations: OperationHandlers = { "channels.sendDTMF": sendDtmf };

function sendDtmf(call: OperationCall): Response {
  const control = findReadyControl(call);
  const { parameters } = call;
  const digits = parameters.string("dtmf");
  if (!digits) throw new Refusal(400, "DTMF is required");
  const timing: DigitTiming = {
    before: parameters.integer("before") ?? 0,
    between: parameters.integer("between") ?? 0,
    duration: parameters.integer("duration") ?? 0,
    after: parameters.integer("after") ?? 0,
  };
  control.queue((channel) => sendDigits(channel, digits, timing));
  return emptyResponse();
}
