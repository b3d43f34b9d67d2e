import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Extension } from "./extension.ts";
import type { ExtensionLine, Piece } from "./extension_line.ts";
import type { JumpTarget } from "./jump_targets.ts";
import { diagnoseLine } from "./lint_line.ts";
import type { LintScope } from "./lint_scope.ts";
import { matchesPattern } from "./pattern.ts";

/** Looks at where `Goto`, `Gosub` and their like lead, as far as that is written down. */
export function* lintJumps(scope: LintScope): Generator<Diagnostic> {
  const includers = findIncluders(scope);
  for (const { line, target } of scope.jumps) {
    for (const finding of findInTarget(scope, line, target, includers)) yield diagnoseLine(line, finding);
  }
}

type Includers = ReadonlyMap<string, readonly string[]>;

/** For each context those that reach it by includes: a call stays in the context where it began. */
function findIncluders(scope: LintScope): Includers {
  const includers = new Map<string, string[]>();
  for (const name of scope.dialplan.contexts.keys()) {
    for (const included of scope.closure(name)) {
      const known = includers.get(included.name);
      if (known) known.push(name);
      else includers.set(included.name, [name]);
    }
  }
  return includers;
}

function* findInTarget(
  scope: LintScope,
  line: ExtensionLine,
  { context, extension, priority }: JumpTarget,
  includers: Includers,
): Generator<Finding> {
  if (context !== undefined && context.text !== "" && !context.text.includes("$")) {
    if (!scope.dialplan.contexts.has(context.text)) {
      yield missingContext(scope, context);
      return;
    }
  }
  if (context?.text.includes("$") || extension?.text.includes("$")) return;
  const own = [...findInContexts(scope, line, [context?.text || line.context], { extension, priority })];
  if (own.length === 0 || context?.text) return yield* own;
  // A call keeps the context where it began, so the jump may be meant for one that includes this.
  const others = (includers.get(line.context) ?? []).slice(0, maxIncluders);
  if ([...findInContexts(scope, line, others, { extension, priority })].length > 0) yield* own;
}

/** Contexts that are looked at for a jump, of those that include its own. */
const maxIncluders = 64;

function* findInContexts(
  scope: LintScope,
  line: ExtensionLine,
  contexts: readonly string[],
  { extension, priority }: { extension: Piece | undefined; priority: Piece },
): Generator<Finding> {
  if (scope.isTired || contexts.some((name) => scope.hasSwitch(name))) return;
  let hasExtension = false;
  for (const name of contexts) {
    for (const one of extensionsOf(scope, name, extension?.text || undefined, line)) {
      hasExtension = true;
      if (hasPriority(one, priority.text)) return;
    }
  }
  if (!hasExtension && extension?.text) yield missingExtension(extension, contexts);
  else if (!isRelative(priority.text)) yield missingPriority(priority, extension?.text || line.name);
}

/** For a jump within an extension that is a pattern, all that its calls may be in. */
function* extensionsOf(
  scope: LintScope,
  context: string,
  extension: string | undefined,
  line: ExtensionLine,
): Generator<Extension> {
  if (extension !== undefined) {
    yield* scope.reachable(context, extension);
    return;
  }
  yield* scope.reachable(context, line.name);
  if (!line.name.startsWith("_")) return;
  for (const { extensions } of scope.closure(context)) {
    for (const one of extensions) {
      if (one.name.startsWith("_") || matchesPattern(line.name, one.name)) yield one;
    }
  }
}

function missingContext(scope: LintScope, { text, from, to }: Piece): Finding {
  const nearest = scope.nearestContext(text);
  return {
    code: "dialplan-jump-context-missing",
    severity: "silent",
    message: `Context "${text}" does not exist${nearest === undefined ? "" : `, perhaps "${nearest}" is meant`}`,
    from,
    to,
    ...(nearest !== undefined && { fix: { title: `Write "${nearest}"`, text: nearest } }),
  };
}

function missingExtension({ text, from, to }: Piece, contexts: readonly string[]): Finding {
  return {
    code: "dialplan-jump-extension-missing",
    severity: "silent",
    message: `Context "${contexts[0]}" has no extension "${text}"`,
    from,
    to,
  };
}

function missingPriority({ text, from, to }: Piece, name: string): Finding {
  const isNumber = /^\d/.test(text);
  return {
    code: isNumber ? "dialplan-jump-priority-missing" : "dialplan-jump-label-missing",
    severity: "silent",
    message: `Extension "${name}" has no ${isNumber ? `priority ${Number.parseInt(text)}` : `label "${text}"`}`,
    from,
    to,
  };
}

function hasPriority(extension: Extension, text: string): boolean {
  if (isRelative(text)) return true;
  return (/^\d/.test(text) ? extension.at(Number.parseInt(text)) : extension.labelled(text)) !== undefined;
}

/** Relative jumps count from where the call is, and variables are only known then. */
function isRelative(text: string): boolean {
  return text.includes("$") || /^[+-]/.test(text);
}
