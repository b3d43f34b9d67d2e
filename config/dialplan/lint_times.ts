import type { Diagnostic } from "../diagnostic.ts";
import { diagnoseLine, type LintScope } from "./lint_scope.ts";
import { parseTimeSpec } from "./time_spec.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** Looks at the times of `GotoIfTime` and `ExecIfTime`; those of includes are read when the dialplan is loaded. */
export function* lintTimes(scope: LintScope): Generator<Diagnostic> {
  for (const { line, name, data } of scope.calls) {
    if (!/^(?:goto|exec)iftime$/i.test(name.text.trim()) || data === undefined) continue;
    const [times, branches] = splitWrittenArguments(data.text, { from: data.from, separator: "?", limit: 2 });
    if (times === undefined || times.text.includes("$")) continue;
    if (branches === undefined) {
      yield diagnoseLine(line, {
        code: "dialplan-condition-branches-missing",
        severity: "silent",
        message: `"${name.text.trim()}" has no "?" behind its times`,
        from: data.from,
        to: data.to,
      });
      continue;
    }
    for (const { message, start, end } of parseTimeSpec(times.text).diagnostics) {
      yield diagnoseLine(line, {
        code: "dialplan-time-invalid",
        severity: "silent",
        message: message.replace(/\.$/, ""),
        from: times.from + start,
        to: times.from + end,
      });
    }
  }
}
