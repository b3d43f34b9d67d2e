import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import { parseExpression } from "./expression.ts";
import { compilePosixRegex, type PosixRegexResult } from "../posix_regex.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";
import { allReferences, type ExpressionReference, hideReferences, type Reference } from "./references.ts";

/** Looks at what stands in `$[…]`. */
export function* lintExpressions({ line, references }: LintedLine): Generator<Diagnostic> {
  for (const reference of allReferences(references)) {
    if (reference.kind !== "expression" || reference.isOpen) continue;
    for (const finding of findInExpression(reference)) yield diagnoseLine(line, finding);
  }
}

function* findInExpression(expression: ExpressionReference): Generator<Finding> {
  const { body, inner } = expression;
  if (body.text.trim() === "") {
    yield {
      code: "dialplan-expression-empty",
      severity: "silent",
      message: "Expression is empty, and gives nothing",
      from: expression.from,
      to: expression.to,
    };
    return;
  }
  yield* findInTree(expression);
  yield* findUnquoted(expression);
  yield* findNegatedText(hideReferences(body.text, inner, body.from), body.from);
}

/** What is substituted is taken for a number, with which all that can be right is right. */
function* findInTree({ body, inner }: ExpressionReference): Generator<Finding> {
  const { problem, nodes } = parseExpression(markReferences(body.text, inner, { from: body.from, mark: "1" }));
  if (problem !== undefined) {
    yield {
      code: "dialplan-expression-syntax",
      severity: "silent",
      message: `Expression "${body.text.trim()}" has a syntax error`,
      from: body.from + problem.start,
      to: body.from + problem.end,
    };
  }
  for (const node of nodes) {
    if (node.kind !== "binary" || !/^(?:=~|:)$/.test(node.operator) || node.right.kind !== "word") continue;
    const { start, end } = node.right;
    const place = { from: body.from + start, to: body.from + end };
    if (!inner.some(({ from, to }) => from < place.to && to > place.from)) yield* findInRegex(node.right.text, place);
  }
}

/** Asterisk takes the quotes off, and gives nothing where its C library does not take the rest. */
function* findInRegex(text: string, place: { from: number; to: number }): Generator<Finding> {
  const pattern = text.replace(/^"|"$/g, "");
  const regex = compilePosixRegex(pattern);
  if (regex.kind === "regex") return;
  yield { code: "dialplan-expression-regex", severity: "silent", message: regexProblem(pattern, regex), ...place };
}

function regexProblem(pattern: string, { reason, isOurs }: PosixRegexResult & { kind: "problem" }): string {
  if (!isOurs) return `Regular expression "${pattern}" does not compile, and gives nothing: ${reason}`;
  // Seen with "^(.*)(\1\1)*([ab]*\1*[ab])?(\1?.\1*)*\1" and the text "ba" in Asterisk 22.10.1.
  const risk = /^Back-references/.test(reason)
    ? ": glibc follows some of them until it has no stack left, which ends Asterisk"
    : "";
  return `Regular expression "${pattern}" can not be checked: ${reason}${risk}`;
}

/** A comparison, its operands without quotes and parentheses around. */
const comparison =
  /(?<left>"[^"]*"|[^\s"()&|?:!=<>]+)\s*(?<operator>!=|>=|<=|={1,2}(?!~)|>|<)\s*(?<right>"[^"]*"|[^\s"()&|?:!=<>]+)/g;

/** The marks that stand for what will be substituted while a comparison is searched. */
const mark = "\u0001";

function* findUnquoted({ body, inner }: ExpressionReference): Generator<Finding> {
  const marked = markReferences(body.text, inner, { from: body.from, mark });
  for (const match of marked.matchAll(comparison)) {
    const { left = "", operator = "", right = "" } = match.groups ?? {};
    const start = body.from + match.index;
    const place = { from: start, to: start + match[0].length };
    const text = body.text.slice(match.index, match.index + match[0].length);
    if (left.startsWith('"') !== right.startsWith('"')) {
      yield {
        code: "dialplan-expression-quotes-differ",
        severity: "silent",
        message: `Comparison "${text}" has quotes on one side only, and they count`,
        ...place,
      };
    } else if (!left.startsWith('"') && mayBeEmpty([left, right], match.index, marked, inner, body.from)) {
      yield {
        code: "dialplan-expression-unquoted",
        severity: "silent",
        message:
          `Comparison "${text}" is a syntax error when what is substituted is empty: quote both sides of "${operator}"`,
        ...place,
      };
    }
  }
}

/** What is substituted becomes marks, one for each character, so that places stay the same. */
function markReferences(
  text: string,
  references: readonly Reference[],
  { from, mark }: { from: number; mark: string },
): string {
  let marked = "";
  for (const reference of references) {
    const [start, end] = [reference.from - from, reference.to - from];
    marked += text.slice(marked.length, start) + mark.repeat(end - start);
  }
  return marked + text.slice(marked.length);
}

/** Variables and functions that are never empty. */
const neverEmpty: ReadonlySet<string> = new Set([
  ...["EPOCH", "EXTEN", "CONTEXT", "PRIORITY", "CHANNEL", "UNIQUEID", "HANGUPCAUSE", "ARGC", "SYSTEMNAME"],
  ...["LEN", "FIELDQTY", "FIELDNUM", "ISNULL", "EXISTS", "REGEX", "RAND", "GROUP_COUNT", "DB_EXISTS", "VALID_EXTEN"],
  ...["DIALPLAN_EXISTS", "VM_INFO", "INC", "DEC", "ABS", "MIN", "MAX", "STRFTIME", "MD5", "SHA1", "DEVICE_STATE"],
  ...["EXTENSION_STATE", "MAILBOX_EXISTS", "VMCOUNT", "QUEUE_MEMBER", "QUEUE_WAITING_COUNT", "TESTTIME", "VERSION"],
]);

/** An operand that is one reference and nothing else may be empty; with a digit before it, it is not. */
function mayBeEmpty(
  operands: readonly string[],
  start: number,
  marked: string,
  references: readonly Reference[],
  from: number,
): boolean {
  let at = start;
  for (const operand of operands) {
    const place = marked.indexOf(operand, at);
    at = place + operand.length;
    if (![...operand].every((character) => character === mark)) continue;
    const within = references.filter((one) => one.from - from >= place && one.to - from <= at);
    if (within.every((one) => one.kind === "variable" && !neverEmpty.has(one.name.text))) return true;
  }
  return false;
}

/** `!` takes its operand for a number, and every text for 0. */
function* findNegatedText(own: string, from: number): Generator<Finding> {
  for (const match of own.matchAll(/!\s*("[^"]*"?|[A-Za-z_\x80-\uffff][\w.\x80-\uffff]*)(?![\w.\x80-\uffff]|\s*\()/g)) {
    if (own[match.index + 1] === "=") continue;
    yield {
      code: "dialplan-expression-not-text",
      severity: "silent",
      message: `"!" takes text for 0, so "${match[0]}" is always 1`,
      from: from + match.index,
      to: from + match.index + match[0].length,
    };
  }
}
