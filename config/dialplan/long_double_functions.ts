/**
 * The functions of C's mathematical library on {@linkcode LongDouble}, by series on integers: with so many bits to spare
 * that the 64 of the result are right, where the library's own may differ in the last one.
 */
import {
  bitLength,
  divide,
  type FiniteLongDouble,
  infinity,
  integerRoot,
  invalid,
  isZero,
  type LongDouble,
  multiply,
  one,
  propagate,
  roundBits,
  roundRatio,
  zero,
} from "./long_double.ts";

/** How many bits after the point the series are computed with. */
const bits = 320;
const unit = 1n << BigInt(bits);
/** Arguments below 2 to this power change nothing that 64 bits show. */
const tinyExponent = -80;
/** What glibc gives for logarithms of negative numbers, and arcs of what no angle has: it prints `nan`. */
const outOfRange: LongDouble = { kind: "nan", negative: false };

/** The sine of an angle in radians. */
export function sine(x: LongDouble): LongDouble {
  if (x.kind !== "finite") return x.kind === "nan" ? x : invalid;
  if (isTiny(x)) return x;
  const { quarter, rest } = reduceAngle(x);
  const value = quarter % 2n === 0n ? sineSeries(rest) : cosineSeries(rest);
  return fromFixed(quarter >= 2n ? -value : value);
}

/** The cosine of an angle in radians. */
export function cosine(x: LongDouble): LongDouble {
  if (x.kind !== "finite") return x.kind === "nan" ? x : invalid;
  if (isTiny(x)) return one;
  const { quarter, rest } = reduceAngle(x);
  const value = quarter % 2n === 0n ? cosineSeries(rest) : sineSeries(rest);
  return fromFixed(quarter === 1n || quarter === 2n ? -value : value);
}

/** The tangent of an angle in radians. */
export function tangent(x: LongDouble): LongDouble {
  if (x.kind !== "finite") return x.kind === "nan" ? x : invalid;
  if (isTiny(x)) return x;
  const { quarter, rest } = reduceAngle(x);
  const [sin, cos] = [sineSeries(rest), cosineSeries(rest)];
  const [numerator, denominator] = quarter % 2n === 0n ? [sin, cos] : [-cos, sin];
  return roundRatio((numerator < 0n) !== (denominator < 0n), magnitude(numerator), magnitude(denominator));
}

/** The angle whose sine this is. */
export function arcSine(x: LongDouble): LongDouble {
  if (x.kind === "nan") return x;
  if (x.kind === "infinity" || exceedsOne(x)) return outOfRange;
  if (isTiny(x)) return x;
  const { numerator, other } = legs(x);
  return withSign(x.negative, arc(numerator, other));
}

/** The angle whose cosine this is. */
export function arcCosine(x: LongDouble): LongDouble {
  if (x.kind === "nan") return x;
  if (x.kind === "infinity" || exceedsOne(x)) return outOfRange;
  if (isTiny(x)) return fromFixed(pi(bits) >> 1n);
  const { numerator, other } = legs(x);
  if (other === 0n) return x.negative ? fromFixed(pi(bits)) : zero;
  const { value, precision } = arc(other, numerator);
  return roundBits(false, x.negative ? pi(precision) - value : value, -precision, true);
}

/** The angle whose tangent this is. */
export function arcTangent(x: LongDouble): LongDouble {
  return x.kind === "finite" && isTiny(x) ? x : arcTangent2(x, one);
}

/** The angle of the point at `x` and `y`. */
export function arcTangent2(y: LongDouble, x: LongDouble): LongDouble {
  if (y.kind === "nan" || x.kind === "nan") return propagate(y, x);
  const { negative } = y;
  if (isZero(y) && !(x.kind === "infinity")) {
    return x.negative ? withSign(negative, { value: pi(bits), precision: bits }) : { ...zero, negative };
  }
  if (y.kind === "infinity" || x.kind === "infinity") return angleOfInfinity(y, x);
  if (isZero(x)) return withSign(negative, { value: pi(bits) >> 1n, precision: bits });
  const shift = y.exponent - x.exponent;
  const numerator = y.mantissa << BigInt(Math.max(shift, 0));
  const denominator = x.mantissa << BigInt(Math.max(-shift, 0));
  const lead = bitLength(denominator) - bitLength(numerator);
  // An angle this small is the quotient itself, which may be too small for 64 bits.
  if (!x.negative && lead > -tinyExponent) return divide(y, x);
  const { value, precision } = arc(numerator, denominator);
  return withSign(negative, { value: x.negative ? pi(precision) - value : value, precision });
}

