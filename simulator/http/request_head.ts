import type { ByteReader, TextLine } from "./byte_reader.ts";
import { type HttpHeader, HttpHeaders } from "./headers.ts";
import { maxHeaders, maxLineLength } from "./http_settings.ts";

/** A request line and the headers. */
export interface RequestHead {
  readonly kind: "head";
  readonly method: string;
  readonly target: string;
  readonly headers: HttpHeaders;
}

/** Why a request can not be read: what the client is told before the connection is closed. */
export interface HeadProblem {
  readonly kind: "problem";
  readonly status: number;
  readonly reason: string;
  readonly text: string;
}

/** Reads a request up to its body (`httpd_process_request`); `undefined` when the connection is over. */
export async function readHead(reader: ByteReader): Promise<RequestHead | HeadProblem | undefined> {
  const line = await reader.readLine(maxLineLength);
  if (line === undefined) return undefined;
  if (!line.isComplete) return incomplete(line, "Request line too long");
  const [method = "", target] = wordsOf(line.text);
  if (target === undefined) return badRequest("Invalid Request");
  const headers = await readHeaders(reader);
  if (!(headers instanceof HttpHeaders)) return headers;
  const coding = headers.get("Transfer-Encoding")?.toLowerCase() ?? "identity";
  if (coding !== "identity" && coding !== "chunked") {
    return { kind: "problem", status: 501, reason: "Unimplemented", text: "Unsupported Transfer-Encoding." };
  }
  return { kind: "head", method, target, headers };
}

async function readHeaders(reader: ByteReader): Promise<HttpHeaders | HeadProblem> {
  const list: HttpHeader[] = [];
  while (true) {
    // deno-lint-ignore no-await-in-loop -- Lines come one after the other.
    const line = await reader.readLine(maxLineLength);
    if (line === undefined) return badRequest("Timeout");
    if (!line.isComplete) return incomplete(line, "Header line too long");
    if (trimBlanks(line.text) === "") return new HttpHeaders(list);
    const header = parseHeader(line.text);
    if (header === undefined) continue;
    if (list.length === maxHeaders) {
      return { kind: "problem", status: 413, reason: "Request Entity Too Large", text: "Too many headers" };
    }
    list.push(header);
  }
}

/** A line without a name or a value says nothing. */
function parseHeader(line: string): HttpHeader | undefined {
  const colon = line.indexOf(":");
  const name = trimBlanks(line.slice(0, Math.max(colon, 0)));
  const value = trimBlanks(line.slice(colon + 1));
  return colon < 0 || name === "" || value === "" ? undefined : [name, value];
}

function incomplete({ text }: TextLine, tooLong: string): HeadProblem {
  return badRequest(new TextEncoder().encode(text).length >= maxLineLength ? tooLong : "Timeout");
}

function badRequest(text: string): HeadProblem {
  return { kind: "problem", status: 400, reason: "Bad Request", text };
}

/** For Asterisk everything up to the space is blank. */
function wordsOf(line: string): string[] {
  return line.match(/[^\0-\x20]+/g) ?? [];
}

function trimBlanks(text: string): string {
  return text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "");
}
