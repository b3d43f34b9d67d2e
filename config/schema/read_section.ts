import type { Release } from "../values/asterisk_version.ts";
import { retrievedSetting } from "../values/asterisk_version.ts";
import { parseCodecs, parseList } from "../values/list.ts";
import type { Entry } from "./infer.ts";
import { nearestName } from "./nearest_name.ts";
import { isAvailable, type NamedOption, type OptionIndex, wholeOf } from "./option_index.ts";
import { defaultOf, parseOption } from "./option_value.ts";
import type { OptionSchema, SchemaEffect, SectionSchema } from "./schema.ts";
import { brokenRule, type Conflict } from "./section_rule.ts";
import { type SchemaFindings, severityOf } from "./schema_diagnostic.ts";
import { layerOf, type SchemaSection, type SchemaSetting } from "./schema_source.ts";

/** What {@linkcode readSection} needs to know. */
export interface SectionContext {
  readonly findings: SchemaFindings;
  readonly release: Release;
  /** Whether the file has a section of a kind and a name; without it, nobody asks. */
  readonly hasSection?: (kind: string, name: string) => boolean;
}

/**
 * Reads one section by its schema. Gives `undefined` when Asterisk refuses it; what is wrong goes to the findings.
 */
export function readSection(
  section: SchemaSection,
  index: OptionIndex,
  context: SectionContext,
): Readonly<Record<string, unknown>> | undefined {
  return new SectionReading(section, index, context).read();
}

/** The settings of one option, and of those that are read with it. */
interface OptionSettings {
  readonly option: OptionSchema;
  readonly settings: SchemaSetting[];
}

class SectionReading {
  readonly #section: SchemaSection;
  // A large file makes the settings of a section anew each time.
  readonly #settings: readonly SchemaSetting[];
  readonly #schema: SectionSchema;
  readonly #context: SectionContext;
  readonly #index: OptionIndex;
  #isRefused = false;

  constructor(section: SchemaSection, index: OptionIndex, context: SectionContext) {
    this.#section = section;
    this.#settings = section.settings;
    this.#schema = index.schema;
    this.#context = context;
    this.#index = index;
  }

