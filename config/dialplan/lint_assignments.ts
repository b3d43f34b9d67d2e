import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";
import { findReferences, hideAllReferences, hideReferences } from "./references.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** Looks at what `Set` and `MSet` assign. */
export function* lintAssignments({ line, calls }: LintedLine): Generator<Diagnostic> {
  for (const { name, key: application, data } of calls) {
    if (application !== "set" && application !== "mset") continue;
    const whole = data ?? { text: "", from: name.from, to: name.to };
    const assignments = application === "set" ? [whole] : splitWrittenArguments(whole.text, { from: whole.from });
    for (const assignment of assignments.length === 0 ? [whole] : assignments) {
      for (const finding of findInAssignment(name.text.trim(), assignment)) yield diagnoseLine(line, finding);
    }
    if (application === "set") { for (const finding of findSeveral(whole)) yield diagnoseLine(line, finding); }
  }
}

function* findInAssignment(application: string, { text, from, to }: Piece): Generator<Finding> {
  if (text.trim() === "") {
    yield { code: "dialplan-set-empty", severity: "silent", message: `"${application}" assigns nothing`, from, to };
    return;
  }
  const references = findReferences(text, { from });
  const equals = hideReferences(text, references, from).indexOf("=");
  if (equals < 0) {
    // All of it may come from one variable.
    if (text.startsWith("$")) return;
    yield {
      code: "dialplan-set-equals-missing",
      severity: "silent",
      message: `"${application}" has no "=" behind "${text}"`,
      from,
      to,
    };
    return;
  }
  const variable = text.slice(0, equals);
  if (variable.trim() === "") {
    yield {
      code: "dialplan-set-name-missing",
      severity: "silent",
      message: `"${application}" has no name before "="`,
      from,
      to: from + equals + 1,
    };
  } else if (application.toLowerCase() === "set" && variable !== variable.trim() || /\s$/.test(variable)) {
    yield {
      code: "dialplan-set-blank",
      severity: "silent",
      message: `"${application}" takes the blanks of "${variable}" for a part of the name`,
      from,
      to: from + equals,
      fix: { title: `Write "${variable.trim()}"`, text: variable.trim() },
    };
  } else if (/^\s/.test(text.slice(equals + 1)) && application.toLowerCase() === "set") {
    yield {
      code: "dialplan-set-value-blank",
      severity: "silent",
      message: `"${application}" keeps the blanks before the value of "${variable}"`,
      from: from + equals + 1,
      to,
    };
  }
}

/** `Set(A=1,B=2)` gives A the value `1,B=2`. */
function* findSeveral({ text, from }: Piece): Generator<Finding> {
  const own = hideAllReferences(text).replace(
    /"[^"]*"|\([^()]*\)/g,
    (hidden) => " ".repeat(hidden.length),
  );
  const equals = own.indexOf("=");
  const second = equals < 0 ? null : /,\s*_{0,2}[A-Za-z]\w*\s*=(?!=)/.exec(own.slice(equals));
  if (second === null) return;
  yield {
    code: "dialplan-set-several",
    severity: "silent",
    message: `"Set" assigns one variable only: "${text.slice(equals + second.index + 1).trim()}" belongs to its value`,
    from: from + equals + second.index,
    to: from + text.length,
  };
}
