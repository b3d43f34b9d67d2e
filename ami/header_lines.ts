import { writeWireText } from "./wire_text.ts";

const colon = 0x3a;
const blank = 0x20;
const carriageReturn = 0x0d;

/** One line of a message: a header, or, without a name, text. */
export interface HeaderLine {
  /** Its name as sent; empty for a line that is no header. */
  readonly name: string;
  /** Where the value begins; for a line that is no header, the line. */
  readonly valueStart: number;
  /** Where the value ends, without the end of the line. */
  readonly valueEnd: number;
  /** Where the next line begins, or -1. */
  readonly next: number;
}

/** Lower case in ASCII alone, as Asterisk compares; `toLowerCase()` would change bytes of UTF-8. */
export function lowerCase(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The name of a header that is looked for. */
export interface SoughtName {
  /** The name, one character a byte. */
  readonly name: string;
  /** Whether it has nothing in it that could stand between names and values. */
  readonly isPlain: boolean;
}

/** Makes ready to look for a header of this name, in any case. */
export function seek(name: string): SoughtName {
  return { name: writeWireText(name), isPlain: !/[(:\n]/.test(name) };
}

/**
 * Where the first line begins, at `from` or later, that is a header of this name; -1 when there is none.
 *
 * `from` must be the beginning of a line.
 */
export function findHeader(text: string, { name, isPlain }: SoughtName, from = 0): number {
  const { length } = name;
  if (length === 0) return -1;
  const first = name.charCodeAt(0) | 0x20;
  for (let line = from; line >= 0; line = nextLine(text, line)) {
    // Most lines are told from it by two characters.
    if (text.charCodeAt(line + length) !== colon || (text.charCodeAt(line) | 0x20) !== first) continue;
    const found = text.slice(line, line + length);
    if (found !== name && lowerCase(found) !== lowerCase(name)) continue;
    if (isPlain || nameLength(text.slice(line, lineEnd(text, nextLine(text, line)))) === length) return line;
  }
  return -1;
}

/**
 * Reads the line that begins here.
 *
 * Values hold bare line feeds now and then (variables, texts). Asterisk also ends some headers by one (`CallStarted` of
 * app_agent_pool.c), so it counts as an end of line, unless the message's lines end in CR LF (`usesCrLf`) and what follows is no
 * header: that belongs to the value.
 */
export function readHeader(text: string, line: number, usesCrLf: boolean): HeaderLine {
  let next = nextLine(text, line);
  let valueEnd = lineEnd(text, next);
  const length = nameLength(text.slice(line, valueEnd));
  if (length === 0) return { name: "", valueStart: line, valueEnd, next };

  while (usesCrLf && next >= 0 && text.charCodeAt(next - 2) !== carriageReturn) {
    const after = nextLine(text, next);
    const end = lineEnd(text, after);
    if (nameLength(text.slice(next, end)) > 0) break;
    next = after;
    valueEnd = end;
  }
  // One blank after the colon is not part of the value; more are, as in the output of commands.
  const afterColon = line + length + 1;
  const valueStart = afterColon < valueEnd && text.charCodeAt(afterColon) === blank ? afterColon + 1 : afterColon;
  return { name: text.slice(line, line + length), valueStart, valueEnd, next };
}

/** Whether lines end in CR LF, as Asterisk's do: the first one tells. */
export function usesCrLf(text: string): boolean {
  const end = text.indexOf("\n");
  return end > 0 && text.charCodeAt(end - 1) === carriageReturn;
}

/** Where the next line begins, or -1. */
export function nextLine(text: string, line: number): number {
  return text.indexOf("\n", line) + 1 || -1;
}

/** Where a line's text ends, given where the next one begins. */
export function lineEnd(text: string, next: number): number {
  if (next < 0) return text.length;
  return text.charCodeAt(next - 2) === carriageReturn ? next - 2 : next - 1;
}

/** The length of a line's name, 0 when the line is no header. */
function nameLength(line: string): number {
  const end = line.indexOf(":");
  if (end <= 0) return 0;
  // "ChanVariable(PJSIP/alice:5060-00000001): NAME=value": a channel's name may hold a colon.
  const open = line.indexOf("(");
  if (open < 0 || open > end || !/chanvariable$/i.test(line.slice(0, open))) return end;
  const close = line.indexOf("):", open);
  return close < 0 ? end : close + 1;
}
