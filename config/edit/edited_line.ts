import type { ConfigLine, SectionLine, SettingLine } from "../config_line.ts";
import { kindMask, lineKind } from "../line_index.ts";
import { applyEdits, type TextEdit } from "../text_edit.ts";
import { encodeText } from "../source_text.ts";
import { SyntaxTree } from "../syntax_tree.ts";
import {
  escapeName,
  escapeText,
  requireHeader,
  requireName,
  requireSectionName,
  requireSetting,
  requireValue,
  spaceAfter,
  spaceBefore,
  writeOptions,
  type WrittenSetting,
} from "./written_line.ts";

/** What may be changed of a setting. */
export type SettingChange = Partial<WrittenSetting>;

/** The file that a line belongs to. */
export interface LineOwner {
  /** Is told before a change, and how to take it back; throws for a file that must not be changed. */
  note(undo: () => void): void;
}

/** A line as it was, or as it was added, and what is changed of it. */
export class EditedLine {
  /** The file that it is a line of, or only this line where it was added. */
  readonly tree: SyntaxTree;
  /** Its index in `tree`, from 0. */
  readonly index: number;
  /** For a line that was added, the index of the line after which it stands; -1 is the start of the file. */
  readonly after: number | undefined;
  readonly #owner: LineOwner;
  #isRemoved = false;
  #parsed: ConfigLine | undefined;
  #edits: TextEdit[] = [];
  #setting: WrittenSetting | undefined;
  #header: { name: string; options: readonly string[] } | undefined;

  constructor(place: { tree: SyntaxTree; index: number; after?: number }, owner: LineOwner) {
    this.tree = place.tree;
    this.index = place.index;
    this.after = place.after;
    this.#owner = owner;
  }

  /** Whether nothing of it stays. */
  get isRemoved(): boolean {
    return this.#isRemoved;
  }

  /** What it was before all changes. */
  get parsed(): ConfigLine {
    return this.#parsed ??= this.tree.line(this.index + 1);
  }

