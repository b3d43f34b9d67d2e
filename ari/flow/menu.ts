import { type Chosen, type MenuOptions, offerMenu } from "../../_internal/flow/offer_menu.ts";
import { runFlow } from "../../_internal/flow/run_flow.ts";
import type { CallOptions } from "../../_internal/call_options.ts";
import type { Channel } from "../generated/objects.ts";
import { callOf } from "./channel_call.ts";

/**
 * Offers a caller choices by key: plays a prompt that a key cuts, asks again after a wrong key or none, and resolves with the
 * choice, or with the default when all attempts failed. Digits, prompts and errors are as in {@linkcode collect}.
 *
 * @example
 * ```ts
 * import { connect, menu } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(front-desk)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "front-desk" }, async (channel, { signal }) => {
 *   await channel.answer();
 *   const chosen = await menu(channel, {
 *     prompt: ["sound:demo-instruct", "sound:vm-press", "number:1"],
 *     invalidPrompt: "sound:pm-invalid-option",
 *     choices: { "1": "sales", "2": "support" },
 *     default: "operator",
 *     signal,
 *   });
 *   if (chosen.type === "choice" || chosen.type === "default") console.log(chosen.value); // "support"
 *   await channel.hangup();
 * });
 * await server.ready;
 *
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.answered();
 * await call.press("2");
 * await call.ended();
 * ```
 */
export async function menu<Value>(channel: Channel, options: MenuOptions<Value> & CallOptions): Promise<Chosen<Value>> {
  const flow = offerMenu(options);
  const call = callOf(channel);
  return await call.alone(options.signal, () => runFlow(call, flow, options));
}
