import type { Context } from "./context.ts";
import type { Extension, Priority } from "./extension.ts";
import { type FindOptions, findPriority, type FindResult } from "./find.ts";
import { hintPriority } from "./extension.ts";
import { matchesPattern } from "./pattern.ts";
import type { Origin } from "./source.ts";

/** The options of a dialplan's `[general]` section, with Asterisk's defaults. */
export interface DialplanOptions {
  /** Whether the dialplan may not be saved from Asterisk's command line. @default {false} */
  readonly static: boolean;
  /** The same, as another option. @default {false} */
  readonly writeprotect: boolean;
  /** Whether a call ends when there is no next priority. @default {true} */
  readonly autofallthrough: boolean;
  /** Whether Asterisk searches with its other matcher, which differs from the usual one and is not modelled. @default {false} */
  readonly extenpatternmatchnew: boolean;
  /** Whether a reload forgets global variables. @default {false} */
  readonly clearglobalvars: boolean;
  /** The switch that is asked before all contexts, as `Realtime/data`. */
  readonly overrideswitch: string | undefined;
  /** The context of the extensions of `users.conf`. @default {"default"} */
  readonly userscontext: string;
}

/** One line of a `[globals]` section. */
export interface GlobalVariable {
  /** Its name, without leading underscores. */
  readonly name: string;
  /** Its value after substitution. */
  readonly value: string;
  /** Where it was written. */
  readonly origin: Origin;
}

/** The parts of a {@linkcode Dialplan}. */
export interface DialplanParts {
  /** The options of `[general]`. */
  readonly options: DialplanOptions;
  /** The global variables; of several lines of one name the last. */
  readonly globals: ReadonlyMap<string, GlobalVariable>;
  /** The contexts by name, in the order of the file. */
  readonly contexts: ReadonlyMap<string, Context>;
}

/**
 * The contexts and extensions of an `extensions.conf`, searched as Asterisk searches them.
 *
 * @example
 * ```ts
 * import { loadDialplan } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "_1XX,1,Answer()" }, { name: "exten", value: "123,2,Hangup()" }];
 * const { dialplan } = loadDialplan({ sections: [{ name: "default", settings }] });
 * const found = dialplan.find("default", "123", 1);
 * console.log(found.kind === "priority" && found.extension.name); // "_1XX"
 * ```
 */
export class Dialplan {
  /** The options of `[general]`. */
  readonly options: DialplanOptions;
  /** The global variables; of several lines of one name the last. */
  readonly globals: ReadonlyMap<string, GlobalVariable>;
  /** The contexts by name, in the order of the file. */
  readonly contexts: ReadonlyMap<string, Context>;

  /** Makes a dialplan of its parts; {@linkcode loadDialplan} reads one from a file. */
  constructor(parts: DialplanParts) {
    this.options = parts.options;
    this.globals = parts.globals;
    this.contexts = parts.contexts;
  }

  /**
   * Finds what Asterisk does for one step of a call. Each priority is searched anew: the own extensions of the context
   * in order, of which the first that matches the number and the caller's and has this priority wins; then its switches;
   * then its includes, depth first. So two steps of one call may come from different extensions.
   *
   * @param context The context where the search begins.
   * @param extension The dialled number, or a name such as `s` or `i`.
   * @param priority The priority's number.
   * @param options The caller's number and the time.
   */
  find(context: string, extension: string, priority: number, options: FindOptions = {}): FindResult {
    return findPriority(this, { context, extension, priority }, options);
  }

  /** Finds the priority of a label, searched as {@linkcode Dialplan.find} does. */
  findLabel(context: string, extension: string, label: string, options: FindOptions = {}): FindResult {
    return findPriority(this, { context, extension, label }, options);
  }

  /** Finds the hint of an extension. Hints do not ask who calls: those for callers with a number are never found. */
  findHint(context: string, extension: string, options: FindOptions = {}): Priority | undefined {
    const found = findPriority(this, { context, extension, priority: hintPriority }, { ...options, callerId: "" });
    return found.kind === "priority" ? found.priority : undefined;
  }

  /** Whether digits that are still being dialled could become an extension, so that Asterisk waits for more of them. */
  matchesMore(context: string, digits: string, options: Omit<FindOptions, "match"> = {}): boolean {
    const found = this.find(context, digits, 1, { ...options, match: "match-more" });
    return found.kind !== "none";
  }

  /** Whether digits are an extension, or could become one. */
  canMatch(context: string, digits: string, options: Omit<FindOptions, "match"> = {}): boolean {
    const found = this.find(context, digits, 1, { ...options, match: "can-match" });
    return found.kind !== "none";
  }

  /** Whether a phone keeps its dial tone behind these digits, by `ignorepat`. */
  ignoresPattern(context: string, digits: string): boolean {
    const patterns = this.contexts.get(context)?.ignorePatterns ?? [];
    return patterns.some(({ pattern }) => matchesPattern(pattern, digits));
  }

  /** All extensions, context by context, in the order of the file and, within a context, of the search. */
  *extensions(): Iterable<{ readonly context: Context; readonly extension: Extension }> {
    for (const context of this.contexts.values()) {
      for (const extension of context.extensions) yield { context, extension };
    }
  }
}
