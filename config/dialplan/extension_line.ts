import type { ApplicationText } from "./application_text.ts";
import { splitExtension } from "./extension_text.ts";
import type { PriorityText } from "./priority_text.ts";
import type { DialplanSetting, Origin } from "./source.ts";

/** A piece of a setting's value. */
export interface Piece {
  /** The text as written. */
  readonly text: string;
  /** Where it begins in the value, in UTF-16 units. */
  readonly from: number;
  /** Where it has ended in the value, in UTF-16 units. */
  readonly to: number;
}

/** The pieces of an `exten` or `same` line. */
export interface LineParts {
  /** The extension with its caller's number, not yet substituted; empty for `same`. */
  readonly extension: Piece;
  /** The priority with its label. */
  readonly priority: Piece;
  /** The application with its arguments. */
  readonly application: Piece;
}

/** A line that has an extension, as far as it was understood. */
export interface ExtensionLine {
  /** The name of its context. */
  readonly context: string;
  /** Its extension after substitution, or that of the `exten` line before a `same`. */
  readonly name: string;
  /** The caller's number behind the extension. */
  readonly callerId: string | undefined;
  /** The line. */
  readonly setting: DialplanSetting;
  /** Where the line was written. */
  readonly origin: Origin;
  /** Its pieces. */
  readonly parts: LineParts;
  /** Its priority as written. */
  readonly priority: PriorityText;
  /** Its application. */
  readonly application: ApplicationText;
  /** The number of its priority, when it has one. */
  readonly number: number | undefined;
  /** Whether Asterisk has taken the line. */
  readonly isAdded: boolean;
}

/** Splits the value of an `exten` or `same` line at its commas. */
export function splitLine({ name, value }: DialplanSetting): LineParts {
  const isSame = name.toLowerCase().startsWith("same");
  const { extension, rest } = isSame ? { extension: "", rest: value } : splitExtension(value);
  const from = rest === undefined ? value.length : value.length - rest.length;
  const comma = value.indexOf(",", from);
  const end = rest === undefined || comma < 0 ? value.length : comma;
  return {
    extension: piece(value, 0, extension.length),
    priority: piece(value, from, end),
    application: piece(value, Math.min(end + 1, value.length), value.length),
  };
}

/** The application of a line with its arguments, without what stands behind their last `)` and with it. */
export function substitutedPiece({ parts, application: { data, dataStart } }: ExtensionLine): Piece {
  const { text, from } = parts.application;
  const length = Math.min(text.length, dataStart + data.length);
  return { text: text.slice(0, length), from, to: from + length };
}

function piece(value: string, from: number, to: number): Piece {
  return { text: value.slice(from, to), from, to };
}
