import type { Operation, Parameter } from "./operation.ts";

/** An HTTP request to be: what {@linkcode buildRequest} makes of an operation and its parameters. */
export interface AriRequest {
  /** HTTP method. */
  readonly method: Operation["method"];
  /** Encoded path below `/ari`, without the query. */
  readonly path: string;
  /** Encoded query with its `?`, or an empty string. */
  readonly query: string;
  /** JSON body, when there is one. */
  readonly body?: string;
}

/**
 * Longest path with query that is sent, in bytes. Asterisk reads the request line into 4,096 bytes (main/http.c), which
 * also hold the method, the prefix and the version.
 */
export const maxTargetLength = 3_900;

/** Longest body that is sent, in bytes: Asterisk answers 413 to more and closes the connection. */
export const maxBodyLength = 40_960;

/**
 * Makes the HTTP request of an operation, or throws before anything is sent.
 *
 * Throws `TypeError` for a parameter that is missing, unknown or of a wrong type, and `RangeError` for what Asterisk
 * could not read. Long parameters, and lists whose values Asterisk would split, go into the JSON body, where it looks first.
 */
export function buildRequest(operation: Operation, parameters: Readonly<Record<string, unknown>> = {}): AriRequest {
  refuseUnknown(operation, parameters);
  refuseBridgeVariables(operation, parameters);
  let path = operation.path;
  const query: QueryEntry[] = [];
  const body: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const { name } = parameter;
    const value = parameters[name];
    if (value === undefined) {
      if (parameter.required) throw new TypeError(`Cannot run ${operation.id}: parameter "${name}" is missing`);
    } else if (parameter.in === "path") {
      path = path.replace(`{${name}}`, () => pathSegment(operation, name, value));
    } else if (parameter.in === "body") {
      body[name] = checkedBody(operation, parameter, value);
    } else if (parameter.list) {
      const values = checkedList(operation, parameter, value);
      if (operation.method !== "GET" && !values.every(isPlain)) body[name] = values;
      else query.push({ name, text: values.map(escapeListValue).join(","), value: values });
    } else {
      const scalar = checkedScalar(operation, parameter, value);
      query.push({ name, text: String(scalar), value: scalar });
    }
  }
  return finish(operation, path, query, body);
}

/** A query parameter as text, and as the value that takes its place in a JSON body: Asterisk reads "5" there as 0. */
interface QueryEntry {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
}

function refuseUnknown(operation: Operation, parameters: Readonly<Record<string, unknown>>): void {
  if (typeof parameters !== "object" || parameters === null) {
    throw new TypeError(`Cannot run ${operation.id}: parameters must be an object, not ${describe(parameters)}`);
  }
  for (const name of Object.keys(parameters)) {
    if (operation.parameters.some((parameter) => parameter.name === name)) continue;
    const known = operation.parameters.map((parameter) => parameter.name).join(", ") || "none";
    throw new TypeError(`Cannot run ${operation.id}: unknown parameter "${name}", known are ${known}`);
  }
}

/**
 * Asterisk 22.10 takes the whole body of these two for the variables: it answers 400 to what it documents itself, and has
 * made the bridge all the same.
 */
function refuseBridgeVariables({ id }: Operation, { variables }: Readonly<Record<string, unknown>>): void {
  if (variables === undefined || (id !== "bridges.create" && id !== "bridges.createWithId")) return;
  throw new TypeError(
    `Cannot run ${id} with variables: Asterisk refuses them and makes the bridge without, set them by bridges.setBridgeVars`,
  );
}

/** An empty segment would end Asterisk's routing and reach the parent resource; dot segments would be resolved away. */
function pathSegment(operation: Operation, name: string, value: unknown): string {
  const text = checkedText(operation, name, value);
  if (text === "" || text === "." || text === "..") {
    throw new TypeError(
      `Cannot run ${operation.id}: parameter "${name}" must name something, current value is "${text}"`,
    );
  }
  return encodeURIComponent(text);
}

function checkedList(operation: Operation, parameter: Parameter, value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0 && parameter.required) {
    throw new TypeError(`Cannot run ${operation.id}: parameter "${parameter.name}" is an empty list`);
  }
  return values.map((item) => String(checkedScalar(operation, parameter, item)));
}