  read(): Readonly<Record<string, unknown>> | undefined {
    const { groups, entries } = this.#group();
    const values: Record<string, unknown> = { ...this.#index.defaults };
    for (const [name, { option, settings }] of groups) values[name] = this.#valueOf({ name, option }, settings);
    for (const name of this.#index.required) {
      if ((groups.get(name)?.settings ?? []).every(({ value }) => value === "")) this.#missing([name]);
    }
    for (const rule of this.#schema.rules ?? []) {
      const broken = brokenRule(rule, values);
      if (broken?.kind === "missing") this.#missing(broken.options);
      else if (broken !== undefined) this.#conflict(broken, groups);
    }
    for (const { option, settings } of groups.values()) this.#lookUp(option, settings);
    if (this.#schema.entries !== undefined) values.entries = entries;
    return this.#isRefused ? undefined : values;
  }

  /** Sorts the settings by the option that they belong to. */
  #group(): { groups: Map<string, OptionSettings>; entries: Entry[] } {
    const groups = new Map<string, OptionSettings>();
    const entries: Entry[] = [];
    for (const setting of this.#settings) {
      const found = this.#index.get(setting.name);
      if (found === undefined) {
        if (this.#index.isEntry(setting.name)) entries.push({ name: setting.name, value: setting.value });
        // The setting "type" says which kind of section it is, which is done by now.
        else if (setting.name.toLowerCase() !== "type" || this.#schema.type === undefined) this.#unknown(setting);
        continue;
      }
      const { option } = found;
      if (!isAvailable(option, this.#context.release)) {
        this.#unavailable(setting, found);
        continue;
      }
      if (option.obsolete !== undefined) this.#obsolete(setting, option.obsolete);
      const name = wholeOf(option) ?? found.name;
      const group = groups.get(name);
      if (group === undefined) groups.set(name, { option, settings: [setting] });
      else group.settings.push(setting);
    }
    return { groups, entries };
  }

  #valueOf(named: NamedOption, settings: readonly SchemaSetting[]): unknown {
    const { option } = named;
    if (option.kind === "rules") return this.#rules(settings);
    if (option.kind === "codecs") return this.#codecs(settings, option);
    if (option.repeatable) return settings.flatMap((setting) => this.#parse(named, setting)?.value ?? []);

    const takes = option.takes ?? this.#schema.takes ?? "last";
    const winner = settings.at(takes === "retrieved" && retrievedSetting(this.#context.release) === "first" ? 0 : -1);
    for (const setting of settings) if (setting !== winner) this.#duplicate(setting, winner);
    // Modules that go through all lines also trip over one that does not count in the end.
    const read = takes === "retrieved" ? settings.filter((each) => each === winner) : settings;
    let value = defaultOf(option);
    for (const setting of read) {
      const parsed = this.#parse(named, setting);
      if (parsed !== undefined) value = parsed.value;
    }
    return value;
  }

  /** Reads one line; `undefined` when it does not count. */
  #parse({ name, option }: NamedOption, setting: SchemaSetting): { value: unknown } | undefined {
    const parsed = parseOption(option, setting.value);
    if (parsed.ok) return parsed;
    const effect = this.#schema.wrong ?? this.#schema.unknown;
    const { taken } = parsed;
    // A wrong name in a list costs the file, a section, or that name.
    const isCostly = taken === undefined || (option.kind === "list" && (effect === "section" || effect === "file"));
    if (isCostly && effect === "section") this.#isRefused = true;
    this.#context.findings.add(setting, {
      code: parsed.problem === "range" ? "value-out-of-range" : "wrong-value",
      severity: isCostly || option.kind === "list" || taken.isSaid ? severityOf[effect] : "silent",
      message: `Value "${setting.value}" of option "${name}" in section "${this.#section.name}" ${parsed.reason}: ` +
        (isCostly ? costOf[effect] : `Asterisk takes it for ${written(taken.value)}`),
      at: "value",
      fix: choiceFix(option, setting.value),
    });
    return taken;
  }

  #codecs(settings: readonly SchemaSetting[], option: OptionSchema): unknown {
    let taken = settings;
    for (const setting of settings) {
      const parsed = parseCodecs([setting], { known: option.kind === "codecs" ? option.values : undefined });
      if (parsed.ok) continue;
      const effect = this.#schema.wrong ?? this.#schema.unknown;
      this.#context.findings.add(setting, {
        code: "wrong-value",
        severity: severityOf[effect],
        message: `Value "${setting.value}" of option "${setting.name}" in section "${this.#section.name}" ` +
          `${parsed.reason}: ${costOf[effect]}`,
        at: "value",
      });
      if (effect === "section") this.#isRefused = true;
      taken = taken.filter((each) => each !== setting);
    }
    this.#lateDisallow(taken);
    const parsed = parseCodecs(taken);
    return parsed.ok ? parsed.value : defaultOf(option);
  }

  /** Lines that are read as they stand; of networks, those that are none do not count. */
  #rules(settings: readonly SchemaSetting[]): Entry[] {
    return settings.flatMap((setting) => {
      const found = this.#index.get(setting.name);
      if (found?.option.kind === "rules" && found.option.networks && !this.#parse(found, setting)) return [];
      return [{ name: setting.name, value: setting.value }];
    });
  }

