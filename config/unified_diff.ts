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
  const oldLines = splitLines(bytes);
  const newLines = splitLines(applyEdits(bytes, edits));
  const changes = findChanges(bytes, sortEdits(edits, bytes.length), oldLines, newLines);
  if (changes.length === 0) return "";
  const hunks = group(changes, context).map((hunk) => formatHunk(hunk, oldLines, newLines, context));
  return `--- ${name}\n+++ ${name}\n${hunks.join("")}`;
}

/** The lines with their ends, as text that keeps every byte apart: a line that ends without LF is told from one with it. */
function splitLines(bytes: Uint8Array): string[] {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const lines: string[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found + 1;
    lines.push(decoder.decode(bytes.subarray(start, end)));
    start = end;
  }
  return lines;
}

/** Maps each edit to whole lines, joins those that touch one line, and drops what is equal at both ends. */
function findChanges(
  bytes: Uint8Array,
  edits: readonly TextEdit[],
  oldLines: readonly string[],
  newLines: readonly string[],
): Change[] {
  const starts = lineStarts(bytes);
  const spans: { first: number; last: number; delta: number }[] = [];
  let previousEnd = -1;
  let before: number | undefined = newline; // The byte that comes before what follows the last edit, in the new file.
  for (const { start, end, text } of edits) {
    if (start !== previousEnd) before = start === 0 ? newline : bytes[start - 1];
    before = text.at(-1) ?? before;
    previousEnd = end;
    // What follows begins a line before and after the edit, so that the edit leaves that line alone.
    const leavesNext = end > start && bytes[end - 1] === newline && before === newline;
    const first = lineAt(starts, start);
    const last = Math.max(first, lineAt(starts, leavesNext ? end - 1 : end));
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
    const isLast = index === spans.length - 1 && last + 1 >= oldLines.length;
    const oldEnd = Math.min(last + 1, oldLines.length);
    const newEnd = isLast ? newLines.length : oldEnd + shift + delta;
    changes.push(
      ...trim({ line: first, count: oldEnd - first, newLine: first + shift, newCount: newEnd - first - shift }),
    );
    shift += delta;
  });
  return changes;

  function trim({ line, count, newLine, newCount }: Change): Change[] {
    while (count > 0 && newCount > 0 && oldLines[line] === newLines[newLine]) line++, newLine++, count--, newCount--;
    while (count > 0 && newCount > 0 && oldLines[line + count - 1] === newLines[newLine + newCount - 1]) {
      count--, newCount--;
    }
    return count === 0 && newCount === 0 ? [] : [{ line, count, newLine, newCount }];
  }
}

function lineStarts(bytes: Uint8Array): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
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
  oldLines: readonly string[],
  newLines: readonly string[],
  context: number,
): string {
  const [first] = changes;
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return "";
  const from = Math.max(0, first.line - context);
  const to = Math.min(oldLines.length, last.line + last.count + context);
  const newFrom = first.newLine - (first.line - from);
  const grown = changes.reduce((sum, change) => sum + change.newCount - change.count, 0);
  const body: string[] = [];
  let at = from;
  for (const { line, count, newLine, newCount } of changes) {
    body.push(...oldLines.slice(at, line).map((text) => mark(" ", text)));
    body.push(...oldLines.slice(line, line + count).map((text) => mark("-", text)));
    body.push(...newLines.slice(newLine, newLine + newCount).map((text) => mark("+", text)));
    at = line + count;
  }
  body.push(...oldLines.slice(at, to).map((text) => mark(" ", text)));
  return `@@ -${range(from, to - from)} +${range(newFrom, to - from + grown)} @@\n${body.join("")}`;
}

/** An empty range names the line before it, and a range of one line has no length. */
function range(from: number, length: number): string {
  return length === 1 ? `${from + 1}` : `${length === 0 ? from : from + 1},${length}`;
}

function mark(sign: string, line: string): string {
  return line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}
