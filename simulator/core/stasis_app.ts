import { DeviceSubscriptions } from "./device_subscriptions.ts";
import { EventFilter } from "./event_filter.ts";
import type { Fact } from "./facts.ts";
import { isHeardOnce, type TopicKind, topicsOf } from "./topics.ts";

/** Who is told what an application hears: its connection. */
export interface StasisListener {
  /** Tells `application` of `fact`. */
  send(application: string, fact: Fact): void;
}

/** How an application shows that it is subscribed to all of a kind (`res/stasis/app.c`). */
const allTopics: Readonly<Record<TopicKind, string>> = {
  channel: "__AST_CHANNEL_ALL_TOPIC",
  bridge: "__AST_BRIDGE_ALL_TOPIC",
  endpoint: "__AST_ENDPOINT_ALL_TOPIC",
  deviceState: "__AST_DEVICE_STATE_ALL_TOPIC",
};

interface Forward {
  readonly kind: TopicKind;
  interest: number;
}

/** What a {@linkcode StasisApp} is made from. */
export interface StasisAppOptions {
  /** Whether it hears of everything. */
  readonly subscribesAll: boolean;
  /** Where its subscriptions to device states are kept, so that they outlive it; by default they do not. */
  readonly devices?: DeviceSubscriptions;
}

/** One Stasis application, and what it is subscribed to. It outlives its connection while it has subscriptions. */
export class StasisApp {
  readonly name: string;
  /** The connection, or `undefined` while there is none: then it misses everything. */
  listener: StasisListener | undefined;
  /** Which events it is sent. */
  readonly filter: EventFilter = new EventFilter();
  readonly #devices: DeviceSubscriptions;
  /** What it hears of, by id: Asterisk does not keep the kinds apart. */
  readonly #forwards = new Map<string, Forward>();

  constructor(name: string, options: StasisAppOptions) {
    this.name = name;
    this.#devices = options.devices ?? new DeviceSubscriptions();
    if (!options.subscribesAll) return;
    for (const kind of Object.keys(allTopics) as TopicKind[]) this.subscribe(kind, "");
  }

  /** Whether it would stay although nobody is connected: device states do not keep it. */
  get hasSubscriptions(): boolean {
    return this.#forwards.size > 0;
  }

  /** What it is subscribed to of one kind, as ARI shows it. */
  subscriptions(kind: TopicKind): string[] {
    if (kind === "deviceState") return this.#devices.of(this.name);
    return [...this.#forwards].filter(([, forward]) => forward.kind === kind).map(([id]) => id).sort();
  }

  /** Whether it has an interest in just this, or in all of a kind when the id is empty. */
  isSubscribed(kind: TopicKind, id: string): boolean {
    return kind === "deviceState" ? this.#devices.has(this.name, id) : this.#forwards.has(id || allTopics[kind]);
  }

  /** Adds one to its interest in something; nothing happens when it is subscribed to all of the kind already. */
  subscribe(kind: TopicKind, id: string): void {
    if (kind === "deviceState") return this.#devices.add(this.name, id);
    if (this.#forwards.has(allTopics[kind])) return;
    const key = id || allTopics[kind];
    const forward = this.#forwards.get(key);
    if (forward === undefined) this.#forwards.set(key, { kind, interest: 1 });
    else forward.interest++;
  }

  /**
   * Takes one from its interest in something, or all of it; gives `false` when it had none. Only device states know an empty
   * id for all.
   */
  unsubscribe(kind: TopicKind, id: string, options: { entirely?: boolean } = {}): boolean {
    const { entirely = false } = options;
    if (kind === "deviceState") {
      this.#devices.delete(this.name, id);
      return true;
    }
    const forward = this.#forwards.get(id);
    if (forward === undefined) return false;
    if (--forward.interest <= 0 || entirely) this.#forwards.delete(id);
    return true;
  }

  /** Gives up its subscriptions to all of a kind, as when its connection goes; those to single things stay. */
  unsubscribeFromAll(): void {
    for (const topic of Object.values(allTopics)) this.#forwards.delete(topic);
    if (this.#devices.has(this.name, "")) this.#devices.delete(this.name, "");
  }

  /** How many times it hears of a fact: once for each of its subscriptions that matches. */
  hears(fact: Fact): number {
    if ("application" in fact && fact.application !== undefined) return fact.application === this.name ? 1 : 0;
    let count = 0;
    for (const { kind, id, isForwarded = false } of topicsOf(fact)) {
      if (kind === "deviceState") count += this.#devices.count(this.name, id);
      else {
        if (this.#forwards.has(id || allTopics[kind])) count++;
        if (id !== "" && !isForwarded && this.#forwards.has(allTopics[kind])) count++;
      }
    }
    return isHeardOnce(fact) ? Math.min(count, 1) : count;
  }
}
