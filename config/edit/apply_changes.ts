import type {
  AppendSetting,
  ConfigChange,
  DeleteSetting,
  InsertSetting,
  NewSection,
  UpdateSetting,
} from "../change.ts";
import { parseSectionFilter } from "../section_filter.ts";
import { foldCase, trimBlanks } from "../source_text.ts";
import { UpdateConfigError } from "../update_config_error.ts";
import type { ConfigEditor } from "./config_editor.ts";
import type { EditedSection } from "./edited_section.ts";
import { requireValues } from "./section_additions.ts";
import { isSame, ownPlace, type SectionVariable, variablesOf } from "./section_variables.ts";

/** How changes are applied. */
export interface ApplyOptions {
  /**
   * Whether sections that inherit from a changed template keep what they had: the old value becomes a line of their own.
   * @default {true}
   */
  preserveEffectiveContext?: boolean;
  /** Whether sections that inherit from a renamed or deleted one are changed too, rather than refused. @default {false} */
  fixUsers?: boolean;
}

/**
 * Makes changes as Asterisk's UpdateConfig does (manager.c, handle_updates; config.c, ast_config_text_file_save2), but without its
 * losses. Throws where Asterisk answers an error.
 */
export function applyChanges(editor: ConfigEditor, changes: Iterable<ConfigChange>, options: ApplyOptions = {}): void {
  const { preserveEffectiveContext = true, fixUsers = false } = options;
  const update = new Update(editor, fixUsers);
  let index = 0;
  for (const change of changes) update.make(change, index++);
  if (preserveEffectiveContext) update.preserve();
  update.verify();
}

class Update {
  readonly #editor: ConfigEditor;
  readonly #fixUsers: boolean;
  /** What Asterisk has in memory: inherited settings are copies, which do not follow the template. */
  readonly #memory = new Map<EditedSection, SectionVariable[]>();
  readonly #changed = new Set<EditedSection>();

  constructor(editor: ConfigEditor, fixUsers: boolean) {
    this.#editor = editor;
    this.#fixUsers = fixUsers;
  }

