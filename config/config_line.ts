/** A piece of a file: its text, decoded and without escapes, and the bytes that it came from. */
export interface ConfigPiece {
  /** What Asterisk takes it for. */
  readonly text: string;
  /** Where it starts, in bytes from the start of the file. */
  readonly start: number;
  /** Where it ends. A comment block may lie between the two. */
  readonly end: number;
}

/** Where a line stands, which every line has. */
export interface LineSpan {
  /** Its number, from 1. */
  readonly number: number;
  /** Where it starts, in bytes. */
  readonly start: number;
  /** Where it ends, with its line end. */
  readonly end: number;
  /** Where its comment starts, with the ";". */
  readonly comment?: number;
}

/** A line with nothing but blanks. */
export interface BlankLine extends LineSpan {
  /** What it is. */
  readonly kind: "blank";
}

/** A line with nothing but a comment, or within a comment block. */
export interface CommentLine extends LineSpan {
  /** What it is. */
  readonly kind: "comment";
  /** Whether it lies in a comment block, or opens or ends one. */
  readonly isBlock: boolean;
}

/** `[name](options)` */
export interface SectionLine extends LineSpan {
  /** What it is. */
  readonly kind: "section";
  /** What is between the brackets, not trimmed. */
  readonly name: ConfigPiece;
  /** What is between the parentheses, one piece for each comma; none without parentheses. */
  readonly options: readonly ConfigPiece[];
  /** Where the options stand, with their parentheses. */
  readonly parentheses?: ConfigPiece;
  /** What Asterisk ignores after the "]" or ")". */
  readonly ignored?: ConfigPiece;
}

/** `name = value` */
export interface SettingLine extends LineSpan {
  /** What it is. */
  readonly kind: "setting";
  /** Its name, without the backslash. */
  readonly name: ConfigPiece;
  /** `=` or `=>`, which say the same to most users of a file, or `+=`. */
  readonly operator: ConfigPiece & { readonly text: "=" | "=>" | "+=" };
  /** Its value, without the blanks around it. */
  readonly value: ConfigPiece;
  /** Whether a backslash stands before the name. */
  readonly isEscaped: boolean;
}

/** `#include "file"` */
export interface DirectiveLine extends LineSpan {
  /** What it is. */
  readonly kind: "directive";
  /** The word after the "#", as written. */
  readonly word: ConfigPiece;
  /** What follows the word, without quotes. */
  readonly argument?: ConfigPiece;
}

/** A line that Asterisk drops. */
export interface DroppedLine extends LineSpan {
  /** What it is. */
  readonly kind: "dropped";
  /** Why. */
  readonly reason: "no-equals" | "no-name" | "line-too-long";
  /** All of it, without comments. */
  readonly text: ConfigPiece;
}

/** A line at which Asterisk gives the file up. */
export interface BrokenLine extends LineSpan {
  /** What it is. */
  readonly kind: "broken";
  /** Why. */
  readonly reason: "unclosed-header" | "unclosed-options" | "bad-escape" | "nested-comments";
  /** All of it, without comments. */
  readonly text: ConfigPiece;
}

/** One line of a file; together they are the file, to the byte. */
export type ConfigLine =
  | BlankLine
  | CommentLine
  | SectionLine
  | SettingLine
  | DirectiveLine
  | DroppedLine
  | BrokenLine;
