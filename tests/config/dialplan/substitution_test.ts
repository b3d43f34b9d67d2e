import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeBytes } from "../../../config/dialplan/byte_string.ts";
import { cutSubstring, substitute, type SubstitutionScope } from "../../../config/dialplan/substitution.ts";
import { parseTemplate } from "../../../config/dialplan/substitution_syntax.ts";
import golden from "../../golden/dialplan-expressions.json" with { type: "json" };
import { recordedScope } from "./recorded_scope.ts";

interface Recorded {
  template: string;
  value?: string;
  latin1?: string;
  log?: string[];
}

/** What functions log themselves is theirs. */
const ofFunctions = /Supply all the parameters|Usage: STRBETWEEN/;

for (const { template, value, latin1, log = [] } of golden.substitutions as Recorded[]) {
  Deno.test(`substitute() makes ${JSON.stringify(value ?? latin1)} of ${JSON.stringify(template)}, as recorded`, () => {
    const result = substitute(template, recordedScope);

    if (latin1 === undefined) assertEquals(result.value, value);
    else assertEquals(encodeBytes(result.value), latin1);
    assertEquals(
      result.warnings.map(({ level, message }) => `${level.toUpperCase()}: ${message}`),
      log.filter((line) => !ofFunctions.test(line)),
    );
  });
}

function scope(variables: Record<string, string>): SubstitutionScope {
  const known = new Map(Object.entries(variables));
  return {
    variable: (name) => known.get(name),
    function: (name, text, nested) => name === "EVAL" ? nested.substitute(text) : undefined,
  };
}

Deno.test("substitute() takes a parsed template", () => {
  assertEquals(substitute(parseTemplate("${A}b"), scope({ A: "a" })).value, "ab");
});

Deno.test("substitute() reads names again once they are put together", () => {
  assertEquals(substitute("${${X}}", scope({ X: "A:1", A: "abc" })).value, "bc");
  assertEquals(substitute("${${X}}", scope({ X: "EVAL($[1+1])" })).value, "2");
});

Deno.test("substitute() stops at the 16th level, also through EVAL", () => {
  const nested = (levels: number) => "${".repeat(levels) + "A" + "}".repeat(levels);
  const endless = { A: "${EVAL(${A})}" };

  assertEquals(substitute(nested(15), scope({ A: "A" })).value, "A");
  assertEquals(substitute(nested(16), scope({ A: "A" })), {
    value: "",
    warnings: [{
      level: "error",
      message: "Exceeded maximum variable substitution recursion depth (15) - possible infinite recursion in dialplan?",
      start: 30,
      end: 34,
    }],
  });
  assertEquals(substitute("${EVAL(${A})}", scope(endless)).warnings.map(({ level }) => level), ["error"]);
});

Deno.test("substitute() cuts values after 4095 bytes, and the result after its own limit", () => {
  const long = { A: "é".repeat(4_000) };

  assertEquals(encodeBytes(substitute("${A}", scope(long)).value).length, 4095);
  assertEquals(encodeBytes(substitute("${A}${A}${A}", scope(long)).value).length, 8191);
  assertEquals(substitute("abc${A}", scope({ A: "def" }), { maxLength: 4 }).value, "abcd");
});

Deno.test("substitute() counts bytes, and keeps those of a character that is cut", () => {
  const { value } = substitute("${A:1:1}", scope({ A: "é" }));

  assertEquals(value, "\udca9");
  assertEquals(substitute("${B}x", scope({ B: value })).value, "\udca9x");
});

Deno.test("substitute() says where warnings belong", () => {
  const { warnings } = substitute("a ${F(x)} $[b + 1]", scope({}));

  assertEquals(warnings, [
    { level: "error", message: "Function F not registered", start: 2, end: 9 },
    { level: "warning", message: "non-numeric argument", start: 10, end: 18 },
  ]);
});

Deno.test("substitute() does without functions", () => {
  assertEquals(substitute("${F(x)}", { variable: () => undefined }).value, "");
});

Deno.test("cutSubstring() reads offset and length as C does", () => {
  const cuts: [string, string][] = [
    ["", "12345"],
    ["1", "2345"],
    ["-3:2", "34"],
    ["1:-1", "234"],
    ["3:-2", ""],
    ["-9:3", "123"],
    ["9", ""],
    [" 1", "2345"],
    ["x:2", "12345"],
    [":2", "12345"],
    ["1 :2", "2345"],
    ["1:x", "2345"],
    ["1:2:3", "23"],
    ["4294967297", "2345"],
  ];
  for (const [substring, expected] of cuts) assertEquals(cutSubstring("12345", substring), expected, substring);
});

Deno.test("substitute() never throws, and ends within its limit", () => {
  const part = fc.constantFrom(
    "${A}",
    "${",
    "$[",
    "}",
    "]",
    "(",
    ")",
    ":1",
    ":-1",
    "EVAL(",
    "A",
    "1",
    "+",
    "$",
    "é",
    "{",
    "[",
  );
  fc.assert(fc.property(fc.array(part, { maxLength: 25 }), (parts) => {
    const { value } = substitute(parts.join(""), scope({ A: "${A}é" }), { maxLength: 20 });
    assert(encodeBytes(value).length <= 20);
  }));
});
