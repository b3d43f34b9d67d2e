import { cleanLine } from "./comments.ts";
import { joinPieces } from "./line_text.ts";
import type { SourceText } from "./source_text.ts";

/** What a line is; the low four bits of its entry in {@linkcode LineIndex.kinds}. */
export const lineKind = {
  blank: 0,
  comment: 1,
  section: 2,
  setting: 3,
  /** A setting with `+=`. */
  addition: 4,
  directive: 5,
  noEquals: 6,
  noName: 7,
  badEscape: 8,
  tooLong: 9,
} as const;

/** The mask of the kind. */
export const kindMask = 0x0f;
/** The line ends in a comment. */
export const hasComment = 0x10;
/** The line has to be cleaned by {@linkcode cleanLine} again to be understood. */
export const isComplex = 0x20;
/** A NUL ends what Asterisk sees of the line. */
export const hasNul = 0x40;
/** A backslash stands before the setting's name. */
export const isEscaped = 0x80;

/** Asterisk reads lines into 8192 bytes, and drops those that do not fit with their line end. */
export const maxLineLength = 8190;

/** How Asterisk comes to a file: in the middle of a glob, the one before may have left a comment block open. */
export interface ScanStart {
  /** How deep in comment blocks the file starts. @default {0} */
  depth?: number;
  /** Whether a byte order mark at the start is removed. @default {true} */
  dropsByteOrderMark?: boolean;
}

/**
 * Where the lines of a file are and what they are: numbers only, so that a file of many megabytes is read in one go and what is
 * made of it is made on demand.
 */
export interface LineIndex {
  /** The number of lines. */
  readonly count: number;
  /** Where each line starts; one more at the end for the end of the file. */
  readonly starts: Uint32Array;
  /** What each line is, with flags. */
  readonly kinds: Uint8Array;
  /** For lines that are not complex, where the "=" of a setting or the "[" of a header is, from the start of the line. */
  readonly operators: Uint16Array;
  /** For lines that are not complex, where the text ends and the comment or the line end begins, from the start of the line. */
  readonly ends: Uint16Array;
  /** The lines that need more than counting: all but blank lines, comments and plain settings. In order. */
  readonly marks: Uint32Array;
  /** For each mark, how many plain settings come before it. */
  readonly settingsBefore: Uint32Array;
  /** The number of plain settings. */
  readonly settings: number;
  /** How deep in comment blocks each complex line starts. */
  readonly depths: ReadonlyMap<number, number>;
  /** How deep in comment blocks the file ends. */
  readonly endDepth: number;
  /** For each depth, the line that was the last to open a block there. */
  readonly openedAt: ReadonlyMap<number, number>;
  /** The line where a block opens that is one too many for Asterisk. What comes after it counts as comment. */
  readonly tooDeep: number | undefined;
}

/** Finds the lines of a file and what each is. Never fails: what Asterisk does not understand has a kind too. */
export function scanLines(source: SourceText, start: ScanStart = {}): LineIndex {
  const { depth = 0, dropsByteOrderMark = true } = start;
  return new Scanner(source, depth).scan(dropsByteOrderMark && startsWithByteOrderMark(source.bytes));
}

/** Whether a file starts with the mark of UTF-8. */
export function startsWithByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

class Scanner {
  readonly #units: string;
  readonly #bytes: Uint8Array;
  #capacity: number;
  #starts: Uint32Array;
  #kinds: Uint8Array;
  #operators: Uint16Array;
  #ends: Uint16Array;
  #count = 0;
  #settings = 0;
  #nextSemicolon = -1;
  #nextNul = -1;
  #nextLineFeed = -1;
  #depth: number;
  #tooDeep: number | undefined;
  #marks = new Uint32Array(256);
  #settingsBefore = new Uint32Array(256);
  #markCount = 0;
  readonly #depths = new Map<number, number>();
  readonly #openedAt = new Map<number, number>();

  constructor(source: SourceText, depth: number) {
    this.#units = source.units;
    this.#bytes = source.bytes;
    this.#depth = depth;
    this.#capacity = 64 + (source.units.length >> 4);
    this.#starts = new Uint32Array(this.#capacity + 1);
    this.#kinds = new Uint8Array(this.#capacity);
    this.#operators = new Uint16Array(this.#capacity);
    this.#ends = new Uint16Array(this.#capacity);
  }

