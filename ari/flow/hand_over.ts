import type { CallOptions } from "../../_internal/call_options.ts";
import { AriGoneError, AriResponseError } from "../errors.ts";
import type { Channel } from "../generated/objects.ts";

/** Where in the dialplan a call goes on; what is not given is where it came from, one priority further. */
export interface DialplanPlace {
  /** The context. */
  context?: string;
  /** The extension. */
  extension?: string;
  /** The priority. */
  priority?: number;
  /** The label of a priority; it wins over `priority`. */
  label?: string;
}

/** Another endpoint that a call goes to. */
export interface EndpointPlace {
  /** The endpoint, of the same technology as the channel: `PJSIP/bob`, `PJSIP/sip:bob@example.com`. */
  endpoint: string;
}

/**
 * Hands a call over and does not look back. What is being played to it comes to its end before.
 *
 * To a place in the dialplan: the channel leaves its bridge and the application; resolves with `StasisEnd`.
 *
 * To an endpoint: the telephone itself is told where to call, before the answer by a SIP redirection (302), after it by REFER;
 * resolves when Asterisk has taken the order. What the telephone does then is its own; one that obeys hangs up here. To call the
 * endpoint and stay in control, use {@linkcode consult}.
 *
 * Rejects with {@linkcode AriGoneError} when the caller was faster and hung up, with an `AriResponseError` when Asterisk
 * refuses, as for an endpoint of another technology, and with the signal's reason.
 *
 * @example The caller goes on at another extension
 * ```ts
 * import { connect, handOver } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(desk)\nexten => 200,1,Playback(hello-world)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "desk" }, async (channel, { signal }) => {
 *   await channel.answer();
 *   await handOver(channel, { context: "default", extension: "200", priority: 1 }, { signal });
 * });
 * await server.ready;
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.heard("sound:hello-world");
 * ```
 */
export async function handOver(
  channel: Channel,
  place: DialplanPlace | EndpointPlace,
  options: CallOptions = {},
): Promise<void> {
  options.signal?.throwIfAborted();
  try {
    if ("endpoint" in place) return await channel.redirect({ endpoint: place.endpoint }, options);
    const left = channel.once("StasisEnd", options);
    // Its end is what a call's own signal tells, too: so the request goes without it, and who left in time has left well.
    const asked = channel.continueInDialplan(place);
    await Promise.race([asked, left.then(() => asked)]);
    await left;
  } catch (error) {
    if (!(error instanceof AriResponseError) || !isGone(error)) throw error;
    throw new AriGoneError(`Cannot hand channel "${channel.name}" over: it is gone`, { cause: error });
  }
}

/** 404 is also the answer for a label that there is none of. */
function isGone({ status, message }: AriResponseError): boolean {
  return status === 409 || (status === 404 && !message.includes("label"));
}
