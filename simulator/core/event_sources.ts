import type { Pbx } from "./pbx.ts";
import type { StasisApp } from "./stasis_app.ts";
import type { TopicKind } from "./topics.ts";

/** What became of a subscription, or of its end. */
export type SubscriptionResult =
  | "done"
  /** The URI is of no known scheme. */
  | "unknown-scheme"
  /** There is nothing of this name, or the application is not subscribed to it. */
  | "not-found"
  /** Asterisk falls over its own feet, and says 501: single kinds of "all" can not be left. */
  | "unanswered";

/** Asterisk's order, in which it looks for the scheme of a URI. */
const schemes: readonly (readonly [scheme: string, kind: TopicKind])[] = [
  ["channel:", "channel"],
  ["bridge:", "bridge"],
  ["endpoint:", "endpoint"],
  ["deviceState:", "deviceState"],
];

/** Subscribes an application to what each URI names, until one of them fails. */
export function subscribe(pbx: Pbx, app: StasisApp, uris: readonly string[]): SubscriptionResult {
  return forEach(uris, (kind, name) => {
    const id = name === "" ? "" : findSource(pbx, kind, name);
    if (id === undefined) return "not-found";
    app.subscribe(kind, id);
    return "done";
  });
}

/** Unsubscribes an application from what each URI names, until one of them fails. */
export function unsubscribe(app: StasisApp, uris: readonly string[]): SubscriptionResult {
  return forEach(uris, (kind, id) => {
    if (!app.isSubscribed(kind, id)) return "not-found";
    return app.unsubscribe(kind, id) ? "done" : "unanswered";
  });
}

/** The id of a thing, from a name that it goes by. */
function findSource(pbx: Pbx, kind: TopicKind, name: string): string | undefined {
  switch (kind) {
    case "channel":
      return pbx.findChannel(name)?.id;
    case "bridge":
      return pbx.bridges.getForApplications(name)?.id;
    case "endpoint":
      return pbx.hasEndpointSource(name) ? name : undefined;
    case "deviceState":
      // Asterisk knows every device, as it makes up the state of those that it has not heard of.
      return name;
    default:
      throw new Error(`Unreachable: ${kind satisfies never}`);
  }
}

function forEach(
  uris: readonly string[],
  act: (kind: TopicKind, name: string) => SubscriptionResult,
): SubscriptionResult {
  for (const uri of uris) {
    const found = schemes.find(([scheme]) => uri.startsWith(scheme));
    if (found === undefined) return "unknown-scheme";
    const [scheme, kind] = found;
    const result = act(kind, uri.slice(scheme.length));
    if (result !== "done") return result;
  }
  return "done";
}
