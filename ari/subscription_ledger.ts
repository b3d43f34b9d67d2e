import type { CallOptions } from "../_internal/call_options.ts";
import { AriResponseError } from "./errors.ts";
import type { AnyEvent } from "./event_router.ts";
import type { Application } from "./generated/objects.ts";
import type { ApplicationsFilterParameters } from "./generated/parameters.ts";
import type { Repositories } from "./generated/repositories.ts";

/** What was asked for one application. */
interface Account {
  /** Source → how often it was asked for and not given up. */
  readonly sources: Map<string, number>;
  filter?: NonNullable<ApplicationsFilterParameters["filter"]>;
}

/**
 * Remembers what the client's applications were subscribed to and filtered by, as Asterisk may forget both with the application or by a
 * restart, and asks for it again after a loss. What is gone, such as a channel that has ended, is forgotten.
 */
export class SubscriptionLedger {
  readonly #accounts = new Map<string, Account>();

  /** Takes an application up that is being registered, with what it is subscribed to for those who still hold that. */
  open(app: string, held: readonly string[] = []): void {
    this.#accounts.set(app, { sources: new Map(held.map((source) => [source, 1])) });
  }

  /** Forgets an application that is no longer registered. */
  forget(app: string): void {
    this.#accounts.delete(app);
  }

  /** How many sources it remembers, of all applications together. */
  get size(): number {
    return this.#accounts.values().reduce((sum, { sources }) => sum + sources.size, 0);
  }

  /** Whether it was asked for. */
  has(app: string, source: string): boolean {
    return this.#accounts.get(app)?.sources.has(source) ?? false;
  }

  /** Takes an operation into account that Asterisk has said yes to; applications that are not the client's are none of its business. */
  note(operation: string, parameters: Readonly<Record<string, unknown>> = {}): void {
    const { applicationName: app, eventSource, filter } = parameters;
    const account = typeof app === "string" ? this.#accounts.get(app) : undefined;
    if (account === undefined) return;
    if (operation === "applications.subscribe") {
      for (const source of sourcesIn(eventSource)) add(account, source, 1);
    } else if (operation === "applications.unsubscribe") {
      for (const source of sourcesIn(eventSource)) add(account, source, -1);
    } else if (operation === "applications.filter") {
      // The one cast: the operation has checked its parameters.
      account.filter = (filter ?? {}) as NonNullable<ApplicationsFilterParameters["filter"]>;
    }
  }

  /** Forgets a source that is gone: Asterisk has done so, too. */
  release(source: string): void {
    for (const { sources } of this.#accounts.values()) sources.delete(source);
  }

  /**
   * Asks again for what Asterisk has forgotten, as often as it was counted; what Asterisk has kept it would count once more. What is gone
   * meanwhile, such as a channel, is left out, and forgotten.
   */
  async restore(app: string, applications: Repositories["applications"], options: CallOptions): Promise<void> {
    const account = this.#accounts.get(app);
    if (account === undefined || account.sources.size === 0 && account.filter === undefined) return;
    const kept = sourcesOf(await applications.get({ applicationName: app }, options));
    const lost = [...account.sources].filter(([source]) => !kept.has(source));
    await Promise.all(lost.map(async ([eventSource, count]) => {
      try {
        for (let users = 0; users < count; users++) {
          // deno-lint-ignore no-await-in-loop -- When the first is refused, so are the others.
          await applications.subscribe({ applicationName: app, eventSource }, options);
        }
      } catch (error) {
        if (!(error instanceof AriResponseError) || error.status !== 422) throw error;
        account.sources.delete(eventSource);
      }
    }));
    const { filter } = account;
    if (filter !== undefined) await applications.filter({ applicationName: app, filter }, options);
  }
}

/** The sources that an event tells the end of: a channel by its id and by its name, a bridge by its id. */
export function endedSources(event: AnyEvent): readonly string[] {
  const { type, channel, bridge }: AnyEvent & { channel?: unknown; bridge?: unknown } = event;
  if (type === "ChannelDestroyed") return [...textsOf(channel, "id"), ...textsOf(channel, "name")].map(ofChannel);
  if (type === "BridgeDestroyed") return textsOf(bridge, "id").map(ofBridge);
  return [];
}

function ofChannel(id: string): string {
  return `channel:${id}`;
}

function ofBridge(id: string): string {
  return `bridge:${id}`;
}

function textsOf(value: unknown, field: "id" | "name"): string[] {
  if (typeof value !== "object" || value === null) return [];
  const fields: { id?: unknown; name?: unknown } = value;
  const text = fields[field];
  return typeof text === "string" ? [text] : [];
}

/** Asterisk counts subscriptions, but for those to device states. */
function add({ sources }: Account, source: string, change: 1 | -1): void {
  const most = source.startsWith("deviceState:") ? 1 : Infinity;
  const count = Math.min((sources.get(source) ?? 0) + change, most);
  if (count > 0) sources.set(source, count);
  else sources.delete(source);
}

/** A text is one source, also with a comma in it: as the client sends it, Asterisk does not take it apart. */
function sourcesIn(eventSource: unknown): string[] {
  if (Array.isArray(eventSource)) return eventSource.filter((source) => typeof source === "string");
  return typeof eventSource === "string" ? [eventSource] : [];
}

function sourcesOf({ channel_ids, bridge_ids, endpoint_ids, device_names }: Application): ReadonlySet<string> {
  return new Set([
    ...channel_ids.map(ofChannel),
    ...bridge_ids.map(ofBridge),
    ...endpoint_ids.map((id) => `endpoint:${id}`),
    ...device_names.map((name) => `deviceState:${name}`),
  ]);
}
