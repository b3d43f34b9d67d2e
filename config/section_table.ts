import { NumberTable } from "./number_table.ts";
import { RunTable } from "./run_table.ts";
import { type ConfigSource, type HeaderPlace, SectionRecord, type SettingRun } from "./section_record.ts";
import { SourceList } from "./source_list.ts";
import { encodeText, foldCase } from "./source_text.ts";

/** What a row of the sections holds; `last` and `base` are numbers from 1, so that 0 says that there is none. */
const column = {
  source: 0,
  line: 1,
  nameStart: 2,
  nameEnd: 3,
  template: 4,
  count: 5,
  last: 6,
  base: 7,
  width: 8,
} as const;

/** How many names are looked for from the first section to the last, before all names are indexed. */
const maxWalks = 8;

/**
 * The sections of a file while it is read, and their settings as runs of lines. All of it is in columns of numbers, as a large file has
 * hundreds of thousands of sections; what is made of them is made on demand.
 */
export class SectionTable {
  /** How many sections there are. */
  size = 0;
  /** How many of them are templates. */
  templates = 0;
  readonly #sources = new SourceList();
  /** The runs of all sections. */
  readonly runs: RunTable = new RunTable(this.#sources);
  readonly #rows = new NumberTable(column.width);
  readonly #names = new Map<number, string>();
  readonly #bases = new Map<number, number[]>();
  readonly #additions = new Map<number, HeaderPlace[]>();
  /** For each header of those sections that were added to, what it inherits from. */
  readonly #headerBases = new Map<number, number[][]>();
  readonly #joinedLines = new Map<number, HeaderPlace[]>();

  readonly #byKey = new Map<string, number[]>();
  #indexed = 0;
  #walks = 0;
  /** A section that was begun and is not part of the table; the next one takes its number. */
  #begun = -1;
  #lastNamed = -1;
  #lastName = "";

  /** Makes room for as many more sections and runs as a file may have. */
  reserve(more: number): void {
    this.#rows.reserve(this.size + more);
    this.runs.reserve(more);
  }

  /**
   * Adds what a plain header makes: a section at a line, from 1, with a name that stands in the file, and with a section to inherit
   * from or -1.
   */
  add(source: ConfigSource, line: number, { start, end, base }: { start: number; end: number; base: number }): number {
    const id = this.size++;
    this.#lastNamed = -1;
    const at = this.#rows.ensure(id);
    const { values } = this.#rows;
    const inherited = base * column.width;
    values[at + column.source] = this.#sources.idOf(source);
    values[at + column.line] = line;
    values[at + column.nameStart] = start;
    values[at + column.nameEnd] = end;
    values[at + column.template] = 0;
    values[at + column.count] = base < 0 ? 0 : values[inherited + column.count] ?? 0;
    values[at + column.last] = base < 0 ? 0 : values[inherited + column.last] ?? 0;
    values[at + column.base] = base + 1;
    if (id === this.#begun) this.#bases.delete(id);
    return id;
  }

  /** Makes a section of any name, which is part of the table only after {@linkcode SectionTable.commit}. */
  begin(source: ConfigSource, line: number, name: string): number {
    const id = this.add(source, line, { start: 0, end: 0, base: -1 });
    this.size--;
    this.#names.set(id, name);
    this.#begun = id;
    return id;
  }

  /** Takes the section that was begun last into the table, at its end. */
  commit(): number {
    if (this.isTemplate(this.size)) this.templates++;
    this.#begun = -1;
    return this.size++;
  }

  /** The sections of one name, whatever its case; of any name where it is empty, as Asterisk has it. */
  *named(name: string): Generator<number, void> {
    if (name === "") {
      for (let id = 0; id < this.size; id++) yield id;
      return;
    }
    // Most files name few sections, and most programs ask for few.
    if (this.#walks < maxWalks) {
      this.#walks++;
      yield* this.#walk(name);
      return;
    }
    for (; this.#indexed < this.size; this.#indexed++) {
      const key = foldCase(this.nameOf(this.#indexed));
      const same = this.#byKey.get(key);
      if (same === undefined) this.#byKey.set(key, [this.#indexed]);
      else same.push(this.#indexed);
    }
    yield* this.#byKey.get(foldCase(name)) ?? [];
  }

  /** Finds sections by the bytes of their names, as to make strings of all names takes long. */
  *#walk(name: string): Generator<number, void> {
    const key = foldCase(name);
    const folded = encodeText(key);
    for (let id = 0; id < this.size; id++) {
      const start = this.#rows.get(id, column.nameStart);
      const end = this.#rows.get(id, column.nameEnd);
      if (end === 0) {
        if (foldCase(this.nameOf(id)) === key) yield id;
      } else if (end - start === folded.length && isFolded(this.#sourceOf(id).tree.bytes, start, folded)) yield id;
    }
  }

  /** The name of a section. */
  nameOf(id: number): string {
    // All settings of a section tell its name.
    if (id === this.#lastNamed) return this.#lastName;
    const end = this.#rows.get(id, column.nameEnd);
    const start = this.#rows.get(id, column.nameStart);
    this.#lastName = end === 0 ? this.#names.get(id) ?? "" : this.#sourceOf(id).tree.source.slice(start, end);
    this.#lastNamed = id;
    return this.#lastName;
  }

  /** Whether a section is a template. */
  isTemplate(id: number): boolean {
    return this.#rows.get(id, column.template) !== 0;
  }

  /** Makes a section a template. */
  makeTemplate(id: number): void {
    if (id !== this.#begun && !this.isTemplate(id)) this.templates++;
    this.#rows.set(id, column.template, 1);
  }

  /** The number of a section's settings. */
  countOf(id: number): number {
    return this.#rows.get(id, column.count);
  }

  /** Where a section was made, and where it was added to. */
  headersOf(id: number): HeaderPlace[] {
    return [{ source: this.#sourceOf(id), line: this.#rows.get(id, column.line) }, ...this.#additions.get(id) ?? []];
  }

  /** The numbers of what a section inherits from, in order. */
  basesOf(id: number): readonly number[] {
    const base = this.#rows.get(id, column.base);
    return this.#bases.get(id) ?? (base === 0 ? [] : [base - 1]);
  }

  /**
   * The numbers of what each header of a section inherits from. Asterisk forgets of a base before a "+" that the section has it, but not
   * the settings.
   */
  headerBasesOf(id: number): readonly (readonly number[])[] {
    return this.#headerBases.get(id) ?? [this.basesOf(id)];
  }

  /** The number of a section's last run; 0 without settings. */
  lastRunOf(id: number): number {
    return this.#rows.get(id, column.last);
  }

  /** A section's settings, inherited ones first. */
  runsOf(id: number): SettingRun[] {
    return this.#runNumbers(id).map((run) => this.runs.get(run));
  }

  /** Notes a line of a section whose "+=" has changed another setting, so that it is in no run. */
  noteJoinedLine(id: number, source: ConfigSource, line: number): void {
    const lines = this.#joinedLines.get(id);
    if (lines === undefined) this.#joinedLines.set(id, [{ source, line }]);
    else lines.push({ source, line });
  }

  /** The lines of a section that are in no run, from 1, in the order in which they are read. */
  joinedLinesOf(id: number): readonly HeaderPlace[] {
    return this.#joinedLines.get(id) ?? [];
  }

  /** Adds the settings of lines to a section, at its end. */
  addLines(id: number, lines: { source: ConfigSource; from: number; to: number; count: number }): void {
    const { source, from, to, count } = lines;
    const { values } = this.#rows;
    const last = id * column.width + column.last;
    const total = id * column.width + column.count;
    values[last] = this.runs.addLines(values[last] ?? 0, id, { source: this.#sources.idOf(source), from, to, count });
    values[total] = (values[total] ?? 0) + count;
  }

  /** Copies the settings of another section as they are now. */
  inherit(id: number, base: number): void {
    this.#headerBases.get(id)?.at(-1)?.push(base);
    const bases = this.#bases.get(id);
    if (bases !== undefined) bases.push(base);
    else if (this.#rows.get(id, column.base) === 0) this.#rows.set(id, column.base, base + 1);
    else this.#bases.set(id, [this.#rows.get(id, column.base) - 1, base]);
    this.#appendAll(id, base);
  }

  /** Takes over what the header that was begun, one with `(+)`, has gathered. */
  merge(id: number, begun: number): void {
    if (this.isTemplate(begun)) this.makeTemplate(id);
    this.#appendAll(id, begun);
    const additions = this.#additions.get(id);
    const headers = this.headersOf(begun).slice(0, 1);
    const bases = this.#headerBases.get(id) ?? [[...this.basesOf(id)]];
    this.#headerBases.set(id, [...bases, [...this.basesOf(begun)]]);
    if (additions === undefined) this.#additions.set(id, headers);
    else additions.push(...headers);
  }

  /** Gives a section other settings. */
  replaceRuns(id: number, runs: readonly SettingRun[]): void {
    this.#rows.set(id, column.last, 0);
    this.#rows.set(id, column.count, 0);
    for (const run of runs) this.#append(id, this.runs.add(this.lastRunOf(id), run), run.count);
  }

  /** A section by its number. */
  record(id: number): SectionRecord {
    return new SectionRecord(this, id);
  }

  #sourceOf(id: number): ConfigSource {
    return this.#sources.at(this.#rows.get(id, column.source));
  }

  #append(id: number, run: number, count: number): void {
    this.#rows.set(id, column.last, run);
    this.#rows.set(id, column.count, this.countOf(id) + count);
  }

  #appendAll(id: number, other: number): void {
    if (this.lastRunOf(id) === 0) return this.#append(id, this.lastRunOf(other), this.countOf(other));
    for (const run of this.#runNumbers(other)) {
      this.#append(id, this.runs.addCopy(this.lastRunOf(id), run), this.runs.count(run));
    }
  }

  #runNumbers(id: number): number[] {
    const runs: number[] = [];
    for (let run = this.lastRunOf(id); run !== 0; run = this.runs.before(run)) runs.push(run);
    return runs.reverse();
  }
}

/** Whether bytes are those of a text in lower case, whatever their case. The ends of names differ more than their beginnings. */
function isFolded(bytes: Uint8Array, start: number, folded: Uint8Array): boolean {
  for (let at = folded.length - 1; at >= 0; at--) {
    const code = bytes[start + at] ?? 0;
    if ((code >= 0x41 && code <= 0x5a ? code | 0x20 : code) !== folded[at]) return false;
  }
  return true;
}
