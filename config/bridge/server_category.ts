import { parseSectionFilter } from "../section_filter.ts";
import { foldCase, trimBlanks } from "../source_text.ts";
import { readByteText } from "./byte_text.ts";
import type { ServerComments, ServerVariable } from "./server_memory.ts";

/** A place in memory for a section. Asterisk gives one that it has freed to the next section, also where something still refers to it. */
export interface ServerPlace {
  /** What is there; nothing once it is freed. */
  category: ServerCategory | undefined;
}

/** A section. */
export class ServerCategory implements ServerComments {
  name: string;
  isTemplate: boolean;
  file: string;
  readonly line: number;
  before?: string;
  sameLine?: string;
  trailing?: string;
  /** Where it is in memory. */
  readonly place: ServerPlace;
  /** What it inherits from, and the name that this had. */
  readonly bases: { readonly name: string; readonly place: ServerPlace }[] = [];
  #variables: ServerVariable[] = [];
  /** Asterisk's pointer to the last one, which insertions do not move. */
  #last: ServerVariable | undefined;

  constructor(name: string, content: { file: string; line: number; isTemplate?: boolean; place?: ServerPlace }) {
    const { file, line, isTemplate = false, place = { category: undefined } } = content;
    this.name = name;
    this.file = file;
    this.line = line;
    this.isTemplate = isTemplate;
    this.place = place;
    place.category = this;
  }

  /** Its settings, in order. */
  get variables(): readonly ServerVariable[] {
    return this.#variables;
  }

  /** Adds settings after the one that Asterisk takes for the last: what is behind that is lost. */
  append(...variables: ServerVariable[]): void {
    if (variables.length === 0) return;
    const last = this.#last;
    if (last === undefined) this.#variables.length = 0;
    else if (last !== this.#variables.at(-1)) this.#variables.length = this.#variables.indexOf(last) + 1;
    for (const variable of variables) this.#variables.push(variable);
    this.#last = variables.at(-1);
  }

  /** Puts a setting at an index, where Asterisk does not notice that it may be the last one now. */
  insert(index: number, variable: ServerVariable): void {
    this.#variables.splice(index, 0, variable);
  }

  /** Puts a setting in the place of another one. */
  replace(old: ServerVariable, variable: ServerVariable): void {
    this.#variables[this.#variables.indexOf(old)] = variable;
    if (this.#last === old) this.#last = variable;
  }

  /** Removes settings. */
  remove(isGone: (variable: ServerVariable, index: number) => boolean): void {
    const kept: ServerVariable[] = [];
    for (const [index, variable] of this.#variables.entries()) {
      if (!isGone(variable, index)) kept.push(variable);
      else if (this.#last === variable) this.#last = kept.at(-1);
    }
    this.#variables = kept;
  }

  /** Removes all settings. */
  empty(): void {
    this.#variables = [];
    this.#last = undefined;
  }
}

/** Tells whether a section has a name, in any case and of any where it is empty, and fits a filter. */
export function categoryTest(
  name: string,
  filter: string,
  separator: "&" | "," = ",",
): (category: ServerCategory) => boolean {
  const key = foldCase(name);
  const fits = parseSectionFilter(readByteText(filter), separator);
  return (category) => {
    if (key !== "" && foldCase(category.name) !== key) return false;
    const pairs = () =>
      category.variables.map(({ name, value }) => ({ name: readByteText(name), value: readByteText(value) }));
    return fits({ isTemplate: category.isTemplate, pairs }) === true;
  };
}

/** Copies the settings of a section into another one, without their comments. */
export function inheritFrom(category: ServerCategory, base: ServerCategory): void {
  category.bases.push({ name: base.name, place: base.place });
  category.append(
    ...base.variables.map(({ name, value, file, line, isObject }): ServerVariable => {
      return { name, value, file, line, isObject, isInherited: true };
    }),
  );
}

/** Makes a variable anew that keeps the place, the operator and the comments of the old one. */
export function renewed(old: ServerVariable, name: string, value: string): ServerVariable {
  return { ...old, name, value, isInherited: false };
}

/** The first variable of a name and, unless that is empty, of a value, both in any case (config.c, ast_variable_update). */
export function findVariable(category: ServerCategory, name: string, match: string): ServerVariable | undefined {
  const [key, value] = [foldCase(name), foldCase(match)];
  return category.variables.find((variable) => {
    return foldCase(variable.name) === key && (value === "" || foldCase(variable.value) === value);
  });
}

/** Adds to the last variable of exactly this name; false where there is none. */
export function addToVariable(category: ServerCategory, name: string, added: string): boolean {
  const last = category.variables.findLast((variable) => variable.name === name);
  if (last === undefined) return false;
  const changed = findVariable(category, name, last.value);
  if (changed !== undefined) category.replace(changed, renewed(changed, name, trimBlanks(last.value + added)));
  return true;
}
