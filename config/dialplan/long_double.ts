/**
 * The numbers of Asterisk's expressions: x87's 80-bit `long double` with its 64-bit mantissa, rounded half to even, and
 * printed with `%.18Lg`. A JavaScript number has 53 bits, and prints other digits.
 */

/** A number of 64 significant bits, or one of the two things that are none. */
export type LongDouble =
  | { readonly kind: "finite"; readonly negative: boolean; readonly mantissa: bigint; readonly exponent: number }
  | { readonly kind: "infinity"; readonly negative: boolean }
  | { readonly kind: "nan"; readonly negative: boolean };

/** A number that is neither infinite nor none: `mantissa * 2 ** exponent`. */
export type FiniteLongDouble = LongDouble & { kind: "finite" };

const precision = 64;
const minExponent = -16_445;
const maxExponent = 16_384;
const significantDigits = 18;

/** Zero. */
export const zero: FiniteLongDouble = { kind: "finite", negative: false, mantissa: 0n, exponent: 0 };
/** One. */
export const one: FiniteLongDouble = fromInteger(1);
/** What x87 gives for an operation without a result: it prints `-nan`. */
export const invalid: LongDouble = { kind: "nan", negative: true };

/** Makes a number of an integer. */
export function fromInteger(value: number | bigint): FiniteLongDouble {
  const integer = BigInt(value);
  return { kind: "finite", negative: integer < 0n, mantissa: integer < 0n ? -integer : integer, exponent: 0 };
}

/** An infinity. */
export function infinity(negative = false): LongDouble {
  return { kind: "infinity", negative };
}

/** Reads as C's `strtold` does what begins with blanks, a sign, digits and a point; zero where no number begins. */
export function parseLongDouble(text: string): LongDouble {
  const [, sign, whole = "", fraction = ""] = /^[ \t]*([+-]?)(?=\.?\d)(\d*)\.?(\d*)/.exec(text) ?? [];
  return roundRatio(sign === "-", BigInt(`0${whole}${fraction}`), 10n ** BigInt(fraction.length));
}

