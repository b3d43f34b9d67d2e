import { type AsteriskVersion, defaultAsteriskVersion, parseRelease } from "../values/asterisk_version.ts";
import type { Infer } from "./infer.ts";
import { nearestName } from "./nearest_name.ts";
import { lowerCase, OptionIndex } from "./option_index.ts";
import { readSection, type SectionContext } from "./read_section.ts";
import type { SchemaDefinition, SectionSchema } from "./schema.ts";
import { type SchemaDiagnostic, SchemaFindings, severityOf } from "./schema_diagnostic.ts";
import type { SchemaSection, SchemaSource } from "./schema_source.ts";

/** What {@linkcode read} gives. */
export interface SchemaReading<D extends SchemaDefinition> {
  /** What Asterisk would load: a section that it refuses is not there, an option that is not there has its default. */
  readonly value: Infer<D>;
  /** What is wrong, in the order of the file. */
  readonly diagnostics: readonly SchemaDiagnostic[];
}

/** What {@linkcode read} may be told. */
export interface SchemaReadOptions {
  /**
   * The release whose rules hold: `22` is the newest of that branch, `"22.1.0"` one release. It decides which options
   * there are, and which of two settings of one name counts.
   * @default {the one that the file was read for, or 22}
   */
  asteriskVersion?: AsteriskVersion | undefined;
}

/**
 * Reads a file by its schema: what Asterisk would load from it, with types, and what is wrong with it.
 *
 * It never throws for what the file says.
 *
 * @param schema What the file may hold, such as {@linkcode pjsip}, or one of {@linkcode defineSchema}.
 * @param source The sections of the file, without templates.
 * @param options The release whose rules hold.
 * @returns The values and the diagnostics.
 *
 * @example
 * ```ts
 * import { parse, pjsip, read } from "@asterism/asterisk/config";
 *
 * const file = parse("[alice]\ntype = endpoint\ncontext = inside\nallow = !all,opus\nmax_contact = 1\n");
 * const { value, diagnostics } = read(pjsip, file);
 * console.log(value.endpoint.size); // 0, as Asterisk refuses the section:
 * console.log(diagnostics[0]?.code, diagnostics[0]?.start.line); // "unknown-option" 5
 * ```
 */
export function read<const D extends SchemaDefinition>(
  schema: D,
  source: SchemaSource,
  options: SchemaReadOptions = {},
): SchemaReading<D> {
  const { asteriskVersion = source.asteriskVersion ?? defaultAsteriskVersion } = options;
  const findings = new SchemaFindings(source, schema.file);
  const groups = groupByKind(schema, source, findings);
  const names = new Map([...groups].map(([kind, sections]) => [kind, new Set(sections.map(({ name }) => name))]));
  const context: SectionContext = {
    findings,
    release: parseRelease(asteriskVersion),
    hasSection: (kind, name) => names.get(kind)?.has(name) ?? false,
  };
  const value: Record<string, unknown> = {};
  for (const [kind, section] of Object.entries(schema.sections)) {
    value[kind] = readKind(groups.get(kind) ?? [], section, context);
  }
  // What was put in is what the schema says, kind by kind and option by option.
  return { value: value as Infer<D>, diagnostics: findings.diagnostics };
}

function groupByKind(
  schema: SchemaDefinition,
  source: SchemaSource,
  findings: SchemaFindings,
): Map<string, SchemaSection[]> {
  const groups = new Map<string, SchemaSection[]>();
  for (const section of source.sections) {
    const kind = kindOf(section, schema, findings);
    if (kind === undefined) continue;
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [section]);
    else group.push(section);
  }
  return groups;
}

function kindOf(section: SchemaSection, schema: SchemaDefinition, findings: SchemaFindings): string | undefined {
  const kinds = Object.entries(schema.sections);
  const type = section.settings.find(({ name }) => name.toLowerCase() === "type");
  const byType = kinds.find(([, kind]) => kind.type !== undefined && kind.type === type?.value);
  if (byType !== undefined) {
    reportOtherTypes(section, findings);
    return byType[0];
  }
  const byName = kinds.find(([, { named }]) => named !== undefined && lowerCase(named) === lowerCase(section.name));
  const rest = kinds.find(([, { named, type }]) => named === undefined && type === undefined);
  const kind = byName ?? rest;
  if (kind === undefined) reportUnknown(section, schema, findings);
  return kind?.[0];
}

