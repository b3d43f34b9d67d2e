/**
 * What is known about Asterisk's actions and events: `facts/actions.json` and `facts/events.json`.
 *
 * A key that ends in `?` may be absent; `{number}` and `{text}` in a key stand for what differs from header to header.
 */
import actionsJson from "./facts/actions.json" with { type: "json" };
import eventsJson from "./facts/events.json" with { type: "json" };

/** The release that the facts describe. */
export const asteriskVersion = "22.10.1";

/** Type of a header: a word, or its values; a last value `*` says that there may be others. */
export type HeaderType = string | readonly string[];

/** How a list action answers. */
export interface ListFacts {
  /** Events that are items; none named: any event. */
  readonly items: readonly string[];
  /** Event at the end. */
  readonly complete: string;
  /** Value of EventList in the first message; undefined where the list has no EventList headers. */
  readonly start?: string;
  /** The error that stands for an empty list. */
  readonly emptyError?: string;
  /** Says that the action lists only when its Channel is a regular expression. */
  readonly only?: string;
}

/** An action. */
export interface ActionFacts {
  /** Classes of which a session needs one; none: anybody may. */
  readonly privileges: readonly string[];
  readonly modules: readonly string[];
  readonly fields: Readonly<Record<string, HeaderType>>;
  /** What its answer has besides Response, ActionID and Message. */
  readonly response?: Readonly<Record<string, HeaderType>>;
  readonly list?: ListFacts;
}

/** An event. */
export interface EventFacts {
  readonly classes: readonly string[];
  readonly modules: readonly string[];
  /** Snapshots: `channel:Dest` is a channel with the prefix `Dest`. */
  readonly snapshots: readonly string[];
  readonly headers: Readonly<Record<string, HeaderType>>;
  /** False where Asterisk's documentation has no such event. */
  readonly documented?: boolean;
  /** The name in Asterisk's documentation, where it is not what is sent. */
  readonly documentedAs?: string;
}

/** All facts. */
export interface Facts {
  readonly actions: Readonly<Record<string, ActionFacts>>;
  readonly events: Readonly<Record<string, EventFacts>>;
}

/** The facts about the real Asterisk. */
export const asteriskFacts: Facts = { actions: actionsJson, events: eventsJson };

/** A key of a table of headers, taken apart. */
export interface HeaderKey {
  readonly name: string;
  readonly optional: boolean;
  /** The placeholder in the name, if any. */
  readonly placeholder: "number" | "text" | undefined;
}

/** Takes the key of a table of headers apart. */
export function parseHeaderKey(key: string): HeaderKey {
  const optional = key.endsWith("?");
  const name = optional ? key.slice(0, -1) : key;
  const [, placeholder] = /\{(number|text)\}/.exec(name) ?? [];
  return { name, optional, placeholder: placeholder === "number" || placeholder === "text" ? placeholder : undefined };
}

/** A snapshot, taken apart. */
export interface SnapshotKey {
  readonly kind: "channel" | "bridge";
  readonly prefix: string;
  readonly optional: boolean;
}

/** Takes a snapshot apart. */
export function parseSnapshot(text: string): SnapshotKey {
  const [, kind, prefix = "", optional] = /^(channel|bridge):(\w*)(\??)$/.exec(text) ?? [];
  if (kind !== "channel" && kind !== "bridge") throw new SyntaxError(`Cannot read the snapshot "${text}"`);
  return { kind, prefix, optional: optional === "?" };
}
