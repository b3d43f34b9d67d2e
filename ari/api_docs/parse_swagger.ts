import type { Model, Operation, Parameter, Property, Result } from "../operation.ts";
import { type Api, primitives, type SwaggerFile } from "./api.ts";
import type { JsonNode } from "./json_node.ts";

/** How {@linkcode parseSwagger} reads. */
export interface ParseOptions {
  /**
   * Whether to take what this library has not seen yet: bodies and types of other names, and no `since`. A parameter of an
   * unknown type is a string then, a body of an unknown name any object. @default {false}
   */
  readonly lenient?: boolean;
}

/** Takes the facts out of Asterisk's Swagger, none of its texts. Throws `SyntaxError` for what it does not understand. */
export function parseSwagger(files: readonly SwaggerFile[], { lenient = false }: ParseOptions = {}): Api {
  const bases = new Map(files.flatMap(({ root }) => [...parseBases(root.get("models"))]));
  const known = new Set([...primitives, ...files.flatMap(({ root }) => Object.keys(root.get("models").value ?? {}))]);
  return {
    operations: unique(files.flatMap((file) => parseOperations(file, { known, lenient })), ({ id }) => id),
    models: unique(files.flatMap((file) => parseModels(file, { bases, known, lenient })), ({ name }) => name),
  };
}

function unique<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const names = items.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new SyntaxError(`Cannot read Swagger: "${twice}" is declared twice`);
  return items;
}

interface Context {
  readonly known: ReadonlySet<string>;
  readonly lenient: boolean;
}

function parseOperations({ resource, root }: SwaggerFile, context: Context): Operation[] {
  return root.get("apis").items().flatMap((api) => {
    const path = api.get("path");
    return api.get("operations").items().map((node) => parseOperation(node, { ...context, resource, path }));
  });
}

interface OperationContext extends Context {
  readonly resource: string;
  readonly path: JsonNode;
}

function parseOperation(node: JsonNode, { resource, path, known, lenient }: OperationContext): Operation {
  const nickname = node.get("nickname").string();
  const parameters = optionalItems(node, "parameters").map((parameter) => parseParameter(parameter, lenient));
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
    result: parseResult(node, { known, lenient }),
    errors: [...new Set(statuses)].sort((a, b) => a - b),
    since: (lenient ? optionalItems(node, "since") : node.get("since").items()).map((release) => release.string()).sort(
      compareReleases,
    ),
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

function parseResult(operation: JsonNode, { known, lenient }: Context): Result {
  if (operation.has("upgrade")) return { kind: "websocket" };
  const node = operation.get("responseClass");
  const { type: name, list } = parseType(node);
  if (name === "void" || name === "binary") return { kind: name };
  if (!lenient && (!known.has(name) || primitives.has(name))) node.fail("must name a model");
  return { kind: "model", name, list };
}

function parseParameter(node: JsonNode, lenient: boolean): Parameter {
  const name = node.get("name").string();
  const place = parsePlace(node.get("paramType"));
  const type = place === "body" ? parseBodyType(node, lenient) : parseScalarType(node.get("dataType"), lenient);
  return {
    name,
    in: place,
    type,
    list: node.get("allowMultiple").flag(),
    required: place === "path" || node.get("required").flag(),
    ...(lenient ? {} : parseDefault(node.get("defaultValue"), type)), // For people to read, of whatever type.
    ...parseAllowed(node),
  };
}

function parsePlace(node: JsonNode): Parameter["in"] {
  const place = node.string();
  return place === "path" || place === "query" || place === "body" ? place : node.fail("must be path, query or body");
}

/** Asterisk declares bodies as free-form objects: what they hold depends on the parameter's name. */
function parseBodyType(node: JsonNode, lenient: boolean): Parameter["type"] {
  const name = node.get("name").string();
  if (name === "variables" || name === "fields" || name === "filter") return name;
  if (lenient) return "json";
  return node.get("name").fail("must be variables, fields or filter for a body");
}

function parseScalarType(node: JsonNode, lenient: boolean): Parameter["type"] {
  const type = node.string();
  if (type === "string" || type === "int" || type === "long" || type === "double" || type === "boolean") return type;
  if (lenient) return "string";
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

function parseModels({ resource, root }: SwaggerFile, { bases, ...context }: ModelContext): Model[] {
  return root.get("models").entries().map(([name, model]) => {
    const base = bases.get(name);
    return {
      name,
      resource,
      summary: "",
      ...(base === undefined ? {} : { extends: base }),
      properties: model.get("properties").entries().map(([property, node]) => parseProperty(property, node, context)),
    };
  });
}

interface ModelContext extends Context {
  readonly bases: ReadonlyMap<string, string>;
}

function parseProperty(name: string, node: JsonNode, { known, lenient }: Context): Property {
  const { type, list } = parseType(node.get("type"));
  if (!lenient && !known.has(type)) node.get("type").fail("must be a primitive or a model");
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
