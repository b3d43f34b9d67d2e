import type { Endpoint } from "./core/endpoints.ts";
import type { FactContent } from "./core/facts.ts";
import type { Pbx } from "./core/pbx.ts";
import { NotSimulatedError } from "./errors.ts";

/** A text that a phone sends. */
export interface PhoneText {
  /** The endpoint that sends it. */
  readonly endpoint: Endpoint;
  /** Who sends it, as SIP has it. */
  readonly from: string;
  /** Where the extension is looked for. */
  readonly context: string;
  /** Whom it is for. */
  readonly exten: string;
  /** What it says. */
  readonly body: string;
}

const accepted = 202;
const notFound = 404;

/**
 * Takes a text from a phone, and gives the SIP status (`res_pjsip_messaging.c`): the dialplan comes first, then the applications
 * that are subscribed to the endpoint or to all of its technology.
 */
export function sendText(pbx: Pbx, { endpoint, from, context, exten, body }: PhoneText): number {
  if (endpoint.technology !== "PJSIP") {
    throw new NotSimulatedError(`Cannot send a text from a phone of ${endpoint.technology}: use one of PJSIP`);
  }
  if (pbx.dialplan.has({ context, exten, priority: 1 }, "")) {
    throw new NotSimulatedError(
      `Cannot send a text to "${exten}": context ${context} has that extension, and texts in the dialplan are not simulated yet`,
    );
  }
  const message = {
    from,
    to: `pjsip:${exten}@127.0.0.1`,
    // Ends of lines at the end are taken off.
    body: body.replace(/[\r\n]+$/, ""),
    variables: { PJSIP_TRANSPORT: "udp", "Content-Type": "text/plain" },
  };
  const fact: FactContent = { kind: "text-message", endpoint: endpoint.snapshot, message };
  const isHeard = pbx.stasis.list().some((app) => app.hears({ ...fact, time: pbx.clock.now() }) > 0);
  if (!isHeard) return notFound;
  // It goes into a queue, from which a thread of its own takes it.
  queueMicrotask(() => pbx.publish(fact));
  return accepted;
}
