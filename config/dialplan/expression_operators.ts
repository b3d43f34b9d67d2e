/** What the operators of `$[…]` compute, and what Asterisk logs meanwhile. */
import { compilePosixRegex } from "../posix_regex.ts";
import { decodeBytes, encodeBytes } from "./byte_string.ts";
import type { BinaryOperator } from "./expression_lexer.ts";
import {
  compareValues,
  type ExpressionValue,
  isComplementTrue,
  isNothing,
  numberValue,
  textValue,
  toNumber,
  toUnquoted,
  truthValue,
} from "./expression_value.ts";
import {
  add,
  compare,
  divide,
  fromInteger,
  isZero,
  type LongDouble,
  modulo,
  multiply,
  negate,
  subtract,
  zero,
} from "./long_double.ts";

/** What a warning is about. */
export type ExpressionWarningCode =
  | "syntax"
  | "non-numeric"
  | "overflow"
  | "division-by-zero"
  | "bad-regex"
  | "unsupported-regex"
  | "wrong-arguments"
  | "not-a-function-name"
  | "unknown-function"
  | "unreadable-function";

/** Takes what Asterisk logs. */
export type Warn = (code: ExpressionWarningCode, message: string, level?: "warning" | "error") => void;

/** What Asterisk gives for a division by zero: the largest 32-bit integer. */
const largestInteger = fromInteger(2_147_483_647);
/** Where Asterisk fears for an overflow, although its numbers have none there. */
const smallestQuad = fromInteger(-(2n ** 63n));
const minusOne = fromInteger(-1);

/** Computes an operator with two operands. */
export function computeBinary(
  operator: BinaryOperator,
  [a, b]: readonly [ExpressionValue, ExpressionValue],
  warn: Warn,
): ExpressionValue {
  switch (operator) {
    case "|":
      return isNothing(a) ? b : asTested(a);
    case "&":
      return isNothing(a) || isNothing(b) ? numberValue(zero) : asTested(a);
    case "=":
      return truthValue(compareValues(a, b) === 0);
    case "!=":
      return truthValue(compareValues(a, b) !== 0);
    case ">":
      return truthValue((compareValues(a, b) ?? 0) > 0);
    case "<":
      return truthValue((compareValues(a, b) ?? 0) < 0);
    case ">=":
      return truthValue((compareValues(a, b) ?? -1) >= 0);
    case "<=":
      return truthValue((compareValues(a, b) ?? 1) <= 0);
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return numberValue(calculate(operator, [toNumber(a), toNumber(b)], warn));
    case ":":
    case "=~":
      return matchRegex(operator, [toUnquoted(a), toUnquoted(b)], warn);
    case "~~":
      return textValue(toUnquoted(a) + toUnquoted(b));
    default:
      throw new Error(`Unreachable: ${operator satisfies never}`);
  }
}

/** Computes an operator with one operand. */
export function computeUnary(operator: "-" | "!", value: ExpressionValue, warn: Warn): ExpressionValue {
  if (operator === "!") return truthValue(isComplementTrue(value));
  const number = toNumber(value);
  if (number === undefined) {
    warn("non-numeric", "non-numeric argument");
    return numberValue(zero);
  }
  if (compare(number, smallestQuad) === 0) warn("overflow", "overflow");
  return numberValue(negate(number));
}

/** To test whether a text is zero, Asterisk makes a number of it, and leaves it so: `0010|0` is 10. */
function asTested(value: ExpressionValue): ExpressionValue {
  const number = toNumber(value);
  return number === undefined ? value : numberValue(number);
}

function calculate(
  operator: "+" | "-" | "*" | "/" | "%",
  [a, b]: readonly [LongDouble | undefined, LongDouble | undefined],
  warn: Warn,
): LongDouble {
  if (a === undefined || b === undefined) {
    // Only a sum says nothing when it is its second operand that is no number.
    if (operator !== "+" || a === undefined) warn("non-numeric", "non-numeric argument");
    return withoutNumber(operator, a, b);
  }
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      if (compare(b, smallestQuad) === 0 && (compare(a, zero) ?? -1) >= 0) warn("overflow", "overflow");
      return subtract(a, b);
    case "*": {
      const product = multiply(a, b);
      if (!isZero(a) && compare(divide(product, a), b) !== 0) warn("overflow", "overflow");
      return product;
    }
    case "/":
      if (isZero(b)) {
        warn("division-by-zero", "division by zero");
        return largestInteger;
      }
      if (compare(a, smallestQuad) === 0 && compare(b, minusOne) === 0) warn("overflow", "overflow");
      return divide(a, b);
    case "%":
      if (isZero(b)) {
        warn("division-by-zero", "div by zero");
        return b;
      }
      return modulo(a, b);
    default:
      throw new Error(`Unreachable: ${operator satisfies never}`);
  }
}

/** What comes of a calculation with a text that is no number. */
function withoutNumber(operator: "+" | "-" | "*" | "/" | "%", a?: LongDouble, b?: LongDouble): LongDouble {
  switch (operator) {
    case "+":
      return a ?? b ?? zero;
    case "-":
      return a ?? (b === undefined ? zero : subtract(zero, b));
    case "/":
      return a === undefined ? zero : largestInteger;
    case "*":
    case "%":
      return zero;
    default:
      throw new Error(`Unreachable: ${operator satisfies never}`);
  }
}

/** `:` must match at the start, `=~` anywhere. Gives the first group, or how many bytes matched. */
function matchRegex(operator: ":" | "=~", [text, pattern]: readonly [string, string], warn: Warn): ExpressionValue {
  const regex = compilePosixRegex(decodeBytes(pattern));
  if (regex.kind === "problem") {
    if (regex.isOurs) warn("unsupported-regex", regex.reason);
    else warn("bad-regex", `regcomp() error : ${regex.reason}`);
    return textValue("");
  }
  const subject = decodeBytes(text);
  const found = regex.exec(subject);
  if (found === undefined || (operator === ":" && found.start > 0)) {
    return regex.groups === 0 ? numberValue(zero) : textValue("");
  }
  const [group] = found.groups;
  const { start, end } = group ?? found;
  const bytes = encodeBytes(subject.slice(start, end));
  return group ? textValue(bytes) : numberValue(fromInteger(bytes.length));
}
