import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { countOf, findFunction, nearestFunction } from "./known_applications.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";
import {
  allReferences,
  hideAllReferences,
  hideReferences,
  type Reference,
  type VariableReference,
} from "./references.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** Looks at variables and functions: what stands in `${…}`. */
export function* lintReferences({ line, references }: LintedLine): Generator<Diagnostic> {
  for (const reference of allReferences(references)) {
    for (const finding of findInReference(reference)) yield diagnoseLine(line, finding);
  }
}

/** Looks at the functions that `Set` assigns to. */
export function* lintTargets({ line, calls }: LintedLine): Generator<Diagnostic> {
  for (const { key, data } of calls) {
    if ((key !== "set" && key !== "mset") || data === undefined) continue;
    for (const finding of findInTarget(data)) yield diagnoseLine(line, finding);
  }
}

function* findInReference(reference: Reference): Generator<Finding> {
  const { kind, text, from, to, isOpen } = reference;
  if (isOpen) {
    yield {
      code: kind === "variable" ? "dialplan-variable-open" : "dialplan-expression-open",
      severity: "silent",
      message: `"${text}" has no "${kind === "variable" ? "}" : "]"}"`,
      from,
      to,
    };
  }
  if (kind !== "variable") return;
  if (reference.arguments !== undefined) yield* findInFunction(reference, reference.arguments);
  else yield* findInVariable(reference);
  if (reference.slice !== undefined) yield* findInSlice(reference.slice);
}

function* findInFunction(reference: VariableReference, args: Piece): Generator<Finding> {
  const { name, tail, hasOpenArguments, to } = reference;
  if (name.text.includes("$")) {
    yield {
      code: "dialplan-function-dynamic",
      severity: "style",
      message: `Function "${name.text}" is only known when a call is there`,
      from: name.from,
      to: name.to,
    };
  } else yield* findInFunctionName(name);
  if (hasOpenArguments) {
    yield {
      code: "dialplan-function-open",
      severity: "silent",
      message: `Function "${name.text}" has no closing parenthesis`,
      from: args.from - 1,
      to,
    };
  }
  if (tail !== undefined) {
    yield {
      code: "dialplan-function-tail",
      severity: "silent",
      message: `Asterisk ignores "${tail.text}" behind the parenthesis of "${name.text}"`,
      from: tail.from,
      to: tail.to,
    };
  }
  yield* findInArguments(name.text, args);
}

function* findInFunctionName({ text, from, to }: Piece): Generator<Finding> {
  const known = findFunction(text.trim());
  // Those of func_odbc.conf have the names that somebody gave them.
  if (known?.name === text || (known === undefined && /^ODBC_/.test(text))) return;
  const suggestion = known?.name ?? nearestFunction(text.trim());
  const fix = suggestion === undefined ? undefined : { title: `Write "${suggestion}"`, text: suggestion };
  if (known !== undefined) {
    yield {
      code: "dialplan-function-case",
      severity: "silent",
      message: `Function "${text}" is unknown: its name is "${known.name}"`,
      from,
      to,
      fix,
    };
    return;
  }
  const question = suggestion === undefined ? "" : `, perhaps "${suggestion}" is meant`;
  yield {
    code: "dialplan-function-unknown",
    severity: "silent",
    message: `Function "${text}" is unknown${question}: it gives nothing`,
    from,
    to,
    fix,
  };
}

/** Functions that take all of the rest as text, or more arguments than their documentation tells. */
const free: ReadonlySet<string> = new Set([
  ...["AES_DECRYPT", "AES_ENCRYPT", "ARRAY", "BASE64_DECODE", "BASE64_ENCODE", "BASENAME", "CALENDAR_WRITE", "CHANNEL"],
  ...["CHANNELS", "CSV_QUOTE", "CURL", "DIRNAME", "EVAL", "EXISTS", "FAXOPT", "FILTER", "FRAME_TRACE", "GROUP", "HASH"],
  ...[
    "HASHKEYS",
    "ICONV",
    "IFMODULE",
    "ISNULL",
    "JITTERBUFFER",
    "KEYPADHASH",
    "LEN",
    "LISTFILTER",
    "LTRIM",
    "MATH",
    "MD5",
  ],
  ...["ODBC", "PASSTHRU", "PITCH_SHIFT", "PJSIP_HEADERS", "PJSIP_PARSE_URI", "PJSIP_PARSE_URI_FROM", "PUSH", "QUOTE"],
  ...[
    "REALTIME",
    "REALTIME_DESTROY",
    "REALTIME_STORE",
    "REPLACE",
    "RTRIM",
    "SHA1",
    "SHELL",
    "SORT",
    "SPRINTF",
    "SQL_ESC",
  ],
  ...["SQL_ESC_BACKSLASHES", "STRFTIME", "STRPTIME", "STRREPLACE", "TESTTIME", "TOLOWER", "TOUPPER", "TRIM", "UNSHIFT"],
  ...["URIDECODE", "URIENCODE", "VOLUME"],
]);

