import { type ApplicationCall, applicationCalls } from "./application_call.ts";
import type { Context } from "./context.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnose, type Finding } from "./dialplan_diagnostic.ts";
import type { Extension } from "./extension.ts";
import type { ExtensionLine } from "./extension_line.ts";
import type { Dialplan } from "./model.ts";
import type { DialplanSource } from "./source.ts";

/** Looks for one kind of problem in a dialplan. */
export type LintRule = (scope: LintScope) => Iterable<Diagnostic>;

/** What the rules look at: the dialplan as Asterisk has it, and the lines that it was read from. */
export class LintScope {
  /** The dialplan, without the lines that Asterisk drops. */
  readonly dialplan: Dialplan;
  /** Every line that has an extension, in the order of the file. */
  readonly lines: readonly ExtensionLine[];
  /** What the dialplan was read from. */
  readonly source: DialplanSource;
  /** The major version of Asterisk. */
  readonly asteriskVersion: number;
  readonly #closures = new Map<string, readonly Context[]>();
  #searched = 0;
  #calls: readonly ApplicationCall[] | undefined;

  /** Takes the parts as they are. */
  constructor(parts: Pick<LintScope, "dialplan" | "lines" | "source" | "asteriskVersion">) {
    this.dialplan = parts.dialplan;
    this.lines = parts.lines;
    this.source = parts.source;
    this.asteriskVersion = parts.asteriskVersion;
  }

  /** The applications of all lines, those within others included. */
  get calls(): readonly ApplicationCall[] {
    return this.#calls ??= this.lines.flatMap(applicationCalls);
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

/** Extensions that are gone through in all, so that a huge dialplan of contexts that all include each other ends. */
const maxSearched = 20_000_000;
/** Asterisk passes no more contexts in one search. */
const maxClosure = 512;

/** Makes a diagnostic about a line, or a piece of it. */
export function diagnoseLine({ setting, origin }: ExtensionLine, finding: Finding): Diagnostic {
  return diagnose(setting, origin, finding);
}
