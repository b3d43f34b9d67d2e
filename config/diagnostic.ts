import type { TextEdit } from "./text_edit.ts";

/** A place in a file. */
export interface Position {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in characters. */
  readonly column: number;
  /** The offset from 0, in bytes. */
  readonly offset: number;
}

/**
 * How bad it is, as Asterisk has it: `"fatal"`, it does not load the file; `"dropped"`, it ignores the line and says so in its log;
 * `"silent"`, it reads something else than meant and says nothing that helps; `"style"`, it reads what is meant.
 */
export type Severity = "fatal" | "dropped" | "silent" | "style";

/** What can be changed so that a diagnostic goes away. */
export interface Fix {
  /** What the change does, in the imperative. */
  readonly title: string;
  /** The change of the diagnostic's file. */
  readonly edits: readonly TextEdit[];
}

/** Something to know about one place of one file. */
export interface Diagnostic {
  /** What it is about, in a word that does not change between versions. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** What is the case, in a sentence without a period. */
  readonly message: string;
  /** The file. */
  readonly file: string;
  /** Where it starts. */
  readonly start: Position;
  /** Where it ends; the byte there is no longer part of it. */
  readonly end: Position;
  /** What would help, where that is certain. */
  readonly fix?: Fix;
}

/** A line of Asterisk's own log. */
export interface LogLine {
  /** As in Asterisk's log. */
  readonly level: "WARNING" | "ERROR";
  /** What Asterisk writes. */
  readonly message: string;
}
