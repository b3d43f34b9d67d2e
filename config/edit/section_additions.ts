import { foldCase } from "../source_text.ts";
import type { LinePlace } from "./edited_file.ts";
import type { EditedSection } from "./edited_section.ts";
import { type SectionVariable, variablesOf } from "./section_variables.ts";

/** Whether some own line of a section adds to a setting with "+=", which may be any other line's. */
export function hasAdditions(section: EditedSection): boolean {
  return section.own.some(({ line }) => line.isAddition);
}

/** The own lines that make a section's settings of a name, in any case, and of a value if one is given; each with those that add to it. */
export function findSettings(section: EditedSection, name: string, match: string | undefined): LinePlace[][] {
  if (!hasAdditions(section)) return section.find(name, match).map((place) => [place]);
  const key = foldCase(name);
  return variablesOf(section).flatMap((variable) => {
    const places = [...(variable.place === undefined ? [] : [variable.place]), ...variable.additions];
    const fits = foldCase(variable.name) === key &&
      (match === undefined || foldCase(variable.value) === foldCase(match));
    return fits && places.length > 0 ? [places] : [];
  });
}

/**
 * Makes an edit of a section. Throws `TypeError` where a line with "+=" would give another value to a setting that is not touched, or to
 * one that is given.
 */
export function editWithAdditions(section: EditedSection, edit: () => SectionValue | void): void {
  const before = hasAdditions(section) ? variablesOf(section) : undefined;
  const made = edit();
  if (before === undefined) return;
  const kept = before.filter(({ place }) => !made || place !== made.place);
  requireValues(section, !made ? kept : [...kept, made]);
}

/** What the setting that a line makes should have for a value. */
export type SectionValue = Pick<SectionVariable, "place" | "value">;

/** Throws `TypeError` where settings that are still there have other values than they should. */
export function requireValues(section: EditedSection, expected: readonly SectionValue[]): void {
  if (!hasAdditions(section)) return;
  const values = new Map(variablesOf(section).map(({ place, value }) => [place, value]));
  for (const { place, value } of expected) {
    if (place === undefined || !section.own.includes(place) || values.get(place) === value) continue;
    const { name } = place.line.setting;
    throw new TypeError(`Cannot edit "${name}" of section "${section.name}": a line with "+=" would change it`);
  }
}
