import type { Diagnostic } from "../diagnostic.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { jumpTargets } from "./jump_targets.ts";
import { KeptLine, type LineRule, LintedLine } from "./lint_line.ts";
import type { LineJump } from "./lint_scope.ts";

/** How many applications are known to be right at most. */
const maxClean = 10_000;

/**
 * Looks at lines one by one while they are loaded. Little is kept of each, as a large dialplan has hundreds of thousands; many have the
 * same application with the same arguments, and one in which nothing was found is not looked at again.
 */
export class LineLint {
  /** The lines so far. */
  readonly lines: KeptLine[] = [];
  /** Where they lead to. */
  readonly jumps: LineJump[] = [];
  readonly #rules: readonly LineRule[];
  readonly #asteriskVersion: number;
  readonly #found: Diagnostic[][];
  readonly #clean = new Set<string>();

  /** Takes the rules, and the major version of Asterisk. */
  constructor(rules: readonly LineRule[], options: { asteriskVersion: number }) {
    this.#rules = rules;
    this.#asteriskVersion = options.asteriskVersion;
    this.#found = rules.map(() => []);
  }

  /** What was found, rule by rule. */
  get found(): Diagnostic[] {
    return this.#found.flat();
  }

  /** Looks at the next line. */
  add(line: ExtensionLine): void {
    const kept = new KeptLine(line);
    this.lines.push(kept);
    // A hint has no application, so that the same text says something else there.
    const { text } = line.parts.application;
    const isHint = line.priority.base.kind === "hint";
    if (!isHint && this.#clean.has(text)) return;
    const isClean = this.#look(line, kept);
    if (isClean && !isHint && this.#clean.size < maxClean) this.#clean.add(text);
  }

  /** Returns whether nothing was found. */
  #look(line: ExtensionLine, kept: KeptLine): boolean {
    const linted = new LintedLine(line, { asteriskVersion: this.#asteriskVersion });
    let isClean = true;
    for (const call of linted.calls) {
      for (const target of jumpTargets(call)) {
        this.jumps.push({ line: kept, target });
        isClean = false;
      }
    }
    for (let index = 0; index < this.#rules.length; index++) {
      for (const diagnostic of this.#rules[index]?.(linted) ?? []) {
        this.#found[index]?.push(diagnostic);
        isClean = false;
      }
    }
    return isClean;
  }
}