/** Sorcery compares the first `type` alone, and minds its case (sorcery.c, ast_sorcery_changeset_create). */
function reportOtherTypes(section: SchemaSection, findings: SchemaFindings): void {
  const [first, ...others] = section.settings.filter(({ name }) => name.toLowerCase() === "type");
  for (const other of others) {
    if (first === undefined || other.value === first.value) continue;
    findings.add(other, {
      code: "duplicate-option",
      severity: "silent",
      message: `Option "type" is there more than once in section "${section.name}": Asterisk takes the first, ` +
        `"${first.value}"`,
      at: "value",
    });
  }
}

function reportUnknown(section: SchemaSection, schema: SchemaDefinition, findings: SchemaFindings): void {
  const kinds = Object.values(schema.sections);
  const types = kinds.flatMap(({ type }) => type ?? []);
  const type = section.settings.find(({ name }) => name.toLowerCase() === "type");
  if (types.length > 0 && type !== undefined) {
    const nearest = nearestName(type.value, types);
    findings.add(type, {
      code: "unknown-section-type",
      severity: "silent",
      message: `Type "${type.value}" of section "${section.name}" is none of ${schema.file}` +
        `${nearest === undefined ? "" : `, did you mean "${nearest}"?`}: Asterisk passes over the section`,
      at: "value",
      fix: nearest === undefined ? undefined : { title: `Change it to "${nearest}"`, text: nearest },
    });
    return;
  }
  if (types.length > 0) {
    findings.add(section, {
      code: "missing-section-type",
      severity: "silent",
      message: `Section "${section.name}" has no "type": Asterisk passes over it`,
    });
    return;
  }
  const nearest = nearestName(section.name, kinds.flatMap(({ named }) => named ?? []));
  const { unknownSections = "ignored" } = schema;
  findings.add(section, {
    code: "unknown-section",
    severity: severityOf[unknownSections],
    message: `Section "${section.name}" is none of ${schema.file}` +
      `${nearest === undefined ? "" : `, did you mean "${nearest}"?`}: Asterisk ` +
      (unknownSections === "file" ? "refuses the file" : "passes over it"),
    fix: nearest === undefined ? undefined : { title: `Rename it to "${nearest}"`, text: nearest },
  });
}

function readKind(sections: readonly SchemaSection[], schema: SectionSchema, context: SectionContext): unknown {
  const { kept, isRefused } = withoutRepeated(sections, schema, context.findings);
  const index = new OptionIndex(schema);
  const values = new Map<string, unknown>();
  for (const section of kept) {
    const value = readSection(section, index, context);
    if (value !== undefined && !isRefused) values.set(section.name, value);
  }
  if (!schema.single) return values;
  const [value] = values.values();
  return value ?? readSection({ name: schema.named ?? "", settings: [] }, index, context);
}

/** What is left when a section is there more than once. */
function withoutRepeated(
  sections: readonly SchemaSection[],
  schema: SectionSchema,
  findings: SchemaFindings,
): { kept: SchemaSection[]; isRefused: boolean } {
  const { repeated = "first", single = false } = schema;
  const kept = new Map<string, SchemaSection>();
  let isRefused = false;
  for (const section of sections) {
    const key = single ? "" : section.name;
    const first = kept.get(key);
    if (first === undefined) {
      kept.set(key, section);
    } else if (repeated === "merged") {
      // A section may have its properties from a class, so that they can not be spread.
      const { name, headers, line } = first;
      kept.set(key, { name, headers, line, settings: [...first.settings, ...section.settings] });
    } else {
      isRefused ||= repeated === "refused";
      findings.add(section, {
        code: "duplicate-section",
        severity: repeated === "refused" ? "fatal" : repeated === "skipped" ? "dropped" : "silent",
        message: `Section "${section.name}" is there more than once: ${
          repeated === "refused" ? `Asterisk refuses all of type "${schema.type}"` : "Asterisk takes the first"
        }`,
      });
    }
  }
  return { kept: [...kept.values()], isRefused };
}
