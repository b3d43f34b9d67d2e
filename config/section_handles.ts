import type { SectionTable } from "./section_table.ts";
import { foldCase } from "./source_text.ts";

/**
 * The objects that stand for the sections of a table. They are made when somebody asks for them, as a large file has hundreds of
 * thousands, and never two for one section.
 */
export class SectionHandles<Handle> {
  readonly #table: SectionTable;
  readonly #make: (id: number) => Handle;
  #all: readonly Handle[] | undefined;
  #sections: readonly Handle[] | undefined;
  #templates: readonly Handle[] | undefined;
  /** Those that were asked for by name before all were. */
  readonly #few = new Map<number, Handle>();

  /** Takes a table, what makes an object for a section of it, and the objects of all sections if there are some. */
  constructor(table: SectionTable, make: (id: number) => Handle, all?: readonly Handle[]) {
    this.#table = table;
    this.#make = make;
    this.#all = all;
  }

  /** Those of all sections, by their numbers. */
  get all(): readonly Handle[] {
    return this.#all ??= this.#merge();
  }

  /** Those of sections that are no templates. */
  get sections(): readonly Handle[] {
    return this.#sections ??= this.#select(false);
  }

  /** Those of templates. */
  get templates(): readonly Handle[] {
    return this.#templates ??= this.#select(true);
  }

  /** That of one section, by its number. */
  at(id: number): Handle {
    const areMade = this.#all !== undefined || this.#sections !== undefined || this.#templates !== undefined;
    const known = areMade ? this.all[id] : this.#few.get(id);
    if (known !== undefined) return known;
    const made = this.#make(id);
    this.#few.set(id, made);
    return made;
  }

  /** Those of a name, in any case. */
  named(name: string, { isTemplate }: { isTemplate: boolean }): Handle[] {
    const table = this.#table;
    const found: Handle[] = [];
    for (const id of table.named(name)) {
      if (table.isTemplate(id) !== isTemplate) continue;
      // Asterisk takes no name for any name.
      if (name !== "" || foldCase(table.nameOf(id)) === "") found.push(this.at(id));
    }
    return found;
  }

  #select(isTemplate: boolean): Handle[] {
    const { size, templates } = this.#table;
    const selected = new Array<Handle>(isTemplate ? templates : size - templates);
    const hasFew = this.#few.size > 0;
    let count = 0;
    for (let id = 0; id < size; id++) {
      if (this.#table.isTemplate(id) !== isTemplate) continue;
      selected[count++] = this.#all?.[id] ?? (hasFew ? this.#few.get(id) : undefined) ?? this.#make(id);
    }
    return selected;
  }

  #merge(): Handle[] {
    const { sections, templates } = this;
    const all: Handle[] = [];
    let [section, template] = [0, 0];
    for (let id = 0; id < this.#table.size; id++) {
      const handle = this.#table.isTemplate(id) ? templates[template++] : sections[section++];
      if (handle !== undefined) all.push(handle);
    }
    return all;
  }
}
