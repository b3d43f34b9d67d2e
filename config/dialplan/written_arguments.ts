import type { Piece } from "./extension_line.ts";
import { hideAllReferences } from "./references.ts";

/** What {@linkcode splitWrittenArguments} may be told. */
export interface SplitWrittenOptions {
  /** Where the text begins in the value of its line. @default {0} */
  from?: number;
  /** What separates the arguments. @default {","} */
  separator?: string;
  /** The most pieces; the last takes the rest. @default {Infinity} */
  limit?: number;
}

/**
 * Splits arguments as they are written, before anything is substituted: at separators outside of `${…}`, `$[…]`,
 * parentheses, brackets and quotes. A backslash hides the character behind it. No arguments at all are none, not one that
 * is empty.
 */
export function splitWrittenArguments(text: string, options: SplitWrittenOptions = {}): Piece[] {
  const { from = 0, separator = ",", limit = Infinity } = options;
  if (text === "") return [];
  const own = hideAllReferences(text);
  const pieces: Piece[] = [];
  let start = 0;
  let parentheses = 0;
  let brackets = 0;
  let isQuoted = false;
  for (let at = 0; at < own.length && pieces.length < limit - 1; at++) {
    const character = own[at];
    if (character === "\\") at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "(") parentheses++;
    else if (character === ")") parentheses = Math.max(0, parentheses - 1);
    else if (character === "[") brackets++;
    else if (character === "]") brackets = Math.max(0, brackets - 1);
    else if (character === separator && parentheses === 0 && brackets === 0) {
      pieces.push({ text: text.slice(start, at), from: from + start, to: from + at });
      start = at + 1;
    }
  }
  pieces.push({ text: text.slice(start), from: from + start, to: from + text.length });
  return pieces;
}
