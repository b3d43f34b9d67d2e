import type { Fact } from "./facts.ts";
import { type TopicKind, topicsOf } from "./topics.ts";

/** Who is told what an application hears: its connection. */
export interface StasisListener {
  /** Tells `application` of `fact`. */
  send(application: string, fact: Fact): void;
}

/** Which events an application is sent, by type; what is disallowed wins. */
export interface EventFilter {
  /** The only types that are sent; all when it is empty. */
  readonly allowed: readonly string[];
  /** The types that are not sent. */
  readonly disallowed: readonly string[];
}

/** How an application shows that it is subscribed to all of a kind (`res/stasis/app.c`). */
const allTopics: Readonly<Record<TopicKind, string>> = {
  channel: "__AST_CHANNEL_ALL_TOPIC",
  bridge: "__AST_BRIDGE_ALL_TOPIC",
  endpoint: "__AST_ENDPOINT_ALL_TOPIC",
  deviceState: "__AST_DEVICE_STATE_ALL_TOPIC",
};

/** One Stasis application, and what it is subscribed to. It outlives its connection while it has subscriptions. */
export class StasisApp {
  readonly name: string;
  /** The connection, or `undefined` while there is none: then it misses everything. */
  listener: StasisListener | undefined;
  /** Which events it is sent. */
  filter: EventFilter = { allowed: [], disallowed: [] };
  /** How many interests it has in each thing; an empty id is all of the kind. */
  readonly #interests: Readonly<Record<TopicKind, Map<string, number>>> = {
    channel: new Map(),
    bridge: new Map(),
    endpoint: new Map(),
    deviceState: new Map(),
  };

  constructor(name: string, options: { subscribesAll: boolean }) {
    this.name = name;
    if (!options.subscribesAll) return;
    for (const kind of Object.keys(allTopics) as TopicKind[]) this.subscribe(kind, "");
  }

  /** Whether it would stay although nobody is connected. */
  get hasSubscriptions(): boolean {
    const { channel, bridge, endpoint } = this.#interests;
    return channel.size + bridge.size + endpoint.size > 0;
  }

  /** What it is subscribed to of one kind, as ARI shows it. */
  subscriptions(kind: TopicKind): string[] {
    return [...this.#interests[kind].keys()].map((id) => id === "" ? allTopics[kind] : id);
  }

  /** Whether it has an interest in just this. */
  isSubscribed(kind: TopicKind, id: string): boolean {
    return this.#interests[kind].has(id);
  }

  /** Adds one to its interest in something; nothing happens when it is subscribed to all of the kind already. */
  subscribe(kind: TopicKind, id: string): void {
    const interests = this.#interests[kind];
    if (interests.has("")) return;
    interests.set(id, (interests.get(id) ?? 0) + 1);
  }

  /** Takes one from its interest in something, or all of it; gives `false` when it had none. */
  unsubscribe(kind: TopicKind, id: string, options: { entirely?: boolean } = {}): boolean {
    const { entirely = false } = options;
    const interests = this.#interests[kind];
    const interest = interests.get(id);
    if (interest === undefined) return false;
    if (interest > 1 && !entirely) interests.set(id, interest - 1);
    else interests.delete(id);
    return true;
  }

  /** How many times it hears of a fact: once for each of its subscriptions that matches. */
  hears(fact: Fact): number {
    if ("application" in fact && fact.application !== undefined) return fact.application === this.name ? 1 : 0;
    let count = 0;
    for (const { kind, id, isForwarded = false } of topicsOf(fact)) {
      const interests = this.#interests[kind];
      if (interests.has(id)) count++;
      if (id !== "" && !isForwarded && interests.has("")) count++;
    }
    return count;
  }
}
