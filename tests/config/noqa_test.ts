import { assertEquals } from "@std/assert";
import type { Diagnostic, Severity } from "../../config/diagnostic.ts";
import { parseNoqa, withoutNoqa } from "../../config/noqa.ts";

function diagnostic(code: string, line: number, severity: Severity = "dropped"): Diagnostic {
  const start = { line, column: 1, offset: 0 };
  return { code, severity, message: "Something", file: "a.conf", start, end: start };
}

const cases: readonly [comment: string, spared: readonly string[] | "all"][] = [
  ["; noqa", "all"],
  [";noqa", "all"],
  ["; NOQA", "all"],
  [";; noqa:", "all"],
  ["; noqa no-equals", ["no-equals"]],
  ["; noqa: no-equals, include-repeated", ["no-equals", "include-repeated"]],
  ["; noqa no-equals -- the vendor ships it so", ["no-equals"]],
  ["; noqa -- the vendor ships it so", "all"],
  ["; noqa-not", []],
  ["; noqanot", []],
  ["; see noqa", []],
  ["; for now; noqa no-name ; see above", ["no-name"]],
  [';colon" ; noqa comment-in-quotes', ["comment-in-quotes"]],
  ["; a comment", []],
  ["", []],
];

for (const [comment, spared] of cases) {
  Deno.test(`parseNoqa() reads "${comment}"`, () => assertEquals(parseNoqa(comment), spared));
}

Deno.test("withoutNoqa() holds back what the comment of its own line names, and keeps the order of the rest", () => {
  const comments = new Map([[1, "; noqa no-equals"], [2, "; noqa"], [3, "; nothing"]]);
  const all = [
    diagnostic("no-equals", 1),
    diagnostic("no-name", 1),
    diagnostic("no-equals", 2),
    diagnostic("no-section", 2, "fatal"),
    diagnostic("no-equals", 3),
    diagnostic("no-equals", 4),
  ];

  const { diagnostics, suppressed } = withoutNoqa(all, (_file, line) => comments.get(line));

  assertEquals(diagnostics.map(({ code, start }) => `${start.line} ${code}`), [
    "1 no-name",
    "2 no-section",
    "3 no-equals",
    "4 no-equals",
  ]);
  assertEquals(suppressed.length, 2);
});

Deno.test("withoutNoqa() spares a line something fatal only when it is named", () => {
  const fatal = [diagnostic("no-section", 1, "fatal")];

  assertEquals(withoutNoqa(fatal, () => "; noqa").suppressed.length, 0);
  assertEquals(withoutNoqa(fatal, () => "; noqa no-section").suppressed.length, 1);
});
