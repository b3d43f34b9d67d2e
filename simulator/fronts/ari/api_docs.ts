import type { Model, Operation, Parameter, Property } from "../../../ari/operation.ts";
import { STATUS_TEXT, type StatusCode } from "@std/http";
import type { ApiRelease } from "./api_release.ts";

/** The resources, in Asterisk's order. */
const resources = [
  "asterisk",
  "endpoints",
  "channels",
  "bridges",
  "recordings",
  "sounds",
  "playbacks",
  "deviceStates",
  "mailboxes",
  "events",
  "applications",
] as const;

/**
 * The Swagger 1.1 document of a name such as `resources.json` or `channels.json`, or `undefined` when there is none. Asterisk's
 * own texts are not in it, and are replaced by ours.
 */
export function apiDocument(
  file: string,
  options: { api: ApiRelease; host: string | undefined; prefix?: string },
): Record<string, unknown> | undefined {
  const { api, host, prefix = "" } = options;
  // Without a host, Asterisk does not know where it is.
  const basePath = host === undefined ? {} : { basePath: `http://${host}${prefix}/ari` };
  if (file === "resources.json") return resourceList(basePath);
  const resource = resources.find((name) => file === `${name}.json`);
  return resource === undefined ? undefined : resourceDocument(resource, api, basePath);
}

function resourceList(basePath: { basePath?: string }): Record<string, unknown> {
  return {
    apiVersion: "10.0.0",
    swaggerVersion: "1.1",
    ...basePath,
    apis: resources.map((name) => ({ path: `/api-docs/${name}.{format}`, description: `The resource ${name}` })),
  };
}

function resourceDocument(
  resource: string,
  { operations, models }: ApiRelease,
  basePath: { basePath?: string },
): Record<string, unknown> {
  const ofResource = operations.filter((operation) => operation.resource === resource);
  const byPath = Map.groupBy(ofResource, (operation) => operation.path);
  const resourceModels = [...models.values()].filter((model) => model.resource === resource);
  return {
    apiVersion: "2.0.0",
    swaggerVersion: resource === "events" ? "1.2" : "1.1",
    ...basePath,
    resourcePath: `/api-docs/${resource}.{format}`,
    apis: [...byPath].map(([path, list]) => ({
      path,
      description: list[0]?.summary ?? "",
      operations: list.map(describeOperation),
    })),
    models: Object.fromEntries(resourceModels.map((model) => [model.name, describeModel(model, models)])),
  };
}

function describeOperation(operation: Operation): Record<string, unknown> {
  const { method, result, summary, nickname, parameters, errors, since } = operation;
  return {
    httpMethod: method,
    since,
    ...(result.kind === "websocket" && { upgrade: "websocket", websocketProtocol: "ari" }),
    summary,
    nickname,
    responseClass: responseClass(operation),
    ...(parameters.length > 0 && { parameters: parameters.map(describeParameter) }),
    ...(errors.length > 0 && {
      errorResponses: errors.map((code) => ({ code, reason: STATUS_TEXT[code as StatusCode] ?? "Error" })),
    }),
  };
}

function responseClass({ result }: Operation): string {
  switch (result.kind) {
    case "void":
    case "binary":
      return result.kind;
    case "websocket":
      return "Message";
    case "model":
      return result.list ? `List[${result.name}]` : result.name;
  }
}

function describeParameter(parameter: Parameter): Record<string, unknown> {
  const { name, in: paramType, required, list, type, values, min, max } = parameter;
  return {
    name,
    description: `The ${name}`,
    paramType,
    required,
    allowMultiple: list,
    dataType: type === "variables" || type === "fields" ? "containers" : type === "filter" ? "object" : type,
    ...(parameter.default !== undefined && { defaultValue: parameter.default }),
    ...(values !== undefined && { allowableValues: { valueType: "LIST", values } }),
    ...((min !== undefined || max !== undefined) && {
      allowableValues: {
        valueType: "RANGE",
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      },
    }),
  };
}

function describeModel(model: Model, models: ReadonlyMap<string, Model>): Record<string, unknown> {
  const subTypes = [...models.values()].filter((other) => other.extends === model.name).map(({ name }) => name);
  return {
    id: model.name,
    description: model.summary,
    // The event's type tells which subtype of a message it is.
    ...(model.name === "Message" && { discriminator: "type" }),
    properties: Object.fromEntries(model.properties.map((property) => [property.name, describeProperty(property)])),
    ...(subTypes.length > 0 && { subTypes }),
  };
}

function describeProperty({ name, type, list, required, values }: Property): Record<string, unknown> {
  return {
    type: list ? `List[${type}]` : type,
    description: `The ${name}`,
    required,
    ...(values !== undefined && { allowableValues: { valueType: "LIST", values } }),
  };
}
