import type { Context } from "./context.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Extension } from "./extension.ts";
import type { ExtensionLine } from "./extension_line.ts";
import type { JumpTarget } from "./jump_targets.ts";
import { nearestName } from "./known_applications.ts";
import type { KeptLine } from "./lint_line.ts";
import type { Dialplan } from "./model.ts";
import type { DialplanSource } from "./source.ts";

/** Looks for one kind of problem in a dialplan, which takes more than one line to see. */
export type LintRule = (scope: LintScope) => Iterable<Diagnostic>;

/** Where a line leads to. */
export interface LineJump {
  /** The line. */
  readonly line: ExtensionLine;
  /** Where. */
  readonly target: JumpTarget;
}

/** What rules look at that need more than one line: the dialplan as Asterisk has it, and the lines that it was read from. */
export class LintScope {
  /** The dialplan, without the lines that Asterisk drops. */
  readonly dialplan: Dialplan;
  /** Every line that has an extension, in the order of the file. */
  readonly lines: readonly KeptLine[];
  /** What the dialplan was read from. */
  readonly source: DialplanSource;
  /** The major version of Asterisk. */
  readonly asteriskVersion: number;
  /** Where lines lead to, in the order of the file. */
  readonly jumps: readonly LineJump[];
  readonly #near = new Map<string, string | undefined>();
  #compared = 0;
  readonly #closures = new Map<string, readonly Context[]>();
  #searched = 0;

  /** Takes the parts as they are. */
  constructor(parts: Pick<LintScope, "dialplan" | "lines" | "jumps" | "source" | "asteriskVersion">) {
    this.dialplan = parts.dialplan;
    this.lines = parts.lines;
    this.jumps = parts.jumps;
    this.source = parts.source;
    this.asteriskVersion = parts.asteriskVersion;
  }

  /** A context and all that it includes, whatever the time, in the order of the search. */
  closure(name: string): readonly Context[] {
    const known = this.#closures.get(name);
    if (known !== undefined) return known;
    const contexts = new Set<Context>();
    const visit = (next: string) => {
      const context = this.dialplan.contexts.get(next);
      if (context === undefined || contexts.has(context) || contexts.size >= maxClosure) return;
      contexts.add(context);
      for (const include of context.includes) visit(include.context);
    };
    visit(name);
    const closure = [...contexts];
    this.#closures.set(name, closure);
    return closure;
  }

  /** The context whose name is nearest to one that is not there; none when that was asked for too many. */
  nearestContext(name: string): string | undefined {
    const { contexts } = this.dialplan;
    if (this.#near.has(name) || this.#compared > maxCompared) return this.#near.get(name);
    this.#compared += contexts.size;
    const nearest = nearestName(name, contexts.keys());
    this.#near.set(name, nearest);
    return nearest;
  }

  /** The extensions that a number may reach in a context, whoever calls and whenever. */
  *reachable(context: string, digits: string): Generator<Extension> {
    for (const included of this.closure(context)) {
      this.#searched += included.extensions.length;
      for (const { extension } of included.matches(digits)) yield extension;
    }
  }

  /** Counts a search from a context that the dialplan itself does. */
  countSearch(context: string): void {
    for (const { extensions } of this.closure(context)) this.#searched += extensions.length;
  }

  /**
   * Whether so much was searched that no more is: rules then find nothing where they would have to say that something does
   * not exist.
   */
  get isTired(): boolean {
    return this.#searched > maxSearched;
  }

  /** Whether a context asks a switch, whose extensions nobody knows here. */
  hasSwitch(context: string): boolean {
    return this.dialplan.options.overrideswitch !== undefined ||
      this.closure(context).some(({ switches }) => switches.length > 0);
  }
}

/** Names that are compared with those of contexts in all. */
const maxCompared = 2_000_000;
/** Extensions that are gone through in all, so that a huge dialplan of contexts that all include each other ends. */
const maxSearched = 20_000_000;
/** Asterisk passes no more contexts in one search. */
const maxClosure = 512;
