import type { ConfigLine, SettingLine } from "./config_line.ts";
import { hasNul, isComplex, maxLineLength, startsWithByteOrderMark } from "./line_index.ts";
import { encodeText } from "./source_text.ts";
import { SyntaxTree } from "./syntax_tree.ts";
import { applyEdits, type TextEdit } from "./text_edit.ts";

/** How {@linkcode format} lays a file out. */
export interface FormatOptions {
  /** What stands around `=` and `=>`: one blank, none, or what is there. @default {"around"} */
  operators?: "around" | "none" | "keep";
  /** Whether one blank line stands between sections, and no more than one anywhere. @default {true} */
  blankLines?: boolean;
  /** How far `same` is indented under its `exten`, in blanks; `"keep"` leaves it. @default {1} */
  indentSame?: number | "keep";
  /** Whether the comments behind settings on lines that follow each other stand in one column. @default {false} */
  alignComments?: boolean;
}

const newline = 0x0a;
/** The most characters before a comment that others are put below. */
const maxCommentColumn = 100;

/**
 * Lays a configuration file out in one style: no indent, one blank around operators, at least one before a comment, one blank line
 * between sections, none at the end. It never changes what Asterisk reads, nor the text of a comment; lines that are hard to read,
 * with comment blocks or escapes in them, it leaves alone. To format twice is to format once.
 *
 * @example
 * ```ts
 * import { format } from "@asterism/asterisk/config";
 *
 * const text = format("[general]\nenabled=yes;on\n[alice]\n  type  =  endpoint\n");
 * console.log(text); // "[general]\nenabled = yes ;on\n\n[alice]\ntype = endpoint\n"
 * ```
 */
export function format(content: string, options?: FormatOptions): string;
/** Lays out the bytes of a file. */
export function format(content: Uint8Array, options?: FormatOptions): Uint8Array;
export function format(content: string | Uint8Array, options: FormatOptions = {}): string | Uint8Array {
  const bytes = typeof content === "string" ? encodeText(content) : content;
  const formatted = applyEdits(bytes, formatEdits(bytes, options));
  return typeof content === "string" ? new SyntaxTree(formatted).source.slice(0, formatted.length) : formatted;
}

/** Whether a file is laid out as {@linkcode format} does it. */
export function isFormatted(content: string | Uint8Array, options: FormatOptions = {}): boolean {
  return formatEdits(content, options).length === 0;
}

/** The edits that lay a file out. */
export function formatEdits(content: string | Uint8Array, options: FormatOptions = {}): TextEdit[] {
  const tree = new SyntaxTree(content);
  if (tree.index.tooDeep !== undefined) return [];
  const { blankLines = true, alignComments = false } = options;
  const columns = alignComments ? commentColumns(tree, options) : undefined;
  const edits: TextEdit[] = [];
  for (const line of tree.lines()) {
    const entry = tree.index.kinds[line.number - 1] ?? 0;
    if ((entry & hasNul) === 0 && line.end - line.start <= maxLineLength) {
      const blanks = blankLines ? blankEdits(tree, line) : [];
      edits.push(...blanks);
      if ((entry & isComplex) !== 0 || (line.kind === "blank" && blanks.length > 0)) continue;
      if (hidesByteOrderMark(tree, line)) continue;
      const changes = lineEdits(tree, line, options, columns?.get(line.number));
      if (line.end - line.start + growth(changes) <= maxLineLength) edits.push(...changes);
    }
  }
  return edits;
}

/** Whether blanks at the start of the file keep a byte order mark from being one. */
function hidesByteOrderMark({ source: { units } }: SyntaxTree, { start, end }: ConfigLine): boolean {
  return start === 0 && /^[\s\0-\x20]+\u00ef\u00bb\u00bf/.test(units.slice(0, end));
}

/** How far to the right the comments go: for each setting with one the blanks that stand before it. */
function commentColumns(tree: SyntaxTree, options: FormatOptions): Map<number, number> {
  const columns = new Map<number, number>();
  let group: { number: number; width: number }[] = [];
  const finish = () => {
    const widest = group.reduce((most, { width }) => Math.max(most, width), 0);
    for (const { number, width } of group) columns.set(number, widest - width + 1);
    group = [];
  };
  for (const line of tree.lines()) {
    const isSimple = ((tree.index.kinds[line.number - 1] ?? 0) & (isComplex | hasNul)) === 0;
    if (line.kind !== "setting" || line.comment === undefined || !isSimple) {
      finish();
      continue;
    }
    const end = textEnd(tree, line);
    const before = lineEdits(tree, line, options).filter((edit) => edit.end <= end && edit.start < end);
    const width = [...tree.source.slice(line.start, end)].length + growth(before);
    // The others do not wait for a line that is long.
    if (width <= maxCommentColumn) group.push({ number: line.number, width });
  }
  finish();
  return columns;
}

