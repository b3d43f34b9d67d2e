import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { evaluateExpression, parseExpression } from "../../../config/dialplan/expression.ts";
import { substitute } from "../../../config/dialplan/substitution.ts";
import golden from "../../golden/dialplan-expressions.json" with { type: "json" };
import { recordedScope } from "./recorded_scope.ts";

for (const { expr, value, log = [] } of golden.expressions as { expr: string; value: string; log?: string[] }[]) {
  Deno.test(`evaluateExpression() gives ${JSON.stringify(value)} for ${JSON.stringify(expr)}, as recorded`, () => {
    // AMI takes blanks at the start of a variable's value away; "dialplanValue" is without.
    const result = substitute(`$[${expr}]`, recordedScope);

    assertEquals(result.value, value);
    assertEquals(
      result.warnings.flatMap(({ level, message }) => `${level.toUpperCase()}: ${message}`.split("\n")),
      log.filter((line) => !line.startsWith("WARNING: If you have questions")),
    );
  });
}

// Asked of Asterisk 22.10.1.
const cases: readonly [string, string][] = [
  ["SQRT(0-1)", "-nan"],
  ["-SQRT(0-1)", "nan"],
  ["LOG(0-1)", "nan"],
  ["LOG(0)", "-inf"],
  ["SQRT(0-1) = SQRT(0-1)", "0"],
  ["SQRT(0-1) != 1", "1"],
  ["SQRT(0-1) | 5", "-nan"],
  ["SQRT(0-1) ? 1 :: 2", "1"],
  ["!SQRT(0-1)", "0"],
  ["5 % (0-3)", "2"],
  ["0*(0-1)", "-0"],
  ["ABS(-0)", "-0"],
  ["1 - -1", "2"],
  ["1--1", "2"],
  ["5(3)", "0"],
  ['"1.2.3" =~ "(.*)" = 1.2', "1"],
  ['"--5" =~ "(.*)"', "--5"],
  ['"0" ? 1 :: 2', "1"],
  ["0.0 ? 1 :: 2", "2"],
  ["99999999999999999999 > 99999999999999999998", "0"],
  ["1000000000000000000+0", "1e+18"],
  ["1 &&& 2", "0"],
  ["1?2:::3", "0"],
  ["=~ 1", ""],
  ["${x} + 1", "1"],
  ["${x} = ${x}", "0"],
  ["${x", ""],
];

for (const [expression, value] of cases) {
  Deno.test(`evaluateExpression() gives ${JSON.stringify(value)} for ${JSON.stringify(expression)}`, () => {
    assertEquals(evaluateExpression(expression).value, value);
  });
}

Deno.test("evaluateExpression() takes a parsed expression, and calls functions with what they are given", () => {
  const calls: string[] = [];
  const parsed = parseExpression("1 + LEN(é,2*3)");
  const { value } = evaluateExpression(parsed, { call: (name, text) => String(calls.push(`${name}(${text})`)) });

  assertEquals([value, ...calls], ["2", "LEN(é,6)"]);
});

Deno.test("evaluateExpression() computes what stands before a syntax error", () => {
  const calls: string[] = [];
  const { value, warnings } = evaluateExpression("(F(1) + a b", { call: (name) => String(calls.push(name)) });

  assertEquals([value, ...calls], ["0", "F"]);
  assertEquals(warnings.map(({ code, start, end }) => [code, start, end]), [["syntax", 10, 11]]);
});

Deno.test("evaluateExpression() says where a warning belongs, in UTF-16 units", () => {
  const { warnings } = evaluateExpression('"é" = 1 | (a + 1)');

  assertEquals(warnings.map(({ code, start, end }) => [code, start, end]), [["non-numeric", 11, 16]]);
});

Deno.test("evaluateExpression() keeps bytes that are not UTF-8", () => {
  assertEquals(evaluateExpression('"\udca7" ~~ "a"').value, "\udca7a");
});

Deno.test("evaluateExpression() never throws, and ends", () => {
  const token = fc.oneof(
    fc.constantFrom(
      ...'1 0 2.5 a é "x" ( ) , + - * / % ! ? :: : =~ ~~ | & = != < >= $ ${ } LOG( POW( F( { [ \\'.split(" "),
    ),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
    const { value } = evaluateExpression(tokens.join(""));
    assert(typeof value === "string");
  }));
});

Deno.test("evaluateExpression() computes long expressions without recursion", () => {
  assertEquals(evaluateExpression("1+".repeat(50_000) + "1").value, "50001");
  assertEquals(evaluateExpression("!".repeat(9_000) + "1").value, "1");
});

Deno.test("parseExpression() gives the syntax error as Asterisk logs it", () => {
  assertEquals(parseExpression("é 2").problem, {
    code: "syntax",
    level: "warning",
    message: "ast_yyerror():  syntax error: syntax error, unexpected '<token>', expecting $end; Input:\né 2\n   ^",
    start: 2,
    end: 3,
  });
  assertEquals(
    parseExpression("1 ~~ =~").problem?.message.split("\n")[0],
    [
      "ast_yyerror():  syntax error: syntax error, unexpected '='TILDE, ",
      "expecting '-' or '!' or '(' or '<token>'; Input:",
    ].join(""),
  );
});
