import { foldCase, trimBlanks } from "../source_text.ts";
import type { LinePlace } from "./edited_file.ts";
import type { EditedSection, OwnPlace } from "./edited_section.ts";
import { isReadBefore, type ReadingOrder } from "./reading_order.ts";

/** A setting as Asterisk holds it in memory. */
export interface SectionVariable {
  name: string;
  value: string;
  isObject: boolean;
  /** The own line that it comes from; undefined where it is inherited. */
  place: LinePlace | undefined;
  /** The header that inherits it; undefined for an own one. */
  readonly header?: LinePlace;
  /** Own lines with `+=` whose values are part of it. */
  readonly additions: LinePlace[];
}

/** What Asterisk would hold of a section as it is now: what it inherits, then its own settings. */
export function variablesOf(section: EditedSection): SectionVariable[] {
  return collect(section, undefined);
}

/** What Asterisk holds of a section when it comes to a header of another one. */
export function variablesAt(section: EditedSection, { file, line }: LinePlace): SectionVariable[] {
  return collect(section, file.orderOf(line));
}

/** Where a setting stands among a section's own lines that is to be at an index of its variables: as near behind it as can be. */
export function ownPlace(section: EditedSection, variables: readonly SectionVariable[], index: number): OwnPlace {
  const before = variables[index - 1];
  const next = variables.slice(index).find(({ place }) => place !== undefined)?.place;
  // Lines with "+=" before the first own setting add to inherited ones, and stay before it.
  const own = next === undefined ? section.own.length : section.own.indexOf(next);
  return { index: own, ...(before?.header !== undefined && { header: before.header }) };
}

/** Whether two are the same to Asterisk: names in any case, values to the byte. */
export function isSame(a: { name: string; value: string }, b: { name: string; value: string }): boolean {
  return a.value === b.value && foldCase(a.name) === foldCase(b.name);
}

/** What is there once everything before a place is read; without one, once all is. */
function collect(section: EditedSection, until: ReadingOrder | undefined): SectionVariable[] {
  const variables: SectionVariable[] = [];
  const isTimed = until !== undefined && (section.headers.length > 1 || section.spansFiles);
  let own = 0;
  const addOwn = (before: ReadingOrder | undefined) => {
    for (let place = section.own[own]; place !== undefined; place = section.own[++own]) {
      if (before !== undefined && !isReadBefore(orderOf(place), before)) return;
      addLine(variables, place, section.asteriskVersion);
    }
  };
  for (const [index, header] of section.headers.entries()) {
    const isFirst = header === section.headers[0];
    const order = isFirst && !isTimed && section.headers.length === 1 ? undefined : orderOf(header);
    if (isTimed && order !== undefined && until !== undefined && !isReadBefore(order, until)) break;
    if (!isFirst) addOwn(order);
    for (const base of section.headerBases[index] ?? []) {
      for (const { name, value, isObject } of variablesAt(base, header)) {
        variables.push({ name, value, isObject, place: undefined, header, additions: [] });
      }
    }
  }
  addOwn(isTimed ? until : undefined);
  return variables;
}

/** Adds a line as Asterisk does; see `addToSetting` for those with `+=`. */
function addLine(variables: SectionVariable[], place: LinePlace, asteriskVersion: number): void {
  const { name, value, operator } = place.line.setting;
  const old = operator === "+=" ? variables.findLast((variable) => variable.name === name) : undefined;
  if (old === undefined) {
    variables.push({ name, value, isObject: operator === "=>", place, additions: [] });
    return;
  }
  const fits = (variable: SectionVariable) => {
    return foldCase(variable.name) === foldCase(name) &&
      (old.value === "" || foldCase(variable.value) === foldCase(old.value));
  };
  const joined = (asteriskVersion >= 23 ? variables.findLast(fits) : variables.find(fits)) ?? old;
  joined.value = trimBlanks(old.value + blanksBefore(place) + value);
  joined.name = name;
  joined.additions.push(place);
}

function orderOf({ file, line }: LinePlace): ReadingOrder {
  return file.orderOf(line);
}

function blanksBefore({ line }: LinePlace): string {
  const { parsed } = line;
  return parsed.kind === "setting" ? line.tree.source.slice(parsed.operator.end, parsed.value.start) : "";
}