  make(change: ConfigChange, index: number): void {
    const fail = (response: UpdateConfigError["response"], what: string): never => {
      throw new UpdateConfigError(index, response, what);
    };
    if (change.verb === "NewCat") return this.#create(change, fail);
    const found = this.#find(change);
    const isLenient = "ignoreError" in change && change.ignoreError === true;
    if (found.length === 0) {
      if (isLenient && change.verb === "DelCat") return;
      fail("Given category does not exist", `no section "${change.section}" fits`);
    }
    switch (change.verb) {
      case "RenameCat":
        for (const section of found) this.#editor.rename(section, change.to, { fixUsers: this.#fixUsers });
        break;
      case "DelCat":
        for (const section of found) {
          this.#load(section);
          this.#editor.remove(section, { fixUsers: this.#fixUsers });
          this.#memory.delete(section);
        }
        break;
      case "EmptyCat":
        for (const section of found) this.#empty(section);
        break;
      case "Update": {
        const done = found.filter((section) => this.#update(section, change));
        if (done.length === 0) fail("Update did not complete successfully", `no setting "${change.name}" fits`);
        break;
      }
      case "Delete": {
        const done = found.filter((section) => this.#delete(section, change));
        const what = change.line === undefined
          ? `no setting "${change.name}" fits`
          : `there is no setting ${change.line}`;
        // Asterisk answers with the words of an update.
        if (done.length === 0 && !isLenient) fail("Update did not complete successfully", what);
        break;
      }
      case "Append":
        for (const section of found) this.#add(section, change, this.#load(section).length);
        break;
      case "Insert":
        for (const section of found) this.#insert(section, change);
        break;
      default:
        throw new Error(`Unreachable: ${change satisfies never}`);
    }
  }

  /** Writes into sections what they have inherited and no longer do (config.c, CONFIG_SAVE_FLAG_PRESERVE_EFFECTIVE_CONTEXT). */
  preserve(): void {
    for (const [section, variables] of this.#memory) {
      if (!section.bases.some((base) => this.#changed.has(base))) continue;
      const kept = section.bases.flatMap((base) => this.#load(base));
      variables.forEach((variable, index) => {
        if (variable.place !== undefined || variable.additions.length > 0) return;
        if (kept.some((other) => isSame(other, variable))) return;
        variable.place = section.insert(ownPlace(section, variables, index), written(variable));
      });
    }
  }

  /** Throws where a line with "+=" gives another value to a setting than it should have. */
  verify(): void {
    for (const [section, variables] of this.#memory) requireValues(section, variables);
  }

  #create(change: NewSection, fail: (response: UpdateConfigError["response"], what: string) => never): void {
    const { section, before, inherits = [], template = false, allowDuplicates = false, ignoreError = false } = change;
    if (!allowDuplicates && this.#editor.named(section).length > 0) {
      if (ignoreError) return;
      fail("Create category did not complete successfully", `there is a section "${section}"`);
    }
    const bases = inherits.map((name) => {
      // An empty name fits any.
      const found = name === "" ? this.#editor.sections : this.#editor.named(name);
      return found.find(({ isTemplate }) => isTemplate)?.name ??
        fail("Template category not found", `"${name}" is no template`);
    });
    const [next] = before === undefined ? [] : this.#editor.named(before);
    if (before !== undefined && next === undefined) {
      fail(
        "Create category did not complete successfully",
        `there is no section "${before}" before which it could come`,
      );
    }
    this.#editor.add(section, { inherits: bases, template, allowDuplicates: true, before: next });
  }

  #find(change: Exclude<ConfigChange, NewSection>): EditedSection[] {
    const fits = parseSectionFilter(change.filter ?? "", ",");
    return this.#editor.named(change.section).filter((section) => {
      return fits({ isTemplate: section.isTemplate, pairs: () => this.#load(section) }) === true;
    });
  }

  #update(section: EditedSection, change: UpdateSetting): boolean {
    const variables = this.#load(section);
    const fits = matcher(change);
    const isNew = this.#editor.content.asteriskVersion >= 23;
    const index = isNew ? variables.findLastIndex(fits) : variables.findIndex(fits);
    const variable = variables[index];
    if (variable === undefined) return false;
    const { name, object = false } = change;
    const value = trimBlanks(change.value);
    this.#changed.add(section);
    if (variable.place !== undefined) {
      const { operator } = variable.place.line.setting;
      const next = object ? "=>" : operator === "+=" ? "=" : operator;
      section.remove(variable.additions.splice(0));
      variable.place.line.change({ name, value, operator: next });
    } else if (variable.additions.length > 0 || !isSame({ name, value }, variable)) {
      section.remove(variable.additions.splice(0));
      const isObject = object || variable.isObject;
      variable.place = section.insert(ownPlace(section, variables, index), written({ name, value, isObject }));
      this.#warnInherited(section, name);
    }
    Object.assign(variable, { name, value, isObject: object || variable.isObject });
    return true;
  }

  #delete(section: EditedSection, change: DeleteSetting): boolean {
    const variables = this.#load(section);
    const { line } = change;
    const gone = line === undefined
      ? variables.filter(matcher(change))
      : variables.filter((_, index) => index === line);
    if (gone.length === 0) return false;
    this.#changed.add(section);
    for (const variable of gone) {
      const { place, additions, name } = variable;
      section.remove([...(place === undefined ? [] : [place]), ...additions]);
      variables.splice(variables.indexOf(variable), 1);
      if (place !== undefined) continue;
      const message = `Section "${section.name}" inherits "${name}", so that it cannot be deleted there`;
      this.#editor.warn({ code: "inherited-kept", section: section.name, name, message });
    }
    return true;
  }

  #empty(section: EditedSection): void {
    const variables = this.#load(section);
    this.#changed.add(section);
    section.remove(section.own);
    variables.splice(0);
  }

  #insert(section: EditedSection, change: InsertSetting): void {
    const { length } = this.#load(section);
    const { line } = change;
    // Where fewer settings come before, it becomes the last; of less than two Asterisk's list has no last one.
    if (line >= 0 && (line <= length || length > 1)) return this.#add(section, change, Math.min(line, length));
    const message = `Section "${section.name}" has ${length} settings, so that nothing is inserted at ${line}`;
    this.#editor.warn({ code: "line-missing", section: section.name, name: change.name, message });
  }

  #add(section: EditedSection, change: AppendSetting | InsertSetting, index: number): void {
    const variables = this.#load(section);
    const { object: isObject = false } = change;
    const [name, value] = [trimBlanks(change.name), trimBlanks(change.value)];
    this.#changed.add(section);
    const place = section.insert(ownPlace(section, variables, index), written({ name, value, isObject }));
    variables.splice(index, 0, { name, value, isObject, place, additions: [] });
  }

  #warnInherited(section: EditedSection, name: string): void {
    warnInherited(this.#editor, section, name);
  }

  /** What is inherited has to be known before the first change of what it is inherited from. */
  #load(section: EditedSection): SectionVariable[] {
    let variables = this.#memory.get(section);
    if (variables !== undefined) return variables;
    this.#memory.set(section, variables = variablesOf(section));
    for (const user of this.#editor.usersOf(section)) this.#load(user);
    return variables;
  }
}

/** Notes that an inherited value comes before an own one, and so hides it where Asterisk takes the first. */
export function warnInherited(editor: ConfigEditor, section: EditedSection, name: string): void {
  if (editor.content.asteriskVersion >= 23) return;
  const message =
    `Section "${section.name}" inherits "${name}" too, and up to Asterisk 22 that value counts where the first one is taken`;
  editor.warn({ code: "inherited-first", section: section.name, name, message });
}

function matcher({ name = "", match }: { name?: string; match?: string }): (variable: SectionVariable) => boolean {
  const key = foldCase(name);
  return (variable) => {
    return foldCase(variable.name) === key && (match === undefined || foldCase(variable.value) === foldCase(match));
  };
}

function written({ name, value, isObject }: { name: string; value: string; isObject: boolean }) {
  return { name, value, operator: isObject ? "=>" : "=" } as const;
}
