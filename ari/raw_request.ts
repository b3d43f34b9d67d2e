import type { CallOptions } from "../_internal/call_options.ts";
import { operations } from "./generated/operations.ts";
import type { Operation } from "./operation.ts";
import {
  bodyText,
  checkedBody,
  checkedList,
  checkedScalar,
  checkedText,
  isFilled,
  isObject,
  missing,
  type Named,
  type Values,
  wrongType,
} from "./preflight.ts";
import { type AriRequest, joinList, refuseLongBody, refuseLongLine } from "./request.ts";

/** What {@linkcode AriClient.request} sends besides method and path. */
export interface RawRequestOptions extends CallOptions {
  /** Parameters of the query, which are encoded; the values of a list are joined by commas, `undefined` is left out. */
  query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** The body, sent as JSON. */
  body?: unknown;
}

/** What errors call a raw request. */
export const rawName = "request";

const named: Named = { id: rawName };

/**
 * Makes the HTTP request of the raw door, or throws before anything is sent: `TypeError` for a path, query or body that is
 * none, `RangeError` for what is longer than Asterisk reads.
 *
 * A path is a text that is encoded already, or a list of segments that are not.
 */
export function buildRawRequest(
  method: string,
  path: string | readonly string[],
  { query = {}, body, root = "/ari" }: RawRequestOptions & { root?: string },
): AriRequest {
  const checked = checkedMethod(method);
  const encoded = typeof path === "string"
    ? checkedPath(path)
    : path.map(encodeSegment).map((text) => `/${text}`).join("");
  if (encoded === "") throw new TypeError("Cannot run request: the path has no segments");
  if (!isObject(query)) throw wrongType(named, "query", "an object", query);
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = given.map(([name, value]) => {
    return `${encodeURIComponent(checkedText(named, "query", name))}=${encodeURIComponent(queryText(name, value))}`;
  }).join("&");
  const target = search === "" ? "" : `?${search}`;
  refuseMalformed(checked, encoded, { query: Object.fromEntries(given.map(asTexts)), body });
  refuseLongLine(named, method, root + encoded + target);
  if (body === undefined) return { method: checked, path: encoded, query: target };
  if (checked === "GET") throw new TypeError("Cannot run request: a GET has no body");
  const text: string | undefined = bodyText(named, body);
  if (text === undefined) throw wrongType(named, "body", "a JSON value", body);
  refuseLongBody(named, text);
  return { method: checked, path: encoded, query: target, body: text };
}

function checkedMethod(method: string): AriRequest["method"] {
  if (method === "GET" || method === "POST" || method === "PUT" || method === "DELETE") return method;
  throw new TypeError(`Cannot run request: the method must be GET, POST, PUT or DELETE, not ${JSON.stringify(method)}`);
}

/** What URLs would change in silence is refused: line ends, which they drop, dot segments, and what they would encode. */
function checkedPath(path: string): string {
  const segments = path.split("/");
  // A NUL would end the path where Asterisk reads it.
  const isGood = !path.includes("%00") && /^(?:\/(?:[\w.~!$&'()*+,;=:@-]|%[\da-fA-F]{2})+)+$/.test(path) &&
    segments.every((segment) => !/^(?:\.|%2e){1,2}$/i.test(segment));
  if (isGood) return path;
  throw new TypeError(
    `Cannot run request: ${JSON.stringify(path)} is no encoded path below /ari, as "/channels/a%2Fb" is one: ` +
      "give its segments as a list to have them encoded",
  );
}

function encodeSegment(segment: string): string {
  const text = checkedText(named, "path", segment);
  if (text !== "" && text !== "." && text !== "..") return encodeURIComponent(text);
  throw new TypeError(`Cannot run request: a segment of the path must name something, current value is "${text}"`);
}

function queryText(name: string, value: unknown): string {
  if (Array.isArray(value)) return joinList(Array.from(value, (item) => checkedText(named, `query.${name}`, item)));
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  return checkedText(named, `query.${name}`, value);
}

function asTexts([name, value]: [string, unknown]): [string, unknown] {
  return [name, typeof value === "number" || typeof value === "boolean" ? String(value) : value];
}

/** The raw door asks no more of a known operation than what Asterisk itself must be able to rely on. */
function refuseMalformed(method: string, path: string, { query, body }: { query: Values; body: unknown }): void {
  const operation = knownOperation(method, path);
  if (operation === undefined) return;
  const given: Values = { ...query, ...(isObject(body) ? body : {}) };
  for (const parameter of operation.parameters) {
    const value = given[parameter.name];
    const isNeeded = isFilled(operation, parameter) || parameter.type === "fields";
    if (isNeeded && value === undefined) throw missing(operation, parameter);
    if (isNeeded && body !== undefined && !isObject(body)) throw wrongType(operation, "body", "an object", body);
    if (value === undefined) continue;
    if (parameter.type === "fields") checkedBody(operation, parameter, value);
    else if (parameter.list) checkedList(operation, parameter, value);
    else if (isNeeded) checkedScalar(operation, parameter, value);
  }
}

function knownOperation(method: string, path: string): Operation | undefined {
  const segments = path.split("/").map((segment) => decode(segment));
  return Object.values<Operation>(operations).find((operation) => {
    const parts = operation.path.split("/");
    return operation.method === method && parts.length === segments.length &&
      parts.every((part, index) => part.startsWith("{") || part === segments[index]);
  });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // Bytes that are no UTF-8 name nothing that is known.
  }
}
