import { type Context, type ExtensionMatch, type Include, matchesCallerId, type Switch } from "./context.ts";
import { foldCase } from "../source_text.ts";
import type { Extension, Priority } from "./extension.ts";
import type { MatchMode } from "./pattern.ts";
import { matchesTime } from "./time_spec.ts";

/** What {@linkcode Dialplan.find} may be told. */
export interface FindOptions {
  /** The caller's number. @default {""} */
  callerId?: string;
  /** When the call is; without it includes with times are searched whatever the time. */
  time?: Date;
  /** The time zone of Asterisk's system, for includes that name none. @default {"UTC"} */
  timeZone?: string;
  /** How the extension must match. @default {"match"} */
  match?: MatchMode;
  /** Says whether a switch has the step that is searched. @default {no switch has any} */
  hasStep?: (name: string, data: string, step: SwitchQuestion) => boolean;
}

/** The step that a switch is asked for. */
export interface SwitchQuestion {
  /** The context whose switch it is. */
  readonly context: string;
  /** The dialled number. */
  readonly extension: string;
  /** The priority's number; 0 when a label is searched. */
  readonly priority: number;
  /** The caller's number. */
  readonly callerId: string;
  /** How the extension must match. */
  readonly match: MatchMode;
}

/** What was found, or how far the search came. */
export type FindResult =
  | {
    readonly kind: "priority";
    /** The context that holds it, which may be an included one. */
    readonly context: Context;
    /** The extension that matched. */
    readonly extension: Extension;
    /** What is to be done. */
    readonly priority: Priority;
  }
  | {
    readonly kind: "switch";
    /** The name of the context whose switch has the step. */
    readonly context: string;
    /** The switch. */
    readonly name: string;
    /** What the switch is told, before substitution. */
    readonly data: string;
  }
  | {
    readonly kind: "none";
    /** What is missing: of all that was searched, the nearest to what was asked for. */
    readonly reason: "no-context" | "no-extension" | "no-priority" | "no-label";
  };

/** Where a search begins and what for. */
export interface FindTarget {
  readonly context: string;
  readonly extension: string;
  readonly priority?: number;
  readonly label?: string;
}

/** What of a dialplan is searched. */
export interface Searched {
  readonly options: { readonly overrideswitch: string | undefined };
  readonly contexts: ReadonlyMap<string, Context>;
}

/** Contexts that one search may pass on its way down the includes (pbx.c, AST_PBX_MAX_STACK). */
const maxContexts = 512;

/** Finds one step as pbx.c, `pbx_find_extension` does, with its usual matcher. */
export function findPriority(dialplan: Searched, target: FindTarget, options: FindOptions = {}): FindResult {
  return new Search(dialplan, target, options).run();
}

const reasons = ["no-context", "no-extension", "no-priority", "no-label"] as const;

class Search {
  readonly #dialplan: Searched;
  readonly #target: FindTarget;
  readonly #options: FindOptions;
  readonly #mode: MatchMode;
  /** Names are compared without case here, though a context is only found by its exact name. */
  readonly #passed = new Set<string>();
  #steps = 0;
  #nearest: 0 | 1 | 2 | 3 = 0;

  constructor(dialplan: Searched, target: FindTarget, options: FindOptions) {
    this.#dialplan = dialplan;
    this.#target = target;
    this.#options = options;
    this.#mode = options.match ?? "match";
  }

  run(): FindResult {
    return this.#search(this.#target.context) ?? { kind: "none", reason: reasons[this.#nearest] };
  }

  #search(name: string): FindResult | undefined {
    if (this.#steps >= maxContexts || this.#passed.has(foldCase(name))) return undefined;
    const context = this.#dialplan.contexts.get(name);
    if (context === undefined) return undefined;
    this.#reach(1);

    const overriding = splitSwitch(this.#dialplan.options.overrideswitch);
    if (overriding !== undefined && this.#asks(overriding, name)) {
      return { kind: "switch", context: name, ...overriding };
    }
    for (const match of context.matches(this.#target.extension, this.#mode)) {
      if (!matchesCallerId(match.extension.callerId, this.#options.callerId ?? "")) continue;
      // "!" ends the collecting of digits here, but what is included is still searched by who includes this context.
      if (match.isEarly && this.#mode === "match-more") return undefined;
      const priority = this.#take(match);
      if (priority) return { kind: "priority", context, extension: match.extension, priority };
    }
    const asked = context.switches.find((one) => this.#asks(one, name));
    if (asked) return { kind: "switch", context: name, name: asked.name, data: asked.data };
    return this.#searchIncludes(context);
  }

  #searchIncludes(context: Context): FindResult | undefined {
    this.#passed.add(foldCase(context.name));
    this.#steps++;
    for (const include of context.includes) {
      if (!this.#isSearched(include)) continue;
      const found = this.#search(include.context);
      if (found) return found;
    }
    return undefined;
  }

  #isSearched({ times }: Include): boolean {
    const { time, timeZone = "UTC" } = this.#options;
    return times === undefined || time === undefined || matchesTime(times, time, { timeZone });
  }

  #take({ extension }: ExtensionMatch): Priority | undefined {
    const { label, priority = 0 } = this.#target;
    this.#reach(label === undefined ? 2 : 3);
    return label === undefined ? extension.at(priority) : extension.labelled(label);
  }

  #asks({ name, data }: Pick<Switch, "name" | "data">, context: string): boolean {
    const { extension, priority = 0 } = this.#target;
    const { callerId = "", hasStep } = this.#options;
    return hasStep?.(name, data, { context, extension, priority, callerId, match: this.#mode }) ?? false;
  }

  #reach(nearest: 1 | 2 | 3): void {
    if (nearest > this.#nearest) this.#nearest = nearest;
  }
}

function splitSwitch(text: string | undefined): Pick<Switch, "name" | "data"> | undefined {
  if (text === undefined) return undefined;
  const slash = text.indexOf("/");
  return slash < 0 ? { name: text, data: "" } : { name: text.slice(0, slash), data: text.slice(slash + 1) };
}
