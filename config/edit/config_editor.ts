import { unifiedDiff } from "../unified_diff.ts";
import type { ConfigSource } from "../section_record.ts";
import type { SectionTable } from "../section_table.ts";
import { foldCase } from "../source_text.ts";
import type { TextEdit } from "../text_edit.ts";
import type { EditWarning } from "./edit_warning.ts";
import { detachSection } from "./detach_section.ts";
import { editRefusal } from "./edit_refusal.ts";
import { EditedFile, type LinePlace } from "./edited_file.ts";
import { EditedSection } from "./edited_section.ts";
import { UndoLog } from "./undo_log.ts";
import { requireOption, writeHeader } from "./written_line.ts";

/** What is edited: files as they were read. */
export interface EditedContent {
  readonly main: ConfigSource;
  readonly table: SectionTable;
  readonly sources: readonly ConfigSource[];
  readonly asteriskVersion: number;
  /** Whether a change of one section may change what another one is. */
  readonly isBrittle: boolean;
}

/** How {@linkcode ConfigEditor.add} makes a section. */
export interface AddOptions {
  /** The sections, usually templates, that it inherits from. @default {[]} */
  inherits?: readonly string[];
  /** Whether it is a template. @default {false} */
  template?: boolean;
  /** The section before which it comes; without it, it becomes the last of the main file. */
  before?: EditedSection | undefined;
  /** Whether there may be one of that name. @default {false} */
  allowDuplicates?: boolean;
}

/** One file's edits. */
export interface FileEdits {
  /** The file as it was read. */
  readonly source: ConfigSource;
  /** The edits, in bytes of that. */
  readonly edits: TextEdit[];
}

/**
 * The changes of files that were read: which lines are changed, added and removed, and what the sections are then. The files' bytes
 * stay as they are.
 */
export class ConfigEditor {
  /** Takes back edits that fail. */
  readonly log: UndoLog = new UndoLog();
  readonly content: EditedContent;
  readonly #files = new Map<ConfigSource, EditedFile>();
  readonly #read = new Map<number, EditedSection>();
  readonly #warnings: EditWarning[] = [];
  #isRestructured = false;
  #order: EditedSection[] | undefined;
  #byKey: Map<string, EditedSection[]> | undefined;
  #users: Map<number, number[]> | undefined;

  constructor(content: EditedContent) {
    this.content = content;
  }

  /** What edits do not do as one may think, in order. */
  get warnings(): readonly EditWarning[] {
    return this.#warnings;
  }

  /** Whether sections were added, renamed or removed. */
  get isRestructured(): boolean {
    return this.#isRestructured;
  }

