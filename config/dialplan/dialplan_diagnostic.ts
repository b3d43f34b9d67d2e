import type { Diagnostic, Position, Severity } from "../diagnostic.ts";
import { encodeBytes } from "./byte_string.ts";
import type { DialplanCode } from "./dialplan_code.ts";
import type { DialplanSetting, DialplanSource, Origin, Range } from "./source.ts";

/** What {@linkcode diagnose} makes a diagnostic of. */
export interface Finding {
  /** What it is about. */
  readonly code: DialplanCode;
  /** How bad it is, as Asterisk has it. */
  readonly severity: Severity;
  /** What is the case, in a sentence without a period. */
  readonly message: string;
  /** Where it begins in the value of the setting, in UTF-16 units. @default {0} */
  readonly from?: number | undefined;
  /** Where it has ended in the value of the setting, in UTF-16 units. @default {the end of the value} */
  readonly to?: number | undefined;
  /** What to put in its place. */
  readonly fix?: { readonly title: string; readonly text: string } | undefined;
}

/** Where a setting was written. */
export function originOf(setting: DialplanSetting, source: Pick<DialplanSource, "name">): Origin {
  const { name = "extensions.conf" } = source;
  return setting.origin ?? { file: name, line: setting.line ?? 0 };
}

/** Makes a diagnostic about one setting, or a piece of its value. */
export function diagnose(setting: DialplanSetting, origin: Origin, finding: Finding): Diagnostic {
  const { code, severity, message, from = 0, to = setting.value.length, fix } = finding;
  const { range, isExact } = rangeWithin(setting, origin, { from, to });
  const edit = { start: range.start.offset, end: range.end.offset, text: toBytes(fix?.text ?? "") };
  return {
    code,
    severity,
    message,
    file: origin.file,
    ...range,
    ...(fix && isExact && { fix: { title: fix.title, edits: [edit] } }),
  };
}

/** A piece of a value is as exact as the value is written: with an escape or a comment within, all of it is named. */
function rangeWithin(
  { value, valueRange }: DialplanSetting,
  origin: Origin,
  { from, to }: { from: number; to: number },
): { range: Range; isExact: boolean } {
  if (valueRange === undefined) {
    const start = { line: origin.line, column: 1, offset: 0 };
    return { range: { start, end: start }, isExact: false };
  }
  const { start, end } = valueRange;
  if (end.offset - start.offset !== encodeBytes(value).length) return { range: valueRange, isExact: false };
  return {
    range: { start: advance(start, value.slice(0, from)), end: advance(start, value.slice(0, to)) },
    isExact: true,
  };
}

/** Columns count characters, offsets bytes. */
function advance({ line, column, offset }: Position, by: string): Position {
  return { line, column: column + [...by].length, offset: offset + encodeBytes(by).length };
}

/** A semicolon begins a comment unless a backslash stands before it. */
function toBytes(text: string): Uint8Array {
  return Uint8Array.from(encodeBytes(text.replaceAll(";", "\\;")), (byte) => byte.charCodeAt(0));
}
