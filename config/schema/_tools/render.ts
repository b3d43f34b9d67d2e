import type { OptionSchema, SectionSchema } from "../schema.ts";
import type { DocumentedObject, DocumentedOption } from "./documentation.ts";
import type { FilePlan } from "./plan.ts";

/**
 * Renders the schema of one file. Throws when the plan speaks of a section or an option that is not documented, so that it
 * can not outlive what it is about.
 */
export function renderSchema(plan: FilePlan, objects: readonly DocumentedObject[]): string {
  const own = objects.filter(({ file }) => file === plan.file).toSorted((a, b) => compare(a.name, b.name));
  if (own.length === 0) throw new Error(`Cannot generate the schema of ${plan.file}: it is not documented`);
  const known = new Set(
    own.flatMap(({ name, options }) => [name, ...options.map((option) => `${name}.${option.name}`)]),
  );
  const idle = [...Object.keys(plan.sections), ...Object.keys(plan.options)].filter((name) => !known.has(name));
  if (idle.length > 0) {
    throw new Error(`Cannot generate the schema of ${plan.file}: "${idle.join('", "')}" is not documented`);
  }

  const constant = plan.name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const lines = [
    "",
    `/** ${plan.about} */`,
    `export const ${constant} = {`,
    `  file: ${write(plan.file)},`,
    "  sections: {",
  ];
  for (const object of own) {
    if (object.name in plan.sections && plan.sections[object.name] === undefined) continue;
    lines.push(...renderSection(plan, object));
  }
  return [...lines, "  },", "} as const;", ""].join("\n");
}

function renderSection(plan: FilePlan, { name, options }: DocumentedObject): string[] {
  const special = plan.sections[name] ?? {};
  const section: Partial<SectionSchema> = { type: name, ...plan.section, ...special };
  const lines = [`    ${key(name)}: {`];
  for (const [property, value] of Object.entries(section)) lines.push(`      ${property}: ${write(value)},`);
  lines.push("      options: {");
  for (const option of options) {
    const place = `${name}.${option.name}`;
    if (option.name === "type" || (place in plan.options && plan.options[place] === undefined)) continue;
    const { since = recent(option.since), ...rest } = plan.options[place] ?? guess(option);
    const schema = { ...rest, ...(since.length > 0 && { since }) };
    lines.push(`        ${key(option.name)}: ${write(schema)},`);
  }
  return [...lines, "      },", "    },"];
}

/** What kind of option it is, by its default and its words. */
function guess({ default: value = "", words }: DocumentedOption): OptionSchema {
  const word = value.toLowerCase();
  if (words.length > 0) return { kind: "choice", values: words, ...(words.includes(word) && { default: word }) };
  if (word === "yes" || word === "true") return { kind: "boolean", default: true };
  if (word === "no" || word === "false") return { kind: "boolean", default: false };
  if (/^\d+$/.test(word)) return { kind: "integer", min: 0, max: 4_294_967_295, default: Number(word) };
  return value === "" ? { kind: "text" } : { kind: "text", default: value };
}

/** The releases worth naming: before 16, every release that anyone runs has the option. */
function recent(since: readonly string[]): string[] {
  return since.some((version) => Number.parseInt(version) >= 16)
    ? since.toSorted((a, b) => Number.parseInt(a) - Number.parseInt(b))
    : [];
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value).map(([property, each]) => `${key(property)}: ${write(each)}`).join(", ")} }`;
}

function key(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
