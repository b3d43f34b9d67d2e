import { assertEquals } from "@std/assert";
import { computeCall } from "../../../config/dialplan/expression_functions.ts";
import { textValue, toText } from "../../../config/dialplan/expression_value.ts";

function compute(name: string, values: readonly string[], answers: Record<string, string> = {}): [string, ...string[]] {
  const log: string[] = [];
  const value = computeCall(name, values.map(textValue), {
    call: (called, text) => answers[`${called}(${text})`],
    warn: (_, message, level = "warning") => log.push(`${level}: ${message}`),
  });
  return [toText(value), ...log];
}

Deno.test("computeCall() computes the functions that expressions have themselves", () => {
  const calls: [string, ...string[]][] = [
    ["FLOOR", "1.7"],
    ["CEIL", "1.2"],
    ["ROUND", "2.5"],
    ["RINT", "2.5"],
    ["TRUNC", "1.9"],
    ["ABS", "5"],
    ["POW", "2", "10"],
    ["REMAINDER", "7", "2"],
  ];

  assertEquals(calls.map(([name, ...values]) => compute(name, values)), [
    ...[["1"], ["2"], ["3"], ["2"], ["1"], ["5"], ["1024"], ["-1"]] as [string][],
  ]);
});

Deno.test("computeCall() warns of the wrong number of arguments", () => {
  assertEquals(compute("FLOOR", ["1", "2"]), ["0", "warning: Wrong args to FLOOR() function"]);
  assertEquals(compute("POW", ["1"]), ["0", "warning: Wrong args to POW() function"]);
});

Deno.test("computeCall() takes a text for next to nothing where it needs a number", () => {
  assertEquals([compute("CEIL", ["abc"]), compute("FLOOR", ["abc"]), compute("COS", ["abc"])], [["1"], ["0"], ["1"]]);
});

Deno.test("computeCall() calls a function of the dialplan, and takes its answer for a number if it can", () => {
  assertEquals(compute("LEN", ["a", "b"], { "LEN(a,b)": "3" }), ["3"]);
  assertEquals(compute("CUT", [], { "CUT()": "" }), ["0"]);
  assertEquals(compute("ENV", ["X"], { "ENV(X)": "x".repeat(600) }), ["x".repeat(511)]);
});

Deno.test("computeCall() says what is no function, or none that it can read", () => {
  assertEquals(compute("NOSUCH", ["1"]), [
    "0",
    "warning: Hey! could not find func NOSUCH.",
    "error: Error! 'NOSUCH' doesn't appear to be an available function!",
  ]);
  assertEquals(compute("len", []), ["0", "error: Error! 'len' is not possibly a function name!"]);
  assertEquals(compute("PASSTHRU", [], { "PASSTHRU()": "1" }), [
    "0",
    "error: Error! Function 'PASSTHRU' cannot be read!",
  ]);
  assertEquals(compute("CONSTRUCTOR", [])[0], "0");
});
