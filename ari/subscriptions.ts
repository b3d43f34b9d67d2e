import type { CallOptions } from "../_internal/call_options.ts";
import { AriResponseError } from "./errors.ts";
import type { Bridge, Channel, DeviceState, Endpoint } from "./generated/objects.ts";
import type { Repositories } from "./generated/repositories.ts";
import type { BridgeHandle, ChannelHandle } from "./handles.ts";
import { keyOf } from "./objects.ts";

/** What an application can be subscribed to: `channel:{id}`, `bridge:{id}`, `endpoint:{tech}/{resource}`, `deviceState:{name}`, or such an object. */
export type EventSource = string | Channel | ChannelHandle | Bridge | BridgeHandle | DeviceState | Endpoint;

/** One of those who need an application to be subscribed to something. */
export interface Subscription extends AsyncDisposable {
  /** The application. */
  readonly app: string;
  /** What it is subscribed to, in the form that Asterisk takes. */
  readonly source: string;
  /** Needs it no more; the last one to do so ends the subscription. Twice is harmless. */
  close(): Promise<void>;
}

interface Account {
  users: number;
  /** The request that was sent last; each waits for the one before. */
  last: Promise<unknown>;
}

/** Subscribes applications as long as anybody needs it: Asterisk counts as well, but forgets who asked. */
export class Subscriptions {
  readonly #applications: Pick<Repositories["applications"], "subscribe" | "unsubscribe">;
  readonly #accounts = new Map<string, Account>();

  constructor(applications: Pick<Repositories["applications"], "subscribe" | "unsubscribe">) {
    this.#applications = applications;
  }

  /** Resolves when the application is subscribed; only the first one costs a request. */
  async add(app: string, what: EventSource, options: CallOptions = {}): Promise<Subscription> {
    const { signal } = options;
    signal?.throwIfAborted();
    const source = sourceOf(what);
    const key = `${app} ${source}`;
    const account = this.#accounts.get(key) ?? { users: 0, last: Promise.resolve() };
    this.#accounts.set(key, account);
    const isFirst = account.users++ === 0;
    if (isFirst) {
      // The signal is of one user, and the request is for all of them.
      const subscribe = () => this.#applications.subscribe({ applicationName: app, eventSource: source });
      account.last = account.last.catch(() => {}).then(subscribe);
    }
    try {
      await account.last;
      signal?.throwIfAborted();
    } catch (error) {
      await this.#release(key, account, () => Promise.resolve());
      throw error;
    }
    let isClosed = false;
    const close = async () => {
      if (isClosed) return;
      isClosed = true;
      await this.#release(key, account, () => this.#end(app, source));
    };
    return { app, source, close, [Symbol.asyncDispose]: close };
  }

  async #release(key: string, account: Account, end: () => Promise<void>): Promise<void> {
    if (--account.users > 0) return;
    account.last = account.last.catch(() => {}).then(end);
    await account.last;
    if (account.users === 0 && this.#accounts.get(key) === account) this.#accounts.delete(key);
  }

  async #end(app: string, source: string): Promise<void> {
    try {
      await this.#applications.unsubscribe({ applicationName: app, eventSource: source });
    } catch (error) {
      // The application, its subscription or what it was subscribed to has gone: that is what was wanted.
      if (!(error instanceof AriResponseError) || ![404, 409, 422].includes(error.status)) throw error;
    }
  }
}

/** What Asterisk calls it. */
function sourceOf(what: EventSource): string {
  if (typeof what === "string") return what;
  const [kind = "", ...id] = (keyOf(what) ?? "").split(" ");
  const scheme = { Channel: "channel", Bridge: "bridge", DeviceState: "deviceState", Endpoint: "endpoint" }[kind];
  if (scheme === undefined) {
    throw new TypeError(
      `Cannot subscribe to ${Deno.inspect(what)}: it is no channel, bridge, endpoint or device state`,
    );
  }
  return `${scheme}:${id.join(scheme === "endpoint" ? "/" : " ")}`;
}
