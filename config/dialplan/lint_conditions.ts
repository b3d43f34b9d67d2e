import type { ApplicationCall } from "./application_call.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";
import { allReferences, findReferences, hideReferences } from "./references.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

const branching: ReadonlySet<string> = new Set(["gotoif", "gosubif", "execif"]);
const looping: ReadonlySet<string> = new Set(["while", "if", "elseif"]);

/** Looks at the conditions of `GotoIf` and its like, and of the function `IF`. */
export function* lintConditions({ calls }: LintedLine): Generator<Diagnostic> {
  for (const call of calls) {
    for (const finding of findInCall(call)) yield diagnoseLine(call.line, finding);
  }
}

function* findInCall(call: ApplicationCall): Generator<Finding> {
  const { name: { text, from, to }, key, data, within } = call;
  const name = text.trim();
  if (branching.has(key)) yield* findInBranches(name, data ?? { text: "", from, to });
  else if (looping.has(key) && data !== undefined) yield* findInCondition(name, data);
  // What stands within another application has been looked at with it.
  if (data === undefined || within !== undefined || !data.text.includes("IF(")) return;
  for (const reference of allReferences(call.references)) {
    if (reference.kind === "variable" && reference.name.text === "IF" && reference.arguments !== undefined) {
      yield* findInBranches("IF", reference.arguments);
    }
  }
}

function* findInBranches(name: string, data: Piece): Generator<Finding> {
  const [condition, branches] = splitWrittenArguments(data.text, { from: data.from, separator: "?", limit: 2 });
  if (condition === undefined || branches === undefined) {
    if (condition !== undefined && isDynamic(data)) return;
    yield {
      code: "dialplan-condition-branches-missing",
      severity: "silent",
      message: `"${name}" has no "?" behind its condition`,
      from: data.from,
      to: data.to,
    };
    return;
  }
  yield* findInCondition(name, condition);
  const parts = splitWrittenArguments(branches.text, { from: branches.from, separator: ":" });
  if (parts.some(({ text }) => text.trim() !== "")) return;
  yield {
    code: "dialplan-condition-branches-empty",
    severity: "silent",
    message: `"${name}" does nothing, whatever its condition says`,
    from: branches.from,
    to: branches.to,
  };
}

/** All of it may come from one variable. */
function isDynamic({ text }: Piece): boolean {
  const references = findReferences(text);
  const hasVariable = references.some(({ kind }) => kind === "variable");
  return hasVariable && hideReferences(text, references).trim() === "";
}

/** Asterisk takes a number for what it is, nothing for false, and all other text for true. */
function* findInCondition(name: string, condition: Piece): Generator<Finding> {
  const { text, from, to } = condition;
  if (text === "") {
    yield {
      code: "dialplan-condition-empty",
      severity: "silent",
      message: `Condition of "${name}" is always false`,
      from,
      to,
    };
    return;
  }
  if (text.trim() === "") {
    yield {
      code: "dialplan-condition-blank",
      severity: "silent",
      message: `Condition of "${name}" is a blank, which is always true`,
      from,
      to,
    };
    return;
  }
  const references = findReferences(text, { from });
  const own = hideReferences(text, references, from).trim();
  const isConstant = references.length === 0 || references.every(({ kind, inner, text: whole }) => {
    return kind === "expression" && inner.length === 0 && /^\$\[\s*\d+\s*\]$/.test(whole);
  });
  if (isConstant) {
    yield {
      code: "dialplan-condition-constant",
      severity: "style",
      message: `Condition "${text.trim()}" of "${name}" is always the same`,
      from,
      to,
    };
  } else if (own !== "" && !/^\d+$/.test(own)) {
    yield {
      code: "dialplan-condition-text",
      severity: "silent",
      message:
        `Condition "${text.trim()}" of "${name}" is text, which is true unless it begins with 0: write $[…] to compare`,
      from,
      to,
    };
  }
}
