import type { Diagnostic } from "../diagnostic.ts";
import { lintApplications } from "./lint_applications.ts";
import { lintAssignments } from "./lint_assignments.ts";
import { lintConditions } from "./lint_conditions.ts";
import { lintExpressions } from "./lint_expressions.ts";
import { lintIncludes } from "./lint_includes.ts";
import { lintJumps } from "./lint_jumps.ts";
import { lintOptions } from "./lint_options.ts";
import { lintPatterns } from "./lint_patterns.ts";
import { lintPriorities } from "./lint_priorities.ts";
import { lintReferences, lintTargets } from "./lint_references.ts";
import type { LineRule } from "./lint_line.ts";
import { LineLint } from "./lint_lines.ts";
import { type LintRule, LintScope } from "./lint_scope.ts";
import { lintTimes } from "./lint_times.ts";
import { loadDialplan, type LoadDialplanOptions } from "./load.ts";
import type { DialplanSource } from "./source.ts";

/** What {@linkcode lintDialplan} may be told. */
export type LintDialplanOptions = Pick<LoadDialplanOptions, "asteriskVersion">;

/** The order of the rules is that of what they find in one place. */
const rules = {
  before: [lintPatterns, lintPriorities, lintIncludes],
  line: [
    lintTimes,
    lintApplications,
    lintOptions,
    lintConditions,
    lintAssignments,
    lintReferences,
    lintTargets,
    lintExpressions,
  ],
  after: [lintJumps],
} satisfies Readonly<Record<string, readonly (LintRule | LineRule)[]>>;

/**
 * Looks for what is wrong in a dialplan: what Asterisk complains about when it loads it, and what it takes without a word
 * and does something else with. Applications and functions are those of Asterisk 22.
 *
 * @param source The effective view of an `extensions.conf`.
 * @param options The version of Asterisk.
 * @returns What was found, in the order of the files and of their lines.
 *
 * @example
 * ```ts
 * import { lintDialplan } from "@asterism/asterisk/config";
 *
 * const settings = [{ name: "exten", value: "100,1,GotoIf(${X}=1?100,5)" }];
 * const found = lintDialplan({ sections: [{ name: "default", settings }] });
 * console.log(found.map(({ code }) => code)); // [ "dialplan-condition-text", "dialplan-jump-priority-missing" ]
 * ```
 */
export function lintDialplan(source: DialplanSource, options: LintDialplanOptions = {}): Diagnostic[] {
  const { asteriskVersion = 22 } = options;
  const lint = new LineLint(rules.line, { asteriskVersion });
  const { dialplan, diagnostics } = loadDialplan(source, { ...options, onLine: (line) => lint.add(line) });
  const { lines, jumps, found } = lint;
  const scope = new LintScope({ dialplan, lines, jumps, source, asteriskVersion });
  const run = (rule: LintRule) => [...rule(scope)];
  return inOrder([diagnostics, ...rules.before.map(run), found, ...rules.after.map(run)].flat());
}

/** Files in the order in which they come first, then places; what inherited lines repeat is told once. */
function inOrder(found: readonly Diagnostic[]): Diagnostic[] {
  const once = new Map(
    found.map((one) => [`${one.file}\0${one.start.line}\0${one.start.offset}\0${one.code}\0${one.message}`, one]),
  );
  const files = new Map<string, number>();
  for (const { file } of found) if (!files.has(file)) files.set(file, files.size);
  return [...once.values()].sort((left, right) => {
    return (files.get(left.file) ?? 0) - (files.get(right.file) ?? 0) || left.start.line - right.start.line ||
      left.start.offset - right.start.offset;
  });
}
