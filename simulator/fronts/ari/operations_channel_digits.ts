import { type DigitTiming, sendDigits } from "../../core/digit_stream.ts";
import { NotSimulatedError } from "../../errors.ts";
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
  for (const [name, value] of Object.entries(timing)) {
    if (value >= 0) continue;
    throw new NotSimulatedError(
      `Cannot send digits with ${name} ${value}: Asterisk waits for ever then, give 0 or more milliseconds`,
    );
  }
  control.queue((channel) => sendDigits(channel, digits, timing));
  return emptyResponse();
}
