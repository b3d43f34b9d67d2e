import { ConfigSyntaxError } from "./config_syntax_error.ts";

/** A configuration file, in the order of its lines. */
export interface ConfigFile {
  /** The name that messages use for it. */
  readonly name: string;
  /** Its sections; the same name may come more than once. */
  readonly sections: readonly Section[];
}

/** One `[section]`. */
export interface Section {
  /** The text between the brackets, not trimmed. */
  readonly name: string;
  /** The line of its header, from 1. */
  readonly line: number;
  /** Its settings; the same name may come more than once. */
  readonly settings: readonly Setting[];
}

/** One `name = value` or `name => value`. */
export interface Setting {
  /** The text before the operator. */
  readonly name: string;
  /** The text after the operator, without comments. */
  readonly value: string;
  /** The operator; Asterisk treats both the same in almost every file. */
  readonly operator: "=" | "=>";
  /** Its line, from 1. */
  readonly line: number;
}

/** What {@linkcode parse} may be told. */
export interface ParseOptions {
  /**
   * The name of the file, for messages.
   * @default {"config"}
   */
  name?: string;
}

/** Asterisk reads lines into 8192 bytes and drops those that do not fit, the line end included. */
const maxLineLength = 8190;
/** Asterisk cuts the names of sections here, in bytes. */
const maxSectionName = 79;

/**
 * Reads the text of a configuration file as Asterisk does: comments with `;`, blocks with `;--` and `--;`, `\;` for a
 * semicolon, nothing else.
 *
 * What Asterisk would drop with a warning, and what is not understood yet (templates, `(+)`, `+=`, `#include` and a
 * leading backslash), throws a {@linkcode ConfigSyntaxError} rather than be misread.
 *
 * @param text The file's text.
 * @param options The name for messages.
 * @returns The sections and their settings, in file order.
 *
 * @example
 * ```ts
 * import { parse } from "@asterism/asterisk/config";
 *
 * const file = parse("[general]\nenabled = yes ; at last\n");
 * console.log(file.sections[0]?.settings[0]?.value); // "yes"
 * ```
 */
export function parse(text: string, options: ParseOptions = {}): ConfigFile {
  const { name = "config" } = options;
  const sections: MutableSection[] = [];
  let commentDepth = 0;
  let commentStart = 0;

  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const fail = (message: string, column = 1) => new ConfigSyntaxError(message, { file: name, line, column });
    if (new TextEncoder().encode(raw).length > maxLineLength) {
      throw fail(`line is longer than ${maxLineLength} bytes, and Asterisk drops such lines`);
    }
    const before = commentDepth;
    const { code, depth } = withoutComments(untilNul(raw), commentDepth, fail);
    commentDepth = depth;
    if (before === 0 && depth > 0) commentStart = line;
    const content = trimBlanks(code);
    if (content === "") continue;

    const column = raw.indexOf(content.charAt(0)) + 1;
    if (content.startsWith("[")) sections.push(toSection(content, line, (message) => fail(message, column)));
    else addSetting(sections.at(-1), content, line, (message) => fail(message, column));
  }
  if (commentDepth > 0) {
    throw new ConfigSyntaxError("Comment block is never closed", { file: name, line: commentStart, column: 1 });
  }
  return { name, sections };
}

type MutableSection = { name: string; line: number; settings: Setting[] };
type Fail = (message: string, column?: number) => ConfigSyntaxError;

function toSection(content: string, line: number, fail: Fail): MutableSection {
  const end = content.indexOf("]");
  if (end < 0) throw fail(`section header ${JSON.stringify(content)} has no "]"`);
  // A blank before "(" makes Asterisk ignore the options; only "](" gives the section options.
  if (content[end + 1] === "(") throw fail("templates and additions to sections are not supported yet");
  const name = content.slice(1, end);
  if (new TextEncoder().encode(name).length > maxSectionName) {
    throw fail(`section name is longer than ${maxSectionName} bytes, and Asterisk cuts it`);
  }
  return { name, line, settings: [] };
}

function addSetting(section: MutableSection | undefined, content: string, line: number, fail: Fail): void {
  if (content.startsWith("#")) throw fail("directives are not supported yet");
  if (section === undefined) throw fail("setting stands before the first section");
  if (content.startsWith("\\")) throw fail("escaped first characters are not supported yet");
  const equals = content.indexOf("=");
  if (equals < 0) throw fail(`line ${JSON.stringify(content)} has no "="`);
  if (equals > 0 && content[equals - 1] === "+") throw fail(`"+=" is not supported yet`);

  const operator = content[equals + 1] === ">" ? "=>" : "=";
  const name = trimBlanks(content.slice(0, equals));
  if (name === "") throw fail("setting has no name");
  section.settings.push({ name, operator, value: trimBlanks(content.slice(equals + operator.length)), line });
}

/** Takes comments away from one line, whose start lies `depth` comment blocks deep. */
function withoutComments(line: string, depth: number, fail: Fail): { code: string; depth: number } {
  let code = "";
  let tokenEnd = 0;
  for (let at = 0; at < line.length; at++) {
    const isCode = depth === 0;
    if (line[at] === "\\" && line[at + 1] === ";") {
      if (isCode) code += ";";
      at++;
    } else if (line.startsWith(";--", at) && line[at + 3] !== "-") {
      depth++;
      at += 2;
      tokenEnd = at + 1;
    } else if (line[at] === ";" && at - 2 >= tokenEnd && line.startsWith("--", at - 2)) {
      if (depth === 0) throw fail(`"--;" closes a comment block that is not open`, at - 1);
      depth--;
      tokenEnd = at + 1;
    } else if (line[at] === ";" && isCode) {
      break;
    } else if (isCode) {
      code += line[at];
    }
  }
  return { code, depth };
}

function untilNul(line: string): string {
  const end = line.indexOf("\0");
  return end < 0 ? line : line.slice(0, end);
}

/** Asterisk's blanks are the bytes 1 to 32 and nothing else, so `String.prototype.trim` would take too much. */
function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}
