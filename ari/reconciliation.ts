import type { Bridge, Channel } from "./generated/objects.ts";
import type { Known } from "./roster.ts";

/** What there is after the return. */
export interface Found {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
}

/** What became of what was known. */
export interface Difference {
  readonly gone: { readonly channels: readonly string[]; readonly bridges: readonly string[] };
  readonly left: readonly string[];
  readonly appeared: Found;
}

/** Compares what was known before a loss with what is there after it, for the applications of one registration. */
export function reconcile(known: Known, found: Found, { apps, hearsAll }: Scope): Difference {
  const channels = new Map(found.channels.map((channel) => [channel.id, channel]));
  const bridges = new Set(found.bridges.map(({ id }) => id));
  const before = [...known.channels];
  return {
    gone: {
      channels: before.filter((id) => !channels.has(id)),
      bridges: [...known.bridges].filter((id) => !bridges.has(id)),
    },
    left: hearsAll ? [] : before.filter((id) => {
      const channel = channels.get(id);
      return channel !== undefined && !isIn(channel, apps);
    }),
    appeared: {
      channels: found.channels.filter((channel) =>
        !known.channels.has(channel.id) && (hearsAll || isIn(channel, apps))
      ),
      bridges: hearsAll ? found.bridges.filter(({ id }) => !known.bridges.has(id)) : [],
    },
  };
}

/** Whose events a registration gets. */
export interface Scope {
  readonly apps: readonly string[];
  readonly hearsAll: boolean;
}

/** Whether a channel is in one of the applications: `Stasis(app,arguments)` is what it does then. */
export function isIn({ dialplan }: Pick<Channel, "dialplan">, apps: readonly string[]): boolean {
  if (dialplan.app_name !== "Stasis") return false;
  return apps.includes(dialplan.app_data.split(",")[0] ?? "");
}
