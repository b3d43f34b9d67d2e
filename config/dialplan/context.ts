import { type AddedPriority, type Extension, ExtensionBuilder, type Priority } from "./extension.ts";
import { matchesPattern, type MatchMode, matchPattern } from "./pattern.ts";
import { patternSortKey } from "./pattern_order.ts";
import type { DialplanSetting, Origin } from "./source.ts";
import type { TimeSpec } from "./time_spec.ts";

/** One `include` of a context. */
export interface Include {
  /** All of its text, by which Asterisk knows it. */
  readonly text: string;
  /** The context that is searched. */
  readonly context: string;
  /** When it is searched; `undefined` for always. */
  readonly times: TimeSpec | undefined;
  /** Where it was written. */
  readonly origin: Origin;
}

/** One `switch`, `lswitch` or `eswitch` of a context. */
export interface Switch {
  /** The word that it was written with. Only `eswitch` substitutes variables at each look-up. */
  readonly kind: "switch" | "lswitch" | "eswitch";
  /** The kind of switch, as `Realtime` or `DUNDi`. */
  readonly name: string;
  /** What that switch is told. */
  readonly data: string;
  /** Where it was written. */
  readonly origin: Origin;
}

/** One `ignorepat` of a context. */
export interface IgnorePattern {
  /** The pattern, behind which a phone keeps its dial tone. */
  readonly pattern: string;
  /** Where it was written. */
  readonly origin: Origin;
}

/** One context of a dialplan. */
export interface Context {
  /** Its name; contexts whose names differ in case are different. */
  readonly name: string;
  /** Its extensions, in the order in which they are tried. */
  readonly extensions: readonly Extension[];
  /** The contexts that it includes, in the order in which they are searched. */
  readonly includes: readonly Include[];
  /** Its switches, in the order in which they are asked. */
  readonly switches: readonly Switch[];
  /** Its ignore patterns. */
  readonly ignorePatterns: readonly IgnorePattern[];
  /** Whether hints are made for the devices of its extensions. */
  readonly hasAutohints: boolean;
  /** The extensions that match a number, in order, whatever the caller's number. */
  matches(digits: string, mode?: MatchMode): Iterable<ExtensionMatch>;
}

/** An extension that matches. */
export interface ExtensionMatch {
  /** The extension. */
  readonly extension: Extension;
  /** Whether it is a pattern whose `!` was reached. */
  readonly isEarly: boolean;
}

/** A context that is still being loaded. */
export class ContextBuilder implements Context {
  readonly name: string;
  readonly #includes = new Map<Include, DialplanSetting>();
  readonly switches: Switch[] = [];
  readonly ignorePatterns: IgnorePattern[] = [];
  hasAutohints = false;
  readonly #byKey = new Map<string, ExtensionBuilder>();
  readonly #byName = new Map<string, [key: string, extension: Extension][]>();
  readonly #patterns: [key: string, extension: Extension][] = [];
  #last: { pattern: string; callerId: string | undefined; builder: ExtensionBuilder } | undefined;
  #sortedPatterns: readonly Extension[] | undefined;
  #sorted: readonly Extension[] | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get extensions(): readonly Extension[] {
    return this.#sorted ??= sorted(this.#byKey);
  }

  get includes(): readonly Include[] {
    return [...this.#includes.keys()];
  }

  /** Adds an include, which was read from this setting. */
  include(include: Include, setting: DialplanSetting): void {
    this.#includes.set(include, setting);
  }

  /** The setting that an include was read from. */
  settingOf(include: Include): DialplanSetting | undefined {
    return this.#includes.get(include);
  }

  /** Adds a priority to its extension, which is made where there is none. */
  add(priority: Priority): AddedPriority {
    return this.#builderFor(priority).add(priority);
  }

  /** Most lines are of the extension of the line before. */
  #builderFor({ pattern, callerId }: Priority): ExtensionBuilder {
    const last = this.#last;
    if (last !== undefined && last.pattern === pattern && last.callerId === callerId) return last.builder;
    const key = patternSortKey(pattern) + (callerId === undefined ? "\uffff" : "\u0000" + patternSortKey(callerId));
    let builder = this.#byKey.get(key);
    if (builder === undefined) {
      builder = new ExtensionBuilder();
      this.#byKey.set(key, builder);
      this.#enter(key, builder, pattern);
    }
    this.#last = { pattern, callerId, builder };
    return builder;
  }

  *matches(digits: string, mode: MatchMode = "match"): Iterable<ExtensionMatch> {
    if (mode === "match") {
      for (const extension of sorted(this.#byName.get(plainName(digits)) ?? [])) yield { extension, isEarly: false };
    }
    for (const extension of mode === "match" ? this.#orderedPatterns() : this.extensions) {
      const match = matchPattern(extension.pattern, digits, { mode });
      if (match !== "none") yield { extension, isEarly: match === "early" };
    }
  }

  #enter(key: string, builder: Extension, name: string): void {
    this.#sorted = undefined;
    if (name.startsWith("_")) {
      this.#patterns.push([key, builder]);
      this.#sortedPatterns = undefined;
    } else {
      const entries = this.#byName.get(plainName(name));
      if (entries) entries.push([key, builder]);
      else this.#byName.set(plainName(name), [[key, builder]]);
    }
  }

  #orderedPatterns(): readonly Extension[] {
    return this.#sortedPatterns ??= sorted(this.#patterns);
  }
}

function sorted(entries: Iterable<[key: string, extension: Extension]>): Extension[] {
  return [...entries].sort(([left], [right]) => left < right ? -1 : 1).map(([, extension]) => extension);
}

function plainName(extension: string): string {
  return extension.replaceAll("-", "");
}

/** Whether an extension is for a caller of this number. */
export function matchesCallerId(callerId: string | undefined, number: string): boolean {
  if (callerId === undefined) return true;
  return number === "" ? callerId === "" : matchesPattern(callerId, number);
}
