import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { check, type Diagnostic, parse } from "../../../config/mod.ts";
import { applyEdits } from "../../../config/text_edit.ts";
import { asterisklintChecks } from "./asterisklint.ts";
import { referenceTraps } from "./reference_traps.ts";
import { unseenChecks } from "./unseen_checks.ts";

/** The lines of all tables, to be mixed. */
const lines = [
  ...new Set(
    [...referenceTraps, ...asterisklintChecks, ...unseenChecks].flatMap(([, rows]) =>
      rows.flatMap(([, , text]) => text.replace(/[«»]/g, "").split("\n").filter((line) => line.length < 200))
    ),
  ),
];

const pieces = [
  "[",
  "]",
  "(",
  ")",
  "!",
  "+",
  ",",
  "=",
  "=>",
  "+=",
  ";",
  ";--",
  "--;",
  "\\",
  " ",
  "a",
  "b",
  "é",
  '"',
  "#",
];
const line = fc.oneof(
  { arbitrary: fc.constantFrom(...lines), weight: 5 },
  { arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")), weight: 1 },
);
const text = fc.array(line, { maxLength: 12 }).map((all) => `[a]\n${all.join("\n")}\n`);
const name = fc.constantFrom("a.conf", "extensions.conf", "pjsip.conf", "http.conf", "queues.conf", "logger.conf");

function read(content: string | Uint8Array, name: string) {
  return parse(content, { name, files: { "b.inc": "b=1\n", "c.inc": "[c]\n" } });
}

/** A file that is mended is read on, so that there may be more of a code; but not more of this in this line. */
function countAlike(diagnostics: readonly Diagnostic[], { code, file, start, message }: Diagnostic): number {
  return diagnostics.filter((one) => {
    return one.code === code && one.file === file && one.start.line === start.line && one.message === message;
  }).length;
}

Deno.test("every fix of a diagnostic leaves one less of its kind in the line, whatever else is in the file", () => {
  fc.assert(
    fc.property(text, name, (text, name) => {
      const file = read(text, name);
      const { diagnostics } = check(file);
      for (const found of diagnostics) {
        const { code, fix } = found;
        if (fix === undefined || found.file !== name) continue;

        const after = check(read(applyEdits(file.bytes, fix.edits), name)).diagnostics;

        const isLess = countAlike(after, found) < countAlike(diagnostics, found);
        assertEquals(isLess, true, `"${fix.title}" leaves ${code} in ${text}`);
      }
    }),
    { numRuns: 5_000 },
  );
});
