import { AriProtocolError } from "./errors.ts";
import type { AnyEvent } from "./event_router.ts";
import { eventFields } from "./generated/live_fields.ts";

/**
 * The type of an event, without parsing the rest of it: most events are nobody's business, and parsing is most of the work.
 *
 * `undefined` when it does not show at once, which says nothing about the event: one that begins with a field that is not a text,
 * a number or a boolean, or that is indented (`pretty` in `ari.conf`), must be parsed.
 */
export function peekType(text: string): string | undefined {
  // Asterisk begins with the type, but for events with fields of their own such as ChannelVarset.
  const at = text.startsWith('{"type":"') ? 9 : laterType(text);
  const end = at < 0 ? -1 : text.indexOf('"', at);
  if (end < 0) return undefined;
  const known = likelyName(text, at, end);
  return known !== undefined && text.startsWith(known, at) ? known : plainText(text, at);
}

/**
 * The id of the channel or bridge of an event, without parsing it; `undefined` when it does not show at once, which says nothing: that
 * must be the first object in the event, and begin with its id, as Asterisk's do.
 */
export function peekId(text: string, field: "channel" | "bridge"): string | undefined {
  // A brace within a text before it leads to no object of that name, as a quote would be escaped there.
  const open = text.indexOf("{", 1);
  const head = field === "channel" ? ',"channel":{"id":"' : ',"bridge":{"id":"';
  if (open < 0 || !text.startsWith(head, open - field.length - 4)) return undefined;
  return plainText(text, open + 7);
}

/** The application of an event, if that is its last field, without parsing it; `undefined` when it does not show at once. */
export function peekApplication(text: string): string | undefined {
  if (!text.endsWith('"}')) return undefined;
  let at = text.length - 3;
  for (let code = text.charCodeAt(at); code !== 0x22; code = text.charCodeAt(--at)) {
    if (at <= 0 || code === 0x5c) return undefined;
  }
  return text.startsWith(',"application":', at - 15) ? text.slice(at + 1, -2) : undefined;
}

/** Reads one frame: an event, or why it is none. */
export function readEvent(text: string): AnyEvent | AriProtocolError {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    return new AriProtocolError(`Cannot read an event: not JSON, begins ${preview(text)}`, { cause });
  }
  if (!isEvent(json)) return new AriProtocolError(`Cannot read an event: no "type" in ${preview(text)}`);
  const { type } = json;
  const known = likelyName(type, 0, type.length);
  if (known === type) json.type = known;
  return json;
}

/** What is between here and the next quote, unless something in it is escaped. */
function plainText(text: string, at: number): string | undefined {
  const end = text.indexOf('"', at);
  if (end < 0) return undefined;
  const plain = text.slice(at, end);
  return plain.includes("\\") ? undefined : plain;
}

/** Where the type begins that other fields are before, or -1. */
function laterType(text: string): number {
  const before = text.indexOf(',"type":"');
  if (before < 0 || text[0] !== "{") return -1;
  for (let at = 1; at < before; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) return -1; // An object or a list begins, whose type it may be.
  }
  return before + 9;
}

/**
 * What the names of events that Asterisk documents are found by. One and the same text for all events of a type, instead of what was
 * cut out of each, is found much faster in maps.
 */
const names: ReadonlyMap<number, string> = new Map(
  Object.keys(eventFields).map((name) => [traits(name, 0, name.length), name]),
);

/** The documented name that may be there, or none. */
function likelyName(text: string, start: number, end: number): string | undefined {
  return names.get(traits(text, start, end));
}

/** A number that tells names apart; where it does not, the one that is not found is only slower. */
function traits(text: string, start: number, end: number): number {
  return (end - start) << 16 | text.charCodeAt(start) << 8 | text.charCodeAt(end - 3);
}

function isEvent(json: unknown): json is { type: string } {
  return typeof json === "object" && json !== null && "type" in json && typeof json.type === "string";
}

function preview(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
