import type { ConfigChange } from "./change.ts";
import { splitAllQuoted } from "./quoted_split.ts";
import { scanNumber } from "./scan_number.ts";
import { foldCase, skipBlanks } from "./source_text.ts";
import { readUpdateOptions } from "./update_options.ts";
import { UpdateConfigError } from "./update_config_error.ts";

/** A header of an AMI action: name and value. */
export type ActionHeader = readonly [name: string, value: string];

/**
 * Reads the changes out of the headers of an UpdateConfig action, which are named `Action-000000`, `Cat-000000` and so on.
 *
 * As in Asterisk, names compare without case, and reading stops silently at the first number that has no `Action`. An
 * `Insert` whose `Line` is no number gets line -1, as Asterisk takes it and does nothing; one below 0 gets line 1. Throws
 * {@linkcode UpdateConfigError} for what Asterisk refuses by the headers alone.
 *
 * @example
 * ```ts
 * import { parseUpdateConfig } from "@asterism/asterisk/config";
 *
 * const [change] = parseUpdateConfig([["Action-000000", "EmptyCat"], ["Cat-000000", "general"]]);
 * console.log(change); // { verb: "EmptyCat", section: "general" }
 * ```
 */
export function parseUpdateConfig(headers: Iterable<ActionHeader>): ConfigChange[] {
  const fields = readFields(headers);
  const changes: ConfigChange[] = [];
  for (let index = 0;; index++) {
    const field = (name: string) => fields.get(`${name}-${String(index).padStart(6, "0")}`) ?? "";
    const action = field("action");
    if (action === "") return changes;
    changes.push(parseChange(action, field, index));
  }
}

/**
 * The values of headers by their names in lower case, as Asterisk finds them (manager.c, __astman_get_header): the first of each name,
 * without the blanks before it. A line feed or a NUL ends it, and an empty line ends the action.
 */
export function readFields(headers: Iterable<ActionHeader>): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of headers) {
    for (const line of `${name}:${value}`.split(/\r?\n/)) {
      if (line === "") return fields;
      const [text = ""] = line.split("\0");
      const colon = text.indexOf(":");
      const key = foldCase(text.slice(0, colon));
      if (colon >= 0 && !fields.has(key)) fields.set(key, skipBlanks(text.slice(colon + 1)));
    }
  }
  return fields;
}

/**
 * Writes changes as headers of an UpdateConfig action; the file names and the like are for the caller to add.
 *
 * Throws `TypeError` for what the action cannot say: text with CR, LF or NUL, which would be headers of their own or end there;
 * values that start with ">" but are not for `=>`; quotes in a filter.
 *
 * @example
 * ```ts
 * import { formatUpdateConfig } from "@asterism/asterisk/config";
 *
 * const headers = formatUpdateConfig([{ verb: "Append", section: "default", name: "exten", value: "1,1,NoOp()", object: true }]);
 * console.log(headers[3]); // ["Value-000000", ">1,1,NoOp()"]
 * ```
 */
export function formatUpdateConfig(changes: Iterable<ConfigChange>): ActionHeader[] {
  const headers: ActionHeader[] = [];
  let index = 0;
  for (const change of changes) {
    const number = String(index++).padStart(6, "0");
    for (const [name, value] of fieldsOf(change)) {
      if (/[\r\n\0]/.test(value)) {
        throw new TypeError(
          `Cannot send ${JSON.stringify(value)} as ${name}-${number}: a header holds no CR, LF or NUL`,
        );
      }
      headers.push([`${name}-${number}`, value]);
    }
  }
  return headers;
}

type Field = (name: "cat" | "var" | "value" | "match" | "line" | "options") => string;

