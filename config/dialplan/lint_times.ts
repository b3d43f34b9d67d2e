import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";
import { allReferences } from "./references.ts";
import { parseTimeSpec } from "./time_spec.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/**
 * Looks at the times of `GotoIfTime` and `ExecIfTime` and of the function `IFTIME`; those of includes are read when the
 * dialplan is loaded.
 */
export function* lintTimes({ line, calls }: LintedLine): Generator<Diagnostic> {
  for (const call of calls) {
    const { name, key, data, within } = call;
    if (data === undefined) continue;
    if (key === "gotoiftime" || key === "execiftime") {
      for (const finding of findInTimes(name.text.trim(), data)) yield diagnoseLine(line, finding);
    }
    // What stands within another application has been looked at with it.
    if (within !== undefined || !data.text.includes("IFTIME(")) continue;
    for (const reference of allReferences(call.references)) {
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
