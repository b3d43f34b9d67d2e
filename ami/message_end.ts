import { followsEnd } from "./follows.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Where a message ends, and where the next one begins. */
export interface MessageEnd {
  /** Where its last line's text ends. */
  readonly end: number;
  /** Where what follows the blank line begins. */
  readonly next: number;
}

/** How many characters before the end of what has come can be the beginning of an end. */
export const longestEnd: number = `${followsEnd}\r\n\r\n`.length;

/** Finds the ends of messages in one text: each search for a kind of line end is made once. */
export class EndFinder {
  readonly #text: string;
  #crLf = -2;
  #lf = -2;

  /** Makes one for a text. */
  constructor(text: string) {
    this.#text = text;
  }

  /** The first blank line at `from` or later, after the end of a line. */
  blankLine(from: number): MessageEnd | undefined {
    if (this.#crLf !== -1 && this.#crLf < from) this.#crLf = this.#text.indexOf("\n\r\n", from);
    if (this.#lf !== -1 && this.#lf < from) this.#lf = this.#text.indexOf("\n\n", from);
    const isLf = this.#lf >= 0 && (this.#crLf < 0 || this.#lf < this.#crLf);
    const found = isLf ? this.#lf : this.#crLf;
    if (found < 0) return undefined;
    const end = found > from && this.#text.charCodeAt(found - 1) === carriageReturn ? found - 1 : found;
    return { end, next: found + (isLf ? 2 : 3) };
  }

  /** The end of an answer to a command as it was up to Asterisk 13: a mark, then a blank line. */
  commandEnd(from: number): MessageEnd | undefined {
    for (let at = this.#text.indexOf(followsEnd, from); at >= 0; at = this.#text.indexOf(followsEnd, at + 1)) {
      const end = at + followsEnd.length;
      const blank = skipLineEnd(this.#text, end);
      const next = skipLineEnd(this.#text, blank);
      if (blank > end && next > blank) return { end, next };
    }
    return undefined;
  }
}

/** Where the lines that hold nothing have ended; a last CR may be the half of another one, and is left. */
export function skipBlankLines(text: string, from: number): number {
  for (let at = from;;) {
    const next = skipLineEnd(text, at);
    if (next === at) return at;
    at = next;
  }
}

function skipLineEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === lineFeed) return at + 1;
  return text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? at + 2 : at;
}
