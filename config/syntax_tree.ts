import { cleanLine } from "./comments.ts";
import type { ConfigLine, ConfigPiece } from "./config_line.ts";
import {
  classify,
  hasComment,
  isComplex,
  isEscaped,
  kindMask,
  type LineIndex,
  lineKind,
  operatorShift,
  scanLines,
  type ScanStart,
  startsWithByteOrderMark,
} from "./line_index.ts";
import { findDirectiveSpans, findHeaderSpans, findSettingSpans, type SettingSpans } from "./line_spans.ts";
import { CleanedText, type LineText, PlainText } from "./line_text.ts";
import type { Position } from "./diagnostic.ts";
import { SourceText } from "./source_text.ts";
import { applyEdits, type TextEdit } from "./text_edit.ts";

/**
 * One file without loss: its bytes, and an index of its lines. What a line says is made on demand, so that a file of many
 * megabytes costs little more than its bytes.
 *
 * It does not change; {@linkcode SyntaxTree.splice} makes the next one.
 */
export class SyntaxTree {
  /** The file's bytes and the text to search in. */
  readonly source: SourceText;
  /** Where its lines are. */
  readonly index: LineIndex;
  readonly #start: Required<ScanStart>;

  /** Reads a file. Bytes are not copied: they must not change afterwards. */
  constructor(content: string | Uint8Array | SourceText, start: ScanStart = {}) {
    const { depth = 0, dropsByteOrderMark = true } = start;
    this.#start = { depth, dropsByteOrderMark };
    this.source = content instanceof SourceText ? content : new SourceText(content);
    this.index = scanLines(this.source, this.#start);
  }

  /** The file, to the byte. */
  get bytes(): Uint8Array {
    return this.source.bytes;
  }

  /** Whether a byte order mark at the start is left out, as in the first file of a glob. */
  get dropsByteOrderMark(): boolean {
    return this.#start.dropsByteOrderMark;
  }

  /** The number of lines. */
  get lineCount(): number {
    return this.index.count;
  }

  /** Every line, in order. */
  *lines(): Generator<ConfigLine, void> {
    for (let number = 1; number <= this.index.count; number++) yield this.line(number);
  }

  /** One line, by its number from 1. */
  line(number: number): ConfigLine {
    const index = number - 1;
    if (!Number.isInteger(index) || index < 0 || index >= this.index.count) {
      throw new RangeError(`Cannot give line ${number}: the file has ${this.index.count} lines`);
    }
    const [start, end] = [this.index.starts[index] ?? 0, this.index.starts[index + 1] ?? 0];
    const entry = this.index.kinds[index] ?? 0;
    const text = this.textOf(index);
    const comment = (entry & hasComment) === 0 ? undefined : this.#commentOf(index);
    const line = { number, start, end, ...(comment !== undefined && { comment }) };
    const whole = () => piece(text, text.start, text.end);
    const kind = entry & kindMask;

    if (index === this.index.tooDeep) return { ...line, kind: "broken", reason: "nested-comments", text: whole() };
    switch (kind) {
      case lineKind.blank:
        return { ...line, kind: "blank" };
      case lineKind.comment:
        return { ...line, kind: "comment", isBlock: (entry & hasComment) === 0 || (entry & isComplex) !== 0 };
      case lineKind.section:
        return { ...line, ...sectionParts(text) };
      case lineKind.directive:
        return { ...line, ...directiveParts(text) };
      case lineKind.noEquals:
        return { ...line, kind: "dropped", reason: "no-equals", text: whole() };
      case lineKind.noName:
        return { ...line, kind: "dropped", reason: "no-name", text: whole() };
      case lineKind.tooLong:
        return { ...line, kind: "dropped", reason: "line-too-long", text: { text: "", start, end } };
      case lineKind.badEscape:
        return { ...line, kind: "broken", reason: "bad-escape", text: whole() };
      default:
        return { ...line, ...settingParts(text, this.equalsOf(index, text), kind === lineKind.addition) };
    }
  }

  /** What Asterisk sees of a line, by its index from 0. */
  textOf(index: number): LineText {
    const start = this.#textStart(index);
    const end = (this.index.starts[index] ?? 0) + (this.index.ends[index] ?? 0);
    const depth = this.index.depths.get(index);
    if (depth === undefined) return new PlainText(this.source, start, Math.max(start, end));
    return new CleanedText(this.source, cleanLine(this.source.units, { start, end }, depth));
  }

  /** The name of a setting, by the index of its line from 0. */
  nameAt(index: number): string {
    const { kinds, starts, operators } = this.index;
    if (isSlow(kinds[index] ?? 0)) {
      const { text, spans } = this.#settingAt(index);
      return text.slice(spans.nameStart, spans.nameEnd);
    }
    const { bytes, units, isAscii } = this.source;
    const line = starts[index] ?? 0;
    let end = line + (operators[index] ?? 0);
    let start = line === 0 ? this.#textStart(index) : line;
    while (start < end && (bytes[start] ?? 0) <= 32) start++;
    while (end > start && (bytes[end - 1] ?? 0) <= 32) end--;
    return isAscii ? units.slice(start, end) : this.source.slice(start, end);
  }

  /** The value of a setting, by the index of its line from 0. */
  valueAt(index: number): string {
    const { kinds, starts, operators, ends } = this.index;
    if (isSlow(kinds[index] ?? 0)) {
      const { text, spans } = this.#settingAt(index);
      return text.slice(spans.valueStart, spans.valueEnd);
    }
    const { bytes, units, isAscii } = this.source;
    const line = starts[index] ?? 0;
    let end = line + (ends[index] ?? 0);
    let start = line + (operators[index] ?? 0) + 1;
    if (start < end && bytes[start] === 0x3e) start++;
    while (start < end && (bytes[start] ?? 0) <= 32) start++;
    while (end > start && (bytes[end - 1] ?? 0) <= 32) end--;
    return isAscii ? units.slice(start, end) : this.source.slice(start, end);
  }

  /** Whether a setting is written with `=>`, by the index of its line from 0. */
  isObjectAt(index: number): boolean {
    const { kinds, starts, operators, ends } = this.index;
    if (isSlow(kinds[index] ?? 0)) {
      const { spans } = this.#settingAt(index);
      return !this.#isAddition(index) && spans.operatorEnd - spans.operatorStart === 2;
    }
    const line = starts[index] ?? 0;
    const after = line + (operators[index] ?? 0) + 1;
    return after < line + (ends[index] ?? 0) && this.source.bytes[after] === 0x3e;
  }

  /** The index from 0 of the line in which an offset lies. */
  lineIndexAt(offset: number): number {
    let [low, high] = [0, Math.max(0, this.index.count - 1)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.index.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Line and column of an offset; columns count characters. */
  position(offset: number): Position {
    const index = this.lineIndexAt(offset);
    const start = this.index.starts[index] ?? 0;
    const before = this.source.isAscii ? offset - start : [...this.source.slice(start, offset)].length;
    return { line: index + 1, column: before + 1, offset };
  }

  /** The tree of the file after edits, which must not overlap. */
  splice(edits: readonly TextEdit[]): SyntaxTree {
    return new SyntaxTree(applyEdits(this.bytes, edits), this.#start);
  }

  #textStart(index: number): number {
    const start = this.index.starts[index] ?? 0;
    const hasMark = start === 0 && this.#start.dropsByteOrderMark && startsWithByteOrderMark(this.bytes);
    return hasMark ? 3 : start;
  }

  /** The parts of a setting whose line has to be looked at closer. */
  #settingAt(index: number): { text: LineText; spans: SettingSpans } {
    const text = this.textOf(index);
    return { text, spans: findSettingSpans(text, this.equalsOf(index, text), this.#isAddition(index)) };
  }

  #isAddition(index: number): boolean {
    return ((this.index.kinds[index] ?? 0) & kindMask) === lineKind.addition;
  }

  /** Where the "=" of a setting is in the text of its line, by the index of the line from 0. */
  equalsOf(index: number, text: LineText): number {
    if (!this.index.depths.has(index)) return (this.index.starts[index] ?? 0) + (this.index.operators[index] ?? 0);
    return text.start + (classify(unitBytes(text), 0, text.end - text.start) >> operatorShift);
  }

  #commentOf(index: number): number | undefined {
    const start = this.#textStart(index);
    const end = (this.index.starts[index] ?? 0) + (this.index.ends[index] ?? 0);
    const depth = this.index.depths.get(index);
    return depth === undefined ? end : cleanLine(this.source.units, { start, end }, depth).comment;
  }
}

/** The text of a line as bytes; those above ASCII count all the same. */
function unitBytes({ units, start, end }: LineText): Uint8Array {
  return Uint8Array.from({ length: end - start }, (_, at) => Math.min(units.charCodeAt(start + at), 0xff));
}

/** Whether the parts of a setting are not simply what stands before and after its "=". */
function isSlow(entry: number): boolean {
  return (entry & slowMask) !== lineKind.setting;
}

const slowMask = kindMask | isComplex | isEscaped;

function piece(line: LineText, start: number, end: number): ConfigPiece {
  const from = line.offsetOf(start);
  return {
    text: line.slice(start, end),
    start: from,
    end: end > start ? line.offsetOf(end - 1) + 1 : from,
  };
}

function sectionParts(line: LineText): DistributiveOmit<ConfigLine, "number" | "start" | "end"> {
  const spans = findHeaderSpans(line);
  if (spans.problem !== undefined) {
    return { kind: "broken", reason: spans.problem, text: piece(line, line.start, line.end) };
  }
  const { optionsStart, optionsEnd, ignoredStart } = spans;
  const hasOptions = optionsStart !== undefined && optionsEnd !== undefined;
  return {
    kind: "section",
    name: piece(line, spans.nameStart, spans.nameEnd),
    options: hasOptions ? optionPieces(line, optionsStart, optionsEnd) : [],
    ...(hasOptions && { parentheses: piece(line, optionsStart - 1, optionsEnd + 1) }),
    ...(ignoredStart < line.end && { ignored: piece(line, ignoredStart, line.end) }),
  };
}

/** Asterisk splits options at each comma, and trims none of them. */
function optionPieces(line: LineText, start: number, end: number): ConfigPiece[] {
  const pieces: ConfigPiece[] = [];
  let at = start;
  for (const { length } of line.units.slice(start, end).split(",")) {
    pieces.push(piece(line, at, at + length));
    at += length + 1;
  }
  return pieces;
}

function directiveParts(line: LineText): DistributiveOmit<ConfigLine, "number" | "start" | "end"> {
  const { wordStart, wordEnd, argumentStart, argumentEnd } = findDirectiveSpans(line);
  const hasArgument = argumentStart !== undefined && argumentEnd !== undefined;
  return {
    kind: "directive",
    word: piece(line, wordStart, wordEnd),
    ...(hasArgument && { argument: piece(line, argumentStart, argumentEnd) }),
  };
}

function settingParts(
  line: LineText,
  equals: number,
  isAddition: boolean,
): DistributiveOmit<ConfigLine, "number" | "start" | "end"> {
  const spans = findSettingSpans(line, equals, isAddition);
  const operator = piece(line, spans.operatorStart, spans.operatorEnd);
  const isArrow = !isAddition && spans.operatorEnd - spans.operatorStart === 2;
  return {
    kind: "setting",
    isEscaped: spans.isEscaped,
    name: piece(line, spans.nameStart, spans.nameEnd),
    operator: { ...operator, text: isAddition ? "+=" : isArrow ? "=>" : "=" },
    value: piece(line, spans.valueStart, spans.valueEnd),
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
