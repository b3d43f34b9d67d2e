import { STATUS_TEXT, type StatusCode } from "@std/http";

/** What the `Server` header says. */
const serverName = "Asterisk/22.10.1";

/** An error answer on its way out of an operation. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** Will be answered as `{"message":"…"}`. */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** An answer with a JSON body. */
export function jsonResponse(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...baseHeaders(), ...headers, "Content-type": "application/json" },
  });
}

/** What Asterisk answers when it could not make something, for whatever reason. */
export function allocationFailed(): Response {
  return jsonResponse(500, { error: "Allocation failed" });
}

/** An answer without a body. */
export function emptyResponse(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 204, headers: { ...baseHeaders(), ...headers } });
}

/** An error answer of Asterisk's HTTP server, which is below ARI and speaks HTML. */
export function htmlResponse(status: number, text: string): Response {
  const title = STATUS_TEXT[status as StatusCode] ?? "";
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\r
<html><head>\r
<title>${status} ${title}</title>\r
</head><body>\r
<h1>${title}</h1>\r
<p>${escapeHtml(text)}</p>\r
<hr />\r
<address>${serverName}</address>\r
</body></html>\r
`;
  return new Response(body, { status, headers: { ...baseHeaders(), "Content-type": "text/html" } });
}

function baseHeaders(): Record<string, string> {
  return { "Server": serverName, "Cache-Control": "no-cache, no-store" };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
