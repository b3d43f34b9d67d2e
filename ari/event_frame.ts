import { AriProtocolError } from "./errors.ts";
import type { AnyEvent } from "./event_router.ts";

/**
 * The type of an event, without parsing the rest of it: most events are nobody's business, and parsing is most of the work.
 *
 * `undefined` when it does not show at once, which says nothing about the event: one that begins with a field that is not a text,
 * a number or a boolean, or that is indented (`pretty` in `ari.conf`), must be parsed.
 */
export function peekType(text: string): string | undefined {
  // Asterisk begins with the type, but for events with fields of their own such as ChannelVarset.
  if (text.startsWith('{"type":"')) return plainText(text, 9);
  if (!text.startsWith('{"')) return undefined;
  let at = 1;
  for (;;) {
    const name = plainText(text, at + 1);
    if (name === undefined) return undefined;
    at += name.length + 2;
    if (text[at++] !== ":") return undefined;
    if (name === "type") return text[at] === '"' ? plainText(text, at + 1) : undefined;
    at = skipScalar(text, at);
    if (at < 0 || text[at++] !== "," || text[at] !== '"') return undefined;
  }
}

/** Reads one frame: an event, or why it is none. */
export function readEvent(text: string): AnyEvent | AriProtocolError {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return new AriProtocolError(`Cannot read an event: not JSON, begins ${preview(text)}`, { cause });
  }
  return isEvent(json) ? json : new AriProtocolError(`Cannot read an event: no "type" in ${preview(text)}`);
}

/** What is between here and the next quote, unless something in it is escaped. */
function plainText(text: string, at: number): string | undefined {
  const end = text.indexOf('"', at);
  if (end < 0) return undefined;
  const plain = text.slice(at, end);
  return plain.includes("\\") ? undefined : plain;
}

/** Where the text, number or word that begins here has ended, or -1. */
function skipScalar(text: string, at: number): number {
  const first = text[at];
  if (first === "{" || first === "[") return -1;
  if (first !== '"') return text.indexOf(",", at);
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return -1;
}

function isEvent(json: unknown): json is AnyEvent {
  return typeof json === "object" && json !== null && "type" in json && typeof json.type === "string";
}

function preview(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
