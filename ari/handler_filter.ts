import { AriConnectionError, AriResponseError } from "./errors.ts";
import type { Repositories } from "./generated/repositories.ts";
import { lifeEvents } from "./event_router.ts";
import { rosterEvents } from "./roster.ts";

/** What the client needs for itself, whatever the program listens for. */
const ownEvents: readonly string[] = [
  ...new Set(["ApplicationReplaced", "ChannelUserevent", "RESTResponse", ...rosterEvents, ...lifeEvents]),
];

/** What a {@linkcode HandlerFilter} needs. */
export interface HandlerFilterOptions {
  readonly applications: Pick<Repositories["applications"], "filter">;
  /** The applications; those that others have taken over are no longer among them. */
  readonly apps: () => readonly string[];
  /** The names of the events that somebody listens for, or nothing when somebody listens for all. */
  readonly wanted: () => readonly string[] | undefined;
  readonly onError: (error: unknown) => void;
}

/** Lets only those events of applications through that somebody listens for, as handlers come and go. */
export class HandlerFilter {
  readonly #options: HandlerFilterOptions;
  #sent: string | undefined;
  #isSending = false;
  /** Whether it changes nothing any more. */
  isClosed = false;

  constructor(options: HandlerFilterOptions) {
    this.#options = options;
  }

  /** Looks anew at what is listened for; resolves when Asterisk has taken it. Many changes in one turn are one request. */
  async update(): Promise<void> {
    if (this.#isSending) return; // The loop below looks again.
    this.#isSending = true;
    try {
      await Promise.resolve();
      for (let next = this.#next(); next !== undefined && !this.isClosed; next = this.#next()) {
        const names: readonly string[] = JSON.parse(next);
        const filter = { allowed: names.map((type) => ({ type })) };
        const { applications, apps } = this.#options;
        // deno-lint-ignore no-await-in-loop -- One after the other: the latest must be the last.
        await Promise.all(apps().map((applicationName) => applications.filter({ applicationName, filter })));
        this.#sent = next;
      }
    } finally {
      this.#isSending = false;
    }
  }

  /** The same, where nobody waits: an error goes to `onError`, unless the connection is lost, after which it is renewed. */
  refresh(): void {
    this.update().catch((error) => {
      const isLost = error instanceof AriConnectionError || error instanceof AriResponseError && error.status === 404;
      if (!this.isClosed && !isLost) this.#options.onError(error);
    });
  }

  /** Sends what is listened for once more, as after a return. */
  async renew(): Promise<void> {
    this.#sent = undefined;
    await this.update();
  }

  /** Changes nothing any more. */
  close(): void {
    this.isClosed = true;
  }

  /** What is to be let through, when that differs from what is. */
  #next(): string | undefined {
    const wanted = this.#options.wanted();
    const names = wanted === undefined ? [] : [...new Set([...ownEvents, ...wanted])].sort();
    const next = JSON.stringify(names);
    return next === this.#sent ? undefined : next;
  }
}
