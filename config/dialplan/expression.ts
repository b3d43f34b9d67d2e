/** Expressions, `$[…]`: their syntax trees, and their values. */
import { byteOffsets, decodeBytes, encodeBytes } from "./byte_string.ts";
import { computeCall } from "./expression_functions.ts";
import { tokenize } from "./expression_lexer.ts";
import { computeBinary, computeUnary, type ExpressionWarningCode, type Warn } from "./expression_operators.ts";
import {
  type ExpressionNode,
  type ExpressionOutcome,
  type ExpressionRange,
  type ParserError,
  parseTokens,
} from "./expression_parser.ts";
import { type ExpressionValue, isChosen, textValue, toText } from "./expression_value.ts";

export type { BinaryOperator } from "./expression_lexer.ts";
export type { ExpressionNode, ExpressionOutcome, ExpressionRange } from "./expression_parser.ts";
export type { ExpressionWarningCode } from "./expression_operators.ts";

/** A parsed expression. */
export interface Expression {
  /** Its text, without `$[` and `]`. */
  readonly text: string;
  /** What Asterisk gives: a node's value, an empty text, or the 0 of an expression that breaks off. */
  readonly outcome: ExpressionOutcome;
  /**
   * All nodes, in the order in which Asterisk computes them. Some may belong to no other node: Asterisk computes as it
   * parses, so that a syntax error leaves behind what was complete before it.
   */
  readonly nodes: readonly ExpressionNode[];
  /** The syntax error, if there is one. */
  readonly problem: ExpressionWarning | undefined;
}

/** What Asterisk logs about an expression. */
export interface ExpressionWarning extends ExpressionRange {
  /** What it is about. */
  readonly code: ExpressionWarningCode;
  /** As what Asterisk logs it. */
  readonly level: "warning" | "error";
  /** What Asterisk logs. */
  readonly message: string;
}

/** How {@linkcode evaluateExpression} works. */
export interface EvaluateOptions {
  /**
   * Reads a dialplan function, by its name and the text of its arguments; `undefined` when there is none of that name. It
   * is asked for functions that expressions do not have themselves, and only for names in capitals.
   * @default {none is there}
   */
  call?: (name: string, text: string) => string | undefined;
}

/** What {@linkcode evaluateExpression} gives. */
export interface ExpressionResult {
  /** The value. Bytes that are not UTF-8 are U+DC80 to U+DCFF in it. */
  readonly value: string;
  /** What Asterisk logs meanwhile, in its order. */
  readonly warnings: readonly ExpressionWarning[];
}

/**
 * Parses an expression as Asterisk does, once all `${…}` in it is substituted. Never throws.
 *
 * From low to high: `? ::`, `|`, `&`, comparisons, `+ -`, `* / %`, unary `- !`, then `: =~ ~~`; all from the left. What the
 * scanner does not know (`{ } [ ]` and the like) vanishes. After a syntax error the value is what was complete so far, or
 * nothing where nothing can begin so, or 0.
 *
 * @param text The text between `$[` and `]`.
 * @returns The syntax tree, and the syntax error if there is one.
 *
 * @example
 * ```ts
 * import { parseExpression } from "@asterism/asterisk/config";
 *
 * const { outcome, problem } = parseExpression("1 = 2 ? yes :: no");
 * console.log(outcome.kind === "node" && outcome.node.kind, problem); // "conditional" undefined
 * ```
 */
export function parseExpression(text: string): Expression {
  const bytes = encodeBytes(text);
  const at = byteOffsets(text);
  const { outcome, nodes, error } = parseTokens(tokenize(bytes), at);
  return { text, outcome, nodes, problem: error && syntaxWarning(error, bytes, at) };
}

