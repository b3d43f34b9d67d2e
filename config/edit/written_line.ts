import type { ConfigLine } from "../config_line.ts";
import { maxLineLength } from "../line_index.ts";
import { encodeText } from "../source_text.ts";
import { SyntaxTree } from "../syntax_tree.ts";

/** A setting, as it is to be written. */
export interface WrittenSetting {
  readonly name: string;
  readonly value: string;
  readonly operator: "=" | "=>" | "+=";
}

/** The blanks of a line with a setting. */
export interface SettingLayout {
  /** Before the name. */
  readonly indent: string;
  /** Between name and operator. */
  readonly before: string;
  /** Between operator and value. */
  readonly after: string;
}

/** How settings are written where there is no line to take it from. */
export const defaultLayout: SettingLayout = { indent: "", before: " ", after: " " };

/** The longest name of a section, in bytes; Asterisk cuts what is longer. */
export const maxSectionName = 79;

/**
 * Writes a setting as a line, without its end. Throws `TypeError` for a name or a value that no line can hold, and `RangeError`
 * for a line that Asterisk would drop for its length.
 */
export function writeSetting(setting: WrittenSetting, layout: SettingLayout = defaultLayout): Uint8Array {
  const { name, value, operator } = setting;
  requireName(name);
  requireValue(name, value);
  const { indent } = layout;
  const line = indent + escapeName(name) + spaceBefore(name, layout.before) + operator +
    spaceAfter(setting, layout.after) +
    escapeText(value);
  const bytes = encodeText(value === "" ? line.replace(/[ \t]+$/, "") : line);
  requireSetting(bytes, 0, setting);
  return bytes;
}

/** Writes the header of a section as a line, without its end; throws `TypeError` for names that no header can hold. */
export function writeHeader(
  name: string,
  { template = false, inherits = [] }: { template?: boolean; inherits?: readonly string[] } = {},
): Uint8Array {
  requireSectionName(name);
  inherits.forEach(requireOption);
  const options = [...(template ? ["!"] : []), ...inherits];
  const bytes = encodeText(`[${escapeText(name)}]${writeOptions(options)}`);
  requireHeader(bytes, 0, { name, options });
  return bytes;
}

/** Writes the options of a header with their parentheses; nothing where there are none. */
export function writeOptions(options: readonly string[]): string {
  return options.length === 0 ? "" : `(${options.map(escapeText).join(",")})`;
}

/** Writes a name; Asterisk takes the backslash before the first character away. */
export function escapeName(name: string): string {
  return escapeText(/^[[#\\=]/.test(name) ? `\\${name}` : name);
}

/** Writes text in which a semicolon is no comment. */
export function escapeText(text: string): string {
  return text.replaceAll(";", "\\;");
}

/** A blank where the name would be taken together with the operator. */
export function spaceBefore(name: string, blanks: string): string {
  return blanks === "" && name.endsWith("+") ? " " : blanks;
}

/** A blank where the value would be taken together with the operator. */
export function spaceAfter({ operator, value }: Omit<WrittenSetting, "name">, blanks: string): string {
  return blanks === "" && operator !== "=>" && value.startsWith(">") ? " " : blanks;
}

/** Throws `TypeError` for text that is no name of a setting. */
export function requireName(name: string): void {
  const problem = name === ""
    ? "it is empty"
    : problemOf(name) ?? (name.indexOf("=", 1) > 0 ? `an "=" ends it` : undefined);
  if (problem !== undefined) throw new TypeError(`Cannot write setting ${JSON.stringify(name)}: ${problem}`);
}

/** Throws `TypeError` for text that is no value. */
export function requireValue(name: string, value: string): void {
  const problem = problemOf(value);
  if (problem === undefined) return;
  throw new TypeError(`Cannot write value ${JSON.stringify(value)} of "${name}": ${problem}`);
}

/** Throws `TypeError` for text that is no name of a section. */
export function requireSectionName(name: string): void {
  const { length } = encodeText(name);
  const problem = name === "" ? "it is empty" : lineProblem(name) ??
    (name.includes("]")
      ? `a "]" ends it`
      : length > maxSectionName
      ? `Asterisk cuts names at ${maxSectionName} bytes, and it has ${length}`
      : undefined);
  if (problem !== undefined) throw new TypeError(`Cannot write section ${JSON.stringify(name)}: ${problem}`);
}

/** Throws `TypeError` for a name of a section from which no other can inherit. */
export function requireOption(name: string): void {
  const problem = lineProblem(name) ??
    (name === "" ? "Asterisk takes an empty name for the first section of the file" : undefined) ??
    (/[,)]/.test(name) ? `a "${/[,)]/.exec(name)?.[0]}" ends it` : undefined) ??
    (/^[!]$|^\+/.test(name) ? "Asterisk takes it for something else" : undefined);
  if (problem !== undefined) throw new TypeError(`Cannot inherit from ${JSON.stringify(name)}: ${problem}`);
}

/** Throws unless a line says this setting, and leaves comment blocks as open as they were. */
export function requireSetting(line: Uint8Array, depth: number, setting: WrittenSetting, endDepth = 0): void {
  const found = readLine(line, depth, endDepth);
  if (
    found?.kind === "setting" && found.name.text === setting.name && found.value.text === setting.value &&
    found.operator.text === setting.operator
  ) return;
  throw new TypeError(
    `Cannot write "${setting.name} ${setting.operator} ${setting.value}": Asterisk would read something else`,
  );
}

/** Throws unless a line says this header. */
export function requireHeader(
  line: Uint8Array,
  depth: number,
  header: { name: string; options: readonly string[] },
  endDepth = 0,
): void {
  const found = readLine(line, depth, endDepth);
  if (
    found?.kind === "section" && found.name.text === header.name &&
    found.options.length === header.options.length &&
    found.options.every(({ text }, index) => text === header.options[index])
  ) return;
  throw new TypeError(`Cannot write section "${header.name}": Asterisk would read something else`);
}

/** What Asterisk reads in a line, if blocks are then as deep as they should be. */
function readLine(line: Uint8Array, depth: number, endDepth: number): ConfigLine | undefined {
  const text = line.at(-1) === 0x0a ? line.subarray(0, -1) : line;
  if (text.length > maxLineLength) {
    throw new RangeError(`Cannot write a line of ${text.length} bytes: Asterisk drops those over ${maxLineLength}`);
  }
  const tree = new SyntaxTree(text, { depth });
  return tree.lineCount === 1 && tree.index.endDepth === endDepth ? tree.line(1) : undefined;
}

function problemOf(text: string): string | undefined {
  return lineProblem(text) ??
    (isBlank(text.at(0)) || isBlank(text.at(-1)) ? "Asterisk trims blanks at its ends" : undefined);
}

function lineProblem(text: string): string | undefined {
  if (text.includes("\n")) return "a line feed ends it";
  return text.includes("\0") ? "a NUL ends it" : undefined;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && character.charCodeAt(0) <= 32;
}
