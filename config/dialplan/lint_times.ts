import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { diagnoseLine, type LintScope } from "./lint_scope.ts";
import { allReferences, findReferences } from "./references.ts";
import { parseTimeSpec } from "./time_spec.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/**
 * Looks at the times of `GotoIfTime` and `ExecIfTime` and of the function `IFTIME`; those of includes are read when the
 * dialplan is loaded.
 */
export function* lintTimes(scope: LintScope): Generator<Diagnostic> {
  for (const { line, name, data, within } of scope.calls) {
    if (data === undefined) continue;
    if (/^(?:goto|exec)iftime$/i.test(name.text.trim())) {
      for (const finding of findInTimes(name.text.trim(), data)) yield diagnoseLine(line, finding);
    }
    // What stands within another application has been looked at with it.
    if (within !== undefined) continue;
    for (const reference of allReferences(findReferences(data.text, { from: data.from }))) {
      if (reference.kind !== "variable" || reference.name.text !== "IFTIME" || !reference.arguments) continue;
      for (const finding of findInTimes("IFTIME", reference.arguments)) yield diagnoseLine(line, finding);
    }
  }
}

function* findInTimes(name: string, data: Piece): Generator<Finding> {
  const [times, branches] = splitWrittenArguments(data.text, { from: data.from, separator: "?", limit: 2 });
  if (times === undefined || times.text.includes("$")) return;
  if (branches === undefined) {
    yield {
      code: "dialplan-condition-branches-missing",
      severity: "silent",
      message: `"${name}" has no "?" behind its times`,
      from: data.from,
      to: data.to,
    };
    return;
  }
  for (const { message, start, end } of parseTimeSpec(times.text).diagnostics) {
    yield {
      code: "dialplan-time-invalid",
      severity: "silent",
      message: message.replace(/\.$/, ""),
      from: times.from + start,
      to: times.from + end,
    };
  }
}
