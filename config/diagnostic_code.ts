import { dialplanCodes } from "./dialplan/dialplan_code.ts";
import { fileLintSeverities } from "./file_lint.ts";
import { jsonLintSeverities } from "./json_lint.ts";
import { readerSeverities } from "./reader_code.ts";
import { schemaDiagnosticCodes } from "./schema/schema_diagnostic.ts";
import { trapSeverities } from "./trap_lint.ts";

/** The codes of {@linkcode check} itself. */
export const checkSeverities = {
  "file-gone": "silent",
  "noqa-unknown-code": "style",
} as const;

/** Every code that a diagnostic may have, in alphabetical order: what `; noqa` may name. */
export const diagnosticCodes: readonly string[] = [
  ...Object.keys(readerSeverities),
  ...Object.keys(fileLintSeverities),
  ...Object.keys(trapSeverities),
  ...Object.keys(jsonLintSeverities),
  ...Object.keys(checkSeverities),
  ...schemaDiagnosticCodes,
  ...dialplanCodes,
].sort();
