import type { Diagnostic } from "./diagnostic.ts";

/** What {@linkcode withoutNoqa} found. */
export interface NoqaResult {
  /** The diagnostics that nobody asked to be spared, in their order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those that a comment holds back. */
  readonly suppressed: readonly Diagnostic[];
}

/**
 * Leaves out the diagnostics that a comment at the end of their line asks to be spared.
 *
 * `; noqa` spares the line everything but what is fatal; `; noqa no-equals, include-repeated` spares it these, also when
 * fatal. What follows the codes is free text after dashes, a colon or a semicolon:
 * `; noqa stray-block-end -- the vendor ships it so`. Text may come before it as well: `; for now; noqa`.
 *
 * @param commentOf The comment at the end of a line, from its `;` on, or `undefined` when it has none.
 */
export function withoutNoqa(
  diagnostics: readonly Diagnostic[],
  commentOf: (file: string, line: number) => string | undefined,
): NoqaResult {
  const kept: Diagnostic[] = [];
  const suppressed: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const spared = parseNoqa(commentOf(diagnostic.file, diagnostic.start.line) ?? "");
    const { code, severity } = diagnostic;
    const isSpared = spared === "all" ? severity !== "fatal" : spared.includes(code);
    (isSpared ? suppressed : kept).push(diagnostic);
  }
  return { diagnostics: kept, suppressed };
}

/** Reads what a comment spares its line: codes, everything, or nothing (an empty list). */
export function parseNoqa(comment: string): readonly string[] | "all" {
  const found = /;[;\s]*noqa(?![\w-])[:\s]*/i.exec(comment);
  if (found === null) return [];
  const [codes = ""] = comment.slice(found.index + found[0].length).split(/--|:|;/, 1);
  const names = codes.toLowerCase().split(/[,\s]+/).filter((name) => /^[a-z][a-z0-9-]*$/.test(name));
  return names.length === 0 ? "all" : names;
}
