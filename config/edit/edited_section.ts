import type { SettingLine } from "../config_line.ts";
import { kindMask, lineKind } from "../line_index.ts";
import { type SectionRecord, settingLines } from "../section_record.ts";
import { foldCase } from "../source_text.ts";
import type { EditedFile, LinePlace } from "./edited_file.ts";
import { defaultLayout, type SettingLayout, writeSetting, type WrittenSetting } from "./written_line.ts";

/** What a section needs of the editor that it is part of. */
export interface SectionEditor {
  /** Gives a file for editing; throws for one that cannot be edited. */
  fileOf(source: SectionRecord["headers"][number]["source"]): EditedFile;
}

/** A section with its own lines, as they are and as they are changed. */
export class EditedSection {
  /** What it was when it was read; undefined for one that was added. */
  readonly record: SectionRecord | undefined;
  /** Its name. */
  name: string;
  /** Whether it is a template. */
  readonly isTemplate: boolean;
  /** What it inherits from. */
  bases: EditedSection[];
  readonly #editor: SectionEditor;
  #headers: LinePlace[] | undefined;
  #own: LinePlace[] | undefined;

  constructor(
    editor: SectionEditor,
    content: { record: SectionRecord; bases: EditedSection[] } | {
      name: string;
      isTemplate: boolean;
      bases: EditedSection[];
      header: LinePlace;
    },
  ) {
    this.#editor = editor;
    this.bases = content.bases;
    if ("record" in content) {
      this.record = content.record;
      this.name = content.record.name;
      this.isTemplate = content.record.isTemplate;
    } else {
      this.record = undefined;
      this.name = content.name;
      this.isTemplate = content.isTemplate;
      this.#headers = [content.header];
      this.#own = [];
    }
  }

