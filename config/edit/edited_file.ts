import { kindMask, lineKind, startsWithByteOrderMark } from "../line_index.ts";
import type { ConfigSource } from "../section_record.ts";
import { SyntaxTree } from "../syntax_tree.ts";
import { applyEdits, type TextEdit } from "../text_edit.ts";
import { depthAt, EditedLine, nextComplex } from "./edited_line.ts";
import { type ReadingOrder, readingOrder } from "./reading_order.ts";
import type { UndoLog } from "./undo_log.ts";

const newline = 0x0a;
const carriageReturn = 0x0d;

/** A line of one of the files. */
export interface LinePlace {
  readonly file: EditedFile;
  readonly line: EditedLine;
}

/** One file, and what is changed of its lines; lines that are not touched cost nothing. */
export class EditedFile {
  /** The file as it was. */
  readonly source: ConfigSource;
  readonly #log: UndoLog;
  readonly #refusal: () => string | undefined;
  readonly #lines = new Map<number, EditedLine>();
  readonly #added = new Map<number, EditedLine[]>();
  /** The blank lines that set a line that was added apart. */
  readonly #blanks = new Map<EditedLine, EditedLine>();

  /** Takes the file, what takes back edits that fail, and what tells why it must not be changed. */
  constructor(source: ConfigSource, { log, refusal }: { log: UndoLog; refusal: () => string | undefined }) {
    this.source = source;
    this.#log = log;
    this.#refusal = refusal;
  }

  /** Is told before a change of a line, and how to take it back. Throws `TypeError` where the file must not be changed. */
  note(undo: () => void): void {
    const refusal = this.#refusal();
    if (refusal !== undefined) throw new TypeError(`Cannot edit "${this.source.path}": ${refusal}`);
    this.#log.note(undo);
  }

  /** Where a line stands in the order in which Asterisk reads all files. */
  orderOf(line: EditedLine): ReadingOrder {
    if (line.after === undefined) return readingOrder(this.source, line.index);
    const siblings = this.#added.get(line.after) ?? [];
    return readingOrder(this.source, line.after + (siblings.indexOf(line) + 1) / (siblings.length + 1));
  }

  /** A line as it was, by its index from 0. */
  line(index: number): EditedLine {
    let line = this.#lines.get(index);
    if (line !== undefined) return line;
    line = new EditedLine({ tree: this.source.tree, index }, this);
    this.#lines.set(index, line);
    return line;
  }

  /**
   * Adds a line after another one; where a comment block begins there, after that. Throws `TypeError` where no place is left before
   * the next header or before another line that is given.
   */
  insertAfter(line: EditedLine, bytes: Uint8Array, before?: EditedLine): EditedLine {
    const limit = before === undefined ? Infinity : before.after ?? before.index - 1;
    if (line.after === undefined) return this.#insertAt(this.#afterBlocks(line.index, limit), bytes, 0);
    const siblings = this.#added.get(line.after) ?? [];
    return this.#insertAt(line.after, bytes, siblings.indexOf(line) + 1);
  }

  /** Adds a line before another one. */
  insertBefore(line: EditedLine, bytes: Uint8Array): EditedLine {
    const after = line.after ?? line.index - 1;
    if (line.after === undefined && depthAt(this.source.tree, line.index) !== 0) {
      throw new TypeError(
        `Cannot add a line before line ${line.index + 1} of "${this.source.path}": it begins in a comment block`,
      );
    }
    const siblings = this.#added.get(after) ?? [];
    return this.#insertAt(after, bytes, line.after === undefined ? siblings.length : siblings.indexOf(line));
  }

  /** Adds a line before another one, and a blank line between the two. */
  insertParagraphBefore(line: EditedLine, bytes: Uint8Array): EditedLine {
    const added = this.insertBefore(line, bytes);
    this.#blanks.set(added, this.insertAfter(added, new Uint8Array()));
    return added;
  }

  /** Takes a line away, and with one that was added the blank line that was added with it. */
  remove(line: EditedLine): void {
    line.remove();
    this.#blanks.get(line)?.remove();
  }

