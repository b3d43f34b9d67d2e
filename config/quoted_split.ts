import { trimBlanks } from "./source_text.ts";

/** What is before a separator, and what is after it; undefined where there is none. */
export interface QuotedSplit {
  /** The part without the blanks and quotes around it; undefined where quotes are nested too deep. */
  readonly part: string | undefined;
  readonly rest: string | undefined;
}

/** Splits at the first separator outside quotes, as Asterisk's `ast_strsep` does, slips included. */
export function splitQuoted(text: string, separator: string): QuotedSplit {
  if (text === "") return { part: "", rest: undefined };
  const quotes: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") {
      // It skips the character after the backslash, and takes the one after that for no backslash.
      if (at + 1 >= text.length) break;
      at += 2;
    }
    const character = text[at];
    if (character === "'" || character === '"') {
      if (quotes.at(-1) === character) quotes.pop();
      else if (quotes.push(character) >= 8) return { part: undefined, rest: undefined };
    }
    if (character === separator && quotes.length === 0) {
      return { part: unquote(text.slice(0, at)), rest: text.slice(at + 1) };
    }
  }
  return { part: unquote(text), rest: undefined };
}

/** All parts of a text, up to one in which quotes are nested too deep. */
export function splitAllQuoted(text: string, separator: string): string[] {
  const parts: string[] = [];
  for (let rest: string | undefined = text; rest !== undefined;) {
    const split: QuotedSplit = splitQuoted(rest, separator);
    if (split.part === undefined) break;
    parts.push(split.part);
    rest = split.rest;
  }
  return parts;
}

function unquote(text: string): string {
  const trimmed = trimBlanks(text);
  const quote = trimmed[0];
  if ((quote !== "'" && quote !== '"') || trimmed.at(-1) !== quote) return trimmed;
  return trimmed.slice(1, Math.max(1, trimmed.length - 1));
}
