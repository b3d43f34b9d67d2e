import { NumberTable } from "./number_table.ts";
import type { ConfigSource, JoinedSetting, SettingRun } from "./section_record.ts";
import type { SourceList } from "./source_list.ts";

/** What a row holds; `before` and `original` are numbers of runs, of which the first is 1. */
const column = { before: 0, owner: 1, source: 2, from: 3, to: 4, count: 5, original: 6, width: 7 } as const;

/**
 * Runs of settings, which are the lines of a section one after the other, or one setting that `+=` has changed.
 *
 * A run knows the one before it and never changes, so that to inherit a section is to go on from its last run.
 */
export class RunTable {
  /** The number of the last run; the first is 1. */
  size = 0;
  readonly #sources: SourceList;
  readonly #rows = new NumberTable(column.width);
  readonly #joined = new Map<number, JoinedSetting>();

  /** Takes the files that lines are of. */
  constructor(sources: SourceList) {
    this.#sources = sources;
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    this.#rows.reserve(this.size + 1 + more);
  }

  /** Adds the settings of lines, from one to before another one, and gives the number of the run. */
  addLines(before: number, owner: number, lines: { source: number; from: number; to: number; count: number }): number {
    const run = ++this.size;
    const at = this.#rows.ensure(run);
    const { values } = this.#rows;
    values[at + column.before] = before;
    values[at + column.owner] = owner;
    values[at + column.source] = lines.source;
    values[at + column.from] = lines.from;
    values[at + column.to] = lines.to;
    values[at + column.count] = lines.count;
    values[at + column.original] = run;
    return run;
  }

  /** Adds the settings of another run, and gives the number of the new one. */
  addCopy(before: number, of: number): number {
    const run = ++this.size;
    const at = this.#rows.ensure(run);
    const { values } = this.#rows;
    const from = of * column.width;
    values.copyWithin(at, from, from + column.width);
    values[at + column.before] = before;
    const joined = this.#joined.get(of);
    if (joined !== undefined) this.#joined.set(run, joined);
    return run;
  }

  /** Adds a run that was taken out, and gives its number. */
  add(before: number, run: SettingRun): number {
    const { owner, count } = run;
    if (run.kind === "lines") {
      return this.addLines(before, owner, {
        source: this.#sources.idOf(run.source),
        from: run.from,
        to: run.to,
        count,
      });
    }
    const { source, line } = run.setting;
    const lines = { source: this.#sources.idOf(source), from: line, to: line + 1, count };
    const number = this.addLines(before, owner, lines);
    this.#joined.set(number, run.setting);
    return number;
  }

  /** The number of the run before another one; 0 before the first. */
  before(run: number): number {
    return this.#rows.get(run, column.before);
  }

  /** The section that its settings were written in. */
  owner(run: number): number {
    return this.#rows.get(run, column.owner);
  }

  /** The number of the file of its settings. */
  sourceId(run: number): number {
    return this.#rows.get(run, column.source);
  }

  /** The file of its settings. */
  source(run: number): ConfigSource {
    return this.#sources.at(this.sourceId(run));
  }

  /** The index of its first line, from 0. */
  from(run: number): number {
    return this.#rows.get(run, column.from);
  }

  /** The index after its last line. */
  to(run: number): number {
    return this.#rows.get(run, column.to);
  }

  /** How many settings it has. */
  count(run: number): number {
    return this.#rows.get(run, column.count);
  }

  /** The number of the run that it is a copy of, or its own. */
  original(run: number): number {
    return this.#rows.get(run, column.original);
  }

  /** The setting that is the run, if it is one that `+=` has changed. */
  joined(run: number): JoinedSetting | undefined {
    return this.#joined.size === 0 ? undefined : this.#joined.get(run);
  }

  /** A run as an object. */
  get(run: number): SettingRun {
    const owner = this.owner(run);
    const setting = this.joined(run);
    if (setting !== undefined) return { kind: "joined", owner, setting, count: 1 };
    const source = this.source(run);
    return { kind: "lines", owner, source, from: this.from(run), to: this.to(run), count: this.count(run) };
  }
}
