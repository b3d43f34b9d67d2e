import type { ConfigSetting } from "./config_setting.ts";
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
import type { HeaderPlace } from "./section_record.ts";
import type { SectionView } from "./section_view.ts";
import { foldCase } from "./source_text.ts";

/** What happens to sections that inherit from one that is renamed or deleted. */
export interface UserOptions {
  /** Whether that is refused, or they are changed so that they stay what they are. @default {"refuse"} */
  users?: "refuse" | "fix";
}

let indexOfSection: (section: ConfigSection) => number | undefined;
let rebindSection: (section: ConfigSection, index: number | undefined) => void;

/** The index of a section when its file was read; undefined for one that was added since. */
export function indexOf(section: ConfigSection): number | undefined {
  return indexOfSection(section);
}

/** Lets a section stand for one of a file that was saved; for none if it was deleted. */
export function rebind(section: ConfigSection, index: number | undefined): void {
  rebindSection(section, index);
}

/** One section, as Asterisk holds it: with what it inherits, and with what `(+)` has added. */
export class ConfigSection {
  static {
    indexOfSection = (section) => section.#index;
    rebindSection = (section, index) => {
      section.#index = index;
    };
  }
  // A large file has hundreds of thousands of sections: all that they share is in what they are edited with.
  readonly #editing: FileEditing<ConfigSection>;
  #index: number | undefined;

  /** @internal */
  constructor(index: number | undefined, editing: FileEditing<ConfigSection>) {
    this.#editing = editing;
    this.#index = index;
  }

  /** Its name: not trimmed, and cut at 79 bytes as Asterisk does. */
  get name(): string {
    return this.#view.table.nameOf(this.#id);
  }

  /** Whether it is hidden from users of the file, and only there to be inherited from. */
  get isTemplate(): boolean {
    return this.#view.table.isTemplate(this.#id);
  }

  /** The names of the sections that it inherits from, in order. */
  get inherits(): readonly string[] {
    const { table } = this.#view;
    return table.basesOf(this.#id).map((base) => table.nameOf(base));
  }

  /** Where its header is, and the headers with `(+)` that add to it. */
  get headers(): readonly HeaderPlace[] {
    return this.#view.table.headersOf(this.#id);
  }

  /**
   * Its settings in the order of Asterisk's list: what it inherits first. The same name may come more than once.
   *
   * Of a large file they are made when they are asked for, and not kept for long: who goes back and forth between sections keeps them.
   */
  get settings(): readonly ConfigSetting[] {
    return this.#view.settingsOf(this.#id);
  }

  /**
   * The value that Asterisk itself would take where a name comes more than once: the first up to version 22, the last from 23 on.
   * Modules that walk through all settings, such as PJSIP's, have rules of their own: for most the last one counts.
   */
  get(name: string): string | undefined {
    return this.#editing.asteriskVersion >= 23 ? this.getLast(name) : this.getFirst(name);
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

  get #view(): SectionView {
    return this.#editing.view;
  }

  /** Its index in the table of the view. */
  get #id(): number {
    const id = this.#editing.isChanged ? this.#editing.idOf(this) : this.#index;
    if (id === undefined) throw new TypeError("Cannot read a section that was deleted");
    return id;
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
