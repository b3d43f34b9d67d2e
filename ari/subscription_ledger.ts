import type { CallOptions } from "../_internal/call_options.ts";
import { AriResponseError } from "./errors.ts";
import type { Application } from "./generated/objects.ts";
import type { ApplicationsFilterParameters } from "./generated/parameters.ts";
import type { Repositories } from "./generated/repositories.ts";

/** What was asked for one application. */
interface Account {
  readonly sources: Set<string>;
  filter?: NonNullable<ApplicationsFilterParameters["filter"]>;
}

/**
 * Remembers what the client's applications were subscribed to and filtered by, as Asterisk forgets both with the application, and
 * asks for it again after a loss.
 */
export class SubscriptionLedger {
  readonly #accounts = new Map<string, Account>();

  /** Takes an operation into account that Asterisk has said yes to. */
  note(operation: string, parameters: Readonly<Record<string, unknown>> = {}): void {
    const { applicationName: app, eventSource, filter } = parameters;
    if (typeof app !== "string") return;
    if (operation === "applications.subscribe") {
      for (const source of sourcesIn(eventSource)) this.#account(app).sources.add(source);
    } else if (operation === "applications.unsubscribe") {
      for (const source of sourcesIn(eventSource)) this.#account(app).sources.delete(source);
    } else if (operation === "applications.filter") {
      // The one cast: the operation has checked its parameters.
      this.#account(app).filter = (filter ?? {}) as NonNullable<ApplicationsFilterParameters["filter"]>;
    }
  }

  /**
   * Asks again for what Asterisk has forgotten; what it has kept it would count twice. What is gone meanwhile, such as a channel, is left
   * out, and forgotten.
   */
  async restore(app: string, applications: Repositories["applications"], options: CallOptions): Promise<void> {
    const account = this.#accounts.get(app);
    if (account === undefined) return;
    const kept = sourcesOf(await applications.get({ applicationName: app }, options));
    const lost = [...account.sources].filter((source) => !kept.has(source));
    await Promise.all(lost.map(async (eventSource) => {
      try {
        await applications.subscribe({ applicationName: app, eventSource }, options);
      } catch (error) {
        if (!(error instanceof AriResponseError) || error.status !== 422) throw error;
        account.sources.delete(eventSource);
      }
    }));
    const { filter } = account;
    if (filter !== undefined) await applications.filter({ applicationName: app, filter }, options);
  }

  /** Whether it was asked for. */
  has(app: string, source: string): boolean {
    return this.#accounts.get(app)?.sources.has(source) ?? false;
  }

  /** Forgets an application that is no longer registered. */
  forget(app: string): void {
    this.#accounts.delete(app);
  }

  #account(app: string): Account {
    let account = this.#accounts.get(app);
    if (account === undefined) this.#accounts.set(app, account = { sources: new Set() });
    return account;
  }
}

function sourcesIn(eventSource: unknown): string[] {
  if (Array.isArray(eventSource)) return eventSource.filter((source) => typeof source === "string");
  return typeof eventSource === "string" ? eventSource.split(",") : [];
}

function sourcesOf({ channel_ids, bridge_ids, endpoint_ids, device_names }: Application): ReadonlySet<string> {
  return new Set([
    ...channel_ids.map((id) => `channel:${id}`),
    ...bridge_ids.map((id) => `bridge:${id}`),
    ...endpoint_ids.map((id) => `endpoint:${id}`),
    ...device_names.map((name) => `deviceState:${name}`),
  ]);
}
