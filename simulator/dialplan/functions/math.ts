import { splitArguments } from "../../../config/mod.ts";
import { NotSimulatedError } from "../../errors.ts";
import type { DialplanFunction } from "../functions.ts";

/** Functions that compute. */
export const mathFunctions: Readonly<Record<string, DialplanFunction>> = {
  MATH: { read: ({ text }) => math(text) },
};

/** The operators in the order in which Asterisk looks for them in the whole text, so that no other binds as tightly. */
const operators: readonly RegExp[] = [/\*/, /\//, /%/, /\^/, /AND/, /XOR/, /OR/, />[=>]?/, /<[=<]?/, /==?/, /\+/, /-/];

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  ">": (left, right) => left > right,
  "<": (left, right) => left < right,
  ">=": (left, right) => left >= right,
  "<=": (left, right) => left <= right,
  "==": (left, right) => left === right,
};

const computations: Readonly<Record<string, (left: number, right: number) => number>> = {
  "*": (left, right) => left * right,
  // A division by something negative gives 0, as one by 0 does.
  "/": (left, right) => right <= 0 ? 0 : left / right,
  "%": (left, right) => toInt(right) === 0 ? 0 : toInt(left) % toInt(right),
  "^": (left, right) => left ** right,
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  AND: (left, right) => toInt(left) & toInt(right),
  XOR: (left, right) => toInt(left) ^ toInt(right),
  OR: (left, right) => toInt(left) | toInt(right),
  "<<": (left, right) => toInt(left) << toInt(right),
  ">>": (left, right) => toInt(left) >> toInt(right),
};

/** `MATH(expression[,type])`: one operator and two numbers; `undefined` for what Asterisk refuses. */
function math(text: string): string | undefined {
  const [expression = "", type = "f"] = splitArguments(text, { limit: 2 });
  const isNegative = expression.startsWith("-");
  const unsigned = isNegative ? expression.slice(1) : expression;
  const match = operators.map((operator) => operator.exec(unsigned)).find((found) => found !== null);
  const format = Object.entries(formats).find(([names]) => names.split(" ").includes(type.toLowerCase()))?.[1];
  if (!match || format === undefined) return undefined;

  const [operator] = match;
  const first = readNumber(unsigned.slice(0, match.index));
  const right = readNumber(unsigned.slice(match.index + operator.length));
  if (first === undefined || right === undefined) return undefined;
  const left = isNegative ? 0 - first : first;
  const compare = comparisons[operator];
  if (compare !== undefined) return compare(left, right) ? "TRUE" : "FALSE";
  const result = computations[operator]?.(left, right);
  return result === undefined ? undefined : format(result);
}

const formats: Readonly<Record<string, (value: number) => string>> = {
  "f float": toDecimal,
  "i int": (value) => String(toInt(value)),
  "h hex": (value) => toUnsigned(value).toString(16),
  "c char": toCharacter,
};

/** What `scanf` finds at the beginning of a text. */
function readNumber(text: string): number | undefined {
  const [, sign, hex, decimal] = /^\s*([+-]?)(?:(0x[0-9a-f]+)|((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?))/i.exec(text) ?? [];
  const digits = hex ?? decimal;
  if (digits === undefined) return undefined;
  return sign === "-" ? -Number(digits) : Number(digits);
}

/** Six digits after the point, and all before it. */
function toDecimal(value: number): string {
  if (Number.isNaN(value)) return "-nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.000000";
  return Math.abs(value) < 1e21 ? value.toFixed(6) : `${BigInt(value)}.000000`;
}

/** The processor gives the least number for one that does not fit. */
function toInt(value: number): number {
  const whole = Math.trunc(value);
  return whole >= -2_147_483_648 && whole <= 2_147_483_647 ? whole | 0 : -2_147_483_648;
}

function toUnsigned(value: number): number {
  return Number.isFinite(value) ? Number(BigInt.asUintN(32, BigInt(Math.trunc(value)))) : 0;
}

function toCharacter(value: number): string {
  const code = toUnsigned(value) & 0xff;
  if (code > 127) throw new NotSimulatedError(`Cannot use function "MATH": ${code} is half a character of UTF-8`);
  return code === 0 ? "" : String.fromCharCode(code);
}
