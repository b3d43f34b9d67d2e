import type { Position } from "./diagnostic.ts";
import type { ConfigSource, JoinedSetting, SectionRecord } from "./section_record.ts";

/** Where a setting was written. */
export interface SettingOrigin {
  /** The file. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** The name of the section that it was written in. */
  readonly section: string;
}

/**
 * One setting of a section, as Asterisk holds it: its own, or a copy of what it inherits.
 *
 * It prints and serialises as plain data.
 */
export class ConfigSetting {
  readonly #section: SectionRecord;
  readonly #run: number;
  readonly #index: number;

  /** @internal */
  constructor(section: SectionRecord, run: number, index: number) {
    this.#section = section;
    this.#run = run;
    this.#index = index;
  }

  /** Its name, as written. */
  get name(): string {
    return this.#joined?.name ?? this.#source.tree.nameAt(this.#index);
  }

  /** Its value, without comments and without the blanks around it. */
  get value(): string {
    return this.#joined?.value ?? this.#source.tree.valueAt(this.#index);
  }

  /** Whether it is written with `=>`. */
  get isObject(): boolean {
    return this.#joined?.isObject ?? this.#source.tree.isObjectAt(this.#index);
  }

  /** Whether the section has it from another one. */
  get inherited(): boolean {
    return this.#section.table.ownerOf(this.#run) !== this.#section.id;
  }

  /** Where it was written; for what `+=` has added to, where it was written first. */
  get origin(): SettingOrigin {
    const { table } = this.#section;
    const section = table.nameOf(table.ownerOf(this.#run));
    return { file: this.#source.path, line: this.#index + 1, section };
  }

  /** Where its name stands in the file of its origin, without the backslash. */
  get nameRange(): { readonly start: Position; readonly end: Position } {
    return this.#range("name");
  }

  /** Where its value stands in the file of its origin. */
  get valueRange(): { readonly start: Position; readonly end: Position } {
    return this.#range("value");
  }

  #range(part: "name" | "value"): { readonly start: Position; readonly end: Position } {
    const { tree } = this.#source;
    const line = tree.line(this.#index + 1);
    const { start, end } = line.kind === "setting" ? line[part] : line;
    return { start: tree.position(start), end: tree.position(end) };
  }

  get #joined(): JoinedSetting | undefined {
    return this.#section.table.joinedOf(this.#run);
  }

  get #source(): ConfigSource {
    return this.#section.table.sourceOf(this.#run);
  }

  /** Gives plain data. */
  toJSON(): { name: string; value: string; isObject: boolean; inherited: boolean; origin: SettingOrigin } {
    const { name, value, isObject, inherited, origin } = this;
    return { name, value, isObject, inherited, origin };
  }
}
