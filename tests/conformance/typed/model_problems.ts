import { models } from "../../../ari/generated/models.ts";
import type { Model, Operation, Property } from "../../../ari/operation.ts";

const table: Readonly<Record<string, Model>> = models;

/** In what an answer is other than the operation declares, in words; nothing when it is as declared. */
export function answerProblems({ result }: Operation, answer: unknown): string[] {
  switch (result.kind) {
    case "void":
      return answer === undefined ? [] : [`the answer is ${show(answer)}, not nothing`];
    case "binary":
      return answer instanceof ReadableStream ? [] : [`the answer is ${show(answer)}, not a stream`];
    case "websocket":
      return typeof Object(answer).close === "function" ? [] : [`the answer is ${show(answer)}, not a WebSocket`];
    case "model":
      return valueProblems({ type: result.name, list: result.list }, answer, "the answer");
  }
}

/** In what an object is other than its model declares. */
export function modelProblems(name: string, value: unknown, place: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${place} is ${show(value)}, not a ${name}`];
  }
  const declared = new Map(propertiesOf(name).map((property) => [property.name, property]));
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const missing = [...declared.values()].filter((property) =>
    property.required && !Object.hasOwn(fields, property.name)
  );
  return [
    ...missing.map((property) => `${place}.${property.name} is missing`),
    ...Object.entries(fields).flatMap(([field, content]) => {
      const property = declared.get(field);
      if (property === undefined) return [`${place}.${field} is not declared`];
      return valueProblems(property, content, `${place}.${field}`);
    }),
  ];
}

function propertiesOf(name: string): readonly Property[] {
  const model = table[name];
  if (model === undefined) return [];
  return [...(model.extends === undefined ? [] : propertiesOf(model.extends)), ...model.properties];
}

function valueProblems(
  { type, list, values }: Pick<Property, "type" | "list" | "values">,
  value: unknown,
  place: string,
): string[] {
  if (list) {
    if (!Array.isArray(value)) return [`${place} is ${show(value)}, not a list`];
    return value.flatMap((item, index) => valueProblems({ type, list: false }, item, `${place}[${index}]`));
  }
  if (table[type] !== undefined) return modelProblems(type, value, place);
  if (!isPrimitive(type, value)) return [`${place} is ${show(value)}, not of type ${type}`];
  return values === undefined || values.some((known) => known === value)
    ? []
    : [`${place} is ${show(value)}, not one of ${values.join(", ")}`];
}

function isPrimitive(type: string, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "Date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/.test(value);
    case "boolean":
      return typeof value === "boolean";
    case "int":
    case "long":
      return Number.isSafeInteger(value);
    case "double":
      return typeof value === "number";
    case "object":
      return typeof value === "object" && value !== null;
    default:
      throw new TypeError(`Cannot check a value of type "${type}"`);
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 80);
}
