import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  compare,
  formatLongDouble,
  infinity,
  invalid,
  type LongDouble,
  negate,
  one,
  parseLongDouble,
  zero,
} from "../../../config/dialplan/long_double.ts";
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
} from "../../../config/dialplan/long_double_functions.ts";

type Unary = (x: LongDouble) => LongDouble;
type Binary = (y: LongDouble, x: LongDouble) => LongDouble;

function parse(text: string): LongDouble {
  const special: Record<string, LongDouble> = { inf: infinity(), "-inf": infinity(true), "-nan": invalid };
  return special[text] ?? parseLongDouble(text);
}

// Asked of Asterisk 22.10.1 on amd64, or, for what it cannot be asked, true by C's Annex F.
const unary: readonly [Unary, string, string][] = [
  [exponential, "1", "2.71828182845904524"],
  [exponential, "2.5", "12.1824939607034734"],
  [exponential, "99999", "inf"],
  [exponential, "-99999", "0"],
  [exponential, "-inf", "0"],
  [exponential2, "0.5", "1.41421356237309505"],
  [exponential2, "-16445", "3.6451995318824746e-4951"],
  [exponential2, "-16446", "0"],
  [exponential10, "0.5", "3.16227766016837933"],
  [exponential10, "3", "1000"],
  [exponential10, "2", "100"],
  [logarithm, "10", "2.30258509299404568"],
  [logarithm, "1", "0"],
  [logarithm, "0", "-inf"],
  [logarithm, "-1", "nan"],
  [logarithm2, "10", "3.32192809488736235"],
  [logarithm10, "1000", "3"],
  [logarithm10, "6", "0.778151250383643633"],
  [sine, "1", "0.841470984807896507"],
  [sine, "100000000000000000000", "-0.645251285265780844"],
  [sine, "inf", "-nan"],
  [sine, "-0", "-0"],
  [cosine, "1", "0.540302305868139717"],
  [cosine, "0", "1"],
  [tangent, "1", "1.55740772465490223"],
  [tangent, "1.5707963267948966", "51884131016201495.4"],
  [arcSine, "0.5", "0.523598775598298873"],
  [arcSine, "-1", "-1.57079632679489662"],
  [arcCosine, "0.5", "1.04719755119659775"],
  [arcCosine, "-1", "3.14159265358979324"],
  [arcCosine, "1", "0"],
  [arcCosine, "0", "1.57079632679489662"],
  [arcCosine, "2", "nan"],
  [arcTangent, "2", "1.1071487177940905"],
  [arcTangent, "-2", "-1.1071487177940905"],
  [arcTangent, "inf", "1.57079632679489662"],
];

for (const [compute, x, result] of unary) {
  Deno.test(`${compute.name}() of ${x} is ${result}`, () => {
    assertEquals(formatLongDouble(compute(parse(x))), result);
  });
}

const binary: readonly [Binary, string, string, string][] = [
  [arcTangent2, "1", "1", "0.78539816339744831"],
  [arcTangent2, "1", "-2", "2.67794504458898712"],
  [arcTangent2, "0", "-1", "3.14159265358979324"],
  [arcTangent2, "-0", "-1", "-3.14159265358979324"],
  [arcTangent2, "0", "0", "0"],
  [arcTangent2, "1", "-inf", "3.14159265358979324"],
  [arcTangent2, "inf", "inf", "0.78539816339744831"],
  [arcTangent2, "-1", "inf", "-0"],
  [raise, "2", "10", "1024"],
  [raise, "2", "0.5", "1.41421356237309505"],
  [raise, "-2", "3", "-8"],
  [raise, "-2", "-3", "-0.125"],
  [raise, "10", "-3", "0.001"],
  [raise, "-8", "0.5", "-nan"],
  [raise, "0", "0", "1"],
  [raise, "0", "-1", "inf"],
  [raise, "-0", "-3", "-inf"],
  [raise, "0", "2", "0"],
  [raise, "2", "99999", "inf"],
  [raise, "2", "-99999", "0"],
  [raise, "0.5", "inf", "0"],
  [raise, "-1", "inf", "1"],
  [raise, "inf", "-1", "0"],
  [raise, "-inf", "3", "-inf"],
  [raise, "-nan", "0", "1"],
  [raise, "1", "-nan", "1"],
];

for (const [compute, a, b, result] of binary) {
  Deno.test(`${compute.name}() of ${a} and ${b} is ${result}`, () => {
    assertEquals(formatLongDouble(compute(parse(a), parse(b))), result);
  });
}

Deno.test("functions give back what is not a number, with its sign", () => {
  const functions = [
    exponential,
    logarithm,
    sine,
    cosine,
    tangent,
    arcSine,
    arcCosine,
    arcTangent,
    exponential2,
    logarithm10,
  ];

  for (const compute of functions) {
    assertEquals([compute(invalid), compute(negate(invalid))], [invalid, negate(invalid)]);
  }
});

Deno.test("functions agree with JavaScript's in twelve digits", () => {
  const pairs: readonly [Unary, (x: number) => number][] = [
    [sine, Math.sin],
    [cosine, Math.cos],
    [arcTangent, Math.atan],
    [exponential, Math.exp],
    [logarithm, Math.log],
    [logarithm2, Math.log2],
  ];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(...pairs), (value, [compute, expected]) => {
      const text = String(value / 1_000);
      const result = Number(formatLongDouble(compute(parseLongDouble(text))));
      assertEquals(Math.abs(result - expected(Number(text))) <= 1e-12 * Math.max(Math.abs(result), 1), true);
    }),
  );
});

Deno.test("functions keep tiny arguments, and do not lose huge ones", () => {
  const tiny = parseLongDouble(`0.${"0".repeat(200)}1`);
  const huge = parseLongDouble(`1${"0".repeat(4_000)}`);

  assertEquals([sine(tiny), tangent(tiny), arcSine(tiny), arcTangent(tiny)], [tiny, tiny, tiny, tiny]);
  assertEquals([cosine(tiny), exponential(tiny)], [one, one]);
  assertEquals(compare(sine(huge), one) === -1 && compare(sine(huge), negate(one)) === 1, true);
  assertEquals(formatLongDouble(logarithm10(huge)), "4000");
  assertEquals(formatLongDouble(arcTangent2(zero, huge)), "0");
});
