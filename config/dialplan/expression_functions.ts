/** The functions that `$[…]` has itself, and how it calls those of the dialplan. */
import type { ExpressionWarningCode, Warn } from "./expression_operators.ts";
import { answerValue, type ExpressionValue, numberValue, toNumber, toText } from "./expression_value.ts";
import { compare, type LongDouble, negate, remainder, roundBits, squareRoot, toIntegral, zero } from "./long_double.ts";
import {
  arcCosine,
  arcSine,
  arcTangent,
  arcTangent2,
  cosine,
  exponential,
  exponential10,
  exponential2,
  logarithm,
  logarithm10,
  logarithm2,
  raise,
  sine,
  tangent,
} from "./long_double_functions.ts";

/** A dialplan function, by its name; `undefined` when there is none. */
export type CallFunction = (name: string, text: string) => string | undefined;

const unary: Readonly<Record<string, (x: LongDouble) => LongDouble>> = {
  COS: cosine,
  SIN: sine,
  TAN: tangent,
  ACOS: arcCosine,
  ASIN: arcSine,
  ATAN: arcTangent,
  SQRT: squareRoot,
  FLOOR: (x) => toIntegral(x, "floor"),
  CEIL: (x) => toIntegral(x, "ceil"),
  ROUND: (x) => toIntegral(x, "half-away"),
  RINT: (x) => toIntegral(x, "half-even"),
  TRUNC: (x) => toIntegral(x, "trunc"),
  EXP: exponential,
  EXP2: exponential2,
  EXP10: exponential10,
  LOG: logarithm,
  LOG2: logarithm2,
  LOG10: logarithm10,
  ABS: (x) => (compare(x, zero) ?? 0) < 0 ? negate(x) : x,
};

const binary: Readonly<Record<string, (x: LongDouble, y: LongDouble) => LongDouble>> = {
  ATAN2: arcTangent2,
  POW: raise,
  REMAINDER: remainder,
};

/** Functions that write into a buffer of their own kind, which expressions do not offer. */
const unreadable: ReadonlySet<string> = new Set([
  "AST_SORCERY",
  "CURL",
  "DB_KEYS",
  "FILE",
  "FILE_COUNT_LINE",
  "FILE_FORMAT",
  "GEOLOC_PROFILE",
  "MASTER_CHANNEL",
  "PASSTHRU",
  "PJSIP_AOR",
  "PJSIP_CONTACT",
  "PJSIP_ENDPOINT",
  "POP",
  "REPLACE",
  "SHIFT",
  "STACK_PEEK",
  "STRBETWEEN",
  "STRREPLACE",
]);

/** Asterisk gives a dialplan function 512 bytes here, and ends them with a NUL. */
const maxAnswer = 511;

/**
 * Where a number is asked for and none is there, Asterisk takes the address of the text for one, which is as good as
 * nothing, but is above zero: `CEIL(a)` is 1.
 */
const addressNumber = roundBits(false, 0x5555_5555_0000n, -16_445);

/** Calls a function; an argument that is left out is an empty text. */
export function computeCall(
  name: string,
  values: readonly ExpressionValue[],
  { call, warn }: { call: CallFunction; warn: Warn },
): ExpressionValue {
  const fail = (code: ExpressionWarningCode, message: string, level?: "error") => {
    warn(code, message, level);
    return numberValue(zero);
  };
  if (!/^[A-Z_0-9]*$/.test(name)) {
    return fail("not-a-function-name", `Error! '${name}' is not possibly a function name!`, "error");
  }
  const own = ownFunction(name);
  if (own) {
    if (values.length !== own.count) return fail("wrong-arguments", `Wrong args to ${name}() function`);
    const [x = zero, y = zero] = values.map((value) => toNumber(value) ?? addressNumber);
    return numberValue(own.compute(x, y));
  }
  if (unreadable.has(name)) {
    return fail("unreadable-function", `Error! Function '${name}' cannot be read!`, "error");
  }
  const answer = call(name, values.map(toText).join(","));
  if (answer === undefined) {
    warn("unknown-function", `Hey! could not find func ${name}.`);
    return fail("unknown-function", `Error! '${name}' doesn't appear to be an available function!`, "error");
  }
  return answerValue(answer.slice(0, maxAnswer));
}

function ownFunction(
  name: string,
): { count: number; compute: (x: LongDouble, y: LongDouble) => LongDouble } | undefined {
  if (Object.hasOwn(unary, name) && unary[name]) return { count: 1, compute: unary[name] };
  return Object.hasOwn(binary, name) && binary[name] ? { count: 2, compute: binary[name] } : undefined;
}
