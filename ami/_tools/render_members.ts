import { docComment, fieldName, union } from "../../ari/_tools/typescript.ts";
import { type HeaderType, parseHeaderKey } from "./facts.ts";

/** Which way a header goes: what we send may be given as several types, what Asterisk sends is text. */
export type Direction = "sent" | "received";

/** The members of an interface of headers, each behind its description. */
export function renderMembers(
  headers: Readonly<Record<string, HeaderType>>,
  direction: Direction,
  describe: (name: string) => string,
): string {
  return Object.entries(headers).map(([key, type]) => {
    const comment = docComment([describe(parseHeaderKey(key).name)], "  ");
    return `${comment}\n  readonly ${renderMember(key, type, direction)};\n`;
  }).join("");
}

function renderMember(key: string, type: HeaderType, direction: Direction): string {
  const { name, optional, placeholder } = parseHeaderKey(key);
  const value = direction === "sent" ? sentType(type) : receivedType(type);
  if (placeholder !== undefined) return `[header: ${indexType(name)}]: ${value} | undefined`;
  if (!optional) return `${fieldName(name)}: ${value}`;
  return `${fieldName(name)}?: ${value}${direction === "sent" ? " | undefined" : ""}`;
}

function indexType(name: string): string {
  if (name === "{text}") return "string";
  return "`" + name.replace("{number}", "${number}").replace("{text}", "${string}") + "`";
}

const sentTypes: ReadonlyMap<string, string> = new Map([
  ["text", "string"],
  ["number", "string | number"],
  ["boolean", "AmiBoolean"],
  ["booleanOrText", "boolean | string"],
  ["texts", "AmiHeaderValue"],
  ["variables", "AmiVariables"],
]);

function sentType(type: HeaderType): string {
  if (typeof type !== "string") return valuesType(type);
  const sent = sentTypes.get(type);
  if (sent === undefined) throw new TypeError(`Cannot render a field: there is no type "${type}"`);
  return sent;
}

function receivedType(type: HeaderType): string {
  if (typeof type !== "string") return valuesType(type);
  if (type === "text" || type === "texts") return "string";
  throw new TypeError(`Cannot render a header: Asterisk sends text, not "${type}"`);
}

function valuesType(values: readonly string[]): string {
  const isOpen = values.at(-1) === "*";
  const known = union(isOpen ? values.slice(0, -1) : values);
  return isOpen ? `OpenUnion<${known}>` : known;
}

/** The imports that a text needs of these names, by the file they are in. */
export function importsFor(text: string, files: Readonly<Record<string, readonly string[]>>): string {
  const imports = Object.entries(files).map(([specifier, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).sort();
    return used.length === 0 ? "" : `import type { ${used.join(", ")} } from "${specifier}";\n`;
  });
  return imports.join("");
}
