import { applicationCalls } from "./application_call.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { applications } from "./generated/applications.ts";
import { jumpTargets } from "./jump_targets.ts";
import { loadDialplan } from "./load.ts";
import { allReferences, findReferences } from "./references.ts";
import { originOf } from "./dialplan_diagnostic.ts";
import type { DialplanSource, Origin } from "./source.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** What kind of names are similar. */
export type NameKind = "context" | "extension" | "label" | "variable";

/** Names of one kind that may be meant to be the same. */
export interface SimilarNames {
  /** What they name. */
  readonly kind: NameKind;
  /** The names, those that are used most first. */
  readonly names: readonly NameUse[];
}

/** A name, and where it is used. */
export interface NameUse {
  /** The name, as it is written. */
  readonly name: string;
  /** How often; 0 for a variable of Asterisk's own that the dialplan does not use. */
  readonly count: number;
  /** Where first. */
  readonly origin: Origin | undefined;
}

/**
 * Finds names that look like each other: `customer` and `costumer`, `DIALSTATUS` and `DAILSTATUS`, `from-pstn` and
 * `from_pstn`. Nothing may be wrong with any of them, and so this is no part of {@linkcode lintDialplan}.
 *
 * Two names are similar when they differ in case, in dashes and underscores, or, from five letters on, in one letter that
 * is another one, that is missing, or that is swapped with another. Digits make a difference: `trunk1` is not like
 * `trunk2`. Variables are also compared with those that Asterisk's applications set.
 *
 * @example
 * ```ts
 * import { findSimilarNames } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "100,1,Dial(PJSIP/alice)" }, { name: "same", value: "n,Goto(s-${DAILSTATUS},1)" }];
 * const [similar] = findSimilarNames({ sections: [{ name: "default", settings }] });
 * console.log(similar?.kind, similar?.names.map(({ name }) => name)); // "variable" [ "DAILSTATUS", "DIALSTATUS" ]
 * ```
 */
export function findSimilarNames(source: DialplanSource): SimilarNames[] {
  const uses = collectNames(source);
  return [...uses].flatMap(([kind, names]) =>
    groupSimilar(names.keys()).flatMap((group) => {
      const used = group.flatMap((name) => names.get(name) ?? []);
      const noted = used.filter((one) => used.some((other) => one !== other && isNoted(one, other)))
        .sort((left, right) => right.count - left.count || (left.name < right.name ? -1 : 1));
      return noted.length === 0 ? [] : [{ kind, names: noted }];
    })
  );
}

/** Two of Asterisk's own variables are right as they are. */
function isNoted(one: NameUse, other: NameUse): boolean {
  const isOwn = ({ name }: NameUse) => ownVariables.has(name);
  return !(isOwn(one) && isOwn(other)) && areSimilar(one.name, other.name);
}

type Uses = Map<NameKind, Map<string, NameUse>>;

function collectNames(source: DialplanSource): Uses {
  const uses: Uses = new Map([["context", new Map()], ["extension", new Map()], ["label", new Map()]]);
  const variables = new Map([...ownVariables].map((name) => [name, { name, count: 0, origin: undefined }]));
  uses.set("variable", variables);
  const use = (kind: NameKind, name: string, origin: Origin) => {
    if (name === "" || /[$\s]/.test(name)) return;
    const names = uses.get(kind) ?? new Map<string, NameUse>();
    const known = names.get(name);
    names.set(name, { name, count: (known?.count ?? 0) + 1, origin: known?.origin ?? origin });
  };
  const lines: ExtensionLine[] = [];
  const { dialplan } = loadDialplan(source, { onLine: (line) => lines.push(line) });
  for (const { name, settings } of source.sections) {
    const [first] = settings;
    if (dialplan.contexts.has(name) && first !== undefined) use("context", name, originOf(first, source));
  }
  for (const { includes } of dialplan.contexts.values()) {
    for (const { context, origin } of includes) use("context", context, origin);
  }
  for (const { name, origin } of dialplan.globals.values()) use("variable", name, origin);
  for (const line of lines) {
    if (!line.name.startsWith("_") && line.setting.name.toLowerCase() === "exten") {
      use("extension", line.name, line.origin);
    }
    if (line.priority.label !== undefined) use("label", line.priority.label, line.origin);
    for (const name of variablesOf(line)) use("variable", name, line.origin);
  }
  for (const call of lines.flatMap(applicationCalls)) {
    const { origin } = call.line;
    for (const { context, extension, priority } of jumpTargets(call)) {
      if (context !== undefined) use("context", context.text, origin);
      if (extension !== undefined && !/^\d/.test(extension.text)) use("extension", extension.text, origin);
      if (!/^[+-]?\d/.test(priority.text)) use("label", priority.text, origin);
    }
    if (!/^m?set$/i.test(call.name.text.trim())) continue;
    const data = call.data?.text ?? "";
    const isOne = call.name.text.trim().toLowerCase() === "set";
    for (const { text } of isOne ? [{ text: data }] : splitWrittenArguments(data)) {
      const name = /^\s*_{0,2}(\w+)\s*=/.exec(text)?.[1];
      if (name !== undefined) use("variable", name, origin);
    }
  }
  return uses;
}

