/**
 * `parse` and `stringify` of `@std/ini`, with its signatures, made from the npm package `ini`. `_tools/vendor_std.ts` puts
 * this module in the place of `@std/ini` where JSR does not answer. It refuses what the npm package would lose in silence.
 */
import npmIni from "npm:ini@6.0.0";

/** Replaces a value while parsing. */
export type ReviverFunction = (
  key: string,
  value: string | number | boolean | null,
  section?: string,
) => unknown;

/** Options for {@linkcode parse}. */
export interface ParseOptions {
  /** Called for each value; what it returns takes the value's place. */
  reviver?: ReviverFunction;
}

/** Turns a value into its text. */
export type ReplacerFunction = (
  key: string,
  // deno-lint-ignore no-explicit-any -- @std/ini declares it so, and code must check with both.
  value: any,
  section?: string,
) => string;

/** Options for {@linkcode stringify}. */
export interface StringifyOptions {
  /** What ends a line. @default {"\n"} */
  lineBreak?: "\n" | "\r\n" | "\r";
  /** Whether there are spaces around `=`. @default {false} */
  pretty?: boolean;
  /** Called for each value. */
  replacer?: ReplacerFunction;
}

/** Parses INI text into an object; sections become nested objects. */
export function parse<T extends object>(text: string, options: ParseOptions = {}): T {
  const { reviver = (_key: string, value: string | number | boolean | null) => value } = options;
  // Each value goes through the npm package as a quoted string, since it would cut comments off and
  // keep numbers as text, where @std/ini does neither.
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => quoted(line.trim(), index + 1));
  const parsed = npmIni.parse(lines.join("\n"), { bracketedArray: false });
  const revive = (record: Record<string, unknown>, section?: string): Record<string, unknown> => {
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => {
        if (isRecord(value)) return [key, revive(value, key)];
        // A key that repeats is a list to the npm package; to @std/ini the last one wins.
        const last = Array.isArray(value) ? value.at(-1) : value;
        return [key, reviver(key, toValue(String(last)), section)];
      }),
    );
  };
  // The caller names the shape, as with @std/ini, which checks it no more than this.
  return revive(parsed) as T;
}

/** Formats an object as INI text; nested objects become sections, after the plain values. */
export function stringify(object: object, options: StringifyOptions = {}): string {
  const { lineBreak = "\n", pretty = false, replacer = (_key: string, value: unknown) => `${value}` } = options;
  const assign = pretty ? " = " : "=";
  const entries: [string, unknown][] = Object.entries(object);
  const lines = entries.filter(([, value]) => !isRecord(value))
    .map(([key, value]) => `${key}${assign}${replacer(key, value)}`);
  for (const [section, record] of entries) {
    if (!isRecord(record)) continue;
    lines.push(`[${section}]`);
    for (const [key, value] of Object.entries(record)) lines.push(`${key}${assign}${replacer(key, value, section)}`);
  }
  return lines.join(lineBreak);
}

function quoted(line: string, number: number): string {
  if (line === "" || /^(#|;|\/\/)/.test(line)) return "";
  if (line.startsWith("[")) {
    if (!line.endsWith("]")) throw new SyntaxError(`Cannot parse INI: section has no "]" at line ${number}`);
    const name = line.slice(1, -1);
    if (name.trim() === "") throw new SyntaxError(`Cannot parse INI: section has no name at line ${number}`);
    if (name.includes("]") || name === "__proto__") {
      throw new SyntaxError(`Cannot parse INI: stand-in for @std/ini has no section "${name}" at line ${number}`);
    }
    return `[${JSON.stringify(name.replaceAll(".", "\\."))}]`;
  }
  const equals = line.indexOf("=");
  if (equals < 0) throw new SyntaxError(`Cannot parse INI: "=" is missing at line ${number}`);
  const key = line.slice(0, equals).trimEnd();
  if (key === "") throw new SyntaxError(`Cannot parse INI: key is empty at line ${number}`);
  if (key === "__proto__" || key.endsWith("[]")) {
    throw new SyntaxError(`Cannot parse INI: stand-in for @std/ini has no key "${key}" at line ${number}`);
  }
  // The second pair of quotes keeps "true" and "null" text until toValue() decides.
  return `${JSON.stringify(key)}=${JSON.stringify(JSON.stringify(line.slice(equals + 1).trimStart()))}`;
}

function toValue(json: string): string | number | boolean | null {
  const value = String(JSON.parse(json));
  if (value === "null") return null;
  if (value === "true") return true;
  if (value === "false") return false;
  if (/^".*"$/.test(value)) return value.slice(1, -1);
  return Number.isNaN(Number(value)) ? value : Number(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === "[object Object]";
}
