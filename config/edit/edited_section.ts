import type { SettingLine } from "../config_line.ts";
import { kindMask, lineKind } from "../line_index.ts";
import { type SectionRecord, settingLines } from "../section_record.ts";
import { foldCase } from "../source_text.ts";
import type { EditedFile, LinePlace } from "./edited_file.ts";
import { isReadBefore, orderAfter, type ReadingOrder } from "./reading_order.ts";
import type { UndoLog } from "./undo_log.ts";
import { defaultLayout, type SettingLayout, writeSetting, type WrittenSetting } from "./written_line.ts";

/** What a section needs of the editor that it is part of. */
export interface SectionEditor {
  /** Takes back edits that fail. */
  readonly log: UndoLog;
  /** What was read. */
  readonly content: { readonly sources: readonly unknown[]; readonly asteriskVersion: number };
  /** Gives a file for editing. */
  fileOf(source: SectionRecord["headers"][number]["source"]): EditedFile;
}

/** Where an own setting is put. */
export interface OwnPlace {
  /** The index among the own lines. */
  readonly index: number;
  /** A header that it comes after. */
  readonly header?: LinePlace;
}

/** A section with its own lines, as they are and as they are changed. */
export class EditedSection {
  /** What it was when it was read; undefined for one that was added. */
  readonly record: SectionRecord | undefined;
  /** Whether it is a template. */
  readonly isTemplate: boolean;
  readonly #editor: SectionEditor;
  #name: string;
  #headerBases: readonly (readonly EditedSection[])[];
  #headers: LinePlace[] | undefined;
  #own: LinePlace[] | undefined;

  constructor(
    editor: SectionEditor,
    content: { record: SectionRecord; headerBases: EditedSection[][] } | {
      name: string;
      isTemplate: boolean;
      headerBases: EditedSection[][];
      header: LinePlace;
    },
  ) {
    this.#editor = editor;
    this.#headerBases = content.headerBases;
    if ("record" in content) {
      this.record = content.record;
      this.#name = content.record.name;
      this.isTemplate = content.record.isTemplate;
    } else {
      this.record = undefined;
      this.#name = content.name;
      this.isTemplate = content.isTemplate;
      this.#headers = [content.header];
      this.#own = [];
    }
  }

  /** Its name. */
  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    const old = this.#name;
    this.#editor.log.note(() => this.#name = old);
    this.#name = name;
  }

  /** What it inherits from. */
  get bases(): EditedSection[] {
    return this.#headerBases.flat();
  }

  /** What each of its headers inherits from. */
  get headerBases(): readonly (readonly EditedSection[])[] {
    return this.#headerBases;
  }

  set headerBases(bases: readonly (readonly EditedSection[])[]) {
    const old = this.#headerBases;
    this.#editor.log.note(() => this.#headerBases = old);
    this.#headerBases = bases;
  }

  /** The version of Asterisk that reads it. */
  get asteriskVersion(): number {
    return this.#editor.content.asteriskVersion;
  }

  /** Whether it may be spread over several files. */
  get spansFiles(): boolean {
    return this.#editor.content.sources.length > 1;
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

  /** Writes a setting as an own one. */
  insert(place: OwnPlace, setting: WrittenSetting): LinePlace {
    const { index } = place;
    const own = this.#ownLines();
    const added = this.#insertLine(place, writeSetting(setting, this.#layoutAt(index)));
    this.#editor.log.note(() => own.splice(own.indexOf(added), 1));
    own.splice(index, 0, added);
    return added;
  }

  /** What comes behind lines of a file that is included in the section stays in the file of its header, unless it comes between them. */
  #insertLine({ index, header }: OwnPlace, bytes: Uint8Array): LinePlace {
    const own = this.#ownLines();
    const [before, next] = [own[index - 1], own[index]];
    let anchor = before ?? this.#header();
    if (header !== undefined && isReadBefore(orderOf(anchor), orderOf(header))) anchor = header;
    else if (before !== undefined && this.#isForeign(before)) {
      const end = this.#endOfBlock();
      if (next === undefined) anchor = isReadBefore(orderOf(before), orderAfter(orderOf(end))) ? end : before;
      else if (!this.#isForeign(next)) return { file: next.file, line: next.file.insertBefore(next.line, bytes) };
    }
    const { file } = anchor;
    return { file, line: file.insertAfter(anchor.line, bytes, next?.file === file ? next.line : undefined) };
  }

  /** Removes own settings. */
  remove(places: Iterable<LinePlace>): void {
    const gone = new Set(places);
    for (const { line } of gone) line.requireRemovable();
    for (const { line } of gone) line.remove();
    this.#setOwn(this.#ownLines().filter((place) => !gone.has(place)));
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
    this.#setOwn([]);
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
    const end = endOfBlock(file, line.index);
    let last = line.index;
    for (let index = last + 1; index < end; index++) {
      if (((kinds[index] ?? 0) & kindMask) > lineKind.comment) last = index;
    }
    const written = { file, line: file.line(last) };
    const added = this.#ownLines().findLast((place) => {
      const { after = -1 } = place.line;
      return place.file === file && after >= line.index && after < end;
    });
    return added !== undefined && isReadBefore(orderOf(written), orderOf(added)) ? added : written;
  }

  #ownLines(): LinePlace[] {
    return this.#own ??= this.record === undefined ? [] : this.#readOwn(this.record);
  }

  #setOwn(own: LinePlace[]): void {
    const old = this.#own;
    this.#editor.log.note(() => this.#own = old);
    this.#own = own;
  }

  #readOwn(record: SectionRecord): LinePlace[] {
    const places: LinePlace[] = [];
    const placeOf = (source: SectionRecord["headers"][number]["source"], index: number) => {
      const file = this.#editor.fileOf(source);
      return { file, line: file.line(index) };
    };
    for (const run of record.runs) {
      if (run.owner !== record.id) continue;
      if (run.kind === "lines") { for (const index of settingLines(run)) places.push(placeOf(run.source, index)); }
      else if (this.#isOwnLine(record, run.setting)) places.push(placeOf(run.setting.source, run.setting.line));
    }
    for (const { source, line } of record.table.joinedLinesOf(record.id)) {
      const place = placeOf(source, line - 1);
      const order = orderOf(place);
      const next = places.findIndex((other) => isReadBefore(order, orderOf(other)));
      places.splice(next < 0 ? places.length : next, 0, place);
    }
    return places;
  }

  /** A joined setting belongs to the section that added to it, but its line may be that of a template. */
  #isOwnLine(record: SectionRecord, { source, line }: { source: { path: string }; line: number }): boolean {
    const bases = record.table.headerBasesOf(record.id).flat();
    return !bases.some((base) => isLineOf(record.table.record(base), source.path, line));
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
    file.remove(line);
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

function orderOf({ file, line }: LinePlace): ReadingOrder {
  return file.orderOf(line);
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