  /** What it says as a setting, now. */
  get setting(): WrittenSetting {
    if (this.#setting !== undefined) return this.#setting;
    const { name, value, operator } = this.#settingLine();
    return this.#setting = { name: name.text, value: value.text, operator: operator.text };
  }

  /** The name of the setting, now. */
  get settingName(): string {
    return this.#setting?.name ?? this.tree.nameAt(this.index);
  }

  /** Whether it adds to a setting with "+=", now. */
  get isAddition(): boolean {
    if (this.#setting !== undefined) return this.#setting.operator === "+=";
    return ((this.tree.index.kinds[this.index] ?? 0) & kindMask) === lineKind.addition;
  }

  /** What it says as a header, now. */
  get header(): { readonly name: string; readonly options: readonly string[] } {
    if (this.#header !== undefined) return this.#header;
    const { name, options } = this.#sectionLine();
    return this.#header = { name: name.text, options: options.map(({ text }) => text) };
  }

  /** The changes, in bytes of the tree. */
  get edits(): readonly TextEdit[] {
    return this.#edits;
  }

  /** The line as it is now, with its end if it has one. */
  get bytes(): Uint8Array {
    return this.#with(this.#edits);
  }

  /** Changes a setting; all but what changes stays. */
  change(change: SettingChange): void {
    const next = { ...this.setting, ...change };
    requireName(next.name);
    requireValue(next.name, next.value);
    const edits = this.#editsFor(next);
    requireSetting(this.#with(edits), this.#depth(0), next, this.#depth(1));
    this.#noteState();
    this.#edits = edits;
    this.#setting = next;
  }

  /** Changes a header. */
  changeHeader(change: { name?: string; options?: readonly string[] }): void {
    const next = { ...this.header, ...change };
    const line = this.#sectionLine();
    const edits: TextEdit[] = [];
    if (next.name !== line.name.text) {
      requireSectionName(next.name);
      edits.push(edit(line.name.start, line.name.end, escapeText(next.name)));
    }
    if (!isEqual(next.options, line.options.map(({ text }) => text))) {
      const { start, end } = line.parentheses ?? { start: line.name.end + 1, end: line.name.end + 1 };
      edits.push(edit(start, end, writeOptions(next.options)));
    }
    requireHeader(this.#with(edits), this.#depth(0), next, this.#depth(1));
    this.#noteState();
    this.#edits = edits;
    this.#header = next;
  }

  /**
   * Takes the line away; of one in which a comment block opens or ends, only what is no comment. Throws `TypeError` where what is taken
   * for text also ends a block, so that lines after it would change.
   */
  remove(): void {
    const edits = this.#removal();
    this.#noteState();
    if (edits === undefined) this.#isRemoved = true;
    else this.#edits = edits;
  }

  /** Throws as {@linkcode EditedLine.remove} would. */
  requireRemovable(): void {
    this.#removal();
  }

  #noteState(): void {
    const [isRemoved, edits, setting, header] = [this.#isRemoved, this.#edits, this.#setting, this.#header];
    this.#owner.note(() => {
      this.#isRemoved = isRemoved;
      this.#edits = edits;
      this.#setting = setting;
      this.#header = header;
    });
  }

  #removal(): TextEdit[] | undefined {
    const [depth, endDepth] = [this.#depth(0), this.#depth(1)];
    if (depth === 0 && endDepth === 0) return undefined;
    const edits = this.#textSpans().map(({ start, end }) => edit(start, end, ""));
    const rest = new SyntaxTree(this.#with(edits), { depth });
    if (
      rest.index.endDepth === endDepth && [...rest.lines()].every(({ kind }) => kind === "blank" || kind === "comment")
    ) {
      return edits;
    }
    throw new TypeError(
      `Cannot delete line ${this.index + 1}: a comment block that it opens or ends would do so elsewhere`,
    );
  }

  #editsFor({ name, value, operator }: WrittenSetting): TextEdit[] {
    const line = this.#settingLine();
    const { source } = this.tree;
    const before = source.slice(line.name.end, line.operator.start);
    const edits: TextEdit[] = [];
    if (name !== line.name.text) {
      const start = line.isEscaped ? line.name.start - 1 : line.name.start;
      edits.push(edit(start, line.name.end, escapeName(name) + (before === "" ? spaceBefore(name, "") : "")));
    }
    if (operator !== line.operator.text) edits.push(edit(line.operator.start, line.operator.end, operator));
    if (value !== line.value.text) edits.push(this.#valueEdit(line, { value, operator }, before));
    return edits;
  }

  /** Comment blocks within the old value go behind the new one. */
  #valueEdit(line: SettingLine, next: Omit<WrittenSetting, "name">, before: string): TextEdit {
    const { start, end } = line.value;
    const comments = this.#commentsIn(start, end);
    const wasEmpty = line.value.text === "";
    const blanks = start === line.operator.end ? spaceAfter(next, wasEmpty && /[ \t]$/.test(before) ? " " : "") : "";
    // "--" before a ";" would end a comment block, and a backslash would escape it.
    const touches = this.tree.source.units[end] === ";" && /(?:--|\\)$/.test(next.value) ? " " : "";
    const text = encodeText(`${blanks}${escapeText(next.value)}${comments.length > 0 ? " " : touches}`);
    return { start, end, text: Uint8Array.from([...text, ...comments]) };
  }

  #commentsIn(start: number, end: number): number[] {
    if (!this.tree.index.depths.has(this.index)) return [];
    const spans = this.#textSpans().filter((span) => span.end > start && span.start < end);
    const bytes: number[] = [];
    for (let at = 1; at < spans.length; at++) {
      const [from, to] = [spans[at - 1]?.end ?? 0, spans[at]?.start ?? 0];
      bytes.push(...this.tree.bytes.subarray(from, to));
    }
    return bytes;
  }

  /** Where in the file the text of the line stands, between its comments; escapes belong to it. */
  #textSpans(): { start: number; end: number }[] {
    const text = this.tree.textOf(this.index);
    const spans: { start: number; end: number }[] = [];
    for (let at = text.start; at < text.end; at++) {
      const offset = text.offsetOf(at);
      const isEscaped = text.units[at] === ";" && this.tree.source.units[offset - 1] === "\\";
      const last = spans.at(-1);
      if (last !== undefined && (last.end === offset || (isEscaped && last.end === offset - 1))) last.end = offset + 1;
      else spans.push({ start: isEscaped ? offset - 1 : offset, end: offset + 1 });
    }
    return spans;
  }

  /** How deep in comment blocks the line starts, or the one after it. */
  #depth(lines: 0 | 1): number {
    return depthAt(this.tree, this.index + lines);
  }

  #with(edits: readonly TextEdit[]): Uint8Array {
    const { start, end } = this.parsed;
    const moved = edits.map((old) => ({ ...old, start: old.start - start, end: old.end - start }));
    return applyEdits(this.tree.bytes.subarray(start, end), moved);
  }

  #settingLine(): SettingLine {
    if (this.parsed.kind === "setting") return this.parsed;
    throw new Error(`Cannot take line ${this.index + 1} for a setting: it is of kind "${this.parsed.kind}"`);
  }

  #sectionLine(): SectionLine {
    if (this.parsed.kind === "section") return this.parsed;
    throw new Error(`Cannot take line ${this.index + 1} for a header: it is of kind "${this.parsed.kind}"`);
  }
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** How deep in comment blocks a line starts: as deep as the next one that has a say in it. */
export function depthAt(tree: SyntaxTree, index: number): number {
  const next = nextComplex(tree, index);
  return next === undefined ? tree.index.endDepth : tree.index.depths.get(next) ?? 0;
}

/** The first line from an index on that has a part in comment blocks. */
export function nextComplex(tree: SyntaxTree, index: number): number | undefined {
  let lines = complexLines.get(tree);
  if (lines === undefined) complexLines.set(tree, lines = [...tree.index.depths.keys()]);
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  return lines[low];
}

const complexLines = new WeakMap<SyntaxTree, number[]>();

function edit(start: number, end: number, text: string): TextEdit {
  return { start, end, text: encodeText(text) };
}
