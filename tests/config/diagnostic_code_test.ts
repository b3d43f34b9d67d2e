import { assertEquals, assertMatch } from "@std/assert";
import { checkSeverities, diagnosticCodes } from "../../config/diagnostic_code.ts";

Deno.test("diagnosticCodes has each code once, in alphabetical order, and in the form that a comment can name", () => {
  assertEquals([...new Set(diagnosticCodes)].sort(), diagnosticCodes);
  for (const code of diagnosticCodes) assertMatch(code, /^[a-z][a-z0-9-]*$/);
});

Deno.test("diagnosticCodes has those of check() itself", () => {
  assertEquals(Object.keys(checkSeverities).filter((code) => !diagnosticCodes.includes(code)), []);
});
