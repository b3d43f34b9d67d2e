import type { Application, Bridge, Channel } from "./generated/objects.ts";
import type { Known } from "./roster.ts";
import { applicationOf, type Evidence } from "./whereabouts.ts";

/** What there is after the return. */
export interface Found {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
  readonly applications: readonly Application[];
}

/** What became of what was known. */
export interface Difference {
  readonly gone: { readonly channels: readonly string[]; readonly bridges: readonly string[] };
  readonly left: readonly string[];
  readonly appeared: Omit<Found, "applications">;
}

/** Whose events a registration gets, and what is known otherwise. */
export interface Scope extends Omit<Evidence, "applications"> {
  readonly apps: readonly string[];
  readonly hearsAll: boolean;
  /** The channels and bridges that events have told of since. */
  readonly told: ReadonlySet<string>;
}

/** Compares what was known before a loss with what is there after it, for the applications of one registration. */
export function reconcile(known: Known, found: Found, scope: Scope): Difference {
  const { apps, hearsAll, told } = scope;
  const channels = new Map(found.channels.map((channel) => [channel.id, channel]));
  const bridges = new Set(found.bridges.map(({ id }) => id));
  const evidence = { ...scope, applications: found.applications };
  const isIn = (channel: Channel) => {
    const app = applicationOf(channel, evidence);
    return app !== undefined && apps.includes(app);
  };
  const isUntold = (id: string) => !told.has(id);
  const before = [...known.channels].filter(([id]) => isUntold(id));
  const wasIn = (id: string) => known.channels.get(id) !== undefined;
  return {
    gone: {
      channels: before.flatMap(([id]) => channels.has(id) ? [] : [id]),
      bridges: [...known.bridges].filter((id) => isUntold(id) && !bridges.has(id)),
    },
    left: before.flatMap(([id]) => {
      const channel = channels.get(id);
      return channel !== undefined && wasIn(id) && !isIn(channel) ? [id] : [];
    }),
    appeared: {
      channels: found.channels.filter((channel) => {
        const { id } = channel;
        return isUntold(id) && !wasIn(id) && (hearsAll && !known.channels.has(id) || isIn(channel));
      }),
      bridges: hearsAll ? found.bridges.filter(({ id }) => isUntold(id) && !known.bridges.has(id)) : [],
    },
  };
}
