import type { Channel } from "../../core/channel.ts";
import { findReadyControl } from "./channel_control.ts";
import type { OperationCall, OperationHandlers } from "./operation_call.ts";
import { channelPlaybackOperations } from "./operations_channel_playback.ts";
import { emptyResponse, Refusal } from "./responses.ts";

/** Operations of the resource `channels` about what is heard, seen and recorded. */
export const channelMediaOperations: OperationHandlers = {
  "channels.ring": (call) => indicate(call, "ringing"),
  "channels.ringStop": (call) => indicate(call, "none"),
  "channels.progress": (call) => indicate(call, "progress"),
  "channels.sendDTMF": sendDtmf,
  ...channelPlaybackOperations,
};

function indicate(call: OperationCall, condition: "ringing" | "progress" | "none"): Response {
  findReadyControl(call).queue((channel) => {
    channel.indicate(condition);
    return true;
  });
  return emptyResponse();
}

function sendDtmf(call: OperationCall): Response {
  const control = findReadyControl(call);
  const { parameters } = call;
  const digits = parameters.string("dtmf");
  if (!digits) throw new Refusal(400, "DTMF is required");
  const timing = {
    before: parameters.integer("before") ?? 0,
    between: parameters.integer("between") || 100,
    duration: parameters.integer("duration") || 100,
    after: parameters.integer("after") ?? 0,
  };
  control.queue((channel) => streamDigits(channel, digits, timing));
  return emptyResponse();
}

interface DigitTiming {
  readonly before: number;
  readonly between: number;
  readonly duration: number;
  readonly after: number;
}

async function streamDigits(channel: Channel, digits: string, timing: DigitTiming): Promise<boolean> {
  if (channel.state !== "Up" && !channel.isHungUp) channel.indicate("progress");
  if (timing.before > 0) await channel.sleep(timing.before);
  // Asterisk keeps quiet for 100 ms before the first digit (dtmf_stream in main/app.c).
  if (await channel.sleep(100) === "hangup") return false;
  for (const digit of digits) {
    // "w" waits half a second and "W" a whole one; Asterisk skips what it does not know.
    const pause = digit === "w" ? 500 : digit === "W" ? 1000 : undefined;
    if (pause === undefined && !/[0-9*#a-dA-D]/.test(digit)) continue;
    // deno-lint-ignore no-await-in-loop -- One digit after the other.
    if (await channel.sleep(pause ?? timing.duration) === "hangup") return false;
    if (pause !== undefined) continue;
    channel.sendDigit(digit, timing.duration);
    // deno-lint-ignore no-await-in-loop -- One digit after the other.
    if (await channel.sleep(timing.between) === "hangup") return false;
  }
  if (timing.after > 0) await channel.sleep(timing.after);
  return true;
}
