import { setTransferHandling } from "../../core/transfer_request.ts";
import type { DialplanFunction, FunctionCall } from "../functions.ts";

/** Functions about channels of SIP phones. */
export const pjsipFunctions: Readonly<Record<string, DialplanFunction>> = {
  PJSIP_TRANSFER_HANDLING: { write: writeTransferHandling },
};

/** Other values, and channels of other technologies, Asterisk only logs. */
function writeTransferHandling({ channel }: FunctionCall, value: string): void {
  if (channel === undefined || !channel.name.startsWith("PJSIP/")) return;
  if (value === "ari-only") setTransferHandling(channel, true);
  if (value === "core" || value === "") setTransferHandling(channel, false);
}
