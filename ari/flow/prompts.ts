import type { Media } from "../../_internal/flow/flow.ts";
import { playPrompts, type Prompted, type PromptsOptions } from "../../_internal/flow/play_prompts.ts";
import { runFlow } from "../../_internal/flow/run_flow.ts";
import type { CallOptions } from "../../_internal/call_options.ts";
import type { Channel } from "../generated/objects.ts";
import { callOf } from "./channel_call.ts";

/**
 * Plays media in order, without a gap, until they end or a digit stops them; resolves with which digit it was and at which
 * medium. That digit is taken, others are kept for the next flow; a digit that was kept before stops it at once.
 *
 * Asterisk goes on with the list when it cannot play one of the media, and says so of the last one only: then this rejects
 * with an `AriError`. Other errors, and what cannot be cut, are as in {@linkcode collect}.
 *
 * @example Two announcements, which a key cuts
 * ```ts
 * import { connect, prompts } from "@asterism/asterisk/ari";
 * import { simulate } from "@asterism/asterisk/simulator";
 *
 * await using pbx = await simulate({
 *   listen: false,
 *   files: { "extensions.conf": "[default]\nexten => 100,1,Stasis(news)\n" },
 * });
 * await using ari = await connect(pbx.ari.url, { ...pbx.ari.user, ...pbx.connection });
 * await using server = ari.serve({ apps: "news" }, async (channel, { signal }) => {
 *   await channel.answer();
 *   const end = await prompts(channel, ["sound:hello-world", "sound:demo-instruct"], { signal });
 *   if (end.type === "stopped") console.log(end.digit, end.media); // "5" "sound:demo-instruct"
 *   await channel.hangup();
 * });
 * await server.ready;
 *
 * const call = await pbx.phone("PJSIP/alice").call("100");
 * await call.hears("sound:demo-instruct");
 * await call.press("5");
 * await call.ended();
 * ```
 */
export async function prompts(
  channel: Channel,
  media: Media,
  options: PromptsOptions & CallOptions = {},
): Promise<Prompted> {
  const flow = playPrompts(media, options);
  const call = callOf(channel);
  return await call.alone(options.signal, () => runFlow(call, flow, options));
}
