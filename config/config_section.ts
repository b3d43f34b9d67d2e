import { ConfigSetting } from "./config_setting.ts";
import {
  deleteSettings,
  insertSetting,
  type PlaceOptions,
  setSetting,
  type SettingOptions,
} from "./edit/change_section.ts";
import type { ConfigEditor } from "./edit/config_editor.ts";
import type { EditedSection } from "./edit/edited_section.ts";
import type { FileEditing } from "./edit/file_editing.ts";
import type { HeaderPlace, SectionRecord } from "./section_record.ts";
import { foldCase } from "./source_text.ts";

/** What happens to sections that inherit from one that is renamed or deleted. */
export interface UserOptions {
  /** Whether that is refused, or they are changed so that they stay what they are. @default {"refuse"} */
  users?: "refuse" | "fix";
}

let indexOfSection: (section: ConfigSection) => number | undefined;
let rebindSection: (section: ConfigSection, record: SectionRecord) => void;

/** The index of a section when its file was read; undefined for one that was added since. */
export function indexOf(section: ConfigSection): number | undefined {
  return indexOfSection(section);
}

/** Lets a section stand for a record of a file that was saved. */
export function rebind(section: ConfigSection, record: SectionRecord): void {
  rebindSection(section, record);
}

/** One section, as Asterisk holds it: with what it inherits, and with what `(+)` has added. */
export class ConfigSection {
  static {
    indexOfSection = (section) => section.#record?.id;
    rebindSection = (section, record) => {
      section.#record = record;
      section.#readFrom = undefined;
    };
  }
  readonly #asteriskVersion: number;
  readonly #editing: FileEditing<ConfigSection>;
  #record: SectionRecord | undefined;
  #readFrom: SectionRecord | undefined;
  #settings: readonly ConfigSetting[] = [];

  /** @internal */
  constructor(record: SectionRecord | undefined, asteriskVersion: number, editing: FileEditing<ConfigSection>) {
    this.#record = record;
    this.#asteriskVersion = asteriskVersion;
    this.#editing = editing;
  }

  /** Its name: not trimmed, and cut at 79 bytes as Asterisk does. */
  get name(): string {
    return this.#now.name;
  }

  /** Whether it is hidden from users of the file, and only there to be inherited from. */
  get isTemplate(): boolean {
    return this.#now.isTemplate;
  }

  /** The names of the sections that it inherits from, in order. */
  get inherits(): readonly string[] {
    return this.#now.bases.map(({ name }) => name);
  }

  /** Where its header is, and the headers with `(+)` that add to it. */
  get headers(): readonly HeaderPlace[] {
    return this.#now.headers;
  }

  /** Its settings in the order of Asterisk's list: what it inherits first. The same name may come more than once. */
  get settings(): readonly ConfigSetting[] {
    const record = this.#now;
    if (this.#readFrom !== record) {
      this.#readFrom = record;
      this.#settings = record.table.mapSettings(record.id, (run, line) => new ConfigSetting(record, run, line));
    }
    return this.#settings;
  }

  /**
   * The value that Asterisk itself would take where a name comes more than once: the first up to version 22, the last from 23 on.
   * Modules that walk through all settings, such as PJSIP's, have rules of their own: for most the last one counts.
   */
  get(name: string): string | undefined {
    return this.#asteriskVersion >= 23 ? this.getLast(name) : this.getFirst(name);
  }

  /** The first value of a name, in any case. */
  getFirst(name: string): string | undefined {
    return this.settings.find(named(name))?.value;
  }

  /** The last value of a name, in any case. */
  getLast(name: string): string | undefined {
    return this.settings.findLast(named(name))?.value;
  }

  /** All values of a name, in any case. */
  getAll(name: string): string[] {
    return this.settings.filter(named(name)).map(({ value }) => value);
  }

  /**
   * Changes an own setting: the one that counts where the name comes more than once, which is the first up to Asterisk 22 and the last
   * from 23 on. Without one it is added at the end, also where the section inherits one of that name.
   *
   * All but name and value stays as it is: blanks, `=>` and comments. Lines with `+=` that add to it are removed. Throws `TypeError` for
   * what no line can hold, such as a line feed, and `RangeError` for a line that Asterisk would drop for its length.
   *
   * @example
   * ```ts
   * import { parse } from "@asterism/asterisk/config";
   *
   * const file = parse("[alice]\nmax_contacts=1 ; one phone\n");
   * file.section("alice")?.set("max_contacts", "2").append("allow", "opus");
   * console.log(file.text); // "[alice]\nmax_contacts=2 ; one phone\nallow=opus\n"
   * ```
   */
  set(name: string, value: string, options: SettingOptions = {}): this {
    return this.#edit((section, editor) => setSetting(editor, section, { name, value, ...options }));
  }

  /** Adds a setting as the last one; there may be others of its name. */
  append(name: string, value: string, options: PlaceOptions = {}): this {
    return this.#edit((section, editor) => insertSetting(editor, section, { name, value, ...options }, undefined));
  }

  /** Adds a setting after the first `line` ones, inherited ones counted; those always come first. */
  insert(name: string, value: string, options: PlaceOptions & { line: number }): this {
    return this.#edit((section, editor) => insertSetting(editor, section, { name, value, ...options }, options.line));
  }

  /** Deletes its own settings of a name, in any case; those of a value with `match`. What it inherits stays. */
  delete(name: string, options: { match?: string } = {}): this {
    return this.#edit((section, editor) => deleteSettings(editor, section, { name, ...options }));
  }

  /** Deletes all its own settings; comments stay. */
  empty(): this {
    return this.#edit((section) => section.remove(section.own));
  }

  /** Gives it another name. Throws `TypeError` when others inherit from it, unless they are to be changed too. */
  rename(name: string, options: UserOptions = {}): this {
    return this.#edit((section, editor) => editor.rename(section, name, { fixUsers: options.users === "fix" }));
  }

  /**
   * Deletes the section with its settings and the comments directly above it. Throws `TypeError` when others inherit from it; with
   * `users: "fix"` they get what they have inherited as settings of their own.
   */
  remove(options: UserOptions = {}): void {
    const removed = this.#editing.editSection(this, (section, editor) => {
      editor.remove(section, { fixUsers: options.users === "fix" });
      return section;
    });
    this.#editing.forget(removed);
  }

  /** Gives plain data. */
  toJSON(): { name: string; isTemplate: boolean; inherits: readonly string[]; settings: readonly ConfigSetting[] } {
    const { name, isTemplate, inherits, settings } = this;
    return { name, isTemplate, inherits, settings };
  }

  get #now(): SectionRecord {
    const record = this.#editing.isChanged ? this.#editing.recordOf(this) : this.#record;
    if (record === undefined) throw new TypeError("Cannot read a section that was deleted");
    return record;
  }

  #edit(edit: (section: EditedSection, editor: ConfigEditor) => void): this {
    this.#editing.editSection(this, edit);
    return this;
  }
}

function named(name: string): (setting: ConfigSetting) => boolean {
  const key = foldCase(name);
  return (setting) => setting.name.length === name.length && foldCase(setting.name) === key;
}
