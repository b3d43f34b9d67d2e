import { kindMask, lineKind } from "./line_index.ts";
import type { SectionTable } from "./section_table.ts";
import { foldCase } from "./source_text.ts";
import type { SyntaxTree } from "./syntax_tree.ts";

/** A file as it was read, and where a line of it is. */
export interface ConfigSource {
  /** Its path, or for the text of `parse` the name that was given. */
  readonly path: string;
  /** Its lines, without loss. */
  readonly tree: SyntaxTree;
  /** Where it is included, in the order in which that is read; the file that was asked for may be nowhere. */
  readonly includedAt?: readonly IncludePlace[];
  /** Where it is included this time; undefined for the file that was asked for. */
  readonly readAt?: IncludePlace;
}

/** A directive that includes a file. */
export interface IncludePlace {
  /** The file that the directive is in. */
  readonly source: ConfigSource;
  /** Its line, from 1. */
  readonly line: number;
  /** Which of the files it is that the directive stands for, from 0. */
  readonly nth: number;
}

/** A header: one that makes a section, or one with `(+)` that adds to it. */
export interface HeaderPlace {
  /** The file. */
  readonly source: ConfigSource;
  /** The line, from 1. */
  readonly line: number;
}

/** A setting whose value was put together with `+=`. */
export interface JoinedSetting {
  readonly name: string;
  readonly value: string;
  readonly isObject: boolean;
  readonly source: ConfigSource;
  /** The index of the line, from 0, that made the setting first. */
  readonly line: number;
}

/** A run of settings in the order of Asterisk's list: lines of a file, or one that is no line's own any more. */
export type SettingRun = LineRun | JoinedRun;

/** Lines of a file. */
export interface LineRun {
  readonly kind: "lines";
  /** The section that the lines stand in. */
  readonly owner: number;
  readonly source: ConfigSource;
  /** The index of the first line, from 0. Lines that are no settings do not count. */
  readonly from: number;
  /** The index after the last line. */
  readonly to: number;
  /** How many settings there are. */
  readonly count: number;
}

/** One setting that `+=` has changed. */
export interface JoinedRun {
  readonly kind: "joined";
  readonly owner: number;
  readonly setting: JoinedSetting;
  readonly count: 1;
}

/** The indexes of those lines of a run that are settings. */
export function* settingLines(run: LineRun): Generator<number, void> {
  const { kinds } = run.source.tree.index;
  for (let line = run.from; line < run.to; line++) {
    if (isSetting(kinds[line] ?? 0)) yield line;
  }
}

/** Whether the entry of a line in the index is that of a setting. */
export function isSetting(entry: number): boolean {
  const kind = entry & kindMask;
  return kind === lineKind.setting || kind === lineKind.addition;
}

/** One section of a {@linkcode SectionTable}. */
export class SectionRecord {
  /** The table. */
  readonly table: SectionTable;
  /** Its number in the table. */
  readonly id: number;

  constructor(table: SectionTable, id: number) {
    this.table = table;
    this.id = id;
  }

  /** Its name, decoded and cut as Asterisk cuts it. */
  get name(): string {
    return this.table.nameOf(this.id);
  }

  /** What its name is compared by. */
  get key(): string {
    return foldCase(this.name);
  }

  /** Whether it is hidden from users of the file. */
  get isTemplate(): boolean {
    return this.table.isTemplate(this.id);
  }

  /** The number of settings. */
  get count(): number {
    return this.table.countOf(this.id);
  }

  /** Its settings, inherited ones first. */
  get runs(): SettingRun[] {
    return this.table.runsOf(this.id);
  }

  /** Where it was made, and where it was added to. */
  get headers(): HeaderPlace[] {
    return this.table.headersOf(this.id);
  }

  /** What it inherits from, in order. */
  get bases(): SectionRecord[] {
    return this.table.basesOf(this.id).map((id) => new SectionRecord(this.table, id));
  }

  /** Name and value of each setting. */
  *pairs(): Generator<{ name: string; value: string }, void> {
    for (const run of this.runs) {
      if (run.kind === "joined") {
        yield run.setting;
        continue;
      }
      const { tree } = run.source;
      for (const line of settingLines(run)) yield { name: tree.nameAt(line), value: tree.valueAt(line) };
    }
  }
}
