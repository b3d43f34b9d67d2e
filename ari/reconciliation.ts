import { AriResponseError } from "./errors.ts";
import type { Application, Bridge, Channel } from "./generated/objects.ts";
import type { Repositories } from "./generated/repositories.ts";
import type { GoneNotice } from "./gone_notice.ts";
import type { ReturnNotice } from "./return_notice.ts";
import type { Known, Roster } from "./roster.ts";
import { applicationOf, type Evidence, type Whereabouts } from "./whereabouts.ts";

type Client = Pick<Repositories, "applications" | "bridges" | "channels" | "playbacks" | "recordings">;

/** What there is after the return. */
export interface Found {
  readonly channels: readonly Channel[];
  readonly bridges: readonly Bridge[];
  readonly applications: readonly Application[];
  /** The keys of playbacks and recordings that somebody waits for and that Asterisk does not know any more. */
  readonly goneMedia: readonly string[];
}

/** What became of what was known. */
export interface Difference {
  /** What the program is told. */
  readonly told: {
    readonly gone: { readonly channels: readonly string[]; readonly bridges: readonly string[] };
    readonly left: readonly string[];
    readonly appeared: Pick<Found, "bridges" | "channels">;
  };
  /** Id of a channel that has appeared → the application that it is in, if any. */
  readonly appOf: ReadonlyMap<string, string | undefined>;
}

/** Whose events a registration gets, and what is known otherwise. */
export interface Scope extends Omit<Evidence, "applications"> {
  readonly apps: readonly string[];
  readonly hearsAll: boolean;
  /** The channels and bridges that events have told of since. */
  readonly told: ReadonlySet<string>;
}

/** Asks what there is, and of the playbacks and recordings only for those that somebody waits for. */
export async function findAll(client: Client, waitedFor: readonly string[], signal: AbortSignal): Promise<Found> {
  const [channels, bridges, applications, goneMedia] = await Promise.all([
    client.channels.list({ signal }),
    client.bridges.list({ signal }),
    client.applications.list({ signal }),
    findGoneMedia(client, waitedFor, signal),
  ]);
  return { channels, bridges, applications, goneMedia };
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
  const appeared = found.channels.filter((channel) => {
    const { id } = channel;
    return isUntold(id) && !wasIn(id) && (hearsAll && !known.channels.has(id) || isIn(channel));
  });
  return {
    told: {
      gone: {
        channels: before.flatMap(([id]) => channels.has(id) ? [] : [id]),
        bridges: [...known.bridges].filter((id) => isUntold(id) && !bridges.has(id)),
      },
      left: before.flatMap(([id]) => {
        const channel = channels.get(id);
        return channel !== undefined && wasIn(id) && !isIn(channel) ? [id] : [];
      }),
      appeared: {
        channels: appeared,
        bridges: hearsAll ? found.bridges.filter(({ id }) => isUntold(id) && !known.bridges.has(id)) : [],
      },
    },
    appOf: new Map(appeared.map((channel) => [channel.id, applicationOf(channel, evidence)])),
  };
}

/** Who goes by events, and so has to be told of what no event tells. */
export interface Followers {
  readonly apps: readonly string[];
  readonly roster: Roster;
  readonly whereabouts: Whereabouts;
}

/** Brings those who go by events to what there is. */
export function takeUp({ told, appOf }: Difference, { apps, roster, whereabouts }: Followers): void {
  const { gone, left, appeared } = told;
  for (const id of [...gone.channels, ...gone.bridges]) roster.forget(id);
  for (const id of left) roster.leave(id);
  for (const id of [...gone.channels, ...left]) {
    if (apps.includes(whereabouts.appOf(id) ?? "")) whereabouts.forget(id);
  }
  for (const [id, app] of appOf) {
    if (app !== undefined) whereabouts.found(id, app);
    roster.addChannel(id, app !== undefined && apps.includes(app) ? app : undefined);
  }
  for (const { id } of appeared.bridges) roster.addBridge(id);
}

/** What is gone of what was known, and of what somebody waited for before the return. */
export function goneNotices(
  { told: { gone } }: Difference,
  found: Found,
  waitedFor: readonly string[],
  told: ReadonlySet<string>,
): GoneNotice[] {
  const isMissing = (key: string) => {
    const [kind, id] = splitKey(key);
    if (kind === "Channel") return !told.has(id) && !found.channels.some((channel) => channel.id === id);
    return kind === "Bridge" && !told.has(id) && !found.bridges.some((bridge) => bridge.id === id);
  };
  const keys = new Set([
    ...gone.channels.map((id) => `Channel ${id}`),
    ...gone.bridges.map((id) => `Bridge ${id}`),
    ...waitedFor.filter(isMissing),
    ...found.goneMedia,
  ]);
  return [...keys].flatMap((key) => {
    const [kind, id] = splitKey(key);
    return isGoneKind(kind) ? [{ kind, id, why: "it went away while the connection was lost" }] : [];
  });
}

/** What those who wait for events have to know besides. */
export function returnNotice({ told, appOf }: Difference, { channels }: Found, apps: readonly string[]): ReturnNotice {
  const entered = [...appOf].flatMap(([id, app]): [string, string][] => {
    return app !== undefined && apps.includes(app) ? [[id, app]] : [];
  });
  return { channels, entered: new Map(entered), left: new Set(told.left) };
}

async function findGoneMedia(client: Client, waitedFor: readonly string[], signal: AbortSignal): Promise<string[]> {
  const keys = waitedFor.filter((key) => /^(Playback|LiveRecording) /.test(key));
  const checked = await Promise.all(keys.map(async (key) => {
    const [kind, id] = splitKey(key);
    try {
      if (kind === "Playback") await client.playbacks.get({ playbackId: id }, { signal });
      else await client.recordings.getLive({ recordingName: id }, { signal });
      return [];
    } catch (error) {
      if (error instanceof AriResponseError && error.status === 404) return [key];
      throw error;
    }
  }));
  return checked.flat();
}

function splitKey(key: string): [kind: string, id: string] {
  const space = key.indexOf(" ");
  return [key.slice(0, space), key.slice(space + 1)];
}

function isGoneKind(kind: string): kind is GoneNotice["kind"] {
  return kind === "Channel" || kind === "Bridge" || kind === "Playback" || kind === "LiveRecording";
}