/**
 * Computes an expression as Asterisk does, with its 64-bit mantissas: `1/3` is 0.333333333333333333, and `0.1+0.2` is 0.3.
 * Never throws, unless `call` does.
 *
 * Two values are compared as numbers if both are, else byte by byte, quotes included. There is no short circuit: both
 * branches of `? ::` are computed. A text that is no number where one is needed counts for nothing, with a warning.
 *
 * @param expression The text between `$[` and `]`, or what {@linkcode parseExpression} made of it.
 * @param options The dialplan's functions.
 * @returns The value, and what Asterisk logs.
 *
 * @example
 * ```ts
 * import { evaluateExpression } from "@asterism/asterisk/config";
 *
 * console.log(evaluateExpression("1/3").value); // "0.333333333333333333"
 * console.log(evaluateExpression("apples + 5").warnings[0]?.message); // "non-numeric argument"
 * ```
 */
export function evaluateExpression(expression: string | Expression, options: EvaluateOptions = {}): ExpressionResult {
  const { call = () => undefined } = options;
  const { outcome, nodes, problem } = typeof expression === "string" ? parseExpression(expression) : expression;
  const warnings: ExpressionWarning[] = [];
  const values = new Map<ExpressionNode, ExpressionValue>();
  const valueOf = (node: ExpressionNode | undefined): ExpressionValue => (node && values.get(node)) ?? textValue("");
  const callDecoded = (name: string, text: string) => {
    const answer = call(name, decodeBytes(text));
    return answer === undefined ? undefined : encodeBytes(answer);
  };
  for (const node of nodes) {
    const { start, end } = node;
    const warn: Warn = (code, message, level = "warning") => warnings.push({ code, level, message, start, end });
    values.set(node, compute(node, { valueOf, warn, call: callDecoded }));
  }
  if (problem) warnings.push(problem);
  return { value: decodeBytes(finalText(outcome, valueOf)), warnings };
}

interface Computation {
  readonly valueOf: (node: ExpressionNode | undefined) => ExpressionValue;
  readonly warn: Warn;
  readonly call: (name: string, text: string) => string | undefined;
}

function compute(node: ExpressionNode, { valueOf, warn, call }: Computation): ExpressionValue {
  switch (node.kind) {
    case "word":
      return { kind: "text", text: encodeBytes(node.text), isNumeric: node.isNumeric };
    case "parentheses":
      return valueOf(node.body);
    case "unary":
      return computeUnary(node.operator, valueOf(node.operand), warn);
    case "binary":
      return computeBinary(node.operator, [valueOf(node.left), valueOf(node.right)], warn);
    case "conditional":
      return valueOf(isChosen(valueOf(node.condition)) ? node.yes : node.no);
    case "call":
      return computeCall(node.name, node.arguments.map(valueOf), { call, warn });
    default:
      throw new Error(`Unreachable: ${node satisfies never}`);
  }
}

function finalText(outcome: ExpressionOutcome, valueOf: Computation["valueOf"]): string {
  switch (outcome.kind) {
    case "node":
      return toText(valueOf(outcome.node));
    case "empty":
      return "";
    case "broken":
      return "0";
    default:
      throw new Error(`Unreachable: ${outcome satisfies never}`);
  }
}

/** Writes the log line of ast_yyerror(), with its pointer below the text. */
function syntaxWarning(
  { token, expected, isTooDeep }: ParserError,
  bytes: string,
  at: (byte: number) => number,
): ExpressionWarning {
  const wanted = expected.map(tokenName).join(" or ");
  const problem = isTooDeep
    ? "memory exhausted"
    : `syntax error, unexpected ${tokenName(token.kind)}${wanted && `, expecting ${wanted}`}`;
  const pointer = `${" ".repeat(token.start)}^`;
  const message = `ast_yyerror():  syntax error: ${problem}; Input:\n${decodeBytes(bytes)}\n${pointer}`;
  return { code: "syntax", level: "warning", message, start: at(token.start), end: at(token.end) };
}

function tokenName(kind: string): string {
  switch (kind) {
    case "end":
      return "$end";
    case "word":
      return "'<token>'";
    // Asterisk's list of names lacks one, and finds another one in the name of a third.
    case "~~":
      return "TOK_TILDETILDE";
    case "=~":
      return "'='TILDE";
    default:
      return `'${kind}'`;
  }
}
