import { splitAllQuoted } from "../quoted_split.ts";
import { maxSectionName } from "../plain_headers.ts";
import { foldCase } from "../source_text.ts";
import { scanNumber } from "../scan_number.ts";
import { readUpdateOptions, type UpdateOptions } from "../update_options.ts";
import type { UpdateConfigMessage } from "../update_config_error.ts";
import { toByteText } from "./byte_text.ts";
import { categoryTest, findVariable, inheritFrom, renewed, ServerCategory } from "./server_category.ts";
import type { ServerMemory, ServerVariable } from "./server_memory.ts";

/** A change at which Asterisk crashes, with its reason. */
export class ServerCrash extends Error {}

/** One change as the headers have it, with one character for each byte. */
interface Change {
  readonly section: string;
  readonly name: string;
  readonly value: string;
  readonly match: string;
  readonly line: string;
  /** Whether the value began with ">". */
  readonly isObject: boolean;
  readonly options: UpdateOptions;
}

/**
 * Makes the changes of an UpdateConfig action in memory, as Asterisk does (manager.c, handle_updates).
 *
 * @param fields The headers of the action, by their names in lower case.
 * @param file The file that new things are written to.
 * @returns What Asterisk answers where it refuses a change; undefined where it makes all.
 */
export function makeServerChanges(
  memory: ServerMemory,
  fields: ReadonlyMap<string, string>,
  file: string,
): UpdateConfigMessage | undefined {
  let refusal: UpdateConfigMessage | undefined;
  for (let index = 0; index < 100_000; index++) {
    const field = (name: string) => toByteText(fields.get(`${name}-${String(index).padStart(6, "0")}`) ?? "");
    const action = field("action");
    if (action === "") break;
    if (field("cat") === "") return "Category not specified";
    const value = field("value");
    const isObject = value.startsWith(">");
    const change: Change = {
      section: field("cat"),
      name: field("var"),
      value: isObject ? value.slice(1) : value,
      match: field("match"),
      line: field("line"),
      isObject,
      options: readUpdateOptions(field("options")),
    };
    const failed = makeChange(memory, foldCase(action), change, file);
    if (failed === undefined) continue;
    refusal = failed;
    // After this one, and only this one, Asterisk goes on.
    if (failed !== "Template category not found") break;
  }
  return refusal;
}

function makeChange(
  memory: ServerMemory,
  action: string,
  change: Change,
  file: string,
): UpdateConfigMessage | undefined {
  const { name, value, line, options } = change;
  const missing = "Problem with category, value, or line (if required)";
  switch (action) {
    case "newcat":
      return createCategory(memory, change, file);
    case "renamecat":
      if (value === "") return missing;
      return forEach(memory, change, (category) => category.name = value.slice(0, maxSectionName));
    case "delcat": {
      const found = selected(memory, change);
      memory.categories = memory.categories.filter((category) => !found.includes(category));
      for (const category of found) memory.free(category);
      return found.length > 0 || options.ignoresErrors ? undefined : "Given category does not exist";
    }
    case "emptycat":
      return forEach(memory, change, (category) => category.empty());
    case "update":
      if (name === "") return missing;
      return forSome(memory, change, "Update did not complete successfully", (category) => {
        const old = findVariable(category, name, change.match);
        if (old === undefined) return false;
        category.replace(old, { ...renewed(old, name, value), isObject: old.isObject || change.isObject });
        return true;
      });
    case "delete":
      if (name === "" && line === "") return missing;
      // Asterisk answers with the words of an update.
      return forSome(
        memory,
        change,
        options.ignoresErrors ? undefined : "Update did not complete successfully",
        (category) => deleteVariables(category, change),
      );
    case "append":
      if (name === "") return missing;
      return forEach(memory, change, (category) => {
        const isObject = change.isObject || foldCase(change.match) === "object";
        category.append({ ...newVariable(change, file), isObject });
      });
    case "insert":
      if (name === "" || line === "") return missing;
      return forEach(memory, change, (category) => insertVariable(category, newVariable(change, file), line));
    default:
      return "Unknown action command";
  }
}

