import { assertEquals } from "@std/assert";
import { Findings, toDiagnostic } from "../../config/findings.ts";
import { SyntaxTree } from "../../config/syntax_tree.ts";

const source = { path: "x.conf", tree: new SyntaxTree("é\nbad\n") };
const finding = { code: "no-equals" as const, source, start: 3, end: 6, message: "Line has no equals sign" };

Deno.test("Findings keeps each place once, and no more than its limit", () => {
  const findings = new Findings(2);

  for (const start of [0, 0, 1, 2, 3]) findings.add({ ...finding, start });
  for (let count = 0; count < 3; count++) findings.logLine("ERROR", "x");

  assertEquals(findings.found.map(({ code, start }) => `${code}:${start}`), [
    "no-equals:0",
    "no-equals:1",
    "too-many-diagnostics:2",
  ]);
  assertEquals(findings.log.length, 2);
});

Deno.test("toDiagnostic() counts lines and columns, and knows how bad it is", () => {
  assertEquals(toDiagnostic(finding), {
    code: "no-equals",
    severity: "dropped",
    message: "Line has no equals sign",
    file: "x.conf",
    start: { line: 2, column: 1, offset: 3 },
    end: { line: 2, column: 4, offset: 6 },
    fix: { title: "Make it a comment", edits: [{ start: 3, end: 3, text: new TextEncoder().encode("; ") }] },
  });
});
