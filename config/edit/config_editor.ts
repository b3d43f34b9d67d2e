import { unifiedDiff } from "../unified_diff.ts";
import type { ConfigSource } from "../section_record.ts";
import type { SectionTable } from "../section_table.ts";
import { foldCase } from "../source_text.ts";
import type { TextEdit } from "../text_edit.ts";
import type { EditWarning } from "./edit_warning.ts";
import { EditedFile, type LinePlace } from "./edited_file.ts";
import { EditedSection } from "./edited_section.ts";
import { variablesOf } from "./section_variables.ts";
import { writeHeader, writeSetting, type WrittenSetting } from "./written_line.ts";

/** What is edited: files as they were read. */
export interface EditedContent {
  readonly main: ConfigSource;
  readonly table: SectionTable;
  readonly sources: readonly ConfigSource[];
  readonly asteriskVersion: number;
  /** Whether a source is a file, and not what a command has written. */
  readonly isFile: (source: ConfigSource) => boolean;
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
  /** What edits do not do as one may think, in order. */
  readonly warnings: EditWarning[] = [];
  /** Whether sections were added, renamed or removed. */
  isRestructured = false;
  readonly content: EditedContent;
  readonly #files = new Map<ConfigSource, EditedFile>();
  readonly #read = new Map<number, EditedSection>();
  #order: EditedSection[] | undefined;
  #byKey: Map<string, EditedSection[]> | undefined;
  #repeated: Set<string> | undefined;
  #users: Map<number, number[]> | undefined;

  constructor(content: EditedContent) {
    this.content = content;
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
    const { main, isFile } = this.content;
    let file = this.#files.get(source);
    if (file !== undefined) return file;
    if (source !== main && !isFile(source)) {
      throw new TypeError(`Cannot edit "${source.path}": it is the output of a command`);
    }
    if (this.#repeatedPaths().has(source.path)) {
      throw new TypeError(`Cannot edit "${source.path}": it is included more than once, and all would change`);
    }
    this.#files.set(source, file = new EditedFile(source));
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
    const bytes = writeHeader(name, [...(template ? ["!"] : []), ...inherits]);
    const header = before === undefined ? this.#append(bytes) : insertBefore(before, bytes);
    const section = new EditedSection(this, { name, isTemplate: template, bases, header });
    order.splice(index, 0, section);
    if (before === undefined) this.#appendKey(section);
    else this.#restructured();
    return section;
  }

  /** Gives a section another name; those that inherit from it keep doing so only with `fixUsers`. */
  rename(section: EditedSection, to: string, options: { fixUsers?: boolean } = {}): void {
    const { fixUsers = false } = options;
    const users = this.usersOf(section);
    if (users.length > 0 && !fixUsers && foldCase(to) !== foldCase(section.name)) {
      this.#refuse("rename", section, users);
    }
    if (foldCase(to) !== foldCase(section.name)) this.#requireFree(to, this.#sections().indexOf(section), section);
    const key = foldCase(section.name);
    for (const { line } of section.headers) {
      if (foldCase(line.header.name) === key) line.changeHeader({ name: to });
    }
    for (const user of users) {
      for (const { line } of user.headers) {
        line.changeHeader({ options: line.header.options.map((option) => foldCase(option) === key ? to : option) });
      }
    }
    section.name = to;
    this.#restructured();
  }

  /** Removes a section; those that inherit from it get its settings as their own only with `fixUsers`. */
  remove(section: EditedSection, options: { fixUsers?: boolean } = {}): void {
    const { fixUsers = false } = options;
    const users = this.usersOf(section);
    if (users.length > 0 && !fixUsers) this.#refuse("delete", section, users);
    this.#requireOwnFile(section);
    for (const user of users) this.#detach(user, section);
    section.removeAll();
    const order = this.#sections();
    order.splice(order.indexOf(section), 1);
    this.#restructured();
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
      const bases = table.basesOf(id).map((base) => this.#section(base));
      this.#read.set(id, section = new EditedSection(this, { record: table.record(id), bases }));
    }
    return section;
  }

  #keys(): Map<string, EditedSection[]> {
    return this.#byKey ??= Map.groupBy(this.#sections(), ({ name }) => foldCase(name));
  }

  #restructured(): void {
    this.isRestructured = true;
    this.#byKey = undefined;
  }

  #appendKey(section: EditedSection): void {
    this.isRestructured = true;
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
      for (const base of table.basesOf(id)) {
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

  #detach(user: EditedSection, base: EditedSection): void {
    const copies = variablesOf(base).map(({ name, value, isObject }): WrittenSetting => {
      return { name, value, operator: isObject ? "=>" : "=" };
    });
    for (const setting of copies) writeSetting(setting);
    const key = foldCase(base.name);
    for (const { line } of user.headers) {
      line.changeHeader({ options: line.header.options.filter((option) => foldCase(option) !== key) });
    }
    user.bases = user.bases.filter((other) => other !== base);
    copies.forEach((setting, index) => user.insert(index, setting));
  }

  #repeatedPaths(): Set<string> {
    if (this.#repeated !== undefined) return this.#repeated;
    const { table, sources } = this.content;
    const repeated = new Set<string>();
    if (sources.length > 1) {
      const seen = new Set<string>();
      const note = (path: string, line: number) => {
        const key = `${line} ${path}`;
        if (seen.has(key)) repeated.add(path);
        seen.add(key);
      };
      for (let id = 0; id < table.size; id++) {
        for (const { source, line } of table.headersOf(id)) note(source.path, line);
        for (const run of table.runsOf(id)) {
          if (run.owner === id && run.kind === "lines") note(run.source.path, -run.from - 1);
        }
      }
    }
    return this.#repeated = repeated;
  }
}

/** A new section stands before the comments that belong to the next one, with a blank line between them. */
function insertBefore(section: EditedSection, bytes: Uint8Array): LinePlace {
  const [header] = section.headers;
  if (header === undefined) throw new Error(`Cannot add a section before "${section.name}": it has no header`);
  const { file } = header;
  const anchor = header.line.after === undefined ? file.line(file.firstCommentOf(header.line.index)) : header.line;
  const line = file.insertBefore(anchor, bytes);
  file.insertAfter(line, new Uint8Array());
  return { file, line };
}
