import { assertEquals } from "@std/assert";
import { computeBinary, computeUnary } from "../../../config/dialplan/expression_operators.ts";
import type { BinaryOperator } from "../../../config/dialplan/expression_lexer.ts";
import { textValue, toText } from "../../../config/dialplan/expression_value.ts";

function compute(a: string, operator: BinaryOperator, b: string): [string, ...string[]] {
  const warnings: string[] = [];
  const value = computeBinary(operator, [textValue(a), textValue(b)], (code) => warnings.push(code));
  return [toText(value), ...warnings];
}

// Values and warnings of Asterisk 22.10.1.
const cases: readonly [string, BinaryOperator, string, ...string[]][] = [
  ["0010", "|", "0", "10"],
  ["0", "|", "0010", "0010"],
  ["", "|", "5", "5"],
  ['""', "|", "5", '""'],
  ["1.50", "&", "1", "1.5"],
  ["a", "&", "0", "0"],
  ["a", "+", "b", "0", "non-numeric"],
  ["a", "+", "5", "5", "non-numeric"],
  ["5", "+", "a", "5"],
  ["a", "-", "1", "-1", "non-numeric"],
  ["1", "-", "a", "1", "non-numeric"],
  ["a", "*", "2", "0", "non-numeric"],
  ["2", "/", "a", "2147483647", "non-numeric"],
  ["a", "/", "2", "0", "non-numeric"],
  ["1", "/", "0", "2147483647", "division-by-zero"],
  ["5", "%", "0", "0", "division-by-zero"],
  ["5", "%", "a", "0", "non-numeric"],
  ["19.99", "*", "100", "1999"],
  ["1", "=", "01", "1"],
  ["a", "<", "b", "1"],
  ["a", ">=", "b", "0"],
  ["a", "!=", "b", "1"],
  ["2", "<=", "10", "1"],
  ["abc", ":", "b", "0"],
  ["abc", "=~", "b", "1"],
  ['"foobar"', "=~", '"^(foo)"', "foo"],
  ['"abc"', ":", '"x(.)c"', ""],
  ['"x"', ":", '"(a)?x"', "1"],
  ["\xc3\xa9", ":", ".", "2"],
  ['"abc"', "=~", '"("', "", "bad-regex"],
  ['"aa"', "=~", '"(a)\\1"', "", "unsupported-regex"],
  ['"a', "~~", '"b"', '"ab'],
];

for (const [a, operator, b, ...expected] of cases) {
  Deno.test(`computeBinary() makes ${expected.join(" with ")} of ${a} ${operator} ${b}`, () => {
    assertEquals<string[]>(compute(a, operator, b), expected);
  });
}

Deno.test("computeBinary() warns of an overflow where the rounded product does not divide back", () => {
  assertEquals(compute("0.01", "*", "0.1"), ["0.001", "overflow"]);
  assertEquals(compute("9", "*", "0.1"), ["0.9"]);
});

Deno.test("computeUnary() negates numbers, and warns of texts and of the lowest 64-bit integer", () => {
  const warnings: string[] = [];
  const lowest = computeUnary("-", textValue("9223372036854775808"), (code) => warnings.push(code));
  const values = [lowest, computeUnary("-", lowest, (code) => warnings.push(code))];

  assertEquals(values.map(toText), ["-9.22337203685477581e+18", "9.22337203685477581e+18"]);
  assertEquals(toText(computeUnary("-", textValue("a"), (code) => warnings.push(code))), "0");
  assertEquals(warnings, ["overflow", "non-numeric"]);
});

Deno.test("computeUnary() takes a text for a whole number to complement it", () => {
  assertEquals(
    ["0.5", "a", "5a", "4294967296", ""].map((text) => {
      return toText(computeUnary("!", textValue(text), () => {}));
    }),
    ["1", "1", "0", "1", "1"],
  );
});
