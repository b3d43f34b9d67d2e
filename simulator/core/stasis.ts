import type { Channel } from "./channel.ts";
import type { Fact } from "./facts.ts";
import type { Pbx } from "./pbx.ts";
import { StasisApp, type StasisListener } from "./stasis_app.ts";
import { StasisControl } from "./stasis_control.ts";

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
      for (let times = app.hears(fact); times > 0; times--) app.listener?.send(app.name, fact);
    }
    this.#forget(fact);
  }

  /** Nobody stays subscribed to what is gone. */
  #forget(fact: Fact): void {
    if (fact.kind === "channel-updated" && fact.channel.isDead) {
      for (const app of this.#apps.values()) app.unsubscribe("channel", fact.channel.id, { entirely: true });
    } else if (fact.kind === "bridge-updated" && fact.bridge.isDead) {
      for (const app of this.#apps.values()) app.unsubscribe("bridge", fact.bridge.id, { entirely: true });
    }
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
    app.subscribe("channel", channel.id);
    this.#pbx.publish({ kind: "stasis-started", application: name, channel: channel.snapshot, args });

    await control.dispatchUntilDone();
    app.unsubscribe("channel", channel.id);
    this.#pbx.publish({ kind: "stasis-ended", application: name, channel: channel.snapshot });
    control.flush();
    this.#cleanUp();
    this.controls.delete(channel.id);
    return true;
  }

  /** Forgets applications that have neither a connection nor a subscription, as late as Asterisk does. */
  #cleanUp(): void {
    for (const [name, app] of this.#apps) {
      if (app.listener === undefined && !app.hasSubscriptions) this.#apps.delete(name);
    }
  }
}
