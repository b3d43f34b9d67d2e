import { foldCase, trimBlanks } from "../source_text.ts";
import type { LinePlace } from "./edited_file.ts";
import type { EditedSection } from "./edited_section.ts";

/** A setting as Asterisk holds it in memory. */
export interface SectionVariable {
  name: string;
  value: string;
  isObject: boolean;
  /** The own line that it comes from; undefined where it is inherited. */
  place: LinePlace | undefined;
  /** Own lines with `+=` whose values are part of it. */
  readonly additions: LinePlace[];
}

/** What Asterisk would hold of a section as it is now: what it inherits, then its own settings. */
export function variablesOf(section: EditedSection): SectionVariable[] {
  const variables: SectionVariable[] = [];
  for (const base of section.bases) {
    for (const { name, value, isObject } of variablesOf(base)) {
      variables.push({ name, value, isObject, place: undefined, additions: [] });
    }
  }
  for (const place of section.own) {
    const { name, value, operator } = place.line.setting;
    const joined = operator === "+=" ? variables.findLast((variable) => variable.name === name) : undefined;
    if (joined === undefined) {
      variables.push({ name, value, isObject: operator === "=>", place, additions: [] });
    } else {
      joined.value = trimBlanks(joined.value + blanksBefore(place) + value);
      joined.additions.push(place);
    }
  }
  return variables;
}

/** How many own settings come before one in the list. */
export function ownBefore(variables: readonly SectionVariable[], index: number): number {
  return variables.slice(0, index).filter(({ place }) => place !== undefined).length;
}

/** Whether two are the same to Asterisk: names in any case, values to the byte. */
export function isSame(a: { name: string; value: string }, b: { name: string; value: string }): boolean {
  return a.value === b.value && foldCase(a.name) === foldCase(b.name);
}

function blanksBefore({ line }: LinePlace): string {
  const { parsed } = line;
  return parsed.kind === "setting" ? line.tree.source.slice(parsed.operator.end, parsed.value.start) : "";
}