  /** What names a section of the file that is not there is taken, and fails when it is used. */
  #lookUp(option: OptionSchema, settings: readonly SchemaSetting[]): void {
    const { hasSection } = this.#context;
    if ((option.kind !== "text" && option.kind !== "list") || option.names === undefined || !hasSection) return;
    for (const setting of settings) {
      const missing = parseList(setting.value).find((name) => !hasSection(option.names ?? "", name));
      if (missing === undefined) continue;
      this.#context.findings.add(setting, {
        code: "missing-reference",
        severity: "silent",
        message:
          `Option "${setting.name}" in section "${this.#section.name}" names "${missing}", and the file has no ` +
          `section of that name and of type "${option.names}"`,
        at: "value",
      });
    }
  }

  #conflict({ option, other, how }: Conflict, groups: ReadonlyMap<string, OptionSettings>): void {
    this.#isRefused = true;
    // The one that is written last is the one to look at.
    const settings = [option, other].flatMap((name) => groups.get(name)?.settings.at(-1) ?? []);
    const order = (setting: SchemaSetting) => this.#section.settings.indexOf(setting);
    const last = settings.toSorted((a, b) => order(a) - order(b)).at(-1);
    this.#context.findings.add(last ?? this.#section, {
      code: "conflicting-options",
      severity: "dropped",
      message: `Option "${option}" in section "${this.#section.name}" ${how} "${other}": ${costOf.section}`,
    });
  }

  /** `disallow=all` after `allow=ulaw` leaves nothing; an own line after those of a template is how it is done. */
  #lateDisallow(settings: readonly SchemaSetting[]): void {
    for (const [index, setting] of settings.entries()) {
      if (!/^disallow$/i.test(setting.name) || !/(?:^|,)\s*all\s*(?:,|$)/i.test(setting.value)) continue;
      const layer = layerOf(setting, this.#section);
      const undone = settings.slice(0, index).find((each) => {
        return /^allow$/i.test(each.name) && layerOf(each, this.#section) === layer;
      });
      if (undone === undefined) continue;
      this.#context.findings.add(setting, {
        code: "late-option",
        severity: "silent",
        message:
          `Option "disallow" in section "${this.#section.name}" takes away what "allow = ${undone.value}" above ` +
          `it gave: put it before`,
      });
    }
  }

  #unknown(setting: SchemaSetting): void {
    const effect = this.#schema.unknown;
    if (effect === "section") this.#isRefused = true;
    const nearest = nearestName(setting.name, this.#index.names);
    this.#context.findings.add(setting, {
      code: "unknown-option",
      severity: severityOf[effect],
      message: `Option "${setting.name}" is none that section "${this.#section.name}" can have` +
        `${nearest === undefined ? "" : `, did you mean "${nearest}"?`}: ${costOf[effect]}`,
      fix: nearest === undefined ? undefined : { title: `Rename it to "${nearest}"`, text: nearest },
    });
  }

  #unavailable(setting: SchemaSetting, { name, option }: NamedOption): void {
    const effect = this.#schema.unknown;
    if (effect === "section") this.#isRefused = true;
    const when = option.until !== undefined && isAvailable({ ...option, until: "999" }, this.#context.release)
      ? `is gone since Asterisk ${option.until}`
      : `came with Asterisk ${option.since?.join(", ")}`;
    this.#context.findings.add(setting, {
      code: "unavailable-option",
      severity: severityOf[effect],
      message: `Option "${name}" in section "${this.#section.name}" ${when}: ${costOf[effect]}`,
    });
  }

  #obsolete(setting: SchemaSetting, reason: string): void {
    this.#context.findings.add(setting, {
      code: "obsolete-option",
      severity: "style",
      message: `Option "${setting.name}" in section "${this.#section.name}" is obsolete: ${reason}`,
    });
  }

  #missing(names: readonly string[]): void {
    this.#isRefused = true;
    this.#context.findings.add(this.#section, {
      code: "missing-option",
      severity: "dropped",
      message: `Section "${this.#section.name}" has no option "${names.join('" or "')}": ${costOf.section}`,
    });
  }

  /** That a section's own value replaces that of a template is no mistake; the other way round it is a trap. */
  #duplicate(setting: SchemaSetting, winner: SchemaSetting | undefined): void {
    if (winner === undefined) return;
    const [layer, winningLayer] = [layerOf(setting, this.#section), layerOf(winner, this.#section)];
    const isFirst = this.#settings.indexOf(winner) < this.#settings.indexOf(setting);
    if (layer !== winningLayer && !isFirst) return;
    const which = layer !== winningLayer ? "that of the template" : isFirst ? "the first" : "the last";
    const line = winner.origin?.line ?? winner.line;
    // The values are not told, as they may be secret.
    this.#context.findings.add(setting, {
      code: "duplicate-option",
      severity: setting.value === winner.value ? "style" : "silent",
      message: `Option "${setting.name}" is there more than once in section "${this.#section.name}": Asterisk takes ` +
        `${which}${line === undefined ? "" : `, in line ${line}`}`,
    });
  }
}

const costOf: Readonly<Record<SchemaEffect, string>> = {
  file: "Asterisk refuses the file",
  section: "Asterisk refuses the section",
  line: "Asterisk ignores the line",
  ignored: "Asterisk ignores it without a message",
};

function choiceFix(option: OptionSchema, text: string): { title: string; text: string } | undefined {
  if (option.kind !== "choice") return undefined;
  const nearest = nearestName(text, option.values);
  return nearest === undefined ? undefined : { title: `Change it to "${nearest}"`, text: nearest };
}

function written(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? `"${value.join(",")}"` : `${value}`;
}
