import type { Channel } from "./channel.ts";
import type { Fact } from "./facts.ts";
import type { Pbx } from "./pbx.ts";
import { objectsOf, type Reordering } from "./reordering.ts";
import { StasisApp, type StasisListener } from "./stasis_app.ts";
import { DeviceSubscriptions } from "./device_subscriptions.ts";
import { StasisControl, type StasisMove } from "./stasis_control.ts";

/** Makes connections for single calls, where an application is not there by itself. */
export interface PerCallConnector {
  /** Connects for a call, and resolves with the name of its application; `undefined` when there is no way to one. */
  connect(application: string, channel: Channel): Promise<string | undefined>;
  /** Says that the call of this application is over. */
  release(application: string): void;
}

/** All Stasis applications, and the channels that are in one (`res_stasis.c`). */
export class StasisApps {
  readonly controls: Map<string, StasisControl> = new Map();
  /** Where applications come from that are connected for one call; there are none by default. */
  perCall: PerCallConnector | undefined;
  /** What makes events of different objects change places; nothing does by default. */
  reordering: Reordering | undefined;
  readonly #pbx: Pbx;
  readonly #apps = new Map<string, StasisApp>();
  readonly #devices = new DeviceSubscriptions();

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

  /** Connects an application, which replaces its former connection and keeps its subscriptions and its filter. */
  register(name: string, listener: StasisListener, options: { subscribesAll: boolean }): void {
    const known = this.#apps.get(name);
    if (known?.listener !== undefined) this.#pbx.publish({ kind: "application-replaced", application: name });
    const app = known ?? new StasisApp(name, { ...options, devices: this.#devices });
    app.listener = listener;
    this.#apps.set(name, app);
    this.#cleanUp();
  }

  /** Disconnects an application, unless another connection has replaced this one. */
  unregister(name: string, listener: StasisListener): void {
    const app = this.#apps.get(name);
    if (app?.listener !== listener) return;
    app.unsubscribeFromAll();
    app.listener = undefined;
    this.#cleanUp();
  }

  /** Gives a fact to the applications that it concerns. */
  deliver(fact: Fact): void {
    for (const app of this.#apps.values()) {
      for (let times = app.hears(fact); times > 0; times--) this.#tell(app, fact);
    }
    this.#forget(fact);
  }

  #tell(app: StasisApp, fact: Fact): void {
    // Who hears of a call hears of where it is forwarded to (call_forwarded_handler).
    if (fact.kind === "channel-dial" && fact.forwarded !== undefined && !fact.forwarded.isDead) {
      app.subscribe("channel", fact.forwarded.id);
    }
    const send = () => app.listener?.send(app.name, fact);
    // What is said about the connection itself must reach the one that it is about.
    if (this.reordering === undefined || fact.kind === "application-replaced") send();
    else this.reordering.pass(app.name, objectsOf(fact), send);
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
   * Puts a channel into an application as the dialplan does (`app_stasis.c`): one that nobody has registered may be connected
   * for this call alone. Gives `false` when there is none, or it was lost.
   */
  async enter(channel: Channel, name: string, args: readonly string[]): Promise<boolean> {
    if (this.#apps.has(name)) return await this.run(channel, name, args);
    const own = await this.perCall?.connect(name, channel);
    if (own === undefined) return false;
    const ran = await this.run(channel, own, args);
    this.perCall?.release(own);
    return ran;
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
    this.#enter(control, args);
    // deno-lint-ignore no-await-in-loop -- a channel's commands must keep their order.
    for (const action of channel.bridging.takeOnStasis()) await action(control);

    await control.dispatchUntilDone((destination) => this.#move(control, destination));
    await control.bridging.finish();
    this.#leave(control);
    control.flush();
    this.#cleanUp();
    this.controls.delete(channel.id);
    if (control.hasFailed) return false;
    await this.#goOnWithoutPbx(channel);
    return true;
  }

  #enter({ app, channel }: StasisControl, args: readonly string[]): void {
    app.subscribe("channel", channel.id);
    // It takes the place of another one in a bridge, whom the application need not hear of any more for that.
    const replaceChannel = channel.bridging.takeReplaced();
    if (replaceChannel !== undefined) app.unsubscribe("channel", replaceChannel.id);
    const { name: application } = app;
    this.#pbx.publish({ kind: "stasis-started", application, channel: channel.snapshot, args, replaceChannel });
  }

  #leave({ app, channel }: StasisControl): void {
    app.unsubscribe("channel", channel.id);
    this.#pbx.publish({ kind: "stasis-ended", application: app.name, channel: channel.snapshot });
  }

  /** Hands a channel on to another application; it stays where it is, and that application is told, when there is none. */
  #move(control: StasisControl, { application: destination, args }: StasisMove): void {
    const app = this.#apps.get(destination);
    if (app?.listener === undefined) {
      const { app: { name: application }, channel: { snapshot: channel } } = control;
      this.#pbx.publish({ kind: "application-move-failed", application, channel, destination, args });
      return;
    }
    this.#leave(control);
    control.app = app;
    this.#cleanUp();
    this.#enter(control, args);
  }

  /** A channel that no dialplan sent here has one run where it was continued to, before it is hung up. */
  async #goOnWithoutPbx(channel: Channel): Promise<void> {
    if (channel.hasPbx || channel.isHungUp) return;
    const { position } = channel;
    const { context, exten, priority = position.priority } = channel.takeDestination() ?? position;
    channel.moveTo({ context, exten, priority });
    await this.#pbx.dialplan.runOnly(channel);
  }

  /** Forgets applications that have neither a connection nor a subscription, as late as Asterisk does. */
  #cleanUp(): void {
    for (const [name, app] of this.#apps) {
      if (app.listener === undefined && !app.hasSubscriptions) this.#apps.delete(name);
    }
  }
}