function* variablesOf({ parts }: ExtensionLine): Generator<string> {
  for (const reference of allReferences(findReferences(parts.application.text))) {
    if (reference.kind === "variable" && reference.arguments === undefined) yield reference.name.text;
  }
}

/** What Asterisk and its applications set. */
const ownVariables: ReadonlySet<string> = new Set([
  ...["CHANNEL", "CONTEXT", "EPOCH", "EXTEN", "HANGUPCAUSE", "HINT", "HINTNAME", "PRIORITY", "SYSTEMNAME", "UNIQUEID"],
  ...["ARGC", "INVALID_EXTEN", "TRANSFER_CONTEXT", "GOSUB_RETVAL"],
  ...applications.flatMap(({ variables }) => Object.keys(variables)).filter((name) => /^\w+$/.test(name)),
]);

/** Names with a key in common may be similar; the keys of a name are itself, its letters in order, and all that it
 *  is without one of them. */
function groupSimilar(names: Iterable<string>): string[][] {
  const byKey = new Map<string, string[]>();
  const parents = new Map<string, string>();
  for (const name of names) {
    for (const key of keysOf(name)) {
      const others = byKey.get(key) ?? [];
      for (const other of others.slice(0, maxOthers)) {
        if (areSimilar(name, other)) parents.set(rootOf(parents, name), rootOf(parents, other));
      }
      byKey.set(key, [...others.slice(0, maxOthers), name]);
    }
  }
  const groups = Map.groupBy(new Set([...parents.keys(), ...parents.values()]), (name) => rootOf(parents, name));
  return [...groups.values()];
}

/** The name that stands for all of a group. */
function rootOf(parents: ReadonlyMap<string, string>, name: string): string {
  let root = name;
  for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
  return root;
}

/** Names that are compared for one key; more than these can not all be typing mistakes. */
const maxOthers = 50;
/** Shorter names differ in one letter by chance. */
const shortest = 5;
/** Longer names are compared as far as this. */
const longest = 80;

function canonical(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "").slice(0, longest);
}

function keysOf(name: string): Set<string> {
  const text = canonical(name);
  const keys = new Set([text]);
  if (text.length < shortest) return keys;
  keys.add(` ${[...text].sort().join("")}`);
  for (let at = 0; at < text.length; at++) keys.add(text.slice(0, at) + text.slice(at + 1));
  return keys;
}

function areSimilar(left: string, right: string): boolean {
  const [one, other] = [canonical(left), canonical(right)];
  if (one === other) return true;
  if (Math.min(one.length, other.length) < shortest) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [here, there] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (/\d/.test(here + there)) return false;
  const isSwapped = here.length === there.length && here.length > 1 && here.slice(1, -1) === there.slice(1, -1) &&
    here[0] === there.at(-1) && here.at(-1) === there[0];
  return isSwapped || here.length <= 1 && there.length <= 1;
}
