import type { Operation, Parameter } from "./operation.ts";
import {
  bodyText,
  checkedBody,
  checkedList,
  checkedScalar,
  checkedText,
  maxQueryValues,
  missing,
  type Named,
  refuseUnknown,
  type Values,
} from "./preflight.ts";

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

/** How {@linkcode buildRequest} works. */
export interface RequestOptions {
  /** The path that the server has before the operation's, with the prefix of `http.conf`. @default {"/ari"} */
  root?: string;
}

/** Longest request line that Asterisk reads, in bytes with the CR and LF at its end; it answers 400 to a longer one. */
export const maxRequestLineLength = 4_095;

/** Longest body that is sent, in bytes: Asterisk answers 413 to more and closes the connection. */
export const maxBodyLength = 40_960;

/** Asterisk 22.10 takes every member of this one's body for a variable, so that no parameter can go there. */
const readsNoBody = "bridges.create";

/**
 * Makes the HTTP request of an operation, or throws before anything is sent.
 *
 * Throws `TypeError` for a parameter that is missing, unknown or of a wrong type, and `RangeError` for what Asterisk
 * could not read. Parameters go into the query, where every proxy and log expects them. When they make the request line too
 * long, all of them go into the JSON body, where Asterisk looks first; so does a list whose values Asterisk would split, or
 * of more values than it takes in a query. A GET has no body: there a value with a comma is escaped, and the limits throw.
 */
export function buildRequest(operation: Operation, parameters: Values = {}, options: RequestOptions = {}): AriRequest {
  refuseUnknown(operation, parameters);
  let path = operation.path;
  const query: QueryEntry[] = [];
  const body: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const { name } = parameter;
    const value = parameters[name];
    if (value === undefined) {
      if (parameter.required) throw missing(operation, parameter);
    } else if (parameter.in === "path") {
      path = path.replace(`{${name}}`, () => pathSegment(operation, name, value));
    } else if (parameter.in === "body") {
      body[name] = checkedBody(operation, parameter, value);
    } else if (parameter.list) {
      const values = checkedList(operation, parameter, value);
      if (!fitsQuery(operation, parameter, values)) body[name] = values;
      else if (values.length > 0) query.push({ name, text: joinList(values), value: values });
    } else {
      const scalar = checkedScalar(operation, parameter, value);
      query.push({ name, text: String(scalar), value: scalar });
    }
  }
  return finish(operation, { path, query, body }, options);
}

/** A query parameter as text, and as the value that takes its place in a JSON body: Asterisk reads "5" there as 0. */
interface QueryEntry {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
}

interface Parts {
  readonly path: string;
  readonly query: readonly QueryEntry[];
  readonly body: Record<string, unknown>;
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

function fitsQuery(operation: Operation, { name }: Parameter, values: readonly string[]): boolean {
  if (operation.method !== "GET") return values.length <= maxQueryValues && values.every(isPlain);
  if (values.length > maxQueryValues) {
    throw new RangeError(
      `Cannot run ${operation.id}: parameter "${name}" has ${values.length} values, the limit is ${maxQueryValues}`,
    );
  }
  return true;
}

/** Whether Asterisk's list splitter, which knows commas, quotes, backslashes and brackets, leaves the value whole. */
function isPlain(value: string): boolean {
  return !/[,"\\()[\]]/.test(value);
}

function finish(operation: Operation, { path, query, body }: Parts, { root = "/ari" }: RequestOptions): AriRequest {
  const { method } = operation;
  const hasBody = method !== "GET" && operation.id !== readsNoBody;
  let encoded = encodeQuery(query);
  if (hasBody && lineLength(method, root + path + encoded) > maxRequestLineLength) {
    for (const { name, value } of query) body[name] = value;
    encoded = "";
  }
  refuseLongLine(operation, method, root + path + encoded);
  if (Object.keys(body).length === 0) return { method, path, query: encoded };
  const wholeBody = operation.parameters.find((parameter) => parameter.type === "filter");
  const text = bodyText(operation, wholeBody === undefined ? body : body[wholeBody.name] ?? {});
  refuseLongBody(operation, text);
  return { method, path, query: encoded, body: text };
}

/** Throws `RangeError` for a request line that Asterisk does not read; `target` is encoded. */
export function refuseLongLine({ id }: Named, method: string, target: string): void {
  const length = lineLength(method, target);
  if (length <= maxRequestLineLength) return;
  throw new RangeError(`Cannot run ${id}: its request line has ${length} bytes, the limit is ${maxRequestLineLength}`);
}

/** Throws `RangeError` for a body that Asterisk does not read. */
export function refuseLongBody({ id }: Named, text: string): void {
  const size = new TextEncoder().encode(text).length;
  if (size <= maxBodyLength) return;
  throw new RangeError(`Cannot run ${id}: its body has ${size} bytes, the limit is ${maxBodyLength}`);
}

/** The value of a query parameter that is a list, so that Asterisk's list splitter gives back each value whole. */
export function joinList(values: readonly string[]): string {
  return values.map((value) => value.replace(/[,"\\()[\]]/g, "\\$&")).join(",");
}

function encodeQuery(query: readonly QueryEntry[]): string {
  if (query.length === 0) return "";
  return "?" + query.map(({ name, text }) => `${name}=${encodeURIComponent(text)}`).join("&");
}

/** Each character of an encoded target is a byte. */
function lineLength(method: string, target: string): number {
  return `${method} ${target} HTTP/1.1\r\n`.length;
}
