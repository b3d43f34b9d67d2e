import { splitArguments } from "../../../config/mod.ts";
import { answerAndListen } from "../../core/answer.ts";
import { causeOfName } from "../../core/hangup_causes.ts";
import type { ApplicationCall, ApplicationResult, DialplanApplication } from "../application.ts";
import { stasisBroadcast } from "../stasis_broadcast.ts";

/** Applications that answer and end calls, wait, and hand them over. */
export const callApplications: Readonly<Record<string, DialplanApplication>> = {
  Answer: answer,
  Busy: (call) => refuse(call, "busy", 17),
  Congestion: (call) => refuse(call, "congestion", 34),
  Echo: echo,
  Hangup: hangup,
  Proceeding: (call) => indicate(call, "proceeding"),
  Progress: (call) => indicate(call, "progress"),
  Ringing: (call) => indicate(call, "ringing"),
  Stasis: stasis,
  StasisBroadcast: stasisBroadcast,
  Wait: wait,
};

async function answer({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  const delay = Math.max(leadingNumber(data) ?? 0, 0);
  return await answerAndListen(pbx, channel, { delay }) ? "continue" : "hangup";
}

function indicate({ channel }: ApplicationCall, indication: "ringing" | "progress" | "proceeding"): ApplicationResult {
  channel.indicate(indication);
  return "continue";
}

/** Says why the call is not taken, and waits for the caller to hang up (`indicate_busy` in `main/pbx_builtins.c`). */
export async function refuse(
  { channel, data }: Pick<ApplicationCall, "channel" | "data">,
  indication: "busy" | "congestion",
  cause: number,
): Promise<ApplicationResult> {
  channel.indicate(indication);
  if (channel.state !== "Up") {
    channel.setHangupCause(cause);
    channel.setState("Busy");
  }
  const seconds = Number(/^\s*\d+(?:\.\d+)?/.exec(data)?.[0] ?? NaN);
  await untilHangup(channel, seconds > 0 ? seconds * 1_000 : undefined);
  return "hangup";
}

async function untilHangup(channel: ApplicationCall["channel"], limit: number | undefined): Promise<void> {
  if (limit !== undefined) return void await channel.sleep(limit);
  const { promise, resolve } = Promise.withResolvers<void>();
  using _hangup = channel.onHangup(resolve);
  await promise;
}

/** Sends digits back until the caller presses # or hangs up. */
async function echo({ channel }: ApplicationCall): Promise<ApplicationResult> {
  const { promise, resolve } = Promise.withResolvers<ApplicationResult>();
  using _hangup = channel.onHangup(() => resolve("hangup"));
  using _reader = channel.read((frame) => {
    if (frame.kind !== "dtmf") return;
    channel.sendDigit(frame.digit, 100);
    if (frame.digit === "#") resolve("continue");
  });
  return await promise;
}

/** Takes a cause by number or by name; without one it keeps what there is, or says that all was normal. */
function hangup({ channel, data }: ApplicationCall): ApplicationResult {
  const cause = data === "" ? undefined : causeOfName(data) ?? leadingNumber(data);
  if (cause !== undefined && cause > 0) channel.setHangupCause(cause);
  else if (data !== "" || channel.hangupCause === 0) channel.setHangupCause(16);
  return "hangup";
}

async function stasis({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  channel.setVariable("STASISSTATUS", "");
  const [name = "", ...args] = splitArguments(data);
  const ran = name !== "" && await pbx.stasis.enter(channel, name, args);
  channel.setVariable("STASISSTATUS", ran ? "SUCCESS" : "FAILED");
  return channel.isHungUp ? "hangup" : "continue";
}

async function wait({ channel, data }: ApplicationCall): Promise<ApplicationResult> {
  const seconds = Number(data);
  if (data === "" || !(seconds >= 0)) return "continue";
  return await channel.sleep(Math.round(seconds * 1000)) === "hangup" ? "hangup" : "continue";
}

function leadingNumber(text: string): number | undefined {
  const match = /^\s*(-?\d+)/.exec(text);
  return match === null ? undefined : Number(match[1]);
}
