import type { Channel } from "./channel.ts";
import type { Pbx } from "./pbx.ts";

/** Names and their values. */
export type ShownVariables = readonly (readonly [name: string, value: string])[];

/** What most channels show. */
const none: ShownVariables = [];

/**
 * The variables and functions that a channel shows in every snapshot: those that `ari.conf` names for all of them, and those
 * that it has been told to report (`ast_channel_get_ari_vars`).
 */
export function shownVariables(pbx: Pbx, channel: Channel): ShownVariables {
  if (!isShowing(pbx, channel)) return none;
  const shown = new Map(pbx.shownVariables.map((name) => [name, valueOf(pbx, channel, name)]));
  const found = new Set([...shown.keys()].map(withoutUnderscores));
  for (const name of channel.reportedVariables) {
    // Compared is what is shown without underscores with what was asked for with them.
    if (found.has(name)) continue;
    shown.set(name, valueOf(pbx, channel, name));
    found.add(withoutUnderscores(name));
  }
  return [...shown];
}

/**
 * Whether a channel shows variables at all: then whatever is set, everyone must see their present values
 * (`ast_channel_publish_varset`).
 */
export function isShowing(pbx: Pbx, channel: Channel): boolean {
  return pbx.shownVariables.length > 0 || channel.reportedVariables.size > 0;
}

/** Empty where there is none; a name with underscores finds none. */
function valueOf(pbx: Pbx, channel: Channel, name: string): string {
  if (name.includes("(")) return pbx.dialplan.read(name, channel) || "";
  return channel.variables.get(name) ?? pbx.dialplan.global(name) ?? "";
}

function withoutUnderscores(name: string): string {
  return name.replace(/^__?/, "");
}
