import { ConfigSetting, type SettingPlace } from "./config_setting.ts";
import { isSetting } from "./section_record.ts";
import type { SectionTable } from "./section_table.ts";

/**
 * The settings of a table's sections as objects. They are made when somebody asks for them, and only those of the section that was
 * asked for last are kept: a large file has hundreds of thousands, and to make them is cheaper than to have them.
 */
export class SectionView {
  /** The sections. */
  readonly table: SectionTable;
  /** The settings of runs that sections inherit, which share them. */
  readonly #inherited: (readonly ConfigSetting[])[] = [];
  /** Where they are in that list, by the number of the run; from 1. */
  readonly #inheritedAt: Int32Array;
  /** What the own settings of a file have in common, by its number. */
  readonly #places: SettingPlace[] = [];
  #last = -1;
  #settings: readonly ConfigSetting[] = [];

  /** Takes a table that does not change any more. */
  constructor(table: SectionTable) {
    this.table = table;
    this.#inheritedAt = new Int32Array(table.runs.size + 1);
  }

  /** The settings of a section, inherited ones first. */
  settingsOf(id: number): readonly ConfigSetting[] {
    if (id !== this.#last) {
      this.#settings = this.#makeSettings(id);
      this.#last = id;
    }
    return this.#settings;
  }

  #makeSettings(id: number): ConfigSetting[] {
    const { runs } = this.table;
    const settings = new Array<ConfigSetting>(this.table.countOf(id));
    let start = settings.length;
    for (let run = this.table.lastRunOf(id); run !== 0; run = runs.before(run)) {
      start -= runs.count(run);
      let at = start;
      if (runs.owner(run) === id) this.#putOwn(settings, start, run);
      else for (const setting of this.#inheritedOf(runs.original(run))) settings[at++] = setting;
    }
    return settings;
  }

  /** Puts the settings of a run into a list. */
  #putOwn(settings: ConfigSetting[], start: number, run: number): void {
    const { runs } = this.table;
    const owner = runs.owner(run);
    const place = this.#placeOf(run);
    const joined = runs.joined(run);
    if (joined !== undefined) {
      settings[start] = new ConfigSetting({ ...place, text: joined }, owner, joined.line);
      return;
    }
    const { kinds } = place.source.tree.index;
    const to = runs.to(run);
    let at = start;
    for (let line = runs.from(run); line < to; line++) {
      if (isSetting(kinds[line] ?? 0)) settings[at++] = new ConfigSetting(place, owner, line);
    }
  }

  #inheritedOf(run: number): readonly ConfigSetting[] {
    return this.#inherited[(this.#inheritedAt[run] ?? 0) - 1] ?? this.#makeInherited(run);
  }

  /** Makes the settings of a run for those who inherit it, with their text: many may do so. */
  #makeInherited(run: number): ConfigSetting[] {
    const { runs } = this.table;
    const place = { ...this.#placeOf(run), isInherited: true };
    const { tree } = place.source;
    const settings: ConfigSetting[] = [];
    for (let line = runs.from(run); line < runs.to(run); line++) {
      if (!isSetting(tree.index.kinds[line] ?? 0)) continue;
      const text = runs.joined(run) ??
        { name: tree.nameAt(line), value: tree.valueAt(line), isObject: tree.isObjectAt(line) };
      settings.push(new ConfigSetting({ ...place, text }, runs.owner(run), line));
    }
    this.#inheritedAt[run] = this.#inherited.push(settings);
    return settings;
  }

  #placeOf(run: number): SettingPlace {
    const { runs } = this.table;
    return this.#places[runs.sourceId(run)] ??= {
      table: this.table,
      source: runs.source(run),
      isInherited: false,
      text: undefined,
    };
  }
}
