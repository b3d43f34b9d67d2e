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
  /** Whether what it is about is gone, and the subscription with it. */
  isOver: boolean;
}

/** Subscribes applications as long as anybody needs it: Asterisk counts as well, but forgets who asked. */
export class Subscriptions {
  readonly #applications: Pick<Repositories["applications"], "subscribe" | "unsubscribe">;
  /** Source → application → who needs it. */
  readonly #accounts = new Map<string, Map<string, Account>>();

  constructor(applications: Pick<Repositories["applications"], "subscribe" | "unsubscribe">) {
    this.#applications = applications;
  }

  /** What an application is subscribed to for somebody who still needs it. */
  heldBy(app: string): string[] {
    return [...this.#accounts].flatMap(([source, ofSource]) => ofSource.has(app) ? [source] : []);
  }

  /** Takes into account that a source is gone: who needed it has nothing to give up any more. */
  release(source: string): void {
    for (const account of this.#accounts.get(source)?.values() ?? []) account.isOver = true;
    this.#accounts.delete(source);
  }

  /** Resolves when the application is subscribed; only the first one costs a request. */
  async add(app: string, what: EventSource, options: CallOptions = {}): Promise<Subscription> {
    const { signal } = options;
    signal?.throwIfAborted();
    const source = sourceOf(what);
    const account = this.#account(app, source);
    const isFirst = account.users++ === 0;
    if (isFirst) {
      // The signal is of one user, and the request is for all of them.
      const subscribe = () => this.#applications.subscribe({ applicationName: app, eventSource: source });
      account.last = account.last.catch(() => {}).then(subscribe);
    }
    try {
      await account.last;
    } catch (error) {
      account.users--;
      this.#forget(app, source, account);
      throw error;
    }
    let isClosed = false;
    const close = async () => {
      if (isClosed) return;
      isClosed = true;
      await this.#release(app, source, account);
    };
    if (signal?.aborted) {
      await close();
      throw signal.reason;
    }
    return { app, source, close, [Symbol.asyncDispose]: close };
  }

  #account(app: string, source: string): Account {
    let ofSource = this.#accounts.get(source);
    if (ofSource === undefined) this.#accounts.set(source, ofSource = new Map());
    let account = ofSource.get(app);
    if (account === undefined) ofSource.set(app, account = { users: 0, last: Promise.resolve(), isOver: false });
    return account;
  }

  async #release(app: string, source: string, account: Account): Promise<void> {
    if (--account.users > 0 || account.isOver) return;
    account.last = account.last.catch(() => {}).then(() => this.#end(app, source));
    await account.last;
    this.#forget(app, source, account);
  }

  #forget(app: string, source: string, account: Account): void {
    const ofSource = this.#accounts.get(source);
    if (account.users > 0 || ofSource?.get(app) !== account) return;
    ofSource.delete(app);
    if (ofSource.size === 0) this.#accounts.delete(source);
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
