import type { AgiEnvironment } from "./environment.ts";

/** What the dialplan asked for, of `agi_request`. */
export interface AgiRequest {
  /** How the call came: `agi`, `hagi` (the host was found by its SRV records), `async`, or `file` for a program. */
  readonly scheme: "agi" | "async" | "file" | "hagi";
  /** The whole, as in the dialplan: `agi://127.0.0.1/ask?queue=sales`, or a program's path. */
  readonly text: string;
  /** The path of an address, not decoded, with a slash first: `/ask`. Of a program, its path. */
  readonly path: string;
  /** What stands behind the question mark, decoded. */
  readonly query: URLSearchParams;
}

/** Takes `agi_request` apart. Nothing in it is decoded by Asterisk, and it may hold what no URL does. */
export function parseRequest(environment: AgiEnvironment): AgiRequest {
  const text = environment.agi_request ?? "";
  const { scheme, rest } = /^(?<scheme>h?agi):\/\/(?<rest>.*)$/si.exec(text)?.groups ?? {};
  if (scheme === undefined || rest === undefined) {
    const isAsync = /^(?:agi:)?async$/i.test(text);
    return { scheme: isAsync ? "async" : "file", text, path: isAsync ? "/" : text, query: new URLSearchParams() };
  }
  const [address = ""] = rest.split("#", 1);
  const mark = address.indexOf("?");
  const place = mark < 0 ? address : address.slice(0, mark);
  const slash = place.indexOf("/");
  return {
    scheme: scheme.toLowerCase() === "hagi" ? "hagi" : "agi",
    text,
    path: slash < 0 ? "/" : place.slice(slash),
    query: new URLSearchParams(mark < 0 ? "" : address.slice(mark + 1)),
  };
}