function selected(memory: ServerMemory, { section, options }: Change): ServerCategory[] {
  return memory.categories.filter(categoryTest(section, options.filter));
}

/** Does something to each section that a change is for. */
function forEach(
  memory: ServerMemory,
  change: Change,
  make: (category: ServerCategory) => void,
): UpdateConfigMessage | undefined {
  const found = selected(memory, change);
  found.forEach(make);
  return found.length === 0 ? "Given category does not exist" : undefined;
}

/** Does something to each section that a change is for; what is answered where that comes to nothing is told too. */
function forSome(
  memory: ServerMemory,
  change: Change,
  refusal: UpdateConfigMessage | undefined,
  make: (category: ServerCategory) => boolean,
): UpdateConfigMessage | undefined {
  const found = selected(memory, change);
  if (found.length === 0) return "Given category does not exist";
  return found.map(make).includes(true) ? undefined : refusal;
}

const createFailure = "Create category did not complete successfully";

function createCategory(
  memory: ServerMemory,
  { section, match, options }: Change,
  file: string,
): UpdateConfigMessage | undefined {
  const { allowsDuplicates, ignoresErrors, isTemplate, inherit } = options;
  if (!allowsDuplicates && memory.categories.some(categoryTest(section, "TEMPLATES=include"))) {
    return ignoresErrors ? undefined : createFailure;
  }
  const place = memory.freed.pop();
  const category = new ServerCategory(section.slice(0, maxSectionName), {
    file,
    line: -1,
    isTemplate,
    ...(place !== undefined && { place }),
  });
  const refusal = placeCategory(memory, category, { inherit, match });
  if (refusal !== undefined) memory.free(category);
  return refusal;
}

function placeCategory(
  memory: ServerMemory,
  category: ServerCategory,
  { inherit, match }: { inherit: string | undefined; match: string },
): UpdateConfigMessage | undefined {
  const names = inherit === undefined ? [] : splitAllQuoted(inherit, ",");
  for (const [index, name] of names.entries()) {
    const template = memory.categories.find(categoryTest(name, "TEMPLATES=restrict"));
    if (template !== undefined) inheritFrom(category, template);
    else if (index === names.length - 1) return "Template category not found";
    else throw new ServerCrash(`There is no template "${name}", and Asterisk crashes where others come after it`);
  }
  if (match === "") {
    memory.append(category);
    return undefined;
  }
  const next = memory.categories.findIndex(({ name }) => foldCase(name) === foldCase(match));
  if (next < 0) return createFailure;
  memory.categories.splice(next, 0, category);
  return undefined;
}

function newVariable({ name, value }: Change, file: string): ServerVariable {
  return { name, value, file, line: 0, isObject: false, isInherited: false };
}

function deleteVariables(category: ServerCategory, { name, match, line }: Change): boolean {
  const { length } = category.variables;
  const [key, value] = [foldCase(name), foldCase(match)];
  if (line !== "") {
    const wanted = scanNumber(line);
    category.remove((_, index) => index === wanted);
  } else {
    category.remove((variable) => {
      return foldCase(variable.name) === key && (value === "" || foldCase(variable.value) === value);
    });
  }
  return category.variables.length < length;
}

/** Puts a setting behind as many others, or behind all (config.c, ast_variable_insert). */
function insertVariable(category: ServerCategory, variable: ServerVariable, line: string): void {
  const wanted = scanNumber(line);
  if (wanted === undefined) return;
  const { length } = category.variables;
  if (wanted === 0) return category.insert(0, variable);
  if (length === 0 || (length === 1 && wanted > 1)) {
    throw new ServerCrash(
      `Section "${category.name}" has ${length} settings, and Asterisk crashes at an insertion at ${wanted}`,
    );
  }
  category.insert(Math.min(Math.max(wanted, 1), length), variable);
}
