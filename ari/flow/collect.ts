import { collectDigits, type Collected, type CollectOptions } from "../../_internal/flow/collect_digits.ts";
import { runFlow } from "../../_internal/flow/run_flow.ts";
import type { CallOptions } from "../../_internal/call_options.ts";
import type { Channel } from "../generated/objects.ts";
import { callOf } from "./channel_call.ts";

/**
 * Asks a caller for digits: plays a prompt that a digit cuts, waits for the digits with limits, asks again when they are too
 * few or not valid, and resolves with what came of it. It does not answer the channel.
 *
 * No digit is lost from the first flow on a channel on, or from {@linkcode keepDigits}: those that come before the prompt,
 * between two prompts or after the entry is complete are kept for the next question. Flows on one channel run one after the
 * other. Digits count when they are released, as Asterisk tells of them then; media of the schemes `number:`, `digits:` and
 * `characters:` cannot be cut by Asterisk, and end by themselves.
 *
 * An entry that was begun when the signal aborts is forgotten with its question; what was not read stays kept.
 *
 * Rejects with an `AriGoneError` when the channel hangs up or leaves the application, with the signal's reason, with what
 * `validate` throws, with an `AriError` when a prompt cannot be played, and throws for options that make no sense.
 *
 * @example Ask for a PIN, three times at most
 * ```ts
 * import { collect, connect } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(pin)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "pin" }, async (channel, { signal }) => {
 *   await channel.answer();
 *   const entry = await collect(channel, {
 *     prompt: "sound:agent-pass",
 *     invalidPrompt: "sound:auth-incorrect",
 *     maxDigits: 4,
 *     validate: (digits) => digits === "0042",
 *     signal,
 *   });
 *   console.log(entry.type, entry.digits); // "digits" "0042"
 *   await channel.hangup();
 * });
 * await server.ready;
 *
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.answered();
 * await call.press("0042");
 * await call.ended();
 * ```
 */
export async function collect(channel: Channel, options: CollectOptions & CallOptions = {}): Promise<Collected> {
  const flow = collectDigits(options);
  const call = callOf(channel);
  return await call.alone(options.signal, () => runFlow(call, flow, options));
}

/**
 * Keeps the digits of a channel from now on, for the flows to come; `collect`, `menu`, `prompts` and `whenAny` do so from
 * their first call on. Say it at the beginning of a call whose first digits come before the first question. Twice is harmless.
 *
 * Up to 1,000 digits are kept; who reads on when more had come gets a `StreamOverflowError`.
 */
export function keepDigits(channel: Channel): void {
  callOf(channel);
}
