import type { CleanLine, LinePiece } from "./comments.ts";
import { decodeText, type SourceText } from "./source_text.ts";

/** What Asterisk sees of a line: text without comments, in which each character knows where it stands in the file. */
export interface LineText {
  /** The text is between `start` and `end` of this, one character for each byte. */
  readonly units: string;
  /** Where the text starts; blanks before it are left out. */
  readonly start: number;
  /** Where the text ends; blanks after it are left out. */
  readonly end: number;
  /** Where in the file the character at an offset of `units` stands. */
  offsetOf(at: number): number;
  /** The text between two offsets of `units`, decoded. */
  slice(start: number, end: number): string;
}

/** The text of a line that stands in the file as it is. */
export class PlainText implements LineText {
  readonly units: string;
  readonly start: number;
  readonly end: number;
  readonly #source: SourceText;

  constructor(source: SourceText, start: number, end: number) {
    this.units = source.units;
    this.start = skipBlanks(source.units, start, end);
    this.end = skipBlanksBack(source.units, this.start, end);
    this.#source = source;
  }

  offsetOf(at: number): number {
    return at;
  }

  slice(start: number, end: number): string {
    return this.#source.slice(start, end);
  }
}

/** The text of a line that comments or escapes have cut to pieces. */
export class CleanedText implements LineText {
  readonly units: string;
  readonly start: number;
  readonly end: number;
  readonly #bytes: Uint8Array;
  readonly #pieces: readonly LinePiece[];

  constructor(source: SourceText, { units, pieces }: CleanLine) {
    this.units = units;
    this.start = skipBlanks(units, 0, units.length);
    this.end = skipBlanksBack(units, this.start, units.length);
    this.#bytes = joinPieces(source.bytes, pieces);
    this.#pieces = pieces;
  }

  offsetOf(at: number): number {
    let before = 0;
    for (const { start, end } of this.#pieces) {
      if (at < before + end - start) return start + at - before;
      before += end - start;
    }
    return this.#pieces.at(-1)?.end ?? 0;
  }

  slice(start: number, end: number): string {
    return decodeText(this.#bytes.subarray(start, end));
  }
}

/** The bytes of pieces of a file, one after the other. */
export function joinPieces(bytes: Uint8Array, pieces: readonly LinePiece[]): Uint8Array {
  const joined = new Uint8Array(pieces.reduce((length, { start, end }) => length + end - start, 0));
  let at = 0;
  for (const { start, end } of pieces) {
    joined.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  return joined;
}

/** The first offset from `start` on that is no blank, or `end`. */
export function skipBlanks(units: string, start: number, end: number): number {
  let at = start;
  while (at < end && units.charCodeAt(at) <= 32) at++;
  return at;
}

/** The offset after the last character before `end` that is no blank, or `start`. */
export function skipBlanksBack(units: string, start: number, end: number): number {
  let at = end;
  while (at > start && units.charCodeAt(at - 1) <= 32) at--;
  return at;
}
