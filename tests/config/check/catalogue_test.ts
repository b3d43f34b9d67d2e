import { assertEquals } from "@std/assert";
import { diagnosticCodes } from "../../../config/mod.ts";
import { asterisklintChecks } from "./asterisklint.ts";
import { testRows } from "./marked.ts";
import { referenceTraps } from "./reference_traps.ts";
import { unseenChecks } from "./unseen_checks.ts";

const tables = [...referenceTraps, ...asterisklintChecks, ...unseenChecks];

for (const [what, rows] of tables) testRows(what, rows);

/** Codes of what no file alone can show: limits, and what the file system says. */
const elsewhere: readonly string[] = [
  ...["file-missing", "permission-denied", "file-too-large", "too-many-includes", "too-many-settings", "too-much-work"],
  ...["too-many-diagnostics", "exec-empty", "include-not-read"],
];

Deno.test("every code of a diagnostic is in the tables, or in the tests of limits and file systems", () => {
  const shown = new Set(tables.flatMap(([, rows]) => rows.map(([, expected]) => expected.split(" ")[1])));

  assertEquals(diagnosticCodes.filter((code) => !shown.has(code)), elsewhere.toSorted());
});
