import type { Position } from "./diagnostic.ts";
import type { ConfigSource } from "./section_record.ts";
import type { SectionTable } from "./section_table.ts";

/** What a setting says. */
export interface SettingText {
  readonly name: string;
  readonly value: string;
  readonly isObject: boolean;
}

/** What a setting shares with others. */
export interface SettingPlace {
  readonly table: SectionTable;
  readonly source: ConfigSource;
  /** Whether it is that of a section that inherits it. */
  readonly isInherited: boolean;
  /** What it says; undefined where that stands in its line. */
  readonly text: SettingText | undefined;
}

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
  readonly #place: SettingPlace;
  /** The section that it was written in. */
  readonly #owner: number;
  /** Its line, from 0. */
  readonly #index: number;

  /** @internal */
  constructor(place: SettingPlace, owner: number, index: number) {
    this.#place = place;
    this.#owner = owner;
    this.#index = index;
  }

  /** Its name, as written. */
  get name(): string {
    const { text, source } = this.#place;
    return text === undefined ? source.tree.nameAt(this.#index) : text.name;
  }

  /** Its value, without comments and without the blanks around it. */
  get value(): string {
    const { text, source } = this.#place;
    return text === undefined ? source.tree.valueAt(this.#index) : text.value;
  }

  /** Whether it is written with `=>`. */
  get isObject(): boolean {
    const { text, source } = this.#place;
    return text === undefined ? source.tree.isObjectAt(this.#index) : text.isObject;
  }

  /** Whether the section has it from another one. */
  get inherited(): boolean {
    return this.#place.isInherited;
  }

  /** Where it was written; for what `+=` has added to, where it was written first. */
  get origin(): SettingOrigin {
    const { table, source } = this.#place;
    return { file: source.path, line: this.#index + 1, section: table.nameOf(this.#owner) };
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
    const { tree } = this.#place.source;
    const line = tree.line(this.#index + 1);
    const { start, end } = line.kind === "setting" ? line[part] : line;
    return { start: tree.position(start), end: tree.position(end) };
  }

  /** Gives plain data. */
  toJSON(): { name: string; value: string; isObject: boolean; inherited: boolean; origin: SettingOrigin } {
    const { name, value, isObject, inherited, origin } = this;
    return { name, value, isObject, inherited, origin };
  }
}