/** The edits of one line that change something; their order is that of the line. */
function lineEdits(tree: SyntaxTree, line: ConfigLine, options: FormatOptions, blanks?: number): TextEdit[] {
  const { bytes } = tree;
  const start = line.start === 0 && startsWithByteOrderMark(bytes) ? 3 : line.start;
  const spans: [start: number, end: number, text: string][] = [];
  switch (line.kind) {
    case "blank":
      if (bytes[line.end - 1] === newline) spans.push([start, contentEnd(bytes, line), ""]);
      break;
    case "setting": {
      if (line.name.text === "") break;
      spans.push([start, line.isEscaped ? line.name.start - 1 : line.name.start, indentOf(tree, line, options)]);
      spans.push(...operatorSpans(line, options), tailSpan(tree, line, line.value.end, blanks));
      break;
    }
    case "section":
      // What Asterisk ignores behind the header stays.
      spans.push([start, line.name.start - 1, ""], tailSpan(tree, line, textEnd(tree, line)));
      break;
    case "directive":
      spans.push([start, line.word.start - 1, ""], tailSpan(tree, line, textEnd(tree, line)));
      break;
    default:
  }
  return spans.flatMap(([from, to, text]) => {
    return from >= to && text === "" || tree.source.slice(from, to) === text
      ? []
      : [{ start: from, end: to, text: encodeText(text) }];
  });
}

function indentOf(tree: SyntaxTree, line: SettingLine, { indentSame = 1 }: FormatOptions): string {
  if (line.name.text.toLowerCase() !== "same") return "";
  if (indentSame !== "keep") return " ".repeat(indentSame);
  return tree.source.slice(line.start, line.name.start);
}

function operatorSpans(
  { name, operator, value }: SettingLine,
  { operators = "around" }: FormatOptions,
): [number, number, string][] {
  if (operators === "keep") return [];
  const blank = operators === "around" ? " " : "";
  const before = operator.text !== "+=" && name.text.endsWith("+") ? " " : blank;
  const spans: [number, number, string][] = [[name.end, operator.start, before]];
  // The blanks behind "+=" are part of what is added.
  if (operator.text === "+=" || value.text === "") return spans;
  const after = operator.text === "=" && value.text.startsWith(">") ? " " : blank;
  return [...spans, [operator.end, value.start, after]];
}

/** Behind the text: at least one blank before a comment, or as many as are told, none before the line's end. */
function tailSpan(tree: SyntaxTree, line: ConfigLine, end: number, blanks?: number): [number, number, string] {
  if (line.comment === undefined) return [end, contentEnd(tree.bytes, line), ""];
  if (blanks !== undefined) return [textEnd(tree, line), line.comment, " ".repeat(blanks)];
  return line.comment > end ? [end, end, ""] : [end, end, " "];
}

/** Where the text of a line ends, without blanks and comment. */
function textEnd(tree: SyntaxTree, line: ConfigLine): number {
  let end = line.comment ?? line.end;
  while (end > line.start && (tree.bytes[end - 1] ?? 0) <= 32) end--;
  return end;
}

/** Where a line ends without its line end, which is LF or CR and LF. */
function contentEnd(bytes: Uint8Array, { start, end }: ConfigLine): number {
  if (bytes[end - 1] !== newline) return end;
  return end - 2 >= start && bytes[end - 2] === 0x0d ? end - 2 : end - 1;
}

function blankEdits(tree: SyntaxTree, line: ConfigLine): TextEdit[] {
  const { bytes, lineCount } = tree;
  const previous = line.number > 1 ? tree.line(line.number - 1) : undefined;
  if (line.kind === "blank") {
    const isSurplus = previous !== undefined && (previous.kind === "blank" || endsInBlanks(tree, line.number));
    return isSurplus ? [{ start: line.start, end: line.end, text: new Uint8Array() }] : [];
  }
  const edits: TextEdit[] = [];
  if (line.kind === "section" && !tree.index.depths.has(line.number - 1)) {
    let first = line.number;
    for (let above = previous; above !== undefined && above.kind === "comment" && !above.isBlock;) {
      first--;
      above = first > 1 ? tree.line(first - 1) : undefined;
    }
    const { start } = tree.line(first);
    const isOpen = first > 1 && tree.line(first - 1).kind !== "blank" && bytes[start - 1] === newline;
    if (isOpen) edits.push({ start, end: start, text: encodeText(bytes[start - 2] === 0x0d ? "\r\n" : "\n") });
  }
  if (line.number === lineCount && bytes[line.end - 1] !== newline) {
    edits.push({ start: line.end, end: line.end, text: encodeText("\n") });
  }
  return edits;
}

/** Whether from a line on there are only blank ones. */
function endsInBlanks(tree: SyntaxTree, number: number): boolean {
  for (let next = number; next <= tree.lineCount; next++) if (tree.line(next).kind !== "blank") return false;
  return true;
}

function growth(edits: readonly TextEdit[]): number {
  return edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
}
