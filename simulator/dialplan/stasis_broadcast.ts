import { splitArguments } from "../../config/mod.ts";
import type { ApplicationCall, ApplicationResult } from "./application.ts";

/** How long a channel is offered, in milliseconds, when nothing else is said. */
const defaultTimeout = 500;
/** The longest time that may be asked for, in milliseconds. */
const maxTimeout = 60_000;

/**
 * `StasisBroadcast(timeout, regular expression, arguments with colons, notify)`: offers the channel to all applications, and
 * puts it into the one that claims it (`app_stasis_broadcast.c`).
 */
export async function stasisBroadcast({ pbx, channel, data }: ApplicationCall): Promise<ApplicationResult> {
  channel.setVariable("STASISSTATUS", "");
  const [timeout = "", filter = "", args = "", notify = ""] = splitArguments(data, { limit: 4 });
  const winner = await pbx.broadcasts.offer(channel, {
    timeout: readTimeout(timeout),
    filter,
    notifiesClaimed: /^(?:yes|true|y|t|1|on)$/i.test(notify),
  });
  const ran = winner !== undefined && await pbx.stasis.run(channel, winner, args === "" ? [] : args.split(":"));
  // Until now a late claim was told that it came too late.
  pbx.broadcasts.forget(channel.id);
  channel.setVariable("STASISSTATUS", winner === undefined ? "TIMEOUT" : ran ? "SUCCESS" : "FAILED");
  return channel.isHungUp ? "hangup" : "continue";
}

function readTimeout(text: string): number {
  const [number] = /^\s*[-+]?\d+/.exec(text) ?? [];
  const timeout = number === undefined ? NaN : Number(number);
  return timeout >= 0 && timeout <= maxTimeout ? timeout : defaultTimeout;
}