  scan(dropsByteOrderMark: boolean): LineIndex {
    const { length } = this.#units;
    const skipped = dropsByteOrderMark ? 3 : 0;
    let at = 0;
    while (at < length && this.#tooDeep === undefined) {
      if (this.#depth === 0 && (at > 0 || skipped === 0)) at = this.#scanPlainLines(at);
      if (at < length) at = this.#scanLine(at, at === 0 ? skipped : at);
    }
    // Asterisk never gets here, but the lines are lines of the file all the same.
    while (at < length) {
      this.#add(at, lineKind.comment, 0, 0);
      at = find(this.#units, "\n", at) + 1;
    }
    return this.#finish();
  }

  /**
   * Scans lines as long as they are what most lines are: blank, a comment, a header, or a setting. Returns where the first other line
   * starts. It does nothing that {@linkcode Scanner.#scanLine} does not do, only sooner.
   */
  #scanPlainLines(start: number): number {
    const bytes = this.#bytes;
    const units = this.#units;
    const { length } = bytes;
    if (this.#nextNul < start) this.#nextNul = find(units, "\0", start);
    const nul = this.#nextNul;
    // It is cheaper to know where the next semicolon is than to look for one in each line.
    let semicolon = this.#nextSemicolon;
    const [starts, kinds, operators, ends] = [this.#starts, this.#kinds, this.#operators, this.#ends];
    const [marks, settingsBefore] = [this.#marks, this.#settingsBefore];
    let count = this.#count;
    let settings = this.#settings;
    let markCount = this.#markCount;
    let at = start;
    let end = this.#nextLineFeed;
    // Where there is no room any more the other way makes some.
    while (at < length && count < kinds.length && markCount < marks.length) {
      if (semicolon < at) semicolon = find(units, ";", at);
      if (end < at) end = find(units, "\n", at);
      if (end > nul || end - at > maxLineLength) break;
      let here = at;
      let code = lineFeed;
      while (here < end && (code = bytes[here] ?? 0) <= 32) here++;
      let entry: number = lineKind.blank;
      let operator = here;
      if (here === end) entry = lineKind.blank;
      else if (code === bracket) entry = lineKind.section;
      else if (here === semicolon) entry = lineKind.comment;
      else if (code === hash || code === backslash || code === equalsSign) break;
      else {
        while (here < end && bytes[here] !== equalsSign) here++;
        if (here === end || bytes[here - 1] === plus || here > semicolon) break;
        entry = lineKind.setting;
        operator = here;
      }
      if (semicolon < end && !startsLineComment(bytes, at, semicolon)) break;
      if (entry === lineKind.setting) settings++;
      else if (entry === lineKind.section) {
        marks[markCount] = count;
        settingsBefore[markCount++] = settings;
      }
      starts[count] = at;
      kinds[count] = semicolon < end ? entry | hasComment : entry;
      operators[count] = operator - at;
      ends[count++] = Math.min(semicolon, end) - at;
      at = end + 1;
    }
    this.#nextSemicolon = semicolon;
    this.#nextLineFeed = end;
    this.#count = count;
    this.#settings = settings;
    this.#markCount = markCount;
    return at;
  }

  /** Where the line ends that goes on at an offset. It is kept, as pieces of a line that is too long have the same end. */
  #lineEndFrom(at: number): number {
    if (this.#nextLineFeed < at) this.#nextLineFeed = find(this.#units, "\n", at);
    return this.#nextLineFeed;
  }

  /** Scans one line, whatever it is. Returns where the next one starts. */
  #scanLine(at: number, first: number): number {
    const units = this.#units;
    let end = Math.min(this.#lineEndFrom(at), units.length);
    let next = Math.min(end + 1, units.length);
    if (this.#nextNul < at) this.#nextNul = find(units, "\0", at);
    if (this.#nextSemicolon < at) this.#nextSemicolon = find(units, ";", at);
    const semicolon = this.#nextSemicolon;
    let flags = 0;
    if (end - at > maxLineLength) {
      next = endOfOverlong(units, at, next);
      end = Math.min(end, next);
      if (this.#nextNul - at > maxLineLength) {
        this.#add(at, lineKind.tooLong, 0, 0);
        return next;
      }
    }
    if (this.#nextNul < end) {
      end = this.#nextNul;
      flags = hasNul;
    }
    if (semicolon >= end) {
      if (this.#depth === 0) this.#addSimple(at, first, end, flags);
      else this.#add(at, lineKind.comment | flags, 0, 0);
    } else if (this.#depth === 0 && startsLineComment(this.#bytes, first, semicolon)) {
      this.#addSimple(at, first, semicolon, flags | hasComment);
    } else this.#addComplex(at, first, end, flags);
    return next;
  }

  /** A line in which everything up to `end` means what it says. */
  #addSimple(at: number, start: number, end: number, flags: number): void {
    const found = classify(this.#bytes, start, end);
    let entry = found & entryMask;
    if (entry === lineKind.blank && (flags & hasComment) !== 0) entry = lineKind.comment;
    this.#add(at, entry | flags, (found >> operatorShift) + start - at, end - at);
  }

  #addComplex(at: number, start: number, end: number, flags: number): void {
    const line = cleanLine(this.#units, { start, end }, this.#depth);
    const number = this.#count;
    this.#depths.set(number, this.#depth);
    this.#depth = line.depth;
    for (const depth of line.opened) if (depth > 0) this.#openedAt.set(depth, number);
    if (line.tooDeep !== undefined) this.#tooDeep = number;
    const bytes = joinPieces(this.#bytes, line.pieces);
    const entry = Math.max(classify(bytes, 0, bytes.length) & entryMask, lineKind.comment);
    const comment = line.comment === undefined ? 0 : hasComment;
    this.#add(at, entry | flags | comment | isComplex, 0, end - at);
  }

  #add(at: number, entry: number, operator: number, end: number): void {
    const number = this.#count++;
    if (number === this.#capacity) this.#grow();
    this.#starts[number] = at;
    this.#kinds[number] = entry;
    this.#operators[number] = operator;
    this.#ends[number] = end;
    const kind = entry & kindMask;
    if (kind === lineKind.setting) this.#settings++;
    else if (kind > lineKind.comment || (entry & isComplex) !== 0) this.#mark(number);
  }

  #mark(number: number): void {
    const count = this.#markCount++;
    if (count === this.#marks.length) {
      this.#marks = grown(new Uint32Array(count * 2), this.#marks);
      this.#settingsBefore = grown(new Uint32Array(count * 2), this.#settingsBefore);
    }
    this.#marks[count] = number;
    this.#settingsBefore[count] = this.#settings;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#starts = grown(new Uint32Array(this.#capacity + 1), this.#starts);
    this.#kinds = grown(new Uint8Array(this.#capacity), this.#kinds);
    this.#operators = grown(new Uint16Array(this.#capacity), this.#operators);
    this.#ends = grown(new Uint16Array(this.#capacity), this.#ends);
  }

  #finish(): LineIndex {
    this.#starts[this.#count] = this.#units.length;
    return {
      count: this.#count,
      starts: this.#starts.subarray(0, this.#count + 1),
      kinds: this.#kinds.subarray(0, this.#count),
      operators: this.#operators.subarray(0, this.#count),
      ends: this.#ends.subarray(0, this.#count),
      marks: this.#marks.subarray(0, this.#markCount),
      settingsBefore: this.#settingsBefore.subarray(0, this.#markCount),
      settings: this.#settings,
      depths: this.#depths,
      endDepth: this.#depth,
      openedAt: this.#openedAt,
      tooDeep: this.#tooDeep,
    };
  }
}

/**
 * The kind of a line whose text, without comments, stands between two offsets, with {@linkcode isEscaped}; and above
 * {@linkcode operatorShift} how far the "=" of a setting or the "[" of a header is from the start.
 */
export function classify(bytes: Uint8Array, start: number, end: number): number {
  let first = start;
  let code = 0;
  while (first < end && (code = bytes[first] ?? 0) <= 32) first++;
  if (first >= end) return lineKind.blank;
  if (code === bracket) return lineKind.section | ((first - start) << operatorShift);
  if (code === hash) return lineKind.directive;
  let from = first;
  if (code === backslash) {
    // The byte after it is escaped. To Asterisk bytes are signed, so that those from 0x80 on are as bad as blanks here.
    const escaped = first + 1 < end ? bytes[first + 1] ?? 0 : 0;
    if (escaped <= 32 || escaped > 0x7f) return lineKind.badEscape;
    from = first + 2;
  }
  let equals = from;
  while (equals < end && bytes[equals] !== equalsSign) equals++;
  if (equals >= end) return lineKind.noEquals;
  const operator = ((equals - start) << operatorShift) | (code === backslash ? isEscaped : 0);
  if (equals > from && bytes[equals - 1] === plus) {
    return (code !== backslash && equals - 1 === first ? lineKind.noName : lineKind.addition) | operator;
  }
  return (equals === first ? lineKind.noName : lineKind.setting) | operator;
}

/** How far {@linkcode classify} shifts the offset of the "=". */
export const operatorShift = 8;
const entryMask = 0xff;

const lineFeed = 0x0a;
const bracket = 0x5b;
const hash = 0x23;
const backslash = 0x5c;
const equalsSign = 0x3d;
const plus = 0x2b;
const minus = 0x2d;

/** Whether the ";" at an offset makes the rest of the line a comment, and is neither escaped nor part of a block's mark. */
function startsLineComment(bytes: Uint8Array, start: number, at: number): boolean {
  if (at > start && bytes[at - 1] === backslash) return false;
  if (bytes[at + 1] === minus && bytes[at + 2] === minus) return bytes[at + 3] === minus;
  return at < start + 2 || bytes[at - 1] !== minus || bytes[at - 2] !== minus;
}

/**
 * Where the reading of a line that is too long ends. Asterisk takes 8191 bytes at a time until there are fewer, which is
 * usually at the line's end, but a NUL among them ends it too (config.c: it compares with strlen).
 */
function endOfOverlong(units: string, start: number, lineEnd: number): number {
  const size = maxLineLength + 1;
  for (let at = start; at < lineEnd;) {
    const end = Math.min(at + size, lineEnd);
    const nul = units.slice(at, end).indexOf("\0");
    if (nul >= 0 || end - at < size) return end;
    at = end;
  }
  return lineEnd;
}

/** Where a character comes next; the length where it does not, as offsets that are all small integers are faster. */
function find(units: string, character: string, from: number): number {
  const at = units.indexOf(character, from);
  return at < 0 ? units.length : at;
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