/** Too few only where more than one argument is required, as the first may be empty once it is substituted. */
function* findInArguments(name: string, { text, from, to }: Piece): Generator<Finding> {
  const { name: known, separator = ",", arguments: facts } = findFunction(name) ?? {};
  if (known !== name || facts === undefined || !",/:@".includes(separator)) return;
  const pieces = splitWrittenArguments(text, { from, separator });
  if (pieces.length <= 1 && /^\$[{[]/.test(text)) return;
  const required = facts.filter(({ isRequired }) => isRequired).length;
  if (required >= 2 && pieces.length < required) {
    yield {
      code: "dialplan-function-arguments",
      severity: "silent",
      message: `Function "${name}" has no argument "${facts[pieces.length]?.name ?? ""}"`,
      from,
      to,
    };
  }
  const extra = pieces[facts.length];
  if (extra === undefined || separator !== "," || facts.some(({ isRepeated }) => isRepeated) || free.has(name)) return;
  yield {
    code: "dialplan-function-arguments-many",
    severity: "silent",
    message: `Function "${name}" takes ${countOf(facts.length)}: "${extra.text}" is one too many`,
    from: extra.from,
    to,
  };
}

/** Variables that have the name of a function. */
const alsoVariables: ReadonlySet<string> = new Set(["CHANNEL", "HANGUPCAUSE", "HINT", "TRANSFERSTATUS"]);

function* findInVariable({ name, inner, from, to }: VariableReference): Generator<Finding> {
  const own = hideReferences(name.text, inner, name.from);
  if (name.text === "") {
    yield { code: "dialplan-variable-empty", severity: "silent", message: "Variable has no name", from, to };
  } else if (
    name.text === name.text.trim() && findFunction(name.text)?.name === name.text && !alsoVariables.has(name.text)
  ) {
    yield {
      code: "dialplan-function-parentheses",
      severity: "silent",
      message: `"${name.text}" is a function, and without parentheses a variable that nobody sets`,
      from: name.from,
      to: name.to,
    };
  } else if (
    /^\s|\s$|[+*/=<>!,;"'|&?]/.test(name.text.replace(/\$[{[].*[}\]]/, "")) || (inner.length === 0 && /\s/.test(own))
  ) {
    yield {
      code: "dialplan-variable-name",
      severity: "silent",
      message: `Variable "${name.text}" has a character that no name has`,
      from: name.from,
      to: name.to,
    };
  }
}

/** What is no number counts as 0; without an offset nothing is cut at all. */
function* findInSlice(slice: Piece): Generator<Finding> {
  const { text, from, to } = slice;
  const parts = splitWrittenArguments(text, { from, separator: ":" });
  if (parts.length > 2) {
    yield {
      code: "dialplan-substring-many",
      severity: "silent",
      message: `":${text}" has more than an offset and a length`,
      from,
      to,
    };
  }
  const wrong = parts.slice(0, 2).find((part) => !part.text.includes("$") && !/^\s*[+-]?\d+\s*$/.test(part.text));
  if (wrong === undefined && parts.length > 0) return;
  yield {
    code: "dialplan-substring-number",
    severity: "silent",
    message: wrong === undefined || wrong.text === ""
      ? `":${text}" lacks a number, so that nothing is cut`
      : `"${wrong.text}" is no number, and counts as 0`,
    from: wrong?.from ?? from,
    to: wrong?.to ?? to,
  };
}

/** `Set(FUNC(args)=value)` writes to a function. */
function* findInTarget({ text, from }: Piece): Generator<Finding> {
  const own = hideAllReferences(text);
  const equals = own.indexOf("=");
  const open = own.indexOf("(");
  if (open < 0 || equals < open) return;
  const name = text.slice(0, open);
  if (name.includes("$")) return;
  yield* findInFunctionName({ text: name, from, to: from + open });
}
