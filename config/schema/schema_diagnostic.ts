import type { Diagnostic, Severity } from "../diagnostic.ts";
import { encodeText } from "../source_text.ts";
import type { TextEdit } from "../text_edit.ts";
import type { SchemaEffect } from "./schema.ts";
import {
  headerOf,
  headerRange,
  lineOf,
  type SchemaRange,
  type SchemaSection,
  type SchemaSetting,
  type SchemaSource,
} from "./schema_source.ts";

/** What is wrong with a file by its schema. The names are stable. */
export const schemaDiagnosticCodes = [
  "unknown-option",
  "unavailable-option",
  "obsolete-option",
  "duplicate-option",
  "late-option",
  "missing-option",
  "wrong-value",
  "value-out-of-range",
  "unknown-section",
  "unknown-section-type",
  "missing-section-type",
  "duplicate-section",
  "conflicting-options",
  "missing-reference",
] as const;

/** What is wrong with a file by its schema. */
export type SchemaDiagnosticCode = typeof schemaDiagnosticCodes[number];

/** Something about a file that its author should know by its schema. */
export interface SchemaDiagnostic extends Diagnostic {
  /** What kind of thing it is. */
  readonly code: SchemaDiagnosticCode;
}

/** What is found wrong, before it has a place. */
export interface SchemaFinding {
  readonly code: SchemaDiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** The piece of the setting that it is about. @default {"name"} */
  readonly at?: "name" | "value";
  /** What to put there. */
  readonly fix?: { readonly title: string; readonly text: string } | undefined;
}

/** The severity of what costs this much. */
export const severityOf: Readonly<Record<SchemaEffect, Severity>> = {
  file: "fatal",
  section: "dropped",
  line: "dropped",
  ignored: "silent",
};

/** Collects the findings of one file; what a template says is told once, not for each section that inherits it. */
export class SchemaFindings {
  readonly #diagnostics = new Map<string, SchemaDiagnostic>();
  readonly #file: string;

  /** Collects for one file. */
  constructor(source: SchemaSource, file: string) {
    this.#file = source.name ?? file;
  }

  /** What was found, file by file in the order of their places. */
  get diagnostics(): SchemaDiagnostic[] {
    const files = [...new Set([...this.#diagnostics.values()].map(({ file }) => file))];
    return [...this.#diagnostics.values()].sort((a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) || a.start.line - b.start.line || a.start.column - b.start.column
    );
  }

  /** Adds one, about a setting or a section. */
  add(subject: SchemaSetting | SchemaSection, finding: SchemaFinding): void {
    const { code, severity, message, at = "name", fix } = finding;
    const place = "settings" in subject ? headerOf(subject, this.#file) : lineOf(subject, this.#file);
    const { file, line } = place ?? { file: this.#file, line: 1 };
    const exact = "settings" in subject
      ? headerRange(subject)
      : at === "value"
      ? subject.valueRange
      : subject.nameRange;
    const { start, end } = exact ?? roughly(subject, line);
    // What has no place is told from others by what is said of it.
    const key = JSON.stringify([code, file, place === undefined ? message : [at, start]]);
    if (this.#diagnostics.has(key)) return;
    const settled = fix && exact && isWhole(subject, at, exact) &&
      { fix: { title: fix.title, edits: [toEdit(exact, fix.text)] } };
    this.#diagnostics.set(key, { code, severity, message, file, start, end, ...settled });
  }
}

/** The line, as far as its place in the file is known. */
function roughly(subject: SchemaSetting | SchemaSection, line: number): SchemaRange {
  const value = "settings" in subject ? undefined : subject.valueRange;
  if (value === undefined) return { start: { line, column: 1, offset: 0 }, end: { line, column: 1, offset: 0 } };
  const { start, end } = value;
  return { start: { line: start.line, column: 1, offset: start.offset - (start.column - 1) }, end };
}

/** Whether the text stands there in one piece: what `+=` has added to does not, nor what has a comment within. */
function isWhole(
  subject: SchemaSetting | SchemaSection,
  at: "name" | "value",
  { start, end }: SchemaRange,
): boolean {
  const text = "settings" in subject || at === "name" ? subject.name : subject.value;
  return encodeText(text).length === end.offset - start.offset;
}

function toEdit({ start, end }: SchemaRange, text: string): TextEdit {
  return { start: start.offset, end: end.offset, text: encodeText(text) };
}
