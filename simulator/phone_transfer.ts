import { onceInBridge, transferAttended, transferBlind, type TransferResult } from "./core/bridge_transfer.ts";
import type { Channel } from "./core/channel.ts";
import type { Pbx } from "./core/pbx.ts";
import { asksApplications, requestTransfer } from "./core/transfer_request.ts";

/** Where a phone transfers a call to: an extension, or the other side of another call. */
export type ReferTarget = string | Channel;

/** The SIP status of each result (`xfer_response_code2sip`). */
const statuses: Readonly<Record<TransferResult, number>> = { Success: 200, Invalid: 400, Fail: 500 };
const notFound = 404;
/** Who was to take the phone's place was gone before. */
const unavailable = 503;

/**
 * Does what a phone asks for by REFER (`res_pjsip_refer.c`), and resolves with the SIP status that it is told in the end: 200 as
 * soon as somebody has taken its place, whether or not that one is answered.
 *
 * @param context Where extensions are looked for, when the channel has no `TRANSFER_CONTEXT`.
 */
export async function refer(
  pbx: Pbx,
  channel: Channel,
  options: { target: ReferTarget; context: string },
): Promise<number> {
  const { target } = options;
  if (asksApplications(channel)) {
    const transferredTo = typeof target === "string" ? { destination: target } : { destination: "", channel: target };
    return await requestTransfer(pbx, channel, transferredTo);
  }
  if (typeof target !== "string") return statuses[await transferAttended(pbx, channel, target)];
  const context = channel.variables.get("TRANSFER_CONTEXT") || options.context;
  const exten = target || "s";
  if (!pbx.dialplan.has({ context, exten, priority: 1 }, "")) return notFound;

  const { promise, resolve } = Promise.withResolvers<number>();
  const result = transferBlind(pbx, channel, { context, exten }, (replacement) => {
    replacement.setVariable("SIPTRANSFER", "yes");
    // What is said to it is looked at until then.
    const hook = replacement.bridging.requireAudio();
    onceInBridge(pbx, replacement, (isIn) => {
      hook[Symbol.dispose]();
      resolve(isIn ? 200 : unavailable);
    });
    replacement.setVariable("SIPREFERRINGCONTEXT", context);
    replacement.setVariable("SIPREFERTOHDR", `sip:${target}@127.0.0.1`);
  });
  return result === "Success" ? await promise : statuses[result];
}
