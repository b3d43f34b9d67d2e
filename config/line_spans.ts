import { type LineText, skipBlanks, skipBlanksBack } from "./line_text.ts";

/** Where the parts of a header stand in its {@linkcode LineText.units}. */
export interface HeaderSpans {
  readonly problem?: "unclosed-header" | "unclosed-options";
  readonly nameStart: number;
  readonly nameEnd: number;
  /** After the "(", or undefined where the name has no options. */
  readonly optionsStart?: number;
  /** The ")". */
  readonly optionsEnd?: number;
  /** Where the text starts that Asterisk ignores; the line's end where there is none. */
  readonly ignoredStart: number;
}

/** Finds the parts of `[name](options) ignored`; blanks have no say in it, which is why `[a] (b)` has no options. */
export function findHeaderSpans(line: LineText): HeaderSpans {
  const { units, start, end } = line;
  const nameStart = start + 1;
  const close = find(units, "]", nameStart, end);
  if (close === end) return { problem: "unclosed-header", nameStart, nameEnd: end, ignoredStart: end };
  if (close + 1 >= end || units[close + 1] !== "(") {
    return { nameStart, nameEnd: close, ignoredStart: skipBlanks(units, close + 1, end) };
  }
  const optionsStart = close + 2;
  const optionsEnd = find(units, ")", optionsStart, end);
  if (optionsEnd === end) {
    return { problem: "unclosed-options", nameStart, nameEnd: close, optionsStart, optionsEnd: end, ignoredStart: end };
  }
  return { nameStart, nameEnd: close, optionsStart, optionsEnd, ignoredStart: skipBlanks(units, optionsEnd + 1, end) };
}

/** Looks no further than the line: a file may have hundreds of thousands of them. */
function find(units: string, character: string, start: number, end: number): number {
  let at = start;
  while (at < end && units[at] !== character) at++;
  return at;
}

/** Where the parts of a directive stand. */
export interface DirectiveSpans {
  readonly wordStart: number;
  readonly wordEnd: number;
  /** Undefined without an argument. */
  readonly argumentStart?: number;
  readonly argumentEnd?: number;
}

/**
 * Finds the parts of `#word argument`. Bytes are signed to Asterisk, so that the word ends at any that is not ASCII, which is then
 * lost. Quotes count only when the same ends fit.
 */
export function findDirectiveSpans(line: LineText): DirectiveSpans {
  const { units, start, end } = line;
  const wordStart = start + 1;
  let wordEnd = wordStart;
  while (wordEnd < end && units.charCodeAt(wordEnd) > 32 && units.charCodeAt(wordEnd) <= 0x7f) wordEnd++;
  let argumentStart = skipBlanks(units, wordEnd + 1, end);
  let argumentEnd = skipBlanksBack(units, argumentStart, end);
  if (argumentStart >= argumentEnd) return { wordStart, wordEnd };
  const quote = units[argumentStart];
  if ((quote === '"' || quote === "<") && units[argumentEnd - 1] === (quote === "<" ? ">" : quote)) {
    argumentStart++;
    // A lone quote is both of its ends; what it leaves is empty.
    argumentEnd = Math.max(argumentStart, argumentEnd - 1);
  }
  return { wordStart, wordEnd, argumentStart, argumentEnd };
}

/** Where the parts of a setting stand. */
export interface SettingSpans {
  readonly isEscaped: boolean;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly operatorStart: number;
  readonly operatorEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** For `+=`, where the value starts with its blanks, which count when it is added to a value. */
  readonly addedStart: number;
}

/** Finds the parts of `name = value`, given its "=". */
export function findSettingSpans(line: LineText, equals: number, isAddition: boolean): SettingSpans {
  const { units, start, end } = line;
  const isEscaped = units[start] === "\\";
  const nameStart = isEscaped ? start + 1 : start;
  const operatorStart = isAddition ? equals - 1 : equals;
  const operatorEnd = !isAddition && equals + 1 < end && units[equals + 1] === ">" ? equals + 2 : equals + 1;
  const valueStart = skipBlanks(units, operatorEnd, end);
  return {
    isEscaped,
    nameStart,
    nameEnd: skipBlanksBack(units, nameStart, operatorStart),
    operatorStart,
    operatorEnd,
    valueStart,
    valueEnd: skipBlanksBack(units, valueStart, end),
    addedStart: equals + 1,
  };
}
