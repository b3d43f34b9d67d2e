import type { Diagnostic } from "../diagnostic.ts";
import { hintPriority, type Priority } from "./extension.ts";
import type { ExtensionLine } from "./extension_line.ts";
import { diagnoseLine, type KeptLine } from "./lint_line.ts";
import type { LintScope } from "./lint_scope.ts";

/** Applications behind which a call does not go on to the next priority. */
const endings: ReadonlySet<string> = new Set(["hangup", "goto", "return", "busy", "congestion"]);

/** Looks at the numbers and labels of priorities. */
export function* lintPriorities(scope: LintScope): Generator<Diagnostic> {
  for (const lines of groupByExtension(scope.lines)) {
    yield* findMissingFirst(scope, lines);
    yield* findGaps(scope, lines);
    yield* findBackward(lines);
  }
  for (const line of scope.lines) yield* findUnusableLabel(line);
}

/** Most lines are of the extension of the line before, so that they need no look at the others. */
function groupByExtension(lines: readonly KeptLine[]): Iterable<KeptLine[]> {
  const groups = new Map<string, KeptLine[]>();
  let last: KeptLine | undefined;
  let group: KeptLine[] = [];
  for (const line of lines) {
    const { context, name, callerId } = line;
    if (last?.context !== context || last.name !== name || last.callerId !== callerId) {
      const key = `${context}\0${name}\0${callerId}`;
      group = groups.get(key) ?? [];
      groups.set(key, group);
    }
    group.push(line);
    last = line;
  }
  return groups.values();
}

/** A call begins at priority 1, wherever it finds it; at labels subroutines begin. */
function* findMissingFirst(scope: LintScope, lines: readonly KeptLine[]): Generator<Diagnostic> {
  const steps = lines.filter(isStep);
  const [first] = steps;
  if (first === undefined || steps.some(({ number, hasLabel }) => number === 1 || hasLabel)) return;
  if (hasNumber(scope, first, 1)) return;
  yield diagnoseLine(first, {
    code: "dialplan-priority-first-missing",
    severity: "silent",
    message: `Extension "${first.name}" has no priority 1, so that no call can begin there`,
    ...place(first),
  });
}

/** Behind a gap a call ends by itself, or waits for ever without `autofallthrough`. */
function* findGaps(scope: LintScope, lines: readonly ExtensionLine[]): Generator<Diagnostic> {
  const steps = lines.filter(isStep).toSorted((left, right) => (left.number ?? 0) - (right.number ?? 0));
  for (const [index, line] of steps.entries()) {
    const previous = steps[index - 1];
    if (previous?.number === undefined || line.number === undefined || line.number <= previous.number + 1) continue;
    // Labels are jumped to, and so may lie anywhere.
    if (line.priority.label !== undefined || line.priority.plus !== undefined) continue;
    if (endings.has(previous.application.application.toLowerCase())) continue;
    if (hasNumber(scope, line, previous.number + 1)) continue;
    yield diagnoseLine(line, {
      code: "dialplan-priority-gap",
      severity: "silent",
      message:
        `Extension "${line.name}" goes from priority ${previous.number} to ${line.number}, and calls end between them`,
      ...place(line),
    });
  }
}

function* findBackward(lines: readonly ExtensionLine[]): Generator<Diagnostic> {
  let highest: number | undefined;
  for (const line of lines.filter(isStep)) {
    if (line.number === undefined) continue;
    if (highest !== undefined && line.number < highest) {
      yield diagnoseLine(line, {
        code: "dialplan-priority-order",
        severity: "style",
        message: `Priority ${line.number} of "${line.name}" comes after priority ${highest}`,
        ...place(line),
      });
    }
    highest = Math.max(highest ?? line.number, line.number);
  }
}

function* findUnusableLabel(line: KeptLine): Generator<Diagnostic> {
  if (!line.isAdded || !line.hasLabel) return;
  const { label = "" } = line.priority;
  const problem = labelProblem(label);
  if (problem === undefined) return;
  yield diagnoseLine(line, {
    code: "dialplan-label-unusable",
    severity: "silent",
    message: `Label "${label}" ${problem}`,
    ...place(line),
  });
}

function labelProblem(label: string): string | undefined {
  if (/^\s|\s$/.test(label)) return "keeps its blanks, and only matches with them";
  if (/^[+-]?\d/.test(label)) return "begins like a number, and jumps take it for one";
  return /[,?:()]/.test(label) ? "has a character that separates arguments" : undefined;
}

function isStep({ isAdded, number }: ExtensionLine): boolean {
  return isAdded && number !== undefined && number !== hintPriority;
}

/** Whether a number of this line's extension is found somewhere, as another pattern may have it. */
function hasNumber(scope: LintScope, { context, name }: ExtensionLine, number: number): boolean {
  if (scope.hasSwitch(context) || scope.isTired) return true;
  for (const extension of scope.reachable(context, name)) {
    const priority: Priority | undefined = extension.at(number);
    if (priority) return true;
  }
  return false;
}

function place({ parts: { priority } }: ExtensionLine): { from: number; to: number } {
  return { from: priority.from, to: priority.to };
}
