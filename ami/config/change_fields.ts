import { checkChange } from "./check_change.ts";
import type { AmiConfigChange } from "./config_change.ts";

/** The headers of one change, by their names without a number. */
export type ChangeFields = readonly (readonly [name: string, value: string])[];

/** Makes the headers of a change; throws for what Asterisk would take for something else. */
export function fieldsOfChange(change: AmiConfigChange, index: number): ChangeFields {
  checkChange(change, index);
  const fields: (readonly [string, string | undefined])[] = [
    ["Action", change.verb],
    ["Cat", change.section],
    ...detailsOf(change),
    ["Options", optionsOf(change)],
  ];
  return fields.flatMap(([name, value]) => value === undefined ? [] : [[name, value] as const]);
}

/** Numbers the headers of changes: six digits, from 0 and without a gap, as Asterisk stops at the first number that is not there. */
export function numberFields(changes: readonly ChangeFields[]): Record<string, string> {
  return Object.fromEntries(changes.flatMap((fields, index) => {
    return fields.map(([name, value]) => [`${name}-${String(index).padStart(6, "0")}`, value]);
  }));
}

function detailsOf(change: AmiConfigChange): (readonly [string, string | undefined])[] {
  switch (change.verb) {
    case "NewCat":
      return [["Match", change.before]];
    case "RenameCat":
      return [["Value", change.to]];
    case "DelCat":
    case "EmptyCat":
      return [];
    case "Update":
      return [["Var", change.name], ["Value", valueOf(change)], ["Match", change.match]];
    case "Delete":
      if (change.line !== undefined) return [["Line", `${change.line}`]];
      return [["Var", change.name], ["Match", change.match]];
    case "Append":
      return [["Var", change.name], ["Value", valueOf(change)]];
    case "Insert":
      return [["Var", change.name], ["Value", change.value], ["Line", `${change.line}`]];
    default:
      throw new Error(`Unreachable: ${change satisfies never}`);
  }
}

function optionsOf(change: AmiConfigChange): string | undefined {
  const options: string[] = [];
  if (change.verb === "NewCat") {
    if (change.allowDuplicates) options.push("allowdups");
    if (change.template) options.push("template");
    if (change.inherits?.length) options.push(`inherit="${change.inherits.join(",")}"`);
  } else if (change.filter !== undefined) {
    options.push(`catfilter="${change.filter}"`);
  }
  if ("ignoreError" in change && change.ignoreError) options.push("ignoreerror");
  return options.length === 0 ? undefined : options.join(",");
}

function valueOf({ value, object = false }: { value: string; object?: boolean }): string {
  return object ? `>${value}` : value;
}
