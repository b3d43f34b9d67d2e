import type { Parameter, Property } from "../operation.ts";

const lineWidth = 120;

/** A doc comment: one line if it fits, else one for each paragraph, wrapped. */
export function docComment(paragraphs: readonly string[], indent = ""): string {
  const [first = ""] = paragraphs;
  const oneLine = `${indent}/** ${first} */`;
  if (paragraphs.length === 1 && oneLine.length <= lineWidth) return oneLine;
  const lines = paragraphs.flatMap((paragraph, index) => [
    ...(index === 0 ? [] : [""]),
    ...wrap(paragraph, lineWidth - indent.length - 3),
  ]);
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join("\n");
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A value as a TypeScript literal, names unquoted where they can be. */
export function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${fieldName(name)}: ${literal(field)}`);
  return `{ ${fields.join(", ")} }`;
}

/** A name as it may stand in front of a colon. */
export function fieldName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** A union of string literals. */
export function union(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

/** The type of a property: `shape` if there is one, a list of it for a list. */
export function propertyType({ type, list, values }: Property, shape?: string): string {
  const item = shape ?? (values === undefined ? scalarType(type) ?? type : union(values));
  return list ? listOf(item) : item;
}

/** The type of a parameter's value: `shape` if there is one; a list may also be given as its only item. */
export function parameterType({ type, list, values }: Parameter, shape?: string): string {
  if (shape !== undefined) return shape;
  if (type === "variables") return "Readonly<Record<string, VariableValue>>";
  if (type === "strings") return "Readonly<Record<string, string>>";
  if (type === "json") return "Readonly<Record<string, unknown>>";
  if (type === "fields") return "readonly ConfigTuple[]";
  if (type === "filter") return "EventFilter";
  const item = values === undefined ? scalarType(type) ?? type : union(values);
  return list ? `${item} | ${listOf(item)}` : item;
}

function listOf(item: string): string {
  return `readonly ${/^(\w+|\{[^{}]*\})$/.test(item) ? item : `(${item})`}[]`;
}

function scalarType(type: string): string | undefined {
  if (type === "string" || type === "Date") return "string";
  if (type === "int" || type === "long" || type === "double") return "number";
  if (type === "boolean") return "boolean";
  return type === "object" ? "Readonly<Record<string, unknown>>" : undefined;
}

/** `channels.transfer_progress` → `ChannelsTransferProgress`. */
export function pascalCase(id: string): string {
  return id.replace(/(?:^|[._])(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** `[1, 2, 3]` → `1, 2 and 3`. */
export function listInWords(items: readonly (string | number)[], word: "and" | "or"): string {
  const last = items.at(-1);
  return items.length < 2 ? `${last ?? ""}` : `${items.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** An import of types, or nothing when there are none. */
export function importTypes(names: Iterable<string>, specifier: string): string {
  const sorted = [...new Set(names)].sort();
  return sorted.length === 0 ? "" : `import type { ${sorted.join(", ")} } from "${specifier}";\n`;
}
