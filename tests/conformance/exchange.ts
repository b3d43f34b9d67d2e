import type { Backend } from "./backend.ts";

/** A raw request, and what is compared of its answer. */
export interface Exchange {
  /** `METHOD /path` below the server's URL. */
  readonly request: string;
  /** @default the user who may do all */
  readonly as?: "nobody" | "reader" | "stranger" | "api_key" | "stranger with api_key";
  readonly body?: string;
  readonly type?: string;
  readonly status: number;
  /** What the `message` of the answer is; `undefined` where the answer has no JSON. */
  readonly message?: string;
  readonly allow?: string;
}

/** Sends the request and resolves with it as it turned out: an exchange that is as expected is equal to it. */
export async function exchangeWith(backend: Backend, exchange: Exchange, signal: AbortSignal): Promise<Exchange> {
  const { request, as, body, type } = exchange;
  const [method = "", path = ""] = request.split(" ");
  const headers = new Headers(type === undefined ? {} : { "content-type": type });
  const { username, password } = as === "reader" ? backend.readOnlyUser : backend.user;
  const shown = as?.startsWith("stranger") ? "wrong" : password;
  if (as !== "nobody" && as !== "api_key") headers.set("authorization", `Basic ${btoa(`${username}:${shown}`)}`);
  const key = as?.endsWith("api_key") ? `?api_key=${username}:${password}` : "";
  const response = await backend.fetch(path + key, {
    method,
    headers,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const said: unknown = response.headers.get("content-type") === "application/json" && text
    ? JSON.parse(text)
    : undefined;
  const message = typeof said === "object" && said !== null && "message" in said ? String(said.message) : undefined;
  const allow = response.headers.get("allow") ?? undefined;
  return {
    ...exchange,
    status: response.status,
    ...(message === undefined ? {} : { message }),
    ...(exchange.allow === undefined || allow === undefined ? {} : { allow }),
  };
}
