import type { AnyEvent } from "./event_router.ts";
import type { Application, Channel } from "./generated/objects.ts";

/**
 * Which application each channel is in, as far as the client's events and moves have told: of all registrations together, as channels are
 * moved from one to another.
 */
export class Whereabouts {
  readonly #apps = new Map<string, string>();
  /** Channels whose move was asked for, and not heard of yet. */
  readonly #moving = new Set<string>();

  /** Takes an event into account. */
  see(event: AnyEvent): void {
    const { type, application, channel }: AnyEvent & { application?: unknown; channel?: unknown } = event;
    const id = typeof channel === "object" && channel !== null && "id" in channel ? channel.id : undefined;
    if (typeof id !== "string" || typeof application !== "string") return;
    if (type === "StasisStart") this.found(id, application);
    else if (type === "ChannelDestroyed" || type === "StasisEnd" && this.#endsStay(id, application)) this.forget(id);
  }

  /** Takes an operation into account that Asterisk has said yes to: a move may be asked for while no event comes. */
  note(operation: string, { channelId, app }: Readonly<Record<string, unknown>> = {}): void {
    if (operation !== "channels.move" || typeof channelId !== "string" || typeof app !== "string") return;
    const from = this.#apps.get(channelId);
    if (from === undefined || from === app) return;
    this.#apps.set(channelId, app);
    this.#moving.add(channelId);
  }

  /** Takes a channel up that is in an application. */
  found(id: string, app: string): void {
    this.#apps.set(id, app);
    this.#moving.delete(id);
  }

  /** Forgets a channel that is in none of the client's applications any more. */
  forget(id: string): void {
    this.#apps.delete(id);
    this.#moving.delete(id);
  }

  /** Forgets the channels in an application of which no event comes any more. */
  forgetApp(app: string): void {
    for (const [id, isIn] of this.#apps) if (isIn === app) this.forget(id);
  }

  /** The application that a channel was last known to be in. */
  appOf(id: string): string | undefined {
    return this.#apps.get(id);
  }

  /** Of a channel that was moved, the end in the one application may come after the beginning in the other. */
  #endsStay(id: string, application: string): boolean {
    return this.#apps.get(id) === application || this.#moving.has(id);
  }
}

/** What tells which application a channel is in. */
export interface Evidence {
  /** All of Asterisk's applications. */
  readonly applications: readonly Pick<Application, "name" | "channel_ids">[];
  /** The application that a channel was last known to be in. */
  appOf(id: string): string | undefined;
  /** Whether the client has subscribed an application to a channel, which says nothing of where the channel is. */
  isSubscribed(app: string, id: string): boolean;
}

/**
 * The application that a channel is in, or nothing.
 *
 * Asterisk has no field for it. `app_data` stays what the dialplan or `originate` said, however often the channel is moved; and
 * `channel_ids` of an application has those that are in it, those that it is subscribed to, and those that were originated into it, wherever
 * they are now. So where several applications have a channel, it is taken to be where it was last known, else not where
 * only a subscription holds it, else where it was moved to. An application that is subscribed to all channels has none by name.
 */
export function applicationOf(
  { id, dialplan }: Pick<Channel, "id" | "dialplan">,
  { applications, appOf, isSubscribed }: Evidence,
): string | undefined {
  if (dialplan.app_name !== "Stasis") return undefined;
  const having = (source: string) =>
    applications.filter(({ channel_ids }) => channel_ids.includes(source)).map(({ name }) => name);
  const holders = having(id);
  const hearers = having(allChannels);
  const known = appOf(id);
  if (known !== undefined && (holders.includes(known) || hearers.includes(known))) return known;
  const entered = dialplan.app_data.split(",")[0];
  const likelier = [
    holders.filter((app) => !isSubscribed(app, id) && app !== entered),
    holders.filter((app) => !isSubscribed(app, id)),
    holders.filter((app) => app !== entered),
    holders,
    hearers.filter((app) => app === entered),
    hearers,
  ];
  return likelier.find((apps) => apps.length > 0)?.[0];
}

/** What Asterisk calls the subscription to all channels. */
const allChannels = "__AST_CHANNEL_ALL_TOPIC";
