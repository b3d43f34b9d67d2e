import type { Channel } from "./channel.ts";
import type { Fact } from "./facts.ts";
import type { Pbx } from "./pbx.ts";
import { StasisControl } from "./stasis_control.ts";

/** Takes the facts that one application is told: its connection. */
export interface StasisListener {
  /** Tells `application` of `fact`. */
  send(application: string, fact: Fact): void;
}

/** One Stasis application, and what it is subscribed to. It outlives its connection while it has subscriptions. */
export class StasisApp {
  readonly name: string;
  /** The connection, or `undefined` while there is none: then it misses everything. */
  listener: StasisListener | undefined;
  /** Whether it hears of every channel. */
  readonly subscribesAll: boolean;
  readonly #channels = new Map<string, number>();

  constructor(name: string, options: { subscribesAll: boolean }) {
    this.name = name;
    this.subscribesAll = options.subscribesAll;
  }

  /** The ids of the channels that it is subscribed to. */
  get channelIds(): string[] {
    return [...this.#channels.keys()];
  }

  /** Adds to its interest in a channel. */
  subscribe(channelId: string): void {
    if (this.subscribesAll) return;
    this.#channels.set(channelId, (this.#channels.get(channelId) ?? 0) + 1);
  }

  /** Takes one from its interest in a channel, or all of it. */
  unsubscribe(channelId: string, options: { entirely?: boolean } = {}): void {
    const { entirely = false } = options;
    const interest = (this.#channels.get(channelId) ?? 0) - 1;
    if (interest > 0 && !entirely) this.#channels.set(channelId, interest);
    else this.#channels.delete(channelId);
  }

  /** Whether a fact concerns it. */
  hears(fact: Fact): boolean {
    switch (fact.kind) {
      case "stasis-started":
      case "stasis-ended":
      case "application-replaced":
        return fact.application === this.name;
      case "channel-updated":
      case "channel-variable":
      case "channel-hangup-request":
      case "channel-dtmf":
      case "playback-updated":
        return this.subscribesAll || this.#channels.has(fact.channel.id);
      default:
        throw new Error(`Unreachable: ${fact satisfies never}`);
    }
  }
}

/** All Stasis applications, and the channels that are in one (`res_stasis.c`). */
export class StasisApps {
  readonly controls: Map<string, StasisControl> = new Map();
  readonly #pbx: Pbx;
  readonly #apps = new Map<string, StasisApp>();

  constructor(pbx: Pbx) {
    this.#pbx = pbx;
  }

  /** All applications, those without a connection included. */
  list(): StasisApp[] {
    return [...this.#apps.values()];
  }

  /** Finds an application. */
  get(name: string): StasisApp | undefined {
    return this.#apps.get(name);
  }

  /** Connects an application, which replaces its former connection and keeps its subscriptions. */
  register(name: string, listener: StasisListener, options: { subscribesAll: boolean }): void {
    const known = this.#apps.get(name);
    if (known === undefined) this.#apps.set(name, new StasisApp(name, options));
    else if (known.listener !== undefined) this.#pbx.publish({ kind: "application-replaced", application: name });
    const app = this.#apps.get(name);
    if (app !== undefined) app.listener = listener;
    this.#cleanUp();
  }

  /** Disconnects an application, unless another connection has replaced this one. */
  unregister(name: string, listener: StasisListener): void {
    const app = this.#apps.get(name);
    if (app?.listener === listener) app.listener = undefined;
    this.#cleanUp();
  }

  /** Gives a fact to the applications that it concerns. */
  deliver(fact: Fact): void {
    for (const app of this.#apps.values()) {
      if (app.hears(fact)) app.listener?.send(app.name, fact);
    }
    if (fact.kind !== "channel-updated" || !fact.channel.isDead) return;
    for (const app of this.#apps.values()) app.unsubscribe(fact.channel.id, { entirely: true });
  }

  /**
   * Puts a channel into an application, on the channel's thread, until the application lets it go or it hangs up.
   * Gives `false` when there is no such application or it is not connected.
   */
  async run(channel: Channel, name: string, args: readonly string[]): Promise<boolean> {
    const app = this.#apps.get(name);
    if (app?.listener === undefined) return false;
    const control = new StasisControl(channel, app);
    this.controls.set(channel.id, control);
    app.subscribe(channel.id);
    this.#pbx.publish({ kind: "stasis-started", application: name, channel: channel.snapshot, args });

    await control.dispatchUntilDone();
    app.unsubscribe(channel.id);
    this.#pbx.publish({ kind: "stasis-ended", application: name, channel: channel.snapshot });
    control.flush();
    this.#cleanUp();
    this.controls.delete(channel.id);
    return true;
  }

  /** Forgets applications that have neither a connection nor a subscription, as late as Asterisk does. */
  #cleanUp(): void {
    for (const [name, app] of this.#apps) {
      if (app.listener === undefined && app.channelIds.length === 0) this.#apps.delete(name);
    }
  }
}
