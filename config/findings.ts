import type { Diagnostic, Fix, LogLine } from "./diagnostic.ts";
import { type ReaderCode, readerSeverities } from "./reader_code.ts";
import { fixOf } from "./reader_fix.ts";
import type { ConfigSource } from "./section_record.ts";

/** What the reader has found, before lines and columns are counted. */
export interface Finding {
  readonly code: ReaderCode;
  readonly source: ConfigSource;
  /** Where it starts, in bytes. */
  readonly start: number;
  /** Where it ends, in bytes. */
  readonly end: number;
  readonly message: string;
  readonly fix?: Fix;
}

/** Collects what is found while a file is read, and what Asterisk would log of it. */
export class Findings {
  readonly #limit: number;
  readonly #found: Finding[] = [];
  readonly #log: LogLine[] = [];
  readonly #known = new Set<string>();
  #isFull = false;

  /** Takes the most that are kept, of findings and of log lines. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** In the order in which they were found, each place once. */
  get found(): readonly Finding[] {
    return this.#found;
  }

  /** What Asterisk would log. */
  get log(): readonly LogLine[] {
    return this.#log;
  }

  /** Adds a finding, unless it is known: a file may be read more than once. */
  add(finding: Finding): void {
    const key = `${finding.code}:${finding.start}:${finding.source.path}`;
    if (this.#isFull || this.#known.has(key)) return;
    if (this.#found.length >= this.#limit) {
      this.#isFull = true;
      const message = `More than ${this.#limit} things were found; the rest is not listed`;
      this.#found.push({ ...finding, code: "too-many-diagnostics", message });
      return;
    }
    this.#known.add(key);
    this.#found.push(finding);
  }

  /** Adds a line of Asterisk's log. */
  logLine(level: LogLine["level"], message: string): void {
    if (this.#log.length < this.#limit) this.#log.push({ level, message });
  }
}

/** Makes a diagnostic of a finding. */
export function toDiagnostic(finding: Finding): Diagnostic {
  const { code, source, start, end, message, fix = fixOf(finding) } = finding;
  return {
    code,
    severity: readerSeverities[code],
    message,
    file: source.path,
    start: source.tree.position(start),
    end: source.tree.position(end),
    ...(fix !== undefined && { fix }),
  };
}
