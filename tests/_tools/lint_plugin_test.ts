import { assertEquals } from "@std/assert";
import plugin from "../../_tools/lint_plugin.ts";

function lint(source: string, file = "ami/client.ts"): string[] {
  return Deno.lint.runPlugin(plugin, file, source).map(({ id, message }) => `${id}: ${message}`);
}

const rejected: [string, string][] = [
  ["cannot dial", "does not start with a capital or a quoted value"],
  ["Cannot dial.", "ends with a period"],
  ["Can't dial", "has a contraction"],
  ["Cannot dial: it’s busy", "has a contraction"],
  ["Invalid channel", "does not say what was attempted"],
];

for (const [message, problem] of rejected) {
  Deno.test(`error-message refuses "${message}"`, () => {
    const expected = [`asterism/error-message: Error message ${problem}`];

    assertEquals(lint(`throw new RangeError(${JSON.stringify(message)});`), expected);
    assertEquals(lint(`const error = new AmiError(\`${message}\`, { cause });`), expected);
    assertEquals(lint(`class AmiError extends Error { constructor() { super("${message}"); } }`), expected);
  });
}

for (
  const source of [
    "throw new RangeError(`Cannot serve FastAGI as port must be 0 to 65535: current value is ${port}`);",
    'throw new Error(`"${name}" is not a channel`);',
    'throw new Error("Cannot dial: " + text + `"`);',
    "throw new Error(`${what} is gone`);",
    "throw new Error(message);",
    "throw new Error();",
    'new Line("lower case.");',
    'class Line extends Base { constructor() { super("lower case."); } }',
    'throw new Error("Cannot read Asterisk\'s answer");',
  ]
) {
  Deno.test(`error-message accepts ${source}`, () => {
    assertEquals(lint(source), []);
  });
}

Deno.test("error-message judges both ends of a message in pieces", () => {
  assertEquals(lint('throw new Error("cannot " + verb);').length, 1);
  assertEquals(lint('throw new Error("Cannot " + verb + ".");').length, 1);
  assertEquals(lint("throw new Error(`Cannot ${verb}.`);").length, 1);
});

Deno.test("error-message leaves tests alone", () => {
  assertEquals(lint('throw new Error("boom");', "tests/ami/client_test.ts"), []);
});

for (const call of ["setTimeout(run, 1)", "globalThis.setTimeout(run, 1)", "await delay(5)", "await sleep(5)"]) {
  Deno.test(`no-sleep-in-tests refuses ${call} in a test only`, () => {
    assertEquals(lint(`${call};`, "tests/ami/client_test.ts").length, 1);
    assertEquals(lint(`${call};`, "tests/support/server.ts").length, 1);
    assertEquals(lint(`${call};`), []);
  });
}

Deno.test("no-sleep-in-tests refuses the promises of node:timers", () => {
  assertEquals(lint('import { setTimeout as wait } from "node:timers/promises";', "tests/a_test.ts").length, 1);
});

Deno.test("no-sleep-in-tests accepts a method of an injected clock", () => {
  assertEquals(lint("clock.setTimeout(run, 1); AbortSignal.timeout(5);", "tests/a_test.ts"), []);
});

Deno.test("cast-needs-reason refuses a cast through unknown without a comment", () => {
  const expected = ["asterism/cast-needs-reason: Cast through unknown has no reason"];

  assertEquals(lint("const a = b as unknown as C;"), expected);
  assertEquals(lint("// Far away.\n\nconst a = b as unknown as C;"), expected);
});

for (
  const source of [
    "// “Why”: the types lack it.\nconst a = b as unknown as C;",
    "const a = b as unknown as C; // The types lack it.",
    "/* The types lack it. */\nconst a = f(\n  b as unknown as C,\n);",
    "f(\n  // The types lack it.\n  b as unknown as C,\n);",
    "const a = b as unknown;",
    "const a = b as C;",
  ]
) {
  Deno.test(`cast-needs-reason accepts ${JSON.stringify(source)}`, () => {
    assertEquals(lint(source), []);
  });
}

Deno.test("ignore-needs-reason refuses an exception without a reason", () => {
  const expected = ["asterism/ignore-needs-reason: Exception to a lint rule has no reason"];

  assertEquals(lint("// deno-lint-ignore no-explicit-any\nlet a: any;"), expected);
  assertEquals(lint("// deno-lint-ignore-file no-explicit-any\nlet a: any;"), expected);
  assertEquals(lint("// deno-lint-ignore no-explicit-any -- The wire has anything.\nlet a: any;"), []);
});
