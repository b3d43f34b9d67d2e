import { foldCase } from "../source_text.ts";
import type { ServerCategory, ServerPlace } from "./server_category.ts";

/**
 * What Asterisk has in memory of a file that it is about to change: everything that it writes again. All text has one character for
 * each byte.
 */
export class ServerMemory {
  /** The sections, in order. */
  categories: ServerCategory[] = [];
  /** The directives that include something, in the order in which they were read. */
  readonly includes: ServerInclude[] = [];
  /** The section of the last header, in which the next included file starts. */
  current: ServerCategory | undefined;
  /** Where sections were that are deleted, the latest last. */
  readonly freed: ServerPlace[] = [];
  readonly #byKey = new Map<string, ServerCategory>();
  #indexed = 0;
  /** How deep the file is included that is read. */
  level = 0;

  /** Frees what a section takes. What inherits from it finds nothing there, or what comes there next. */
  free({ place }: ServerCategory): void {
    place.category = undefined;
    this.freed.push(place);
  }

  /** Adds a section as the last one. */
  append(category: ServerCategory): void {
    this.categories.push(category);
    this.current = category;
  }

  /** The first section of a name, in any case, templates among them; the first of all where it is empty. Only while files are read. */
  find(name: string): ServerCategory | undefined {
    if (name === "") return this.categories[0];
    for (let category = this.categories[this.#indexed]; category; category = this.categories[++this.#indexed]) {
      const key = foldCase(category.name);
      if (!this.#byKey.has(key)) this.#byKey.set(key, category);
    }
    return this.#byKey.get(foldCase(name));
  }
}

/** Comments, which belong to the thing after them, or on the same line, or at the end of a file to the last thing. */
export interface ServerComments {
  /** The lines before it. */
  before?: string;
  /** What stands behind it. */
  sameLine?: string;
  /** The lines up to the end of the file. */
  trailing?: string;
}

/** A setting. */
export interface ServerVariable extends ServerComments {
  readonly name: string;
  readonly value: string;
  /** The file that it is written to; empty for the one that is changed. */
  file: string;
  /** Where it stood, from 1; 0 for one that a change adds. */
  readonly line: number;
  isObject: boolean;
  /** Whether it is a copy of what a base has. */
  readonly isInherited: boolean;
}

/** A directive that includes something. */
export interface ServerInclude extends ServerComments {
  readonly kind: "include" | "tryinclude" | "exec";
  /** What is written behind it: the file, or the command. */
  readonly argument: string;
  /** By which Asterisk finds it again: the file, or that of the command's output. */
  readonly included: string;
  /** The file that it stands in; empty for the one that is changed. */
  file: string;
  readonly line: number;
  /** The files that are written anew, by their absolute paths. */
  readonly truncated: readonly string[];
  /** How often the same file was included again. */
  count: number;
}
