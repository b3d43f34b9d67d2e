import type { ConfigChange } from "./change.ts";
import { ConfigSection, indexOf, rebind, type UserOptions } from "./config_section.ts";
import type { Diagnostic, LogLine } from "./diagnostic.ts";
import { applyChanges, type ApplyOptions } from "./edit/apply_changes.ts";
import type { ConfigEditor, EditedContent, FileEdits } from "./edit/config_editor.ts";
import type { EditWarning } from "./edit/edit_warning.ts";
import { FileEditing } from "./edit/file_editing.ts";
import { type SaveFileOptions, saveFiles } from "./edit/save_files.ts";
import { type Findings, toDiagnostic } from "./findings.ts";
import { findInSource } from "./reader_lint.ts";
import type { ConfigSource } from "./section_record.ts";
import { SectionHandles } from "./section_handles.ts";
import type { SectionTable } from "./section_table.ts";
import { decodeText } from "./source_text.ts";
import type { SyntaxTree } from "./syntax_tree.ts";

/** How {@linkcode ConfigFile.add} makes a section. */
export interface AddSectionOptions {
  /** The sections, usually templates, that it inherits from. @default {[]} */
  inherits?: readonly string[];
  /** Whether it is a template. @default {false} */
  template?: boolean;
  /** The section before which it comes, in its file; without it, it becomes the last of the main file. */
  before?: ConfigSection;
  /** Whether there may be one of that name. @default {false} */
  allowDuplicates?: boolean;
}

/** Reads files again of which some have other bytes, by their paths. */
export type Reread = (changed: ReadonlyMap<string, Uint8Array>) => ConfigFile;

/** What a {@linkcode ConfigFile} is made of. */
export interface ConfigFileContent {
  readonly sources: readonly ConfigSource[];
  readonly table: SectionTable;
  readonly findings: Findings;
  readonly valid: boolean;
  readonly recovers: boolean;
  readonly isBrittle: boolean;
  readonly asteriskVersion: number;
  readonly asteriskDirectory: string;
}

/**
 * A configuration file with all that it includes, in three layers: the files to the byte ({@linkcode ConfigFile.files}), what
 * Asterisk holds of them ({@linkcode ConfigFile.sections}), and what is to be said about both
 * ({@linkcode ConfigFile.diagnostics}).
 *
 * It is edited through its sections, and each edit is made completely or, where it throws, not at all. Some are refused with a
 * `TypeError` that says why, as no change of the text would be read as what was meant:
 * - in a file that is included more than once, that includes itself, or that is what an `#exec` writes; all other files and all
 *   other lines of the same sections can be edited;
 * - names and values that no line can hold, and a line longer than Asterisk reads (a `RangeError`);
 * - a name of a section with which what inherits from another one, or adds to it, would take the wrong one;
 * - deleting a section that has settings in a file that is included in it, or one of several that a section inherits from where
 *   the order of its settings would change;
 * - lines in which what is text also opens or ends a comment block, and places that a comment block swallows;
 * - changes of what the filter of a `[name](+filter)` looks at, or that let Asterisk read on in an included file that it cuts, where
 *   another section would change.
 */
export class ConfigFile {
  /** Its path, or the name that was given. */
  readonly name: string;
  /** The major version of Asterisk that it was read for. */
  readonly asteriskVersion: number;
  /** The folder that relative paths belong to. */
  readonly asteriskDirectory: string;
  readonly #reread: Reread;
  readonly #editing: FileEditing<ConfigSection>;
  #content: ConfigFileContent;
  #tree: SyntaxTree;
  /** The objects of what was read. */
  #handles: SectionHandles<ConfigSection>;
  /** Whether the edits are written, and nothing was edited since. */
  #isSaved = false;
  #isSaving = false;
  /** What a save has written that did not get to its end. */
  #written = new Map<string, Uint8Array>();
  /** What the edited files say, once somebody has asked. */
  #edited: ConfigFile | undefined;
  #sections: readonly ConfigSection[] | undefined;
  #templates: readonly ConfigSection[] | undefined;
  #diagnostics: readonly Diagnostic[] | undefined;

