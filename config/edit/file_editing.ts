import type { SectionTable } from "../section_table.ts";
import { SectionView } from "../section_view.ts";
import { ConfigEditor, type EditedContent } from "./config_editor.ts";
import type { EditedSection } from "./edited_section.ts";

/** What {@linkcode FileEditing} needs of the file that it is for. */
export interface EditingHost<Handle extends object> {
  /** The files as they were read. */
  content(): EditedContent;
  /** Reads the files again, with other bytes for some. */
  reread(changed: ReadonlyMap<string, Uint8Array>): SectionTable;
  /** The objects that stand for sections, by their index when they were read. */
  handles(): readonly Handle[];
  /** One of them. */
  handleAt(index: number): Handle;
  /** The index of a section when it was read; undefined for one that was added. */
  indexOf(handle: Handle): number | undefined;
  /** Makes an object for a section that was added. */
  makeHandle(): Handle;
  /** Is told before an edit. */
  beforeEdit(): void;
  /** Is told that what was read is no longer true. */
  onEdit(): void;
}

/** What the files say, and where a section is in it. */
interface Reading {
  readonly view: SectionView;
  readonly idOf: (section: EditedSection) => number | undefined;
}

/**
 * Keeps the objects that stand for sections true while their file is edited: what they say is read again, but only when it is asked
 * for, and all at once.
 */
export class FileEditing<Handle extends object> {
  readonly #host: EditingHost<Handle>;
  #editor: ConfigEditor;
  /** Only of sections that were added; the others have an index. */
  #added = new Map<Handle, EditedSection>();
  #handles = new Map<EditedSection, Handle>();
  #deleted = new Set<EditedSection>();
  #isChanged = false;
  #original: SectionView | undefined;
  #edited: Reading | undefined;

  constructor(host: EditingHost<Handle>) {
    this.#host = host;
    this.#editor = new ConfigEditor(host.content());
  }

  /** Whether there may be changes. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** The changes so far. */
  get editor(): ConfigEditor {
    return this.#editor;
  }

  /** The objects of all sections as they are now, in order. */
  get handles(): readonly Handle[] {
    if (!this.#editor.isRestructured) return this.#host.handles();
    return this.#editor.sections.map((section) => this.handleOf(section));
  }

  /** The major version of Asterisk that the files are read for. */
  get asteriskVersion(): number {
    return this.#editor.content.asteriskVersion;
  }

  /** What the sections are now. */
  get view(): SectionView {
    if (this.#isChanged) return this.#reading().view;
    return this.#original ??= new SectionView(this.#editor.content.table);
  }

  /** The index of a section in the view; undefined for one that was deleted. */
  idOf(handle: Handle): number | undefined {
    const section = this.#sectionOf(handle);
    return section === undefined ? undefined : this.#reading().idOf(section);
  }

  /** The object of a section. */
  handleOf(section: EditedSection): Handle {
    const known = section.record === undefined ? this.#handles.get(section) : this.#host.handleAt(section.record.id);
    if (known !== undefined) return known;
    const handle = this.#host.makeHandle();
    this.#handles.set(section, handle);
    this.#added.set(handle, section);
    return handle;
  }

  /** Sees to it that the edited files are read. */
  refresh(): void {
    this.#reading();
  }

  /** Lets edit one section. */
  editSection<T>(handle: Handle, edit: (section: EditedSection, editor: ConfigEditor) => T): T {
    return this.edit((editor) => {
      const section = this.#sectionOf(handle);
      if (section === undefined) throw new TypeError("Cannot edit a section that was deleted");
      return edit(section, editor);
    });
  }

  /** Lets edit the file: what `edit` does is done completely, or where it throws not at all. */
  edit<T>(edit: (editor: ConfigEditor) => T): T {
    this.#host.beforeEdit();
    try {
      return this.#editor.log.run(() => {
        const result = edit(this.#editor);
        if (this.#editor.content.isBrittle) this.#verify();
        this.#isChanged = true;
        return result;
      });
    } finally {
      this.#host.onEdit();
      this.#edited = undefined;
    }
  }

  /** Forgets that a section was there. */
  forget(section: EditedSection): void {
    this.#deleted.add(section);
  }

  /** Begins anew, without any change. */
  reset(): void {
    this.#editor = new ConfigEditor(this.#host.content());
    this.#added = new Map();
    this.#handles = new Map();
    this.#deleted = new Set();
    this.#isChanged = false;
    this.#original = undefined;
    this.#edited = undefined;
  }

  #sectionOf(handle: Handle): EditedSection | undefined {
    const index = this.#host.indexOf(handle);
    const section = index === undefined ? this.#added.get(handle) : this.#editor.original(index);
    return section === undefined || this.#deleted.has(section) ? undefined : section;
  }

  #verify(): void {
    this.#host.onEdit();
    if (isAsMeant(this.#editor, this.#host.reread(this.#editor.bytes))) return;
    throw new TypeError(
      "Cannot make this edit: another section would not be read as before, as a header with a filter or the end of an included " +
        "file that Asterisk cuts depends on what is changed",
    );
  }

  #reading(): Reading {
    return this.#edited ??= this.#readAgain();
  }

  #readAgain(): Reading {
    const editor = this.#editor;
    const table = this.#host.reread(editor.bytes);
    const view = new SectionView(table);
    if (!editor.isRestructured && table.size === editor.content.table.size) {
      return { view, idOf: ({ record }) => record?.id };
    }
    if (!isAsMeant(editor, table)) {
      throw new Error("Cannot read what was edited: it has other sections than were meant");
    }
    const ids = new Map(editor.sections.map((section, id) => [section, id]));
    return { view, idOf: (section) => ids.get(section) };
  }
}

/** Whether what was edited has the sections that were meant, with the headers that they had. */
function isAsMeant({ sections }: ConfigEditor, table: SectionTable): boolean {
  if (table.size !== sections.length) return false;
  const ids = new Map(sections.map((section, id) => [section, id]));
  return sections.every((section, id) => {
    if (section.name !== table.nameOf(id) || section.isTemplate !== table.isTemplate(id)) return false;
    if ((section.record?.headers.length ?? 1) !== table.headersOf(id).length) return false;
    const [bases, found] = [section.bases, table.headerBasesOf(id).flat()];
    return bases.length === found.length && bases.every((base, at) => ids.get(base) === found[at]);
  });
}
