import type { Context, Include } from "./context.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnose, originOf } from "./dialplan_diagnostic.ts";
import { hintPriority } from "./extension.ts";
import type { LintScope } from "./lint_scope.ts";
import type { DialplanSetting, Origin } from "./source.ts";

/** The switches that Asterisk's own modules have. */
const switches: ReadonlySet<string> = new Set(["dundi", "iax2", "loopback", "lua", "realtime"]);

/** Looks at includes, switches and the options that change how extensions are searched. */
export function* lintIncludes(scope: LintScope): Generator<Diagnostic> {
  yield* findOtherMatcher(scope);
  for (const section of scope.source.sections) {
    const context = scope.dialplan.contexts.get(section.name);
    if (context === undefined) continue;
    for (const setting of section.settings) {
      const origin = originOf(setting, scope.source);
      const name = setting.name.toLowerCase();
      if (name === "include") yield* findInInclude(scope, context, setting, origin);
      else if (/^[le]?switch$/.test(name)) yield* findUnknownSwitch(setting, origin);
    }
  }
}

function* findOtherMatcher({ dialplan, source }: LintScope): Generator<Diagnostic> {
  if (!dialplan.options.extenpatternmatchnew) return;
  const general = source.sections.find(({ name }) => name.toLowerCase() === "general");
  const setting = general?.settings.find(({ name }) => name.toLowerCase() === "extenpatternmatchnew");
  if (setting === undefined) return;
  yield diagnose(setting, originOf(setting, source), {
    code: "dialplan-matcher-new",
    severity: "silent",
    message: `Option "extenpatternmatchnew" finds other extensions: a plain "123" loses to "_12[3-5]"`,
  });
}

function* findInInclude(
  scope: LintScope,
  context: Context,
  setting: DialplanSetting,
  origin: Origin,
): Generator<Diagnostic> {
  const include = context.includes.find((one) => one.origin.line === origin.line && one.origin.file === origin.file);
  if (include === undefined) return;
  const { contexts } = scope.dialplan;
  if (contexts.has(include.context) && includesItself(scope, context.name, include.context)) {
    yield diagnose(setting, origin, {
      code: "dialplan-include-loop",
      severity: "style",
      message: `Context "${context.name}" includes itself by way of "${include.context}"`,
    });
    return;
  }
  const shadowed = findShadowed(scope, context, include);
  if (shadowed === undefined) return;
  yield diagnose(setting, origin, {
    code: "dialplan-include-shadowed",
    severity: "silent",
    message:
      `Extension "${shadowed.name}" of "${include.context}" is not reached from "${context.name}": "${shadowed.by}" is found first`,
  });
}

function includesItself(scope: LintScope, context: string, included: string): boolean {
  return scope.closure(included).some(({ name }) => name === context);
}

/** An own pattern, or one of an include before, hides what is named exactly in a later one. */
function findShadowed(scope: LintScope, context: Context, include: Include): { name: string; by: string } | undefined {
  const included = scope.dialplan.contexts.get(include.context);
  if (included === undefined) return undefined;
  // What is only included at times may leave the way free at others.
  const hasTimes = scope.closure(context.name).some(({ includes }) =>
    includes.some(({ times }) => times !== undefined)
  );
  for (const extension of included.extensions.slice(0, maxLookups)) {
    const [first] = extension.priorities.filter(({ number }) => number !== hintPriority);
    if (extension.name.startsWith("_") || extension.callerId !== undefined || first === undefined) continue;
    if (scope.isTired) return undefined;
    scope.countSearch(context.name);
    const found = scope.dialplan.find(context.name, extension.name, first.number);
    if (found.kind !== "priority" || found.context === included) continue;
    if (found.context !== context && hasTimes) continue;
    if (found.extension.name.startsWith("_")) return { name: extension.name, by: found.extension.name };
  }
  return undefined;
}

/** Extensions that are looked up for one include. */
const maxLookups = 1_000;

function* findUnknownSwitch(setting: DialplanSetting, origin: Origin): Generator<Diagnostic> {
  const [name = ""] = setting.value.split("/");
  if (name.includes("$") || switches.has(name.toLowerCase())) return;
  yield diagnose(setting, origin, {
    code: "dialplan-switch-unknown",
    severity: "silent",
    message: `Switch "${name}" is none of Asterisk's own: it is missed at each look-up`,
    to: name.length,
  });
}
