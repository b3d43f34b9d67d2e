import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  add,
  bitLength,
  compare,
  divide,
  divideHalfEven,
  formatLongDouble,
  fromInteger,
  infinity,
  integerRoot,
  type IntegralRounding,
  invalid,
  isZero,
  type LongDouble,
  modulo,
  multiply,
  negate,
  one,
  parseLongDouble,
  remainder,
  roundBits,
  roundRatio,
  squareRoot,
  subtract,
  toIntegral,
  zero,
} from "../../../config/dialplan/long_double.ts";

const operations = { "+": add, "-": subtract, "*": multiply, "/": divide, "%": modulo, rem: remainder } as const;

function calculate(a: string, operation: keyof typeof operations, b: string): string {
  return formatLongDouble(operations[operation](parse(a), parse(b)));
}

function parse(text: string): LongDouble {
  const special: Record<string, LongDouble> = {
    inf: infinity(),
    "-inf": infinity(true),
    nan: negate(invalid),
    "-nan": invalid,
  };
  return special[text] ?? parseLongDouble(text);
}

// Asked of Asterisk 22.10.1 on amd64.
const results: readonly [string, keyof typeof operations, string, string][] = [
  ["1", "/", "3", "0.333333333333333333"],
  ["0.1", "+", "0.2", "0.3"],
  ["17", "%", "0.1", "0.0999999999999999998"],
  ["5", "%", "0.1", "0.0999999999999999999"],
  ["99999999999", "*", "99999999999", "9.9999999998e+21"],
  ["12345678901234567890", "*", "10", "1.23456789012345679e+20"],
  ["10000000000", "/", "3", "3333333333.33333333"],
  ["0.0000001", "+", "0", "1e-07"],
  ["0.0001", "+", "0", "0.0001"],
  ["999999999999999999", "+", "0", "999999999999999999"],
  ["9999999999999999999", "+", "0", "1e+19"],
  ["0", "*", "-1", "-0"],
  ["-0", "+", "0", "0"],
  ["-0", "+", "-0", "-0"],
  ["-7", "%", "3", "-1"],
  ["5", "%", "-3", "2"],
  ["5", "%", "inf", "5"],
  ["inf", "%", "5", "-nan"],
  ["inf", "-", "inf", "-nan"],
  ["inf", "*", "0", "-nan"],
  ["-nan", "+", "1", "-nan"],
  ["nan", "+", "1", "nan"],
  ["0", "-", "-nan", "-nan"],
  ["7", "rem", "2", "-1"],
  ["5", "rem", "3", "-1"],
  ["-5", "rem", "3", "1"],
  ["5", "rem", "0", "-nan"],
  ["inf", "rem", "2", "-nan"],
];

for (const [a, operation, b, result] of results) {
  Deno.test(`${a} ${operation} ${b} is ${result} with 64 bits`, () => {
    assertEquals(calculate(a, operation, b), result);
  });
}

Deno.test("parseLongDouble() reads as strtold() does, up to what is no number", () => {
  assertEquals(
    ["1.2.3", ".5", "5.", " -7 1", "", ".", "-", "x"].map((text) => formatLongDouble(parseLongDouble(text))),
    [
      "1.2",
      "0.5",
      "5",
      "-7",
      "0",
      "0",
      "0",
      "0",
    ],
  );
});

Deno.test("roundBits() goes to infinity above, and to zero by way of fewer bits below", () => {
  assertEquals(formatLongDouble(roundBits(true, 1n, 16_384)), "-inf");
  assertEquals(formatLongDouble(roundBits(false, 1n, -16_445)), "3.6451995318824746e-4951");
  assertEquals(formatLongDouble(roundBits(false, 3n, -16_447)), "3.6451995318824746e-4951");
  assertEquals(formatLongDouble(roundBits(false, 1n, -16_446)), "0");
});

Deno.test("roundBits() and roundRatio() round half to even, unless there is more", () => {
  const middle = (1n << 66n) + 2n;

  assertEquals(roundBits(false, middle, 0), roundBits(false, 1n << 66n, 0));
  assertEquals(roundBits(false, middle + 8n, 0), roundBits(false, (1n << 66n) + 8n, 0));
  assertEquals(roundBits(false, middle + 4n, 0), roundBits(false, (1n << 66n) + 8n, 0));
  assertEquals(compare(roundBits(false, (1n << 66n) + 4n, 0, true), roundBits(false, 1n << 66n, 0)), 1);
  assertEquals(roundRatio(true, 3n, 4n), parseLongDouble("-0.75"));
});

Deno.test("squareRoot() is exact where it can be, and nothing below zero", () => {
  assertEquals(["16", "2", "0.25", "0", "-0"].map((text) => formatLongDouble(squareRoot(parseLongDouble(text)))), [
    "4",
    "1.41421356237309505",
    "0.5",
    "0",
    "-0",
  ]);
  assertEquals([squareRoot(fromInteger(-1)), squareRoot(infinity())], [invalid, infinity()]);
});

const roundings: readonly [IntegralRounding, readonly string[]][] = [
  ["floor", ["2", "-3", "0", "-1", "3"]],
  ["ceil", ["3", "-2", "1", "-0", "3"]],
  ["trunc", ["2", "-2", "0", "-0", "3"]],
  ["half-away", ["3", "-3", "1", "-1", "3"]],
  ["half-even", ["2", "-2", "0", "-0", "3"]],
];

for (const [rounding, expected] of roundings) {
  Deno.test(`toIntegral() rounds ${rounding}, and keeps the sign of zero`, () => {
    const values = ["2.5", "-2.5", "0.5", "-0.5", "3"].map((text) => toIntegral(parseLongDouble(text), rounding));

    assertEquals(values.map(formatLongDouble), expected);
  });
}

Deno.test("compare() orders numbers and infinities, and nothing else", () => {
  assertEquals(compare(one, fromInteger(2)), -1);
  assertEquals(compare(infinity(true), zero), -1);
  assertEquals(compare(infinity(), infinity()), 0);
  assertEquals(compare(negate(zero), zero), 0);
  assertEquals(compare(invalid, invalid), undefined);
  assertEquals([isZero(negate(zero)), isZero(one)], [true, false]);
});

Deno.test("divideHalfEven(), integerRoot() and bitLength() are exact", () => {
  assertEquals([divideHalfEven(5n, 2n), divideHalfEven(7n, 2n), divideHalfEven(8n, 3n)], [2n, 4n, 3n]);
  assertEquals([0n, 1n, 255n, 256n].map(bitLength), [0, 1, 8, 9]);
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), (value) => {
    const root = integerRoot(value);
    assertEquals(root * root <= value && (root + 1n) * (root + 1n) > value, true);
  }));
});

Deno.test("operations on whole numbers that fit are exact", () => {
  const integer = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(fc.property(integer, integer, (a, b) => {
    const [x, y] = [fromInteger(a), fromInteger(b)];
    assertEquals(Number(formatLongDouble(add(x, y))), a + b);
    assertEquals(Number(formatLongDouble(subtract(x, y))), a - b);
    assertEquals(Number(formatLongDouble(multiply(x, y))) === a * b, true);
    if (b !== 0) assertEquals(compare(add(multiply(y, toIntegral(divide(x, y), "trunc")), modulo(x, y)), x), 0);
  }));
});

Deno.test("formatLongDouble() agrees with doubles in 15 digits", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-6, max: 1e20 }), (value) => {
    const text = value.toFixed(20);
    assertEquals(Number(formatLongDouble(parseLongDouble(text))).toPrecision(14), Number(text).toPrecision(14));
  }));
});