  /** Adds lines at the end, with a blank one before them unless there is one. */
  append(bytes: Uint8Array): EditedLine {
    const { tree } = this.source;
    const last = tree.lineCount - 1;
    if (tree.index.endDepth !== 0) {
      throw new TypeError(
        `Cannot add to the end of "${this.source.path}": a comment block that never ends swallows it`,
      );
    }
    const siblings = this.#added.get(last) ?? [];
    const isAfterText = siblings.some(({ isRemoved }) => !isRemoved) ||
      (last >= 0 && tree.line(last + 1).kind !== "blank");
    const blank = isAfterText ? this.#insertAt(last, new Uint8Array(), siblings.length) : undefined;
    const added = this.#insertAt(last, bytes, this.#added.get(last)?.length ?? 0);
    if (blank !== undefined) this.#blanks.set(added, blank);
    return added;
  }

  /** The index of the first of the comment lines that stand directly before a line and belong to it, or its own. */
  firstCommentOf(index: number): number {
    let first = index;
    while (first > 0) {
      const line = this.source.tree.line(first);
      if (line.kind !== "comment" || line.isBlock) break;
      first--;
    }
    return first;
  }

  /** The edits that make the new file. */
  get edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    for (const line of this.#lines.values()) {
      const { start, end } = line.parsed;
      if (line.isRemoved) edits.push({ start: Math.max(start, this.#start), end, text: new Uint8Array() });
      else edits.push(...line.edits);
    }
    for (const [after, lines] of this.#added) {
      const bytes = lines.filter(({ isRemoved }) => !isRemoved).map((line) => line.bytes);
      if (bytes.length > 0) edits.push(this.#insertion(after, bytes));
    }
    // Within one place what is removed comes after what is added, so that both fit.
    return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  }

  /** The new file. */
  get bytes(): Uint8Array {
    return applyEdits(this.source.tree.bytes, this.edits);
  }

  /** Where the text begins, after a byte order mark unless that is taken for text. */
  get #start(): number {
    const { tree } = this.source;
    return tree.dropsByteOrderMark && startsWithByteOrderMark(tree.bytes) ? 3 : 0;
  }

  #insertAt(after: number, bytes: Uint8Array, position: number): EditedLine {
    const tree = new SyntaxTree(bytes.length === 0 ? "\n" : bytes, { dropsByteOrderMark: false });
    const line = new EditedLine({ tree, index: 0, after }, this);
    const siblings = this.#added.get(after) ?? [];
    this.note(() => siblings.splice(siblings.indexOf(line), 1));
    this.#added.set(after, siblings);
    siblings.splice(position, 0, line);
    return line;
  }

  #afterBlocks(index: number, limit: number): number {
    const { tree } = this.source;
    if (depthAt(tree, index + 1) === 0) return index;
    for (let next = nextComplex(tree, index + 1); next !== undefined; next = nextComplex(tree, next + 1)) {
      if (depthAt(tree, next + 1) !== 0) continue;
      if (next > limit || ((tree.index.kinds[next] ?? 0) & kindMask) === lineKind.section) break;
      return next;
    }
    throw new TypeError(
      `Cannot add a line after line ${index + 1} of "${this.source.path}": the comment block there leaves no place`,
    );
  }

  #insertion(after: number, lines: readonly Uint8Array[]): TextEdit {
    const { tree } = this.source;
    const { starts, count } = tree.index;
    const at = after < 0 ? this.#start : starts[after + 1] ?? tree.bytes.length;
    const end = this.#lineEndAt(after);
    const isOpen = at > 0 && after >= 0 && tree.bytes[at - 1] !== newline;
    if (isOpen && after < count - 1) {
      throw new TypeError(
        `Cannot add a line after line ${after + 1} of "${this.source.path}": Asterisk splits it there`,
      );
    }
    const isAfterOpen = isOpen && this.#lines.get(after)?.isRemoved !== true;
    const parts = lines.flatMap((line, index) => {
      const text = [...(line.at(-1) === newline ? line.subarray(0, -1) : line)];
      // A last line that ends in a carriage return has the first half of its end.
      const isHalf = index === 0 && isOpen && tree.bytes[at - 1] === carriageReturn;
      return isAfterOpen ? [...(isHalf ? [newline] : end), ...text] : [...text, ...end];
    });
    return { start: at, end: at, text: Uint8Array.from(parts) };
  }

  /** The line end of the line before, or else of the first one. */
  #lineEndAt(after: number): number[] {
    const { bytes, index } = this.source.tree;
    for (const end of [index.starts[after + 1] ?? 0, index.starts[after] ?? 0, index.starts[1] ?? 0]) {
      if (end > 0 && bytes[end - 1] === newline) {
        return bytes[end - 2] === carriageReturn ? [carriageReturn, newline] : [newline];
      }
    }
    return [newline];
  }
}