/** Prints a number as C's `%.18Lg` does. */
export function formatLongDouble(value: LongDouble): string {
  const sign = value.negative ? "-" : "";
  if (value.kind === "infinity") return `${sign}inf`;
  if (value.kind === "nan") return `${sign}nan`;
  if (value.mantissa === 0n) return `${sign}0`;
  const { digits, exponent } = decimalDigits(value);
  const significant = digits.replace(/0+$/, "");
  if (exponent < -4 || exponent >= significantDigits) {
    const fraction = significant.length > 1 ? `.${significant.slice(1)}` : "";
    const power = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${significant.charAt(0)}${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${significant}`;
  const whole = significant.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = significant.slice(exponent + 1);
  return `${sign}${whole}${fraction && `.${fraction}`}`;
}

/** The first 18 decimal digits, correctly rounded, and the power of ten of the first one. */
function decimalDigits({ mantissa, exponent }: FiniteLongDouble): { digits: string; exponent: number } {
  const highest = bitLength(mantissa) + exponent - 1;
  for (let power = Math.floor(highest * Math.LOG10E * Math.LN2) - 1;; power++) {
    const shift = significantDigits - 1 - power;
    const numerator = mantissa * 2n ** BigInt(Math.max(exponent, 0)) * 10n ** BigInt(Math.max(shift, 0));
    const denominator = 2n ** BigInt(Math.max(-exponent, 0)) * 10n ** BigInt(Math.max(-shift, 0));
    const rounded = divideHalfEven(numerator, denominator);
    if (rounded < 10n ** BigInt(significantDigits)) return { digits: String(rounded), exponent: power };
  }
}

/** Adds. */
export function add(a: LongDouble, b: LongDouble): LongDouble {
  if (a.kind === "nan" || b.kind === "nan") return propagate(a, b);
  if (a.kind === "infinity") return b.kind === "infinity" && a.negative !== b.negative ? invalid : a;
  if (b.kind === "infinity") return b;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = signed(a, exponent) + signed(b, exponent);
  if (sum === 0n) return { ...zero, negative: a.negative && b.negative };
  return roundBits(sum < 0n, sum < 0n ? -sum : sum, exponent);
}

/** Subtracts. */
export function subtract(a: LongDouble, b: LongDouble): LongDouble {
  return b.kind === "nan" ? propagate(a, b) : add(a, negate(b));
}

/** Changes the sign, also that of zero. */
export function negate(value: LongDouble): LongDouble {
  return { ...value, negative: !value.negative };
}

/** Multiplies. */
export function multiply(a: LongDouble, b: LongDouble): LongDouble {
  if (a.kind === "nan" || b.kind === "nan") return propagate(a, b);
  const negative = a.negative !== b.negative;
  if (a.kind === "infinity" || b.kind === "infinity") return isZero(a) || isZero(b) ? invalid : infinity(negative);
  return roundBits(negative, a.mantissa * b.mantissa, a.exponent + b.exponent);
}

/** Divides. */
export function divide(a: LongDouble, b: LongDouble): LongDouble {
  if (a.kind === "nan" || b.kind === "nan") return propagate(a, b);
  const negative = a.negative !== b.negative;
  if (a.kind === "infinity") return b.kind === "infinity" ? invalid : infinity(negative);
  if (b.kind === "infinity") return { ...zero, negative };
  if (isZero(b)) return isZero(a) ? invalid : infinity(negative);
  return roundRatio(negative, a.mantissa, b.mantissa, a.exponent - b.exponent);
}

/** C's `fmodl`: what is left of `a`, with its sign, when `b` is taken off as often as it goes. */
export function modulo(a: LongDouble, b: LongDouble): LongDouble {
  if (a.kind === "nan" || b.kind === "nan") return propagate(a, b);
  if (a.kind === "infinity" || isZero(b)) return invalid;
  if (b.kind === "infinity") return a;
  const exponent = Math.min(a.exponent, b.exponent);
  const rest = magnitude(a, exponent) % magnitude(b, exponent);
  return roundBits(a.negative, rest, exponent);
}

/** C's `remainderl`: like {@linkcode modulo}, with the nearest multiple taken off, the even one of two. */
export function remainder(a: LongDouble, b: LongDouble): LongDouble {
  if (a.kind === "nan" || b.kind === "nan") return propagate(a, b);
  if (a.kind === "infinity" || isZero(b)) return invalid;
  if (b.kind === "infinity") return a;
  const exponent = Math.min(a.exponent, b.exponent);
  const divisor = magnitude(b, exponent);
  const dividend = magnitude(a, exponent);
  const rest = dividend - divideHalfEven(dividend, divisor) * divisor;
  return roundBits(rest < 0n ? !a.negative : a.negative, rest < 0n ? -rest : rest, exponent);
}

/** The square root. */
export function squareRoot(value: LongDouble): LongDouble {
  if (value.kind === "nan" || isZero(value)) return value;
  if (value.negative) return invalid;
  if (value.kind === "infinity") return value;
  // At least 132 bits under the root make at least 66 of the result; the exponent must be even.
  const shift = 2 * precision + 4 + ((value.exponent % 2 === 0) ? 0 : 1);
  const radicand = value.mantissa << BigInt(shift);
  const root = integerRoot(radicand);
  return roundBits(false, root, (value.exponent - shift) / 2, root * root !== radicand);
}

/** How {@linkcode toIntegral} rounds. */
export type IntegralRounding = "floor" | "ceil" | "trunc" | "half-away" | "half-even";

/** Rounds to an integer; the sign stays, also that of zero. */
export function toIntegral(value: LongDouble, rounding: IntegralRounding): LongDouble {
  if (value.kind !== "finite" || value.exponent >= 0) return value;
  const { negative, mantissa } = value;
  const unit = 1n << BigInt(-value.exponent);
  const whole = mantissa / unit;
  const fraction = mantissa % unit;
  const raise = (yes: boolean) => roundBits(negative, yes ? whole + 1n : whole, 0);
  switch (rounding) {
    case "floor":
      return raise(negative && fraction > 0n);
    case "ceil":
      return raise(!negative && fraction > 0n);
    case "trunc":
      return raise(false);
    case "half-away":
      return raise(2n * fraction >= unit);
    case "half-even":
      return raise(2n * fraction > unit || (2n * fraction === unit && whole % 2n === 1n));
    default:
      throw new Error(`Unreachable: ${rounding satisfies never}`);
  }
}

/** Below, at or above zero as `a` is below, at or above `b`; `undefined` where one of them is not a number. */
export function compare(a: LongDouble, b: LongDouble): number | undefined {
  if (a.kind === "nan" || b.kind === "nan") return undefined;
  const rank = (value: LongDouble) => (value.kind === "infinity" ? (value.negative ? -1 : 1) : 0);
  if (a.kind === "infinity" || b.kind === "infinity") return rank(a) - rank(b);
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = signed(a, exponent) - signed(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether it is zero, of either sign. */
export function isZero(value: LongDouble): boolean {
  return value.kind === "finite" && value.mantissa === 0n;
}

/** Which of its operands that are not numbers an operation gives. */
export function propagate(a: LongDouble, b: LongDouble): LongDouble {
  if (a.kind !== "nan") return b;
  return b.kind === "nan" && !b.negative ? b : a;
}

/**
 * Rounds `mantissa * 2 ** exponent` to 64 bits, half to even. `isInexact` says that there is more below the last bit; the
 * mantissa must then have 66 bits or more.
 */
export function roundBits(negative: boolean, mantissa: bigint, exponent: number, isInexact = false): LongDouble {
  if (mantissa === 0n) return { ...zero, negative };
  const length = bitLength(mantissa);
  const excess = Math.max(length - precision, minExponent - exponent);
  if (excess <= 0) {
    return length + exponent > maxExponent ? infinity(negative) : { kind: "finite", negative, mantissa, exponent };
  }
  const unit = 1n << BigInt(excess);
  const kept = mantissa >> BigInt(excess);
  const doubled = 2n * (mantissa - (kept << BigInt(excess)));
  const isRaised = doubled > unit || (doubled === unit && (isInexact || kept % 2n === 1n));
  const rounded = isRaised ? kept + 1n : kept;
  if (rounded === 0n) return { ...zero, negative };
  const result = exponent + excess;
  if (bitLength(rounded) + result > maxExponent) return infinity(negative);
  return bitLength(rounded) > precision
    ? { kind: "finite", negative, mantissa: rounded >> 1n, exponent: result + 1 }
    : { kind: "finite", negative, mantissa: rounded, exponent: result };
}

/** Rounds `numerator / denominator * 2 ** exponent`. */
export function roundRatio(negative: boolean, numerator: bigint, denominator: bigint, exponent = 0): LongDouble {
  if (numerator === 0n) return { ...zero, negative };
  const shift = Math.max(precision + 3 + bitLength(denominator) - bitLength(numerator), 0);
  const shifted = numerator << BigInt(shift);
  const quotient = shifted / denominator;
  return roundBits(negative, quotient, exponent - shift, quotient * denominator !== shifted);
}

/** How many bits a number has that is not negative. */
export function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return value === 0n ? 0 : digits.length * 4 - Math.clz32(parseInt(digits.charAt(0), 16)) + 28;
}

/** The integer part of a square root. */
export function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The nearest integer, the even one of two. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const doubled = 2n * (numerator - quotient * denominator);
  return doubled > denominator || (doubled === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

function magnitude({ mantissa, exponent }: FiniteLongDouble, unit: number): bigint {
  return mantissa << BigInt(exponent - unit);
}

function signed(value: FiniteLongDouble, unit: number): bigint {
  return value.negative ? -magnitude(value, unit) : magnitude(value, unit);
}