/** e to the power of x. */
export function exponential(x: LongDouble): LongDouble {
  return power(x, (value) => ({ exact: 0n, rest: value }));
}

/** 2 to the power of x. */
export function exponential2(x: LongDouble): LongDouble {
  return power(x, (value) => {
    const exact = (value + (unit >> 1n)) >> BigInt(bits);
    return { exact, rest: ((value - (exact << BigInt(bits))) * logarithmOf2(bits)) >> BigInt(bits) };
  });
}

/** 10 to the power of x. */
export function exponential10(x: LongDouble): LongDouble {
  return power(x, (value) => ({ exact: 0n, rest: (value * logarithmOf10(bits)) >> BigInt(bits) }));
}

/** The natural logarithm. */
export function logarithm(x: LongDouble): LongDouble {
  return logarithmTo(x, logarithmOf2Constant);
}

/** The logarithm to the base 2. */
export function logarithm2(x: LongDouble): LongDouble {
  return logarithmTo(x, { mantissa: 1n, exponent: 0 });
}

/** The logarithm to the base 10. */
export function logarithm10(x: LongDouble): LongDouble {
  return logarithmTo(x, logarithm10Of2Constant);
}

/** What x87's instructions FLDLN2 and FLDLG2 load: 64 bits, by which the logarithm to the base 2 is multiplied. */
const logarithmOf2Constant = { mantissa: 0xb172_17f7_d1cf_79acn, exponent: -64 };
const logarithm10Of2Constant = { mantissa: 0x9a20_9a84_fbcf_f799n, exponent: -65 };

/** x to the power of y. */
export function raise(x: LongDouble, y: LongDouble): LongDouble {
  if (isZero(y) || isOne(x)) return one;
  if (x.kind === "nan" || y.kind === "nan") return propagate(x, y);
  const isOdd = isOddInteger(y);
  const negative = x.negative && isOdd;
  if (y.kind === "infinity") return raiseToInfinity(x, y.negative);
  if (isZero(x) || x.kind === "infinity") {
    return isZero(x) === y.negative ? infinity(negative) : { ...zero, negative };
  }
  if (x.negative && !isInteger(y)) return invalid;
  return raiseByInteger(x, y, negative) ?? raiseByLogarithm(x, y, negative);
}

/**
 * glibc multiplies up to the third power, with a rounding at each step. Above, this is exact before it is rounded, as the
 * result may lie in the middle between two numbers.
 */
function raiseByInteger(x: FiniteLongDouble, y: FiniteLongDouble, negative: boolean): LongDouble | undefined {
  if (!isInteger(y) || bitLength(y.mantissa) + y.exponent > 7) return undefined;
  const count = Number(y.exponent >= 0 ? y.mantissa << BigInt(y.exponent) : y.mantissa >> BigInt(-y.exponent));
  if (count < 4) {
    const base = y.negative ? divide(one, x) : x;
    const square = multiply(base, base);
    return count === 1 ? base : count === 2 ? square : multiply(base, square);
  }
  const mantissa = x.mantissa ** BigInt(count);
  const exponent = x.exponent * count;
  return y.negative ? roundRatio(negative, 1n, mantissa, -exponent) : roundBits(negative, mantissa, exponent);
}

function raiseByLogarithm(x: FiniteLongDouble, y: FiniteLongDouble, negative: boolean): LongDouble {
  const product = naturalLogarithm(x, 2 * bits) * y.mantissa * (y.negative ? -1n : 1n);
  const shift = y.exponent - bits;
  if (bitLength(magnitude(product)) + shift > bits + 16) {
    return product < 0n ? { ...zero, negative } : infinity(negative);
  }
  return exponentialOf(shift >= 0 ? product << BigInt(shift) : product >> BigInt(-shift), 0n, negative);
}

function raiseToInfinity(x: LongDouble, toNegative: boolean): LongDouble {
  if (x.kind === "finite") {
    const size = bitLength(x.mantissa) + x.exponent;
    if (isOne({ ...x, negative: false })) return one;
    return (size > 0) === toNegative ? zero : infinity();
  }
  return toNegative ? zero : infinity();
}

