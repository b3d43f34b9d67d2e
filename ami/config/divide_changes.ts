import { maxActionLines } from "../encode.ts";
import type { ChangeFields } from "./change_fields.ts";
import type { AmiConfigChange } from "./config_change.ts";
import type { ServerSection } from "./get_config.ts";

/** How many lines an action has, with those that are the same in all: `Action`, `ActionID` and what names the files. */
export function countLines(changes: readonly ChangeFields[], others: number): number {
  return changes.reduce((lines, fields) => lines + fields.length, others);
}

/** Divides changes so that each action has as many as go into it. */
export function divideChanges(changes: readonly ChangeFields[], others: number): (readonly ChangeFields[])[] {
  const parts: ChangeFields[][] = [];
  let lines = Infinity;
  for (const fields of changes) {
    if (lines + fields.length > maxActionLines) {
      parts.push([]);
      lines = others;
    }
    parts.at(-1)?.push(fields);
    lines += fields.length;
  }
  return parts;
}

/**
 * Why a list can't be divided without meaning something else, or nothing: between two requests Asterisk reads the file anew, and what sections
 * have inherited is another thing then.
 */
export function indivisibility(
  changes: readonly AmiConfigChange[],
  sections: readonly ServerSection[],
): string | undefined {
  const inheriting = new Set(
    sections.flatMap(({ name, isTemplate, inherits }) => isTemplate || inherits.length > 0 ? [name.toLowerCase()] : []),
  );
  // What a plain section inherits from need not be a template.
  for (const { inherits } of sections) for (const base of inherits) inheriting.add(base.toLowerCase());
  for (const [index, change] of changes.entries()) {
    const names = change.verb === "RenameCat" ? [change.section, change.to] : [change.section];
    const isOfTemplates = change.verb === "NewCat"
      ? change.template === true || (change.inherits?.length ?? 0) > 0
      : change.filter !== undefined;
    if (isOfTemplates || names.some((name) => inheriting.has(name.toLowerCase()))) {
      return `change ${index}, ${change.verb} of "${change.section}", is about templates or what inherits from them`;
    }
  }
  return undefined;
}