  /** Notes what an edit does not do as one may think. */
  warn(warning: EditWarning): void {
    this.log.note(() => this.#warnings.pop());
    this.#warnings.push(warning);
  }

  /** All sections as they are now, in order, with templates. */
  get sections(): readonly EditedSection[] {
    return this.#sections();
  }

  /** A section by its index when it was read. */
  original(index: number): EditedSection | undefined {
    return index < this.content.table.size ? this.#section(index) : undefined;
  }

  /** The sections of a name, in any case, in order. */
  named(name: string): EditedSection[] {
    if (this.#byKey === undefined && this.#order === undefined) {
      return [...this.content.table.named(name)].map((id) => this.#section(id)).filter((it) =>
        foldCase(it.name) === foldCase(name)
      );
    }
    return [...this.#keys().get(foldCase(name)) ?? []];
  }

  /** The changes of each file that is changed. */
  get edits(): FileEdits[] {
    return [...this.#files.values()].map(({ source, edits }) => ({ source, edits })).filter(({ edits }) =>
      edits.length > 0
    );
  }

  /** The new bytes of each file that is changed, by its path. */
  get bytes(): Map<string, Uint8Array> {
    const changed = [...this.#files.values()].filter(({ edits }) => edits.length > 0);
    return new Map(changed.map((file) => [file.source.path, file.bytes]));
  }

  /** The changes as unified diffs, one after the other. */
  get diff(): string {
    return this.edits.map(({ source, edits }) => unifiedDiff(source.tree.bytes, edits, { name: source.path })).join("");
  }

  /** Gives a file for editing. */
  fileOf(source: ConfigSource): EditedFile {
    let file = this.#files.get(source);
    if (file !== undefined) return file;
    const refusal = () => editRefusal(source, this.content.main);
    this.#files.set(source, file = new EditedFile(source, { log: this.log, refusal }));
    return file;
  }

  /** Makes a section. */
  add(name: string, options: AddOptions = {}): EditedSection {
    const { inherits = [], template = false, before, allowDuplicates = false } = options;
    if (!allowDuplicates && this.named(name).length > 0) {
      throw new TypeError(`Cannot add section "${name}": there is one of that name`);
    }
    const order = this.#sections();
    const index = before === undefined ? order.length : order.indexOf(before);
    const bases = inherits.map((base) => {
      const found = this.named(base).find((section) => order.indexOf(section) < index);
      if (found !== undefined) return found;
      throw new TypeError(`Cannot add section "${name}": there is no section "${base}" before it to inherit from`);
    });
    this.#requireFree(name, index, undefined);
    const bytes = writeHeader(name, { template, inherits });
    const header = before === undefined ? this.#append(bytes) : insertBefore(before, bytes);
    const section = new EditedSection(this, { name, isTemplate: template, headerBases: [bases], header });
    this.#restructure(() => order.splice(order.indexOf(section), 1));
    order.splice(index, 0, section);
    if (before === undefined) this.#appendKey(section);
    else this.#byKey = undefined;
    return section;
  }

  /** Gives a section another name; those that inherit from it keep doing so only with `fixUsers`. */
  rename(section: EditedSection, to: string, options: { fixUsers?: boolean } = {}): void {
    const { fixUsers = false } = options;
    const key = foldCase(section.name);
    // Names compare without case, so that what inherits finds it all the same.
    const users = foldCase(to) === key ? [] : this.usersOf(section);
    if (users.length > 0 && !fixUsers) this.#refuse("rename", section, users);
    if (users.length > 0) requireOption(to);
    if (foldCase(to) !== key) this.#requireFree(to, this.#sections().indexOf(section), section);
    for (const [index, { line }] of section.headers.entries()) {
      // The name of the first one may be longer than what Asterisk keeps of it.
      if (index === 0 || foldCase(line.header.name) === key) line.changeHeader({ name: to });
    }
    for (const user of users) {
      for (const [index, { line }] of user.headers.entries()) {
        const bases = [...user.headerBases[index] ?? []];
        const options = line.header.options.map((option) => {
          if (option === "!" || option.startsWith("+")) return option;
          return bases.shift() === section && foldCase(option) === key ? to : option;
        });
        line.changeHeader({ options });
      }
    }
    this.#restructure(() => {});
    section.name = to;
    this.#byKey = undefined;
  }

  /** Removes a section; those that inherit from it get its settings as their own only with `fixUsers`. */
  remove(section: EditedSection, options: { fixUsers?: boolean } = {}): void {
    const { fixUsers = false } = options;
    const users = this.usersOf(section);
    if (users.length > 0 && !fixUsers) this.#refuse("delete", section, users);
    this.#requireOwnFile(section);
    for (const user of users) detachSection(user, section);
    section.removeAll();
    const order = this.#sections();
    const index = order.indexOf(section);
    this.#restructure(() => order.splice(index, 0, section));
    order.splice(index, 1);
    this.#byKey = undefined;
  }

  /** The sections that inherit from one. */
  usersOf(section: EditedSection): EditedSection[] {
    if (this.#order !== undefined) return this.#order.filter(({ bases }) => bases.includes(section));
    return (this.#usersById().get(section.record?.id ?? -1) ?? []).map((id) => this.#section(id));
  }

  #sections(): EditedSection[] {
    return this.#order ??= Array.from({ length: this.content.table.size }, (_, id) => this.#section(id));
  }

  #section(id: number): EditedSection {
    let section = this.#read.get(id);
    if (section === undefined) {
      const { table } = this.content;
      const headerBases = table.headerBasesOf(id).map((bases) => bases.map((base) => this.#section(base)));
      this.#read.set(id, section = new EditedSection(this, { record: table.record(id), headerBases }));
    }
    return section;
  }

  #keys(): Map<string, EditedSection[]> {
    return this.#byKey ??= Map.groupBy(this.#sections(), ({ name }) => foldCase(name));
  }

  /** Sections are to be added, renamed or removed. */
  #restructure(undo: () => void): void {
    const isRestructured = this.#isRestructured;
    this.log.note(() => {
      undo();
      this.#isRestructured = isRestructured;
      this.#byKey = undefined;
    });
    this.#isRestructured = true;
  }

  #appendKey(section: EditedSection): void {
    const key = foldCase(section.name);
    const same = this.#byKey?.get(key);
    if (same === undefined) this.#byKey?.set(key, [section]);
    else same.push(section);
  }

  #append(bytes: Uint8Array): LinePlace {
    const file = this.fileOf(this.content.main);
    return { file, line: file.append(bytes) };
  }

  /** Refuses a name with which headers of one section would be taken for those of another one. */
  #requireFree(name: string, index: number, section: EditedSection | undefined): void {
    const order = this.#sections();
    const isReferred = (other: EditedSection) => other.headers.length > 1 || this.usersOf(other).length > 0;
    for (const other of this.named(name)) {
      if (other === section) continue;
      const isBefore = order.indexOf(other) < index;
      const isConfused = isBefore ? section !== undefined && isReferred(section) : isReferred(other);
      if (!isConfused) continue;
      throw new TypeError(
        `Cannot name a section "${name}": what inherits from a section of that name, or adds to it, would take the wrong one`,
      );
    }
  }

  #refuse(what: string, section: EditedSection, users: readonly EditedSection[]): never {
    const names = users.slice(0, 3).map(({ name }) => `"${name}"`).join(", ");
    throw new TypeError(
      `Cannot ${what} section "${section.name}": ${users.length} inherit from it (${names}), unless they are changed too`,
    );
  }

  #usersById(): Map<number, number[]> {
    if (this.#users !== undefined) return this.#users;
    const { table } = this.content;
    const users = new Map<number, number[]>();
    for (let id = 0; id < table.size; id++) {
      for (const base of new Set(table.headerBasesOf(id).flat())) {
        const known = users.get(base);
        if (known === undefined) users.set(base, [id]);
        else known.push(id);
      }
    }
    return this.#users = users;
  }

  #requireOwnFile(section: EditedSection): void {
    const files = new Set(section.headers.map(({ file }) => file));
    const foreign = section.own.find(({ file }) => !files.has(file));
    if (foreign === undefined) return;
    throw new TypeError(
      `Cannot delete section "${section.name}": "${foreign.file.source.path}", which is included in it, has settings of it`,
    );
  }
}

/** A new section stands before the comments that belong to the next one, with a blank line between them. */
function insertBefore(section: EditedSection, bytes: Uint8Array): LinePlace {
  const [header] = section.headers;
  if (header === undefined) throw new Error(`Cannot add a section before "${section.name}": it has no header`);
  const { file } = header;
  const anchor = header.line.after === undefined ? file.line(file.firstCommentOf(header.line.index)) : header.line;
  return { file, line: file.insertParagraphBefore(anchor, bytes) };
}