/** Raises a base to a power that is given as an exact power of 2, and the natural logarithm of the rest. */
function power(x: LongDouble, split: (value: bigint) => { exact: bigint; rest: bigint }): LongDouble {
  if (x.kind === "nan") return x;
  if (x.kind === "infinity" || bitLength(x.mantissa) + x.exponent > 16) return x.negative ? zero : infinity();
  if (isTiny(x)) return one;
  const { exact, rest } = split(toFixed(x));
  return exponentialOf(rest, exact, false);
}

function exponentialOf(value: bigint, exact: bigint, negative: boolean): LongDouble {
  const log2 = logarithmOf2(bits);
  const count = floorDivide(2n * value + log2, 2n * log2);
  const rest = value - count * log2;
  let [sum, term] = [unit, unit];
  for (let step = 1n; term !== 0n && term !== -1n; step++) {
    term = ((term * rest) >> BigInt(bits)) / step;
    sum += term;
  }
  return roundBits(negative, sum, Number(count + exact) - bits, rest !== 0n);
}

function logarithmTo(x: LongDouble, factor: { mantissa: bigint; exponent: number }): LongDouble {
  if (x.kind === "nan") return x;
  if (isZero(x)) return infinity(true);
  if (x.negative) return outOfRange;
  if (x.kind === "infinity") return x;
  if (isOne(x)) return zero;
  const value = naturalLogarithm(x, bits);
  return roundRatio(value < 0n, magnitude(value) * factor.mantissa, logarithmOf2(bits), factor.exponent);
}

/** The logarithm as an integer with so many bits after the point: of a fraction near 1, and a power of 2. */
function naturalLogarithm({ mantissa, exponent }: FiniteLongDouble, precision: number): bigint {
  const length = bitLength(mantissa);
  const isUpperHalf = mantissa * 2n > 3n << BigInt(length - 1);
  const top = isUpperHalf ? length : length - 1;
  const whole = 1n << BigInt(top);
  const series = doubleArcTangentH(mantissa - whole, mantissa + whole, precision);
  return series + BigInt(exponent + top) * logarithmOf2(precision);
}

/** Twice the inverse hyperbolic tangent of a fraction. */
function doubleArcTangentH(numerator: bigint, denominator: bigint, precision: number): bigint {
  const guard = 32;
  const scale = BigInt(precision + guard);
  let term = (numerator << scale) / denominator;
  const square = (term * term) >> scale;
  let sum = 0n;
  for (let odd = 1n; term !== 0n && term !== -1n; odd += 2n) {
    sum += term / odd;
    term = (term * square) >> scale;
  }
  return sum >> BigInt(guard - 1);
}

/** The angle of a right triangle with these legs, with enough bits for a small one. */
function arc(opposite: bigint, adjacent: bigint): { value: bigint; precision: number } {
  if (opposite > adjacent) {
    const { value, precision } = arc(adjacent, opposite);
    return { value: (pi(precision) >> 1n) - value, precision };
  }
  const precision = bits + bitLength(adjacent) - bitLength(opposite);
  if (opposite === adjacent) return { value: pi(precision) >> 2n, precision };
  const scale = BigInt(precision);
  const whole = 1n << scale;
  let ratio = (opposite << scale) / adjacent;
  const halvings = 4;
  for (let count = 0; count < halvings; count++) {
    ratio = (ratio << scale) / (whole + integerRoot((whole << scale) + ratio * ratio));
  }
  const square = (ratio * ratio) >> scale;
  let sum = 0n;
  for (let odd = 1n, term = ratio; term !== 0n && term !== -1n; odd += 2n) {
    sum += term / odd;
    term = -(term * square) >> scale;
  }
  return { value: sum << BigInt(halvings), precision };
}

/** The legs of the triangle whose sine a number is. */
function legs({ mantissa, exponent }: FiniteLongDouble): { numerator: bigint; other: bigint } {
  const scale = BigInt(bits);
  const whole = 1n << BigInt(Math.max(-exponent, 0));
  return { numerator: mantissa << scale, other: integerRoot((whole * whole - mantissa * mantissa) << (2n * scale)) };
}

