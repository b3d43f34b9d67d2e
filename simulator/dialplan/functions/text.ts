import { compilePosixRegex, isTrueCondition, matchesTime, parseTimeSpec, splitArguments } from "../../../config/mod.ts";
import type { DialplanFunction, FunctionCall } from "../functions.ts";
import { splitChoice } from "../jump.ts";

/** Functions of their arguments alone, or nearly so. */
export const textFunctions: Readonly<Record<string, DialplanFunction>> = {
  BASE64_ENCODE: { read: ({ text }) => new TextEncoder().encode(text).toBase64() },
  BASE64_DECODE: { read: ({ text }) => decodeBase64(text) },
  CUT: { read: cut },
  EVAL: { read: ({ text, nested }) => nested?.substitute(text) ?? "" },
  FIELDQTY: { read: fieldCount },
  FILTER: { read: filter },
  IF: {
    read: ({ text }) => {
      const { condition, then, otherwise } = splitChoice(text);
      return unquote(isTrueCondition(condition) ? then : otherwise);
    },
  },
  IFTIME: {
    read: ({ text, engine }) => {
      const { condition, then, otherwise } = splitChoice(text);
      return unquote(matchesTime(parseTimeSpec(condition), new Date(engine.pbx.clock.now())) ? then : otherwise);
    },
  },
  ISNULL: { read: ({ text }) => text === "" ? "1" : "0" },
  EXISTS: { read: ({ text }) => text === "" ? "0" : "1" },
  LEN: { read: ({ text }) => String(new TextEncoder().encode(text).length) },
  QUOTE: { read: ({ text }) => `"${text.replace(/["\\]/g, "\\$&")}"` },
  RAND: { read: random },
  REGEX: { read: regex },
  REPLACE: { read: replace },
  TOLOWER: { read: ({ text }) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) },
  TOUPPER: { read: ({ text }) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase()) },
  URIENCODE: { read: ({ text }) => encodeUri(text) },
  URIDECODE: { read: ({ text }) => decodeUri(text) },
};

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.fromBase64(text));
  } catch {
    return "";
  }
}

/** `CUT(variable,delimiter,fields)`: the fields of a variable's value, as `1`, `2-3` or `1&3`. */
function cut({ text, engine, channel }: FunctionCall): string {
  const [variable = "", delimiter = "", fields = ""] = splitArguments(text, { limit: 3 });
  const separator = delimiterOf(delimiter);
  const values = String(engine.read(variable, channel) || "").split(separator);
  const wanted = fields.split(/[&]/).flatMap((range) => {
    const [, from = "", dash, to = ""] = /^(\d*)(-?)(\d*)$/.exec(range.trim()) ?? [];
    if (!dash) return from === "" ? [] : [Number(from)];
    const last = to === "" ? values.length : Math.min(Number(to), values.length);
    return Array.from({ length: Math.max(0, last - Number(from || 1) + 1) }, (_, index) => Number(from || 1) + index);
  });
  return wanted.filter((field) => field >= 1 && field <= values.length).map((field) => values[field - 1]).join(
    separator,
  );
}

function fieldCount({ text, engine, channel }: FunctionCall): string {
  const [variable = "", delimiter = ""] = splitArguments(text, { limit: 2 });
  const value = String(engine.read(variable, channel) || "");
  return value === "" ? "0" : String(value.split(delimiterOf(delimiter)).length);
}

/** The first character, which may be escaped; a dash when there is none. */
function delimiterOf(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  if (!text.startsWith("\\")) return text.charAt(0) || "-";
  return escapes[text.charAt(1)] ?? (text.charAt(1) || "\\");
}

/** `FILTER(allowed,text)`: only the characters that are allowed, which may be ranges. */
function filter({ text }: FunctionCall): string {
  const comma = text.indexOf(",");
  if (comma < 0) return "";
  const allowed = new Set<string>();
  const ranges = text.slice(0, comma);
  for (let at = 0; at < ranges.length; at++) {
    const [from = "", dash, to] = [ranges[at], ranges[at + 1], ranges[at + 2]];
    if (dash !== "-" || to === undefined) {
      allowed.add(from);
      continue;
    }
    for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code++) allowed.add(String.fromCharCode(code));
    at += 2;
  }
  return [...text.slice(comma + 1)].filter((character) => allowed.has(character)).join("");
}

function random({ text, engine }: FunctionCall): string {
  const [low = "", high = ""] = splitArguments(text, { limit: 2 });
  const [from, to] = [Number(low) || 0, high === "" ? 2_147_483_647 : Number(high) || 0];
  const [least, most] = from <= to ? [from, to] : [to, from];
  return String(least + Math.floor(engine.pbx.random() * (most - least + 1)));
}

/** `REGEX("pattern" text)` */
function regex({ text }: FunctionCall): string {
  const [, pattern, subject = ""] = /^\s*"((?:[^"\\]|\\.)*)"\s?(.*)$/s.exec(text) ?? [];
  if (pattern === undefined) return "0";
  const compiled = compilePosixRegex(pattern.replace(/\\(["\\])/g, "$1"));
  return compiled.kind === "regex" && compiled.test(subject) ? "1" : "0";
}

/** `REPLACE(variable,characters,replacement)`: without a replacement the characters go. */
function replace({ text, engine, channel }: FunctionCall): string {
  const [variable = "", characters = "", replacement = ""] = splitArguments(text, { limit: 3 });
  const value = String(engine.read(variable, channel) || "");
  return [...value].map((character) => characters.includes(character) ? replacement.charAt(0) : character).join("");
}

function encodeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}
