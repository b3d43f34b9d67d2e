import type { Model, Operation, Parameter, Property, Result } from "../operation.ts";
import { type Api, primitives } from "./api.ts";
import type { JsonNode } from "./json_node.ts";
import type { SwaggerFile } from "./read_swagger.ts";

/** Takes the facts out of Asterisk's Swagger, none of its texts. Throws `SyntaxError` for what it does not understand. */
export function parseSwagger(files: readonly SwaggerFile[]): Api {
  const bases = new Map(files.flatMap(({ root }) => [...parseBases(root.get("models"))]));
  const known = new Set([...primitives, ...files.flatMap(({ root }) => Object.keys(root.get("models").value ?? {}))]);
  return {
    operations: unique(files.flatMap((file) => parseOperations(file, known)), ({ id }) => id),
    models: unique(files.flatMap((file) => parseModels(file, { bases, known })), ({ name }) => name),
  };
}

function unique<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const names = items.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new SyntaxError(`Cannot read Swagger: "${twice}" is declared twice`);
  return items;
}

function parseOperations({ resource, root }: SwaggerFile, known: ReadonlySet<string>): Operation[] {
  return root.get("apis").items().flatMap((api) => {
    const path = api.get("path");
    return api.get("operations").items().map((node) => parseOperation(node, { resource, path, known }));
  });
}

interface OperationContext {
  resource: string;
  path: JsonNode;
  known: ReadonlySet<string>;
}

function parseOperation(node: JsonNode, { resource, path, known }: OperationContext): Operation {
  const nickname = node.get("nickname").string();
  const parameters = optionalItems(node, "parameters").map(parseParameter);
  const expected = [...path.string().matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join();
  const declared = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name).sort().join();
  if (expected !== declared) path.fail(`must have the path parameters "${declared}" of ${resource}.${nickname}`);
  const statuses = optionalItems(node, "errorResponses").map((error) => parseStatus(error.get("code")));
  return {
    id: `${resource}.${nickname}`,
    resource,
    nickname,
    method: parseMethod(node.get("httpMethod")),
    path: path.string(),
    summary: "",
    parameters: unique(parameters, ({ name }) => name),
    result: parseResult(node, known),
    errors: [...new Set(statuses)].sort((a, b) => a - b),
    since: node.get("since").items().map((release) => release.string()).sort(compareReleases),
  };
}

/** Asterisk writes some statuses as strings. */
function parseStatus(node: JsonNode): number {
  const status = Number(node.value);
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : node.fail("must be an HTTP status");
}

function parseMethod(node: JsonNode): Operation["method"] {
  const method = node.string();
  if (method === "GET" || method === "POST" || method === "PUT" || method === "DELETE") return method;
  return node.fail("must be GET, POST, PUT or DELETE");
}

function parseResult(operation: JsonNode, known: ReadonlySet<string>): Result {
  if (operation.has("upgrade")) return { kind: "websocket" };
  const node = operation.get("responseClass");
  const { type: name, list } = parseType(node);
  if (name === "void" || name === "binary") return { kind: name };
  if (!known.has(name) || primitives.has(name)) node.fail("must name a model");
  return { kind: "model", name, list };
}

function parseParameter(node: JsonNode): Parameter {
  const name = node.get("name").string();
  const place = parsePlace(node.get("paramType"));
  const type = place === "body" ? parseBodyType(name, node) : parseScalarType(node.get("dataType"));
  return {
    name,
    in: place,
    type,
    list: node.get("allowMultiple").flag(),
    required: place === "path" || node.get("required").flag(),
    ...parseDefault(node.get("defaultValue"), type),
    ...parseAllowed(node),
  };
}

function parsePlace(node: JsonNode): Parameter["in"] {
  const place = node.string();
  return place === "path" || place === "query" || place === "body" ? place : node.fail("must be path, query or body");
}

/** Asterisk declares bodies as free-form objects: what they hold depends on the parameter's name. */
function parseBodyType(name: string, node: JsonNode): Parameter["type"] {
  if (name === "variables" || name === "fields" || name === "filter") return name;
  return node.get("name").fail("must be variables, fields or filter for a body");
}

function parseScalarType(node: JsonNode): Parameter["type"] {
  const type = node.string();
  if (type === "string" || type === "int" || type === "long" || type === "double" || type === "boolean") return type;
  return node.fail("must be string, int, long, double or boolean");
}

function parseDefault(node: JsonNode, type: Parameter["type"]): Pick<Parameter, "default"> {
  const { value } = node;
  if (value === undefined) return {};
  const expected = type === "string" || type === "boolean" ? type : "number";
  if (
    typeof value === expected && (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
  ) {
    return { default: value };
  }
  return node.fail(`must be a ${expected}`);
}

function parseAllowed(node: JsonNode): Pick<Parameter, "values" | "min" | "max"> {
  if (!node.has("allowableValues")) return {};
  const allowed = node.get("allowableValues");
  const kind = allowed.get("valueType").string();
  if (kind === "LIST") return { values: allowed.get("values").items().map((value) => value.string()) };
  if (kind !== "RANGE") allowed.get("valueType").fail("must be LIST or RANGE");
  return {
    ...(allowed.has("min") ? { min: allowed.get("min").number() } : {}),
    ...(allowed.has("max") ? { max: allowed.get("max").number() } : {}),
  };
}

/** Model → the model that it extends: Asterisk declares this on the side of the base. */
function parseBases(models: JsonNode): Map<string, string> {
  return new Map(
    models.entries().flatMap(([base, model]) =>
      optionalItems(model, "subTypes").map((derived) => [derived.string(), base] as const)
    ),
  );
}

function parseModels({ resource, root }: SwaggerFile, { bases, known }: ModelContext): Model[] {
  return root.get("models").entries().map(([name, model]) => {
    const base = bases.get(name);
    return {
      name,
      resource,
      summary: "",
      ...(base === undefined ? {} : { extends: base }),
      properties: model.get("properties").entries().map(([property, node]) => parseProperty(property, node, known)),
    };
  });
}

interface ModelContext {
  bases: ReadonlyMap<string, string>;
  known: ReadonlySet<string>;
}

function parseProperty(name: string, node: JsonNode, known: ReadonlySet<string>): Property {
  const { type, list } = parseType(node.get("type"));
  if (!known.has(type)) node.get("type").fail("must be a primitive or a model");
  const { values } = parseAllowed(node);
  return { name, type, list, required: node.get("required").flag(), ...(values === undefined ? {} : { values }) };
}

function parseType(node: JsonNode): { type: string; list: boolean } {
  const text = node.string();
  const [, item] = /^List\[(\w+)\]$/.exec(text) ?? [];
  return { type: item ?? text, list: item !== undefined };
}

function optionalItems(node: JsonNode, name: string): JsonNode[] {
  return node.has(name) ? node.get(name).items() : [];
}

function compareReleases(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
