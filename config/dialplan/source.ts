import type { Position } from "../diagnostic.ts";

/** A piece of a file. */
export interface Range {
  /** Where it begins. */
  readonly start: Position;
  /** Where it has ended. */
  readonly end: Position;
}

/** Where a line of the dialplan was written. */
export interface Origin {
  /** The file, as it was included. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
}

/** One `name => value`, as a dialplan is read from it. */
export interface DialplanSetting {
  /** The text before the operator. */
  readonly name: string;
  /** The text after the operator, without comments. */
  readonly value: string;
  /** Where it was written. */
  readonly origin?: Origin | undefined;
  /** Its line, from 1, when it has no origin. */
  readonly line?: number | undefined;
  /** Where its value was written, for the ranges of diagnostics. */
  readonly valueRange?: Range | undefined;
}

/** One `[section]`, as a dialplan is read from it. */
export interface DialplanSection {
  /** The text between the brackets. */
  readonly name: string;
  /** Its settings, those of its templates included. */
  readonly settings: readonly DialplanSetting[];
}

/** What a dialplan is read from: the effective view of an `extensions.conf`, or anything that looks like it. */
export interface DialplanSource {
  /** The name of the file, for settings that have no origin. @default {"extensions.conf"} */
  readonly name?: string | undefined;
  /** Its sections, without templates; the same name may come more than once. */
  readonly sections: readonly DialplanSection[];
}
