import type { Invocation, InvocationResult } from "./invocation.ts";
import { parseJson } from "./json_text.ts";

/** A request that came over a WebSocket, or what is wrong with it. */
export interface SocketRequest {
  readonly transactionId: string;
  readonly requestId: string;
  /** The URI without its query. */
  readonly uri: string;
  /** What to run; `undefined` when there is something wrong. */
  readonly invocation?: Pick<Invocation, "method" | "path" | "query" | "json">;
  /** What is wrong with it. */
  readonly problem?: string;
}

/** The methods, which over a WebSocket are written in just this way. */
const methods: readonly string[] = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"];

/** Reads a frame (`parse_rest_request_msg`); `undefined` when it is no JSON. `apiKey` is that of the socket. */
export function readSocketRequest(frame: string, apiKey: string | undefined): SocketRequest | undefined {
  const message = parseJson(frame);
  if (message === undefined) return undefined;
  const text = (name: string): string => {
    const value: unknown = Object.getOwnPropertyDescriptor(message, name)?.value;
    return typeof value === "string" ? value : "";
  };
  const ids = { transactionId: text("transaction_id"), requestId: text("request_id") };
  if (text("type") === "") return { ...ids, uri: "", problem: "No 'type' property." };
  if (text("type") !== "RESTRequest") return { ...ids, uri: "", problem: "Unknown request type." };
  const mark = text("uri").indexOf("?");
  const uri = mark < 0 ? text("uri") : text("uri").slice(0, mark);
  const target = { ...ids, uri };
  if (text("uri") === "") return { ...target, problem: "Empty or missing 'uri' property." };
  const method = text("method");
  if (!methods.includes(method)) return { ...target, problem: "Unknown or missing 'method' property." };
  const query = new URLSearchParams(mark < 0 ? "" : text("uri").slice(mark + 1));
  if (!appendQueryStrings(query, Object.getOwnPropertyDescriptor(message, "query_strings")?.value)) {
    return { ...target, problem: "Unable to parse 'query_strings' array." };
  }
  if (apiKey !== undefined) query.append("api_key", apiKey);
  const body = readMessageBody(text("message_body"), text("content_type"), query);
  if (typeof body === "string") return { ...target, problem: body };
  return { ...target, invocation: { method, path: uri, query, json: body.json } };
}

/** What is no list is nothing; gives `false` for a list of anything but names and values. */
function appendQueryStrings(query: URLSearchParams, list: unknown): boolean {
  if (!Array.isArray(list)) return true;
  for (const item of list) {
    const { name, value }: { name?: unknown; value?: unknown } = typeof item === "object" && item !== null ? item : {};
    if (typeof name !== "string" || typeof value !== "string") return false;
    query.append(name, value);
  }
  return true;
}

/** The JSON of a body, or what is wrong with it; the fields of a form go to the query, as the last ones. */
function readMessageBody(body: string, type: string, query: URLSearchParams): { json: object | undefined } | string {
  if (body === "") return { json: undefined };
  if (type === "") return "No 'content_type' for 'message_body'.";
  if (type === "application/x-www-form-urlencoded") {
    for (const [name, value] of new URLSearchParams(body)) query.append(name, value);
    return { json: undefined };
  }
  if (type !== "application/json") return "Unknown content type.";
  const json = parseJson(body);
  return json === undefined ? "Unable to parse 'message_body' as 'application/json'." : { json };
}

/** What a {@linkcode SocketResponse} says of its request. */
export interface SocketResponse {
  readonly type: "RESTResponse";
  readonly [name: string]: unknown;
}

/** An operation that Asterisk leaves without an answer: HTTP makes 501 of that, a WebSocket a success with nothing in it. */
const unanswered = JSON.stringify({ message: "Method not implemented" });

/** The response to a request that was run (`send_rest_response`). */
export async function toSocketResponse(request: SocketRequest, result: InvocationResult): Promise<SocketResponse> {
  if (result.kind === "websocket") throw new Error("Cannot answer an upgrade over a WebSocket: the invoker refuses it");
  const { response } = result;
  const isFile = response.body !== null && response.headers.get("Content-Type") !== "application/json";
  if (isFile) {
    await response.body?.cancel();
    return socketResponse(request, { status: 406, reason: "Not Acceptable.  Use HTTP GET" });
  }
  const body = await response.text();
  if (body === unanswered) return socketResponse(request, { status: 200, reason: "OK" });
  return socketResponse(request, {
    status: response.status,
    reason: response.statusText,
    ...(body !== "" && { body }),
  });
}

/** The response to a request that makes no sense. */
export function toProblemResponse(request: SocketRequest, problem: string): SocketResponse {
  return socketResponse(request, { status: 400, reason: "Bad request", body: JSON.stringify({ message: problem }) });
}

/** The response to a frame that is no JSON. */
export function unreadableResponse(): SocketResponse {
  const nothing = { transactionId: "", requestId: "", uri: "" };
  return socketResponse(nothing, { status: 400, reason: "Failed to parse request message JSON" });
}

function socketResponse(
  { transactionId, requestId, uri }: SocketRequest,
  { status, reason, body }: { status: number; reason: string; body?: string },
): SocketResponse {
  return {
    type: "RESTResponse",
    transaction_id: transactionId,
    request_id: requestId,
    status_code: status,
    reason_phrase: reason,
    uri,
    ...(body !== undefined && { content_type: "application/json", message_body: body }),
  };
}
