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

/**
 * Finds the ends of messages in bytes, which are also there as text with one character for each.
 *
 * V8 would search a text twice, for a blank line with CR and for one without; here four bytes are looked at at once, a single time.
 */
export class EndFinder {
  readonly #bytes: Uint8Array;
  readonly #text: string;
  /** The bytes from `#firstWord` on, four by four. */
  readonly #words: Int32Array;
  readonly #firstWord: number;

  /** Makes one for bytes and their text. */
  constructor(bytes: Uint8Array, text: string) {
    const { buffer, byteOffset, length } = bytes;
    this.#bytes = bytes;
    this.#text = text;
    this.#firstWord = Math.min(-byteOffset & 3, length);
    const words = (length - this.#firstWord) >> 2;
    this.#words = words === 0 ? new Int32Array() : new Int32Array(buffer, byteOffset + this.#firstWord, words);
  }

  /** The first blank line behind a line that begins at `from` or later. */
  blankLine(from: number): MessageEnd | undefined {
    const firstWord = this.#firstWord;
    const lastWord = firstWord + 4 * this.#words.length;
    const before = this.#blankBetween(from, firstWord, from);
    if (before !== undefined) return before;
    for (let index = Math.max(from - firstWord, 0) >> 2;; index++) {
      index = findFeeds(this.#words, index);
      if (index < 0) return this.#blankBetween(Math.max(from, lastWord), this.#bytes.length, from);
      const found = this.#blankBetween(firstWord + 4 * index, firstWord + 4 * index + 4, from);
      if (found !== undefined) return found;
    }
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

  /** The blank line that ends between these two places, behind a line at `from` or later. */
  #blankBetween(start: number, end: number, from: number): MessageEnd | undefined {
    const bytes = this.#bytes;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== lineFeed) continue;
      const feed = bytes[at - 1] === carriageReturn ? at - 2 : at - 1;
      if (feed < from || bytes[feed] !== lineFeed) continue;
      return { end: feed > from && bytes[feed - 1] === carriageReturn ? feed - 1 : feed, next: at + 1 };
    }
    return undefined;
  }
}

/**
 * The index of the first word, at `from` or later, that has a line feed with another one in one of the two bytes before it; -1 when there
 * is none. It may be wrong in finding too much, in bytes that are close by.
 */
function findFeeds(words: Int32Array, from: number): number {
  // The highest bit of each byte says that it is a line feed. The first byte is the lowest, as on all machines that Deno runs on. Of
  // what is before the first word nothing is known.
  let before = 0x80808080 | 0;
  for (let index = from; index < words.length; index++) {
    const zeroed = (words[index] ?? 0) ^ 0x0a0a0a0a;
    const feeds = (zeroed - 0x01010101) & ~zeroed & 0x80808080;
    if (feeds !== 0 && (feeds & (before >>> 24 | before >>> 16 | feeds << 8 | feeds << 16)) !== 0) return index;
    before = feeds;
  }
  return -1;
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
  const code = text.charCodeAt(at);
  // Most of what follows is a letter.
  if (code > carriageReturn) return at;
  if (code === lineFeed) return at + 1;
  return code === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? at + 2 : at;
}