function checkedScalar(operation: Operation, parameter: Parameter, value: unknown): string | number | boolean {
  const { name, type, min = -Infinity, max = Infinity } = parameter;
  if (type === "boolean") {
    if (typeof value === "boolean") return value;
    throw wrongType(operation, name, "a boolean", value);
  }
  if (type === "int" || type === "long" || type === "double") {
    if (typeof value !== "number" || (type === "double" ? !Number.isFinite(value) : !Number.isSafeInteger(value))) {
      throw wrongType(operation, name, type === "double" ? "a finite number" : "a whole number", value);
    }
    if (value < min || value > max) {
      const range = max === Infinity ? `${min} or more` : min === -Infinity ? `${max} or less` : `${min} to ${max}`;
      throw new RangeError(
        `Cannot run ${operation.id}: parameter "${name}" must be ${range}, current value is ${value}`,
      );
    }
    return value;
  }
  return checkedText(operation, name, value);
}

function checkedText(operation: Operation, name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongType(operation, name, "a string", value);
  if (value.includes("\0") || !value.isWellFormed()) {
    throw new TypeError(`Cannot run ${operation.id}: parameter "${name}" holds a NUL or half of a surrogate pair`);
  }
  return value;
}

function checkedBody(operation: Operation, parameter: Parameter, value: unknown): unknown {
  const { name, type } = parameter;
  if (type === "fields") {
    const good = Array.isArray(value) && value.every((field) => isText(field?.attribute) && isText(field?.value));
    if (!good) throw wrongType(operation, name, "a list of { attribute, value }", value);
    return value;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw wrongType(operation, name, "an object", value);
  }
  if (type !== "variables" && type !== "strings") return value;
  for (const [variable, content] of Object.entries(value)) {
    if (isText(content) || (type === "variables" && isText(content?.value))) continue;
    const expected = type === "strings" ? "a string" : "a string or { value, report_events }";
    throw wrongType(operation, `${name}.${variable}`, expected, content);
  }
  return value;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** Whether Asterisk's list splitter, which knows commas, quotes, backslashes and brackets, leaves the value whole. */
function isPlain(value: string): boolean {
  return !/[,"\\()[\]]/.test(value);
}

function escapeListValue(value: string): string {
  return value.replace(/[,"\\]/g, "\\$&");
}

function finish(
  operation: Operation,
  path: string,
  query: QueryEntry[],
  body: Record<string, unknown>,
): AriRequest {
  const { method } = operation;
  let encoded = encodeQuery(query);
  if (path.length + encoded.length > maxTargetLength && method !== "GET") {
    for (const { name, value } of query) body[name] = value;
    encoded = "";
  }
  if (path.length + encoded.length > maxTargetLength) {
    throw new RangeError(
      `Cannot run ${operation.id}: its path and query have ${
        path.length + encoded.length
      } bytes, the limit is ${maxTargetLength}`,
    );
  }
  const wholeBody = operation.parameters.find((parameter) => parameter.type === "filter");
  const content = wholeBody === undefined ? body : body[wholeBody.name] ?? {};
  if (Object.keys(body).length === 0) return { method, path, query: encoded };
  const text = JSON.stringify(content);
  const size = new TextEncoder().encode(text).length;
  if (size > maxBodyLength) {
    throw new RangeError(`Cannot run ${operation.id}: its body has ${size} bytes, the limit is ${maxBodyLength}`);
  }
  return { method, path, query: encoded, body: text };
}

function encodeQuery(query: readonly QueryEntry[]): string {
  if (query.length === 0) return "";
  return "?" + query.map(({ name, text }) => `${name}=${encodeURIComponent(text)}`).join("&");
}

function wrongType(operation: Operation, name: string, expected: string, value: unknown): TypeError {
  return new TypeError(`Cannot run ${operation.id}: parameter "${name}" must be ${expected}, not ${describe(value)}`);
}

/** The value's kind, and the value when it is short; never what could be a message or a credential. */
function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return `${typeof value} ${value}`;
  return typeof value === "object" ? "an object" : typeof value === "string" ? "a string" : typeof value;
}
