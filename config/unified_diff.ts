import { applyEdits, sortEdits, type TextEdit } from "./text_edit.ts";

/** How {@linkcode unifiedDiff} writes. */
export interface UnifiedDiffOptions {
  /** The file's name, for the two header lines. */
  name: string;
  /** How many unchanged lines stand around a change. @default {3} */
  context?: number;
}

/** A stretch of lines that changed: `count` old lines from `line` on become the new ones. */
interface Change {
  readonly line: number;
  readonly count: number;
  readonly newLine: number;
  readonly newCount: number;
}

const newline = 0x0a;

/**
 * Writes edits of a file as a unified diff, as `diff -u` and `patch` know it; an empty string when nothing changes.
 *
 * The edits already say where the changes are, so nothing is searched: a file of any size costs one pass. Bytes that are
 * no UTF-8 show as `\ufffd`, so a diff of such a file is for reading only.
 */
export function unifiedDiff(bytes: Uint8Array, edits: readonly TextEdit[], options: UnifiedDiffOptions): string {
  const { name, context = 3 } = options;
  const oldLines = new FileLines(bytes);
  const newLines = new FileLines(applyEdits(bytes, edits));
  const changes = findChanges(sortEdits(edits, bytes.length), oldLines, newLines);
  if (changes.length === 0) return "";
  const hunks = group(changes, context).map((hunk) => formatHunk(hunk, oldLines, newLines, context));
  return `--- ${name}\n+++ ${name}\n${hunks.join("")}`;
}

/** The lines of a file; only those that are shown become text. */
class FileLines {
  readonly bytes: Uint8Array;
  /** How many there are. */
  readonly count: number;
  readonly #starts: readonly number[];

  constructor(bytes: Uint8Array) {
    const starts = [0];
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) starts.push(at + 1);
    this.bytes = bytes;
    this.#starts = starts;
    this.count = starts.at(-1) === bytes.length ? starts.length - 1 : starts.length;
  }

  /** One line with its end: one that ends without LF is told from one with it. */
  text(line: number): string {
    return decoder.decode(this.bytes.subarray(this.#starts[line], this.#starts[line + 1]));
  }

  /** The line in which an offset lies; that after the last for the end of a file that ends with LF. */
  at(offset: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Maps each edit to whole lines, joins those that touch one line, and drops what is equal at both ends. */
function findChanges(edits: readonly TextEdit[], oldLines: FileLines, newLines: FileLines): Change[] {
  const { bytes } = oldLines;
  const spans: { first: number; last: number; delta: number }[] = [];
  let previousEnd = -1;
  let before: number | undefined = newline; // The byte that comes before what follows the last edit, in the new file.
  for (const { start, end, text } of edits) {
    if (start !== previousEnd) before = start === 0 ? newline : bytes[start - 1];
    before = text.at(-1) ?? before;
    previousEnd = end;
    // What follows begins a line before and after the edit, so that the edit leaves that line alone.
    const leavesNext = end > start && bytes[end - 1] === newline && before === newline;
    const first = oldLines.at(start);
    const last = Math.max(first, oldLines.at(leavesNext ? end - 1 : end));
    const delta = count(text) - count(bytes.subarray(start, end));
    const previous = spans.at(-1);
    if (previous !== undefined && first <= previous.last + 1) {
      previous.last = Math.max(previous.last, last);
      previous.delta += delta;
    } else spans.push({ first, last, delta });
  }
  const changes: Change[] = [];
  let shift = 0;
  spans.forEach(({ first, last, delta }, index) => {
    // What follows the last span is as many lines from the end in both files, also when a final LF came or went.
    const isLast = index === spans.length - 1 && last + 1 >= oldLines.count;
    const oldEnd = Math.min(last + 1, oldLines.count);
    const newEnd = isLast ? newLines.count : oldEnd + shift + delta;
    changes.push(
      ...trim({ line: first, count: oldEnd - first, newLine: first + shift, newCount: newEnd - first - shift }),
    );
    shift += delta;
  });
  return changes;

  function trim({ line, count, newLine, newCount }: Change): Change[] {
    const isEqual = (oldLine: number, newLine: number) => oldLines.text(oldLine) === newLines.text(newLine);
    while (count > 0 && newCount > 0 && isEqual(line, newLine)) line++, newLine++, count--, newCount--;
    while (count > 0 && newCount > 0 && isEqual(line + count - 1, newLine + newCount - 1)) count--, newCount--;
    return count === 0 && newCount === 0 ? [] : [{ line, count, newLine, newCount }];
  }
}

function count(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines++;
  return lines;
}

/** Puts changes into one hunk whose contexts would touch. */
function group(changes: readonly Change[], context: number): Change[][] {
  const hunks: Change[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last !== undefined && change.line - (last.line + last.count) <= 2 * context) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function formatHunk(
  changes: readonly Change[],
  oldLines: FileLines,
  newLines: FileLines,
  context: number,
): string {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return "";
  const from = Math.max(0, first.line - context);
  const to = Math.min(oldLines.count, last.line + last.count + context);
  const newFrom = first.newLine - (first.line - from);
  const grown = changes.reduce((sum, change) => sum + change.newCount - change.count, 0);
  const body: string[] = [];
  const add = (sign: string, lines: FileLines, start: number, end: number) => {
    for (let line = start; line < end; line++) body.push(mark(sign, lines.text(line)));
  };
  let at = from;
  for (const { line, count, newLine, newCount } of changes) {
    add(" ", oldLines, at, line);
    add("-", oldLines, line, line + count);
    add("+", newLines, newLine, newLine + newCount);
    at = line + count;
  }
  add(" ", oldLines, at, to);
  return `@@ -${range(from, to - from)} +${range(newFrom, to - from + grown)} @@\n${body.join("")}`;
}

/** An empty range names the line before it, and a range of one line has no length. */
function range(from: number, length: number): string {
  return length === 1 ? `${from + 1}` : `${length === 0 ? from : from + 1},${length}`;
}

function mark(sign: string, line: string): string {
  return line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}