  /** Its headers: the one that makes it and those with `(+)`. */
  get headers(): readonly LinePlace[] {
    return this.#headers ??= (this.record?.headers ?? []).map(({ source, line }) => {
      const file = this.#editor.fileOf(source);
      return { file, line: file.line(line - 1) };
    });
  }

  /** The lines of its own settings, in order; those with `+=` too. */
  get own(): readonly LinePlace[] {
    return this.#ownLines();
  }

  /** Writes a setting as the own one at an index from 0. */
  insert(index: number, setting: WrittenSetting): LinePlace {
    const own = this.#ownLines();
    const bytes = writeSetting(setting, this.#layoutAt(index));
    const before = own[index - 1];
    const anchor = before === undefined ? this.#header() : this.#isForeign(before) ? this.#endOfBlock() : before;
    const next = own[index]?.file === anchor.file ? own[index].line : undefined;
    const added = { file: anchor.file, line: anchor.file.insertAfter(anchor.line, bytes, next) };
    own.splice(index, 0, added);
    return added;
  }

  /** Removes own settings. */
  remove(places: Iterable<LinePlace>): void {
    const gone = new Set(places);
    for (const { line } of gone) line.requireRemovable();
    for (const { line } of gone) line.remove();
    this.#own = this.#ownLines().filter((place) => !gone.has(place));
  }

  /** Its own settings of a name, in any case, and of a value if one is given. */
  find(name: string, match?: string): LinePlace[] {
    const key = foldCase(name);
    return this.own.filter(({ line }) => {
      if (foldCase(line.settingName) !== key) return false;
      return match === undefined || foldCase(line.setting.value) === foldCase(match);
    });
  }

  /** Removes headers and lines, with the comments that belong to them; other directives stay. */
  removeAll(): void {
    for (const { line } of [...this.headers, ...this.own]) line.requireRemovable();
    for (const header of this.headers) this.#removeBlock(header);
    for (const { line } of this.own) line.remove();
    this.#own = [];
  }

  /** Whether a place is in a file that is included within the section, and starts with its lines. */
  #isForeign({ file, line }: LinePlace): boolean {
    if (line.after !== undefined) return false;
    return !this.headers.some((header) => {
      if (header.file !== file) return false;
      if (header.line.after !== undefined) return false;
      return header.line.index < line.index && line.index < endOfBlock(file, header.line.index);
    });
  }

  #header(): LinePlace {
    const [header] = this.headers;
    if (header !== undefined) return header;
    throw new Error(`Cannot edit section "${this.name}": it has no header`);
  }

  /** The last line of the last block that is no comment: what is included there comes before what follows it. */
  #endOfBlock(): LinePlace {
    const { file, line } = this.headers.at(-1) ?? this.#header();
    if (line.after !== undefined) return { file, line };
    const { kinds } = file.source.tree.index;
    let last = line.index;
    for (let index = last + 1; index < endOfBlock(file, line.index); index++) {
      if (((kinds[index] ?? 0) & kindMask) > lineKind.comment) last = index;
    }
    return { file, line: file.line(last) };
  }

  #ownLines(): LinePlace[] {
    return this.#own ??= this.record === undefined ? [] : this.#readOwn(this.record);
  }

  #readOwn(record: SectionRecord): LinePlace[] {
    const places: LinePlace[] = [];
    const seen = new Set<string>();
    const add = (source: SectionRecord["headers"][number]["source"], index: number) => {
      const key = `${index} ${source.path}`;
      if (seen.has(key)) return;
      seen.add(key);
      const file = this.#editor.fileOf(source);
      places.push({ file, line: file.line(index) });
    };
    for (const run of record.runs) {
      if (run.owner !== record.id) continue;
      if (run.kind === "lines") { for (const index of settingLines(run)) add(run.source, index); }
      else if (this.#isOwnLine(record, run.setting)) add(run.setting.source, run.setting.line);
    }
    // Lines whose "+=" went into another setting are in no run, but stand somewhere in a block.
    for (const { source, line } of record.headers) {
      const file = this.#editor.fileOf(source);
      const { kinds } = source.tree.index;
      for (let index = line; index < endOfBlock(file, line - 1); index++) {
        if (((kinds[index] ?? 0) & kindMask) !== lineKind.addition || seen.has(`${index} ${source.path}`)) continue;
        const before = places.findLastIndex((place) => place.file === file && place.line.index < index);
        places.splice(before + 1, 0, { file, line: file.line(index) });
      }
    }
    return places;
  }

  /** A joined setting belongs to the section that added to it, but its line may be that of a template. */
  #isOwnLine(record: SectionRecord, { source, line }: { source: { path: string }; line: number }): boolean {
    return !record.bases.some((base) => isLineOf(base, source.path, line));
  }

  #layoutAt(index: number): SettingLayout {
    const neighbour = this.own[index - 1] ?? this.own[index];
    const line = neighbour?.line.parsed ?? this.#settingBefore();
    if (line?.kind !== "setting") return defaultLayout;
    const tree = neighbour?.line.tree ?? this.#header().line.tree;
    return layoutOf(line, tree.source.slice.bind(tree.source));
  }

  /** The nearest setting above the header, for the style of the file. */
  #settingBefore(): SettingLine | undefined {
    const { line } = this.#header();
    if (line.after !== undefined) return undefined;
    const { kinds } = line.tree.index;
    for (let index = line.index - 1; index >= Math.max(0, line.index - 50); index--) {
      if (((kinds[index] ?? 0) & kindMask) !== lineKind.setting) continue;
      const found = line.tree.line(index + 1);
      if (found.kind === "setting") return found;
    }
    return undefined;
  }

  #removeBlock({ file, line }: LinePlace): void {
    line.remove();
    if (line.after !== undefined) return;
    const { tree } = file.source;
    const { kinds } = tree.index;
    const kindAt = (index: number) => (kinds[index] ?? 0) & kindMask;
    // Lines that Asterisk drops go too: without any section before them they would make the file invalid.
    const isGone = (index: number) => kindAt(index) > lineKind.section && kindAt(index) !== lineKind.directive;
    let last = line.index;
    for (let index = last + 1; index < endOfBlock(file, line.index); index++) if (isGone(index)) last = index;
    for (let index = file.firstCommentOf(line.index); index <= last; index++) {
      if (isGone(index)) file.line(index).remove();
      else if (kindAt(index) <= lineKind.comment && !tree.index.depths.has(index)) file.line(index).remove();
    }
    const first = file.firstCommentOf(line.index);
    const isBlankBefore = first === 0 || kindAt(first - 1) === lineKind.blank;
    const next = last + 1;
    if (isBlankBefore && next < tree.lineCount && kindAt(next) === lineKind.blank) {
      file.line(next).remove();
    }
  }
}

/** The index of the next header after one, or the number of lines. */
function endOfBlock(file: EditedFile, header: number): number {
  const { marks, kinds, count } = file.source.tree.index;
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? 0) <= header) low = middle + 1;
    else high = middle;
  }
  for (; low < marks.length; low++) {
    const index = marks[low] ?? count;
    if (((kinds[index] ?? 0) & kindMask) === lineKind.section) return index;
  }
  return count;
}

function isLineOf(record: SectionRecord, path: string, line: number): boolean {
  return record.runs.some((run) => {
    if (run.kind === "joined") return run.setting.source.path === path && run.setting.line === line;
    return run.source.path === path && run.from <= line && line < run.to;
  });
}

function layoutOf(line: SettingLine, slice: (start: number, end: number) => string): SettingLayout {
  const { name, operator, value } = line;
  const indent = blanksOnly(slice(line.start, line.isEscaped ? name.start - 1 : name.start), "");
  const before = blanksOnly(slice(name.end, operator.start), " ");
  const after = value.text === "" ? before : blanksOnly(slice(operator.end, value.start), " ");
  return { indent, before, after };
}

function blanksOnly(text: string, otherwise: string): string {
  return /^[ \t]*$/.test(text) ? text : otherwise;
}