function parseChange(action: string, field: Field, index: number): ConfigChange {
  const section = field("cat");
  if (section === "") throw new UpdateConfigError(index, "Category not specified", `${action} has no Cat`);
  const required = (name: "var" | "value" | "line", value = field(name)) => {
    if (value !== "") return value;
    throw new UpdateConfigError(
      index,
      "Problem with category, value, or line (if required)",
      `${action} has no ${name}`,
    );
  };
  const { filter, ignoresErrors, isTemplate, inherit, allowsDuplicates } = readUpdateOptions(field("options"));
  const target = { section, ...(filter !== "" && { filter }) };
  const lenient = { ...(ignoresErrors && { ignoreError: true }) };
  const match = field("match");
  switch (foldCase(action)) {
    case "newcat":
      return {
        verb: "NewCat",
        section,
        ...(match !== "" && { before: match }),
        ...(isTemplate && { template: true }),
        ...(inherit !== undefined && { inherits: splitAllQuoted(inherit, ",") }),
        ...(allowsDuplicates && { allowDuplicates: true }),
        ...lenient,
      };
    case "renamecat": {
      const { value: to } = parseValue(field);
      if (to === "") required("value", "");
      return { verb: "RenameCat", ...target, to };
    }
    case "delcat":
      return { verb: "DelCat", ...target, ...lenient };
    case "emptycat":
      return { verb: "EmptyCat", ...target };
    case "update":
      return { verb: "Update", ...target, name: required("var"), ...parseValue(field), ...(match !== "" && { match }) };
    case "delete": {
      const line = field("line");
      if (line === "") required("var");
      const name = field("var");
      return {
        verb: "Delete",
        ...target,
        ...(name !== "" && { name }),
        ...(match !== "" && { match }),
        ...(line !== "" && { line: scanNumber(line) ?? -1 }),
        ...lenient,
      };
    }
    case "append": {
      const isObject = foldCase(match) === "object" && { object: true };
      return { verb: "Append", ...target, name: required("var"), ...parseValue(field), ...isObject };
    }
    case "insert": {
      const name = required("var");
      // Asterisk takes the ">" away, and writes "=" all the same.
      const { value } = parseValue(field);
      const line = scanNumber(required("line"));
      return { verb: "Insert", ...target, name, value, line: line === undefined ? -1 : line < 0 ? 1 : line };
    }
    default:
      throw new UpdateConfigError(index, "Unknown action command", `"${action}" is none of UpdateConfig`);
  }
}

function parseValue(field: Field): { value: string; object?: true } {
  const value = field("value");
  return value.startsWith(">") ? { value: value.slice(1), object: true } : { value };
}

function fieldsOf(change: ConfigChange): ActionHeader[] {
  const fields: [string, string | undefined][] = [["Action", change.verb], ["Cat", change.section]];
  const options: string[] = [];
  switch (change.verb) {
    case "NewCat":
      fields.push(["Match", change.before]);
      if (change.allowDuplicates) options.push("allowdups");
      if (change.template) options.push("template");
      if (change.inherits?.length) options.push(`inherit=${quote(change.inherits.join(","))}`);
      break;
    case "RenameCat":
      fields.push(["Value", change.to]);
      break;
    case "DelCat":
    case "EmptyCat":
      break;
    case "Update":
      fields.push(["Var", change.name], ["Value", formatValue(change)], ["Match", change.match]);
      break;
    case "Delete":
      fields.push(["Var", change.name], ["Match", change.match], ["Line", change.line?.toString()]);
      break;
    case "Append":
      fields.push(["Var", change.name], ["Value", formatValue(change)]);
      break;
    case "Insert":
      fields.push(["Var", change.name], ["Value", formatValue(change)], ["Line", `${change.line}`]);
      break;
    default:
      throw new Error(`Unreachable: ${change satisfies never}`);
  }
  if ("ignoreError" in change && change.ignoreError) options.push("ignoreerror");
  if ("filter" in change && change.filter !== undefined) options.push(`catfilter=${quote(change.filter)}`);
  if (options.length > 0) fields.push(["Options", options.join(",")]);
  return fields.flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
}

function formatValue({ value, object = false }: { value: string; object?: boolean }): string {
  if (object) return `>${value}`;
  if (!value.startsWith(">")) return value;
  throw new TypeError(`Cannot send value "${value}": UpdateConfig takes a ">" at its start for "=>"`);
}

function quote(text: string): string {
  if (text.includes('"')) throw new TypeError(`Cannot send ${text} in options: they have quotes around it`);
  return `"${text}"`;
}
