/** The headers that Asterisk sends, in its order and its spelling, each with its name in lower case. */
const spelling: readonly (readonly [name: string, key: string])[] = [
  "Server",
  "Date",
  "Connection",
  "Cache-Control",
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "WWW-Authenticate",
  "Allow",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Location",
  "Sec-WebSocket-Version",
  "Content-type",
].map((name) => [name, name.toLowerCase()]);

/** Adds what every response of the server has. */
export function complete(response: Response, options: { serverName: string; now: number; closes: boolean }): Response {
  const { serverName, now, closes } = options;
  if (serverName !== "") response.headers.set("Server", serverName);
  response.headers.set("Date", new Date(now).toUTCString());
  if (closes) response.headers.set("Connection", "close");
  response.headers.set("Cache-Control", "no-cache, no-store");
  return response;
}

/** An error of the server itself, which speaks HTML (`ast_http_error`). */
export function htmlError(status: number, text: string, options: { reason: string; serverName: string }): Response {
  const { reason, serverName } = options;
  const address = serverName === "" ? "" : `<address>${escapeHtml(serverName)}</address>\r\n`;
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\r
<html><head>\r
<title>${status} ${reason}</title>\r
</head><body>\r
<h1>${reason}</h1>\r
<p>${escapeHtml(text)}</p>\r
<hr />\r
${address}</body></html>\r
`;
  return new Response(body, { status, statusText: reason, headers: { "Content-type": "text/html" } });
}

/** A response as it goes over a connection. */
export async function formatResponse(response: Response): Promise<Uint8Array> {
  const body = await response.bytes();
  const headers = new Map(response.headers);
  let head = `HTTP/1.1 ${response.status} ${response.statusText}\r\n`;
  for (const [name, key] of spelling) {
    const value = headers.get(key);
    if (value === undefined) continue;
    head += `${name}: ${value}\r\n`;
    headers.delete(key);
  }
  for (const [name, value] of headers) head += `${name}: ${value}\r\n`;
  const start = new TextEncoder().encode(`${head}Content-Length: ${body.length}\r\n\r\n`);
  const bytes = new Uint8Array(start.length + body.length);
  bytes.set(start);
  bytes.set(body, start.length);
  return bytes;
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&apos;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