function angleOfInfinity(y: LongDouble, x: LongDouble): LongDouble {
  const { negative } = y;
  const eighths = y.kind === "infinity" ? (x.kind === "infinity" ? (x.negative ? 6n : 2n) : 4n) : x.negative ? 8n : 0n;
  return eighths === 0n
    ? { ...zero, negative }
    : withSign(negative, { value: (pi(bits) * eighths) >> 3n, precision: bits });
}

/** Takes quarters of a turn off an angle, however large. */
function reduceAngle(x: FiniteLongDouble): { quarter: bigint; rest: bigint } {
  const extra = Math.max(bitLength(x.mantissa) + x.exponent, 0);
  const precision = bits + extra;
  const angle = shiftLeft(x.mantissa, x.exponent + precision) * (x.negative ? -1n : 1n);
  const right = pi(precision + 1) >> 2n;
  const count = floorDivide(2n * angle + right, 2n * right);
  return { quarter: ((count % 4n) + 4n) % 4n, rest: (angle - count * right) >> BigInt(extra) };
}

function sineSeries(x: bigint): bigint {
  return alternatingSeries(x, x, 1n);
}

function cosineSeries(x: bigint): bigint {
  return alternatingSeries(x, unit, 0n);
}

function alternatingSeries(x: bigint, first: bigint, start: bigint): bigint {
  const square = (x * x) >> BigInt(bits);
  let [sum, term] = [first, first];
  for (let step = start; term !== 0n && term !== -1n; step += 2n) {
    term = (-(term * square) >> BigInt(bits)) / ((step + 1n) * (step + 2n));
    sum += term;
  }
  return sum;
}

/** A constant, computed once with the most bits that were asked for. */
function constant(compute: (precision: number) => bigint): (precision: number) => bigint {
  let known = { precision: 0, value: 0n };
  return (precision) => {
    if (known.precision < precision) known = { precision, value: compute(precision) };
    return known.value >> BigInt(known.precision - precision);
  };
}

const logarithmOf2 = constant((precision) => doubleArcTangentH(1n, 3n, precision));

const logarithmOf10 = constant((precision) => {
  return 3n * logarithmOf2(precision) + doubleArcTangentH(1n, 9n, precision);
});

/** Machin's formula. */
const pi = constant((precision) => {
  const guard = 32;
  const scale = BigInt(precision + guard);
  const inverseArc = (divisor: bigint) => {
    let sum = 0n;
    let term = (1n << scale) / divisor;
    for (let odd = 1n; term !== 0n && term !== -1n; odd += 2n) {
      sum += term / odd;
      term = -term / (divisor * divisor);
    }
    return sum;
  };
  return (16n * inverseArc(5n) - 4n * inverseArc(239n)) >> BigInt(guard);
});

function toFixed({ negative, mantissa, exponent }: FiniteLongDouble): bigint {
  const value = shiftLeft(mantissa, exponent + bits);
  return negative ? -value : value;
}

function fromFixed(value: bigint): LongDouble {
  return roundBits(value < 0n, magnitude(value), -bits, true);
}

function withSign(negative: boolean, { value, precision }: { value: bigint; precision: number }): LongDouble {
  return roundBits(negative, value, -precision, true);
}

function shiftLeft(value: bigint, by: number): bigint {
  return by >= 0 ? value << BigInt(by) : value >> BigInt(-by);
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function isTiny(x: FiniteLongDouble): boolean {
  return x.mantissa === 0n || bitLength(x.mantissa) + x.exponent < tinyExponent;
}

function isOne(x: LongDouble): boolean {
  return x.kind === "finite" && !x.negative && x.mantissa !== 0n && isInteger(x) &&
    (x.exponent >= 0 ? x.exponent === 0 && x.mantissa === 1n : x.mantissa === 1n << BigInt(-x.exponent));
}

function exceedsOne({ mantissa, exponent }: FiniteLongDouble): boolean {
  return exponent >= 0 ? mantissa << BigInt(exponent) > 1n : mantissa > 1n << BigInt(-exponent);
}

function isInteger({ mantissa, exponent }: FiniteLongDouble): boolean {
  return exponent >= 0 || mantissa === (mantissa >> BigInt(-exponent)) << BigInt(-exponent);
}

function isOddInteger(y: LongDouble): boolean {
  return y.kind === "finite" && y.exponent <= 0 && isInteger(y) && (y.mantissa >> BigInt(-y.exponent)) % 2n === 1n;
}
