import { warnInherited } from "./apply_changes.ts";
import type { ConfigEditor } from "./config_editor.ts";
import type { EditedSection, OwnPlace } from "./edited_section.ts";
import { foldCase } from "../source_text.ts";
import { editWithAdditions, findSettings } from "./section_additions.ts";
import { ownPlace, variablesOf } from "./section_variables.ts";

/** How a setting is written. */
export interface PlaceOptions {
  /** The operator; without it that of the settings around. */
  operator?: "=" | "=>";
}

/** Which setting is changed, and how it is written. */
export interface SettingOptions extends PlaceOptions {
  /** Only a setting with this value is changed; without one it is an error. */
  match?: string;
}

interface NamedValue extends SettingOptions {
  readonly name: string;
  readonly value: string;
}

/** Changes the own setting that counts, or adds one. */
export function setSetting(editor: ConfigEditor, section: EditedSection, setting: NamedValue): void {
  const { name, value, operator, match } = setting;
  const found = findSettings(section, name, match);
  const [place, ...additions] = (editor.content.asteriskVersion >= 23 ? found.at(-1) : found.at(0)) ?? [];
  if (place === undefined) {
    if (match !== undefined) {
      throw new TypeError(
        `Cannot set "${name}" of section "${section.name}": none of its own has the value "${match}"`,
      );
    }
    return insertSetting(editor, section, setting, undefined);
  }
  const { setting: old } = place.line;
  editWithAdditions(section, () => {
    place.line.change({ value, operator: operator ?? (old.operator === "+=" ? "=" : old.operator) });
    section.remove(additions);
    return { place, value };
  });
  if (inherits(section, name)) warnInherited(editor, section, name);
}

/** Adds a setting at a place in the list, or at its end. */
export function insertSetting(
  editor: ConfigEditor,
  section: EditedSection,
  { name, value, operator }: NamedValue,
  line: number | undefined,
): void {
  const isInherited = inherits(section, name);
  const { own } = section;
  const place = placeAt(section, line);
  const near = section.find(name).at(-1) ?? own[place.index - 1] ?? own[place.index];
  const style = near?.line.setting.operator === "=>" ? "=>" : "=";
  editWithAdditions(section, () => {
    return { place: section.insert(place, { name, value, operator: operator ?? style }), value };
  });
  if (isInherited) warnInherited(editor, section, name);
}

/** Deletes own settings. */
export function deleteSettings(
  editor: ConfigEditor,
  section: EditedSection,
  { name, match }: { name: string; match?: string },
): void {
  editWithAdditions(section, () => section.remove(findSettings(section, name, match).flat()));
  if (!inherits(section, name)) return;
  const message = `Section "${section.name}" inherits "${name}", so that it cannot be deleted there`;
  editor.warn({ code: "inherited-kept", section: section.name, name, message });
}

function inherits(section: EditedSection, name: string): boolean {
  const key = foldCase(name);
  return section.bases.some((base) => variablesOf(base).some((variable) => foldCase(variable.name) === key));
}

function placeAt(section: EditedSection, line: number | undefined): OwnPlace {
  // The end is known without knowing what is inherited, unless that goes on behind own settings.
  if (line === undefined && section.headers.length === 1) return { index: section.own.length };
  const variables = variablesOf(section);
  if (line === undefined) return ownPlace(section, variables, variables.length);
  if (line < 0 || line > variables.length) {
    throw new RangeError(`Cannot insert at ${line}: section "${section.name}" has ${variables.length} settings`);
  }
  return ownPlace(section, variables, line);
}
