import type { Operation } from "../../../ari/operation.ts";
import type { Values } from "./plan.ts";
import type { RequestStep } from "./script.ts";

/** How the parameters of a planned request travel. */
export type Carrier = "query" | "json" | "form";

/** Makes the request of an operation with these values, without any check: many are meant to be refused. */
export function planRequest(operation: Operation, values: Values, carrier: Carrier = "query"): RequestStep {
  let { path } = operation;
  const query: string[] = [];
  const json: Record<string, unknown> = {};
  let whole: unknown;
  for (const [name, value] of Object.entries(values)) {
    const parameter = operation.parameters.find((candidate) => candidate.name === name);
    if (value === undefined) continue;
    if (parameter?.in === "path") path = path.replace(`{${name}}`, () => encodeURIComponent(String(value)));
    else if (parameter?.type === "filter") whole = value;
    else if (parameter?.in === "body" || carrier === "json") json[name] = value;
    else query.push(`${name}=${toQuery(value)}`);
  }
  const target = `${operation.method} ${path}`;
  if (carrier === "form") {
    const body = { type: "application/x-www-form-urlencoded", text: query.join("&") };
    return { request: target, body };
  }
  return {
    request: query.length === 0 ? target : `${target}?${query.join("&")}`,
    ...(whole !== undefined ? { json: whole } : Object.keys(json).length > 0 && { json }),
  };
}

/** The same request with something more in its query. */
export function withQuery(step: RequestStep, text: string): RequestStep {
  return { ...step, request: `${step.request}${step.request.includes("?") ? "&" : "?"}${text}` };
}

/** A list is separated by commas; a text that is to hold one is written with `%2C` by whoever plans it. */
function toQuery(value: unknown): string {
  return Array.isArray(value)
    ? value.map((item) => encodeURIComponent(String(item))).join(",")
    : encodeURIComponent(String(value));
}
