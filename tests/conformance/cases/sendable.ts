import { allOperations, Router } from "../../../simulator/fronts/ari/router.ts";
import type { OperationId } from "../../../ari/generated/operations.ts";
import type { RequestStep } from "./script.ts";

/** Parameters that clients refuse to leave out or to send in another shape: every case keeps them as they should be. */
const kept: Partial<Record<OperationId, string>> = {
  "applications.subscribe": "eventSource",
  "applications.unsubscribe": "eventSource",
  "asterisk.updateObject": "fields",
  "bridges.record": "format",
  "bridges.setBridgeVar": "variable",
  "channels.move": "app",
};

const router = new Router(allOperations());

/** Whether a case may send this request. */
export function isSendable(step: RequestStep): boolean {
  const [method = "", target = ""] = step.request.split(/ (.*)/s);
  const [path = "", query = ""] = target.split(/\?(.*)/s);
  const operation = router.find(path.slice(1))?.operations.get(method);
  if (operation === undefined) return true;
  if (method === "GET" && (step.json !== undefined || step.body !== undefined)) return false;
  const json = jsonOf(step);
  const lists = operation.parameters.filter(({ list, in: place }) => list && place === "query");
  if (lists.some(({ name }) => !isProperList(json, name))) return false;
  const name = kept[operation.id];
  if (name === undefined) return true;
  if (json === "unreadable") return false;
  if (json !== null && Object.hasOwn(json, name)) {
    return isProper(name, Object.getOwnPropertyDescriptor(json, name)?.value);
  }
  if (step.body?.type === "application/x-www-form-urlencoded") return false;
  return isProper(name, new URLSearchParams(query).getAll(name).at(-1));
}

/** Throws when a case must not send this request. */
export function assertSendable(step: RequestStep): void {
  if (!isSendable(step)) throw new TypeError(`Cannot send ${step.request}: a client refuses it before sending`);
}

function jsonOf({ json, body }: RequestStep): object | null | "unreadable" {
  if (json !== undefined) return typeof json === "object" && !Array.isArray(json) ? json : "unreadable";
  if (body === undefined || !body.type.startsWith("application/json")) return null;
  try {
    const value: unknown = JSON.parse(body.text);
    return typeof value === "object" && !Array.isArray(value) ? value : "unreadable";
  } catch {
    return "unreadable";
  }
}

function isProper(name: string, value: unknown): boolean {
  if (name === "fields") {
    return Array.isArray(value) && value.every((field) => {
      return typeof field?.attribute === "string" && typeof field?.value === "string" && field.attribute !== "";
    });
  }
  if (name === "eventSource" && Array.isArray(value)) return value.length > 0 && value.every((item) => isText(item));
  return isText(value);
}

/** Lists in JSON are texts or lists of texts, as clients send them. */
function isProperList(json: object | null | "unreadable", name: string): boolean {
  if (json === null || json === "unreadable" || !Object.hasOwn(json, name)) return true;
  const value: unknown = Object.getOwnPropertyDescriptor(json, name)?.value;
  return typeof value === "string" || (Array.isArray(value) && value.every((item) => typeof item === "string"));
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
