import { NumberTable } from "./number_table.ts";
import {
  type ConfigSource,
  type HeaderPlace,
  isSetting,
  type JoinedSetting,
  SectionRecord,
  type SettingRun,
} from "./section_record.ts";
import { foldCase } from "./source_text.ts";

/** What a row of the sections holds; `last` and `base` are numbers from 1, so that 0 says that there is none. */
const sectionColumn = {
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

/** What a row of the runs holds; `before` is a number from 1, as that of the run itself is. */
const runColumn = { before: 0, owner: 1, source: 2, from: 3, to: 4, count: 5, width: 6 } as const;

/**
 * The sections of a file while it is read, and their settings as runs of lines. All of it is in columns of numbers, as a large file has
 * hundreds of thousands of sections; what is made of them is made on demand.
 *
 * A run knows the one before it and never changes, so that to inherit a section is to go on from its last run.
 */
export class SectionTable {
  /** How many sections there are. */
  size = 0;
  readonly #sources: ConfigSource[] = [];
  readonly #sourceIds = new Map<ConfigSource, number>();

  readonly #sections = new NumberTable(sectionColumn.width);
  readonly #names = new Map<number, string>();
  readonly #bases = new Map<number, number[]>();
  readonly #additions = new Map<number, HeaderPlace[]>();
  /** For each header of those sections that were added to, what it inherits from. */
  readonly #headerBases = new Map<number, number[][]>();
  readonly #joinedLines = new Map<number, HeaderPlace[]>();

  #runCount = 0;
  readonly #runs = new NumberTable(runColumn.width);
  readonly #joined = new Map<number, JoinedSetting>();

  readonly #byKey = new Map<string, number[]>();
  #indexed = 0;

  /** Makes room for as many more sections and runs as a file may have. */
  reserve(more: number): void {
    this.#sections.reserve(this.size + more);
    this.#runs.reserve(this.#runCount + 1 + more);
  }

  /**
   * Makes a section, which is part of the table only after {@linkcode SectionTable.commit}: from its file, the line from 1, and where its
   * name stands.
   */
  begin(source: ConfigSource, line: number, nameStart: number, nameEnd: number): number {
    const id = this.size;
    const at = this.#sections.ensure(id);
    const { values } = this.#sections;
    values[at + sectionColumn.source] = this.#sourceId(source);
    values[at + sectionColumn.line] = line;
    values[at + sectionColumn.nameStart] = nameStart;
    values[at + sectionColumn.nameEnd] = nameEnd;
    values[at + sectionColumn.template] = 0;
    values[at + sectionColumn.count] = 0;
    values[at + sectionColumn.last] = 0;
    values[at + sectionColumn.base] = 0;
    if (this.#names.size > 0) this.#names.delete(id);
    if (this.#bases.size > 0) this.#bases.delete(id);
    return id;
  }

  /** Gives the section that was begun last a name that does not stand in the file in one piece. */
  nameBegun(name: string): void {
    this.#names.set(this.size, name);
  }

  /** Takes the section that was begun last into the table, at its end. */
  commit(): number {
    return this.size++;
  }

  /** The sections of one name, whatever its case; of any name where it is empty, as Asterisk has it. */
  *named(name: string): Generator<number, void> {
    if (name === "") {
      for (let id = 0; id < this.size; id++) yield id;
      return;
    }
    // Most files name few sections, and those at their start, so that most sections need no place in the map.
    for (; this.#indexed < this.size; this.#indexed++) {
      const key = foldCase(this.nameOf(this.#indexed));
      const same = this.#byKey.get(key);
      if (same === undefined) this.#byKey.set(key, [this.#indexed]);
      else same.push(this.#indexed);
    }
    yield* this.#byKey.get(foldCase(name)) ?? [];
  }

  /** The name of a section. */
  nameOf(id: number): string {
    const name = this.#names.get(id);
    if (name !== undefined) return name;
    return this.#source(this.#sections.get(id, sectionColumn.source)).tree.source.slice(
      this.#sections.get(id, sectionColumn.nameStart),
      this.#sections.get(id, sectionColumn.nameEnd),
    );
  }

  /** Whether a section is a template. */
  isTemplate(id: number): boolean {
    return this.#sections.get(id, sectionColumn.template) !== 0;
  }

  /** Makes a section a template. */
  makeTemplate(id: number): void {
    this.#sections.set(id, sectionColumn.template, 1);
  }

  /** The number of a section's settings. */
  countOf(id: number): number {
    return this.#sections.get(id, sectionColumn.count);
  }

  /** Where a section was made, and where it was added to. */
  headersOf(id: number): HeaderPlace[] {
    const source = this.#source(this.#sections.get(id, sectionColumn.source));
    return [{ source, line: this.#sections.get(id, sectionColumn.line) }, ...this.#additions.get(id) ?? []];
  }

  /** The numbers of what a section inherits from, in order. */
  basesOf(id: number): readonly number[] {
    const base = this.#sections.get(id, sectionColumn.base);
    return this.#bases.get(id) ?? (base === 0 ? [] : [base - 1]);
  }

  /**
   * The numbers of what each header of a section inherits from. Asterisk forgets of a base before a "+" that the section has it, but not
   * the settings.
   */
  headerBasesOf(id: number): readonly (readonly number[])[] {
    return this.#headerBases.get(id) ?? [this.basesOf(id)];
  }

  /** A section's settings, inherited ones first. */
  runsOf(id: number): SettingRun[] {
    const runs: SettingRun[] = [];
    for (let run = this.#sections.get(id, sectionColumn.last); run !== 0; run = this.#runs.get(run, runColumn.before)) {
      runs.push(this.#run(run));
    }
    return runs.reverse();
  }

  /** Makes something of each setting of a section, from its run and the index of its line, in order. */
  mapSettings<T>(id: number, make: (run: number, line: number) => T): T[] {
    const made = new Array<T>(this.countOf(id));
    let at = made.length;
    for (let run = this.#sections.get(id, sectionColumn.last); run !== 0; run = this.#runs.get(run, runColumn.before)) {
      const joined = this.#joined.get(run);
      if (joined !== undefined) {
        made[--at] = make(run, joined.line);
        continue;
      }
      const { kinds } = this.#source(this.#runs.get(run, runColumn.source)).tree.index;
      const from = this.#runs.get(run, runColumn.from);
      for (let line = this.#runs.get(run, runColumn.to) - 1; line >= from; line--) {
        if (isSetting(kinds[line] ?? 0)) made[--at] = make(run, line);
      }
    }
    return made;
  }

  /** The section that the settings of a run were written in. */
  ownerOf(run: number): number {
    return this.#runs.get(run, runColumn.owner);
  }

  /** The file of a run's settings. */
  sourceOf(run: number): ConfigSource {
    return this.joinedOf(run)?.source ?? this.#source(this.#runs.get(run, runColumn.source));
  }

  /** The setting that is the run, if it is one that `+=` has changed. */
  joinedOf(run: number): JoinedSetting | undefined {
    return this.#joined.size === 0 ? undefined : this.#joined.get(run);
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
  addLines(id: number, source: ConfigSource, from: number, to: number, count: number): void {
    const at = this.#addRun(id, id, count);
    const { values } = this.#runs;
    values[at + runColumn.source] = this.#sourceId(source);
    values[at + runColumn.from] = from;
    values[at + runColumn.to] = to;
  }

  /** Copies the settings of another section as they are now. */
  inherit(id: number, base: number): void {
    this.#headerBases.get(id)?.at(-1)?.push(base);
    const bases = this.#bases.get(id);
    if (bases !== undefined) bases.push(base);
    else if (this.#sections.get(id, sectionColumn.base) === 0) this.#sections.set(id, sectionColumn.base, base + 1);
    else this.#bases.set(id, [this.#sections.get(id, sectionColumn.base) - 1, base]);
    this.#append(id, base);
  }

  /** Takes over what the header that was begun, one with `(+)`, has gathered. */
  merge(id: number, begun: number): void {
    if (this.isTemplate(begun)) this.makeTemplate(id);
    this.#append(id, begun);
    const additions = this.#additions.get(id);
    const headers = this.headersOf(begun).slice(0, 1);
    const bases = this.#headerBases.get(id) ?? [[...this.basesOf(id)]];
    this.#headerBases.set(id, [...bases, [...this.basesOf(begun)]]);
    if (additions === undefined) this.#additions.set(id, headers);
    else additions.push(...headers);
  }

  /** Gives a section other settings. */
  replaceRuns(id: number, runs: readonly SettingRun[]): void {
    this.#sections.set(id, sectionColumn.last, 0);
    this.#sections.set(id, sectionColumn.count, 0);
    for (const run of runs) this.#copyRun(id, run);
  }

  /** A section by its number. */
  record(id: number): SectionRecord {
    return new SectionRecord(this, id);
  }

  #append(id: number, other: number): void {
    if (this.#sections.get(id, sectionColumn.last) === 0) {
      this.#sections.set(id, sectionColumn.last, this.#sections.get(other, sectionColumn.last));
      this.#sections.set(id, sectionColumn.count, this.#sections.get(other, sectionColumn.count));
    } else for (const run of this.runsOf(other)) this.#copyRun(id, run);
  }

  #copyRun(id: number, run: SettingRun): void {
    const at = this.#addRun(id, run.owner, run.count);
    if (run.kind === "joined") {
      this.#joined.set(this.#runCount, run.setting);
      return;
    }
    const { values } = this.#runs;
    values[at + runColumn.source] = this.#sourceId(run.source);
    values[at + runColumn.from] = run.from;
    values[at + runColumn.to] = run.to;
  }

  /** Adds a run, and gives where its row starts. */
  #addRun(id: number, owner: number, count: number): number {
    const number = ++this.#runCount;
    const at = this.#runs.ensure(number);
    const { values } = this.#runs;
    values[at + runColumn.before] = this.#sections.get(id, sectionColumn.last);
    values[at + runColumn.owner] = owner;
    values[at + runColumn.count] = count;
    this.#sections.set(id, sectionColumn.last, number);
    this.#sections.set(id, sectionColumn.count, this.#sections.get(id, sectionColumn.count) + count);
    return at;
  }

  #run(run: number): SettingRun {
    const owner = this.#runs.get(run, runColumn.owner);
    const setting = this.#joined.get(run);
    if (setting !== undefined) return { kind: "joined", owner, setting, count: 1 };
    return {
      kind: "lines",
      owner,
      source: this.#source(this.#runs.get(run, runColumn.source)),
      from: this.#runs.get(run, runColumn.from),
      to: this.#runs.get(run, runColumn.to),
      count: this.#runs.get(run, runColumn.count),
    };
  }

  #source(id: number): ConfigSource {
    const source = this.#sources[id];
    if (source === undefined) throw new Error(`Unreachable: no file ${id}`);
    return source;
  }

  #lastSource: ConfigSource | undefined;
  #lastSourceId = 0;

  #sourceId(source: ConfigSource): number {
    if (source === this.#lastSource) return this.#lastSourceId;
    let id = this.#sourceIds.get(source);
    if (id === undefined) {
      id = this.#sources.push(source) - 1;
      this.#sourceIds.set(source, id);
    }
    this.#lastSource = source;
    this.#lastSourceId = id;
    return id;
  }
}
