import type { Api } from "../api_docs/api.ts";
import type { DescribedApi } from "./api.ts";

/** Our words for an API; parameters and properties by name, or by their place where the name alone does not say it. */
export interface Descriptions {
  readonly resources: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
}

/** Puts our words to everything. Throws one error which names all that has none, and all words for what does not exist. */
export function describe(api: Api, descriptions: Descriptions): DescribedApi {
  const problems: string[] = [];
  const find = (kind: string, table: Readonly<Record<string, string>>, places: readonly string[]) => {
    const { texts, missing, unused } = match(table, places);
    for (const place of missing) problems.push(`no description of ${kind} "${place}"`);
    for (const place of unused) problems.push(`a description of ${kind} "${place}", which does not exist`);
    for (const [place, text] of texts) {
      if (/[\r\n]|\*\//.test(text)) problems.push(`a description of ${kind} "${place}" which is not one line`);
    }
    return texts;
  };
  const { operations, models } = api;
  const resources = find("resource", descriptions.resources, [...new Set(operations.map(({ resource }) => resource))]);
  const operationTexts = find("operation", descriptions.operations, operations.map(({ id }) => id));
  const modelTexts = find("model", descriptions.models, models.map(({ name }) => name));
  const parameters = find(
    "parameter",
    descriptions.parameters,
    operations.flatMap(({ id, parameters }) => parameters.map(({ name }) => `${id}.${name}`)),
  );
  const properties = find(
    "property",
    descriptions.properties,
    models.flatMap((model) => model.properties.map(({ name }) => `${model.name}.${name}`)),
  );
  if (problems.length > 0) throw new Error(`Cannot describe the API: ${problems.join("; ")}`);
  return {
    operations: operations.map((operation) => ({ ...operation, summary: operationTexts.get(operation.id) ?? "" })),
    models: models.map((model) => ({ ...model, summary: modelTexts.get(model.name) ?? "" })),
    resources,
    parameters,
    properties,
  };
}

/** Finds each place's text by the place itself, or else by its name alone: what is after the last dot. */
function match(table: Readonly<Record<string, string>>, places: readonly string[]) {
  const texts = new Map<string, string>();
  const missing: string[] = [];
  const unused = new Set(Object.keys(table));
  for (const place of places) {
    const key = Object.hasOwn(table, place) ? place : place.slice(place.lastIndexOf(".") + 1);
    const text = Object.hasOwn(table, key) ? table[key] : undefined;
    if (text === undefined) missing.push(place);
    else texts.set(place, text);
    unused.delete(key);
  }
  return { texts, missing, unused };
}
