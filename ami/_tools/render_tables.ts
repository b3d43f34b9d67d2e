import { literal } from "../../ari/_tools/typescript.ts";
import { type Facts, type ListFacts, parseHeaderKey, parseSnapshot } from "./facts.ts";

/** Renders `lists.ts`: how each list action answers. */
export function renderLists({ actions }: Facts): string {
  const entries = Object.entries(actions).flatMap(([name, { list }]) => list === undefined ? [] : [entry(name, list)]);
  return `import type { ListAction } from "../list_action.ts";

/** How the list actions answer, by their names. */
export const listActions: Readonly<Record<string, ListAction>> = {
${entries.join("")}};
`;
}

function entry(name: string, { items, complete, start, emptyError, only }: ListFacts): string {
  const action = {
    items,
    complete,
    ...(start === undefined ? {} : { start }),
    emptyErrors: emptyError === undefined ? [] : [emptyError],
    ...(only === undefined ? {} : { only }),
  };
  return `  ${name}: ${literal(action)},\n`;
}

/** Renders `header_names.ts`: every header that is known by name. */
export function renderHeaderNames(facts: Facts, common: CommonHeaders): string {
  const names = headerNames(facts, common).map((name) => `  ${JSON.stringify(name)},\n`).join("");
  return `/** The names of all headers that Asterisk's actions, answers and events are known to have, in alphabetical order. */
export const headerNames: readonly string[] = [
${names}];
`;
}

/** The headers that are in hand-written types. */
export interface CommonHeaders {
  /** Those that any message may have. */
  readonly any: readonly string[];
  /** Those of a channel. */
  readonly channel: readonly string[];
  /** Those of a bridge. */
  readonly bridge: readonly string[];
}

function headerNames({ actions, events }: Facts, { any, channel, bridge }: CommonHeaders): string[] {
  const tables = [
    ...Object.values(actions).flatMap(({ fields, response = {} }) => [fields, response]),
    ...Object.values(events).map(({ headers }) => headers),
  ];
  const own = tables.flatMap((table) => Object.keys(table)).map(parseHeaderKey)
    .filter(({ placeholder }) => placeholder === undefined).map(({ name }) => name);
  const ofSnapshots = Object.values(events).flatMap(({ snapshots }) => snapshots).map(parseSnapshot)
    .flatMap(({ kind, prefix }) => (kind === "channel" ? channel : bridge).map((name) => prefix + name));
  return [...new Set([...any, ...own, ...ofSnapshots])].sort();
}

/** Renders `event_classes.ts`: the classes of each event. */
export function renderEventClasses({ events }: Facts): string {
  const entries = Object.entries(events).filter(([, { classes }]) => classes.length > 0)
    .map(([name, { classes }]) => `  ${JSON.stringify(name)}: ${literal(classes)},\n`).join("");
  return `/** The classes of each event: a session must read them all. What only answers actions has no class. */
export const eventClasses: Readonly<Record<string, readonly string[]>> = {
${entries}};
`;
}

/** Renders `privileges.ts`: what a session needs for each action. */
export function renderPrivileges({ actions }: Facts): string {
  const entries = Object.entries(actions)
    .map(([name, action]) => `  ${name}: ${literal(action.privileges)},\n`).join("");
  return `/** The classes of which a session must have one to use an action; none: any session may. */
export const privileges: Readonly<Record<string, readonly string[]>> = {
${entries}};
`;
}