  /** @internal */
  constructor(main: ConfigSource, content: ConfigFileContent, reread: Reread) {
    this.name = main.path;
    this.asteriskVersion = content.asteriskVersion;
    this.asteriskDirectory = content.asteriskDirectory;
    this.#content = content;
    this.#tree = main.tree;
    this.#reread = reread;
    this.#editing = new FileEditing<ConfigSection>({
      content: () => this.#editedContent(),
      reread: (changed) => (this.#edited ??= this.#reread(changed)).#content.table,
      handles: () => this.#handles.all,
      handleAt: (index) => this.#handles.at(index),
      indexOf,
      beforeEdit: () => this.#rebase(),
      onEdit: () => this.#forget(),
      makeHandle: () => new ConfigSection(undefined, this.#editing),
    });
    this.#handles = this.#makeHandles();
  }

  /** The file itself and then what it includes, each once, in the order in which Asterisk comes to them. */
  get files(): readonly ConfigSource[] {
    return uniquePaths(this.#latest().#content.sources);
  }

  /** Whether Asterisk would load it. */
  get valid(): boolean {
    return this.#latest().#content.valid;
  }

  /** What Asterisk would write to its log, in order. */
  get log(): readonly LogLine[] {
    return this.#latest().#content.findings.log;
  }

  /** The file itself, to the byte, without what it includes. */
  get bytes(): Uint8Array {
    return this.#isChanged ? this.#editing.editor.bytes.get(this.name) ?? this.#tree.bytes : this.#tree.bytes;
  }

  /** The file itself as text; bytes that are no UTF-8 become U+DC80 to U+DCFF. */
  get text(): string {
    return decodeText(this.bytes);
  }

  /** The lines of the file itself. */
  get tree(): SyntaxTree {
    return this.#latest().#tree;
  }

  /**
   * What Asterisk holds: all sections but templates, in order; the same name may come more than once. None where the file is not
   * {@linkcode ConfigFile.valid}, unless it was read with `recovers`.
   */
  get sections(): readonly ConfigSection[] {
    return this.#sections ??= this.#select(false);
  }

  /** The templates, in order. */
  get templates(): readonly ConfigSection[] {
    return this.#templates ??= this.#select(true);
  }

  /** All sections, templates among them, in the order in which Asterisk holds them. */
  get contents(): readonly ConfigSection[] {
    const { valid, recovers } = this.#content;
    return valid || recovers ? this.#editing.handles : [];
  }

  /** The first section of a name, in any case, that is no template. */
  section(name: string): ConfigSection | undefined {
    return this.#named(name, false)[0];
  }

  /** All sections of a name, in any case, that are no templates. */
  allSections(name: string): ConfigSection[] {
    return this.#named(name, false);
  }

  /** The first template of a name, in any case. */
  template(name: string): ConfigSection | undefined {
    return this.#named(name, true)[0];
  }

  /**
   * Adds a section: at the end of the file, or before another one.
   *
   * Throws `TypeError` for a name that no header can hold or that another section has, and for a base that is not there.
   *
   * @example
   * ```ts
   * import { parse } from "@asterism/asterisk/config";
   *
   * const file = parse("[phone](!)\ntype = endpoint\n");
   * file.add("bob", { inherits: ["phone"] }).append("allow", "opus");
   * console.log(file.text); // "[phone](!)\ntype = endpoint\n\n[bob](phone)\nallow = opus\n"
   * ```
   */
  add(name: string, options: AddSectionOptions = {}): ConfigSection {
    const { before: next, ...rest } = options;
    return this.#edit((editor) => {
      let before;
      if (next !== undefined) {
        before = editor.sections.find((section) => this.#editing.handleOf(section) === next);
        if (before === undefined) {
          throw new TypeError(`Cannot add section "${name}" before one that is not in the file`);
        }
      }
      return this.#editing.handleOf(editor.add(name, { ...rest, before }));
    });
  }

  /** Deletes all sections of a name, in any case, that are no templates; use {@linkcode ConfigSection.remove} for one. */
  delete(name: string, options: UserOptions = {}): this {
    const gone = this.#edit((editor) => {
      const sections = editor.named(name).filter(({ isTemplate }) => !isTemplate);
      for (const section of sections) editor.remove(section, { fixUsers: options.users === "fix" });
      return sections;
    });
    for (const section of gone) this.#editing.forget(section);
    return this;
  }

  /**
   * Makes changes as the AMI action UpdateConfig does, but without the losses of its writer. Either all are made or none: throws
   * {@linkcode UpdateConfigError} where Asterisk answers an error, and `TypeError` for what no file can hold.
   *
   * What it leaves says what Asterisk's own writer would leave ({@linkcode predictServerUpdate} tells that to the byte), but for what
   * that would lose or break: names that begin with `[`, `#`, `;` or a backslash are escaped, those with `]` or `=` are refused; a
   * setting is added in the file that its section is in; one that repeats an inherited setting is written all the same; one that
   * was inserted as the last stays when another one is appended; a section from which others inherit is renamed or deleted only
   * with `fixUsers`; and comment blocks stay comments.
   *
   * @example
   * ```ts
   * import { parse, parseUpdateConfig } from "@asterism/asterisk/config";
   *
   * const file = parse("[general]\nbind=::1 ; for now\n");
   * file.apply([{ verb: "Update", section: "general", name: "bind", value: "::" }]);
   * console.log(file.text); // "[general]\nbind=:: ; for now\n"
   * ```
   */
  apply(changes: Iterable<ConfigChange>, options: ApplyOptions = {}): this {
    this.#edit((editor) => applyChanges(editor, changes, options));
    return this;
  }

  /** Gives the file once more as it is now, with all that it includes: what is done to the one is not done to the other. */
  copy(): ConfigFile {
    return this.#reread(this.#isChanged ? this.#editing.editor.bytes : new Map());
  }

  /** The changes since it was read or saved, for each file: edits refer to the bytes of its source. */
  edits(): FileEdits[] {
    return this.#isChanged && !this.#isSaved ? this.#editing.editor.edits : [];
  }

  /** The changes since it was read or saved, as unified diffs one after the other; empty without changes. */
  diff(): string {
    return this.#isChanged && !this.#isSaved ? this.#editing.editor.diff : "";
  }

  /** What edits do not do as one may think, in their order. */
  get warnings(): readonly EditWarning[] {
    return this.#editing.editor.warnings;
  }

  /**
   * Writes the files that are changed, each atomically: who reads one meanwhile gets the old or the new one. Nothing is written when
   * one of them does not hold any more what was read: that throws {@linkcode ConfigChangedError}. All of them together cannot be
   * written atomically: where one fails after others were written, {@linkcode ConfigSaveError} tells which are, and saving again
   * writes the rest.
   *
   * Until it is done the file can be read, but editing or saving it throws `TypeError`.
   */
  async save(options: SaveFileOptions = {}): Promise<void> {
    this.#requireNotSaving("save");
    const edits = this.edits();
    for (const path of this.#written.keys()) {
      // What was written by then may have been edited back to what it was.
      const source = this.#content.sources.find((source) => source.path === path);
      if (source !== undefined && !edits.some((file) => file.source.path === path)) edits.push({ source, edits: [] });
    }
    if (this.#editing.editor.isRestructured) this.#latest();
    this.#isSaving = true;
    try {
      await saveFiles(edits, options, this.#written);
    } finally {
      this.#isSaving = false;
    }
    this.#written = new Map();
    this.#isSaved = true;
  }

  /** What is to be said about the files, in the order of the files and of their lines. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics ??= this.#latest().#diagnose();
  }

  get #isChanged(): boolean {
    return this.#editing.isChanged;
  }

  /** The file as it is with its edits. */
  #latest(): ConfigFile {
    if (!this.#isChanged) return this;
    this.#editing.refresh();
    return this.#edited ?? this;
  }

  #requireNotSaving(what: string): void {
    if (this.#isSaving) throw new TypeError(`Cannot ${what} "${this.name}" while it is being saved`);
  }

  #edit<T>(edit: (editor: ConfigEditor) => T): T {
    const { valid, recovers } = this.#content;
    if (!valid && !recovers) {
      const reason = this.diagnostics.find(({ severity }) => severity === "fatal")?.message ?? "it is not valid";
      throw new TypeError(`Cannot edit "${this.name}", which Asterisk would not load: ${reason}`);
    }
    return this.#editing.edit(edit);
  }

  /** After a save the files are read again, but only when they are edited again: then edits refer to what was saved. */
  #rebase(): void {
    this.#requireNotSaving("edit");
    if (!this.#isSaved) return;
    this.#isSaved = false;
    const saved = this.#edited ?? this.#reread(this.#editing.editor.bytes);
    const { handles } = this.#editing;
    const before = this.#handles.all;
    this.#content = saved.#content;
    this.#tree = saved.#tree;
    this.#handles = this.#makeHandles(handles);
    this.#editing.reset();
    this.#forget();
    before.forEach((handle) => rebind(handle, undefined));
    handles.forEach((handle, index) => rebind(handle, index));
  }

  #forget(): void {
    this.#edited = undefined;
    this.#sections = undefined;
    this.#templates = undefined;
    this.#diagnostics = undefined;
  }

  #editedContent(): EditedContent {
    const { table, sources, isBrittle, asteriskVersion } = this.#content;
    const main = { path: this.name, tree: this.#tree };
    return {
      main: sources.find(({ tree }) => tree === this.#tree) ?? main,
      table,
      sources,
      isBrittle,
      asteriskVersion,
    };
  }

  #makeHandles(all?: readonly ConfigSection[]): SectionHandles<ConfigSection> {
    return new SectionHandles(this.#content.table, (id) => new ConfigSection(id, this.#editing), all);
  }

  #named(name: string, isTemplate: boolean): ConfigSection[] {
    if (this.#isChanged) {
      const sections = this.#editing.editor.named(name).filter((section) => section.isTemplate === isTemplate);
      return sections.map((section) => this.#editing.handleOf(section));
    }
    const { valid, recovers } = this.#content;
    return valid || recovers ? this.#handles.named(name, { isTemplate }) : [];
  }

  #select(isTemplate: boolean): readonly ConfigSection[] {
    const { valid, recovers } = this.#content;
    if (!valid && !recovers) return [];
    if (!this.#editing.editor.isRestructured) return isTemplate ? this.#handles.templates : this.#handles.sections;
    const sections = this.#editing.editor.sections.filter((section) => section.isTemplate === isTemplate);
    return sections.map((section) => this.#editing.handleOf(section));
  }

  #diagnose(): Diagnostic[] {
    const { sources, findings } = this.#content;
    for (const source of sources) findInSource(source, findings);
    const order = new Map(this.files.map(({ path }, index) => [path, index]));
    return findings.found.map(toDiagnostic).toSorted((a, b) => {
      return (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.start.offset - b.start.offset;
    });
  }
}

function uniquePaths(sources: readonly ConfigSource[]): ConfigSource[] {
  const byPath = new Map<string, ConfigSource>();
  for (const source of sources) if (!byPath.has(source.path)) byPath.set(source.path, source);
  return [...byPath.values()];
}

/** Whether a source is the output of an `#exec`. */
export function isExecPath(path: string): boolean {
  return path.startsWith("/var/tmp/exec.");
}
