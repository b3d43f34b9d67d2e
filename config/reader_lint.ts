import { cleanLine } from "./comments.ts";
import type { ConfigLine, SectionLine, SettingLine } from "./config_line.ts";
import type { Finding, Findings } from "./findings.ts";
import { hasComment, hasNul, isComplex, kindMask, lineKind } from "./line_index.ts";
import type { ConfigSource } from "./section_record.ts";
import { maxSectionName } from "./plain_headers.ts";
import { isUtf8 } from "./source_text.ts";
import type { SyntaxTree } from "./syntax_tree.ts";

type Found = Omit<Finding, "source">;

/** Finds what one file says otherwise than meant: what can be seen without knowing what Asterisk does with it. */
export function findInSource(source: ConfigSource, findings: Findings): void {
  const { tree } = source;
  for (const found of findInBytes(tree)) findings.add({ source, ...found });
  for (const found of findInBlocks(tree)) findings.add({ source, ...found });
  for (const line of notableLines(tree)) {
    for (const found of findInLine(tree, line)) findings.add({ source, ...found });
  }
}

/** All but plain settings, comments and blank lines. */
function* notableLines(tree: SyntaxTree): Generator<ConfigLine, void> {
  const { kinds, count } = tree.index;
  for (let index = 0; index < count; index++) {
    const entry = kinds[index] ?? 0;
    const kind = entry & kindMask;
    const isNotable = kind === lineKind.section || kind === lineKind.addition || (entry & hasNul) !== 0 ||
      (kind === lineKind.setting && (entry & hasComment) !== 0);
    if (isNotable) yield tree.line(index + 1);
  }
}

function* findInLine(tree: SyntaxTree, line: ConfigLine): Generator<Found, void> {
  if (((tree.index.kinds[line.number - 1] ?? 0) & hasNul) !== 0) {
    const start = tree.source.units.indexOf("\0", line.start);
    const message = "A NUL ends what Asterisk reads of the line";
    yield { code: "nul-byte", start, end: start + 1, message };
  }
  if (line.kind === "section") yield* findInHeader(line, ((tree.index.kinds[line.number - 1] ?? 0) & isComplex) !== 0);
  if (line.kind === "setting") yield* findInSetting(tree, line);
}

function* findInHeader(line: SectionLine, hasBlock: boolean): Generator<Found, void> {
  const { name, options, ignored, parentheses } = line;
  const size = name.end - name.start;
  if (size > maxSectionName) {
    const message = `Section name has ${size} bytes, and Asterisk keeps the first ${maxSectionName}`;
    yield { code: "section-name-cut", start: name.start, end: name.end, message };
  }
  if (ignored !== undefined && ignored.text.startsWith("(") && parentheses === undefined) {
    const message = `Options are ignored, as a blank stands before the "("`;
    const fix = {
      title: "Remove the blank",
      edits: [{ start: name.end + 1, end: ignored.start, text: new Uint8Array() }],
    };
    yield { code: "options-ignored", start: ignored.start, end: ignored.end, message, fix };
  } else if (ignored !== undefined && /^=/.test(ignored.text)) {
    const message = `Line is a header, as it begins with "["; for a setting of that name put a backslash before it`;
    const fix = { title: "Put a backslash before it", edits: [insertion(name.start - 1, "\\")] };
    yield { code: "header-text-ignored", start: ignored.start, end: ignored.end, message, fix };
  } else if (ignored !== undefined) {
    const message = `Text after the header is ignored`;
    const fix = { title: "Make it a comment", edits: [insertion(ignored.start, "; ")] };
    // Where a comment block is about, a semicolon may not begin a comment.
    yield { code: "header-text-ignored", start: ignored.start, end: ignored.end, message, ...(!hasBlock && { fix }) };
  }
  if (name.text.includes("=")) {
    const message = `Line is a header, as it begins with "["; its name has a "="`;
    yield { code: "header-like-setting", start: name.start, end: name.end, message };
  }
  let hasFilter = false;
  for (const { text, start, end } of options) {
    if (text === "") {
      const message = "Option is empty, and Asterisk inherits from the first section of the file";
      yield { code: "empty-option", start, end, message };
    } else if (hasFilter && text.includes("=") && !text.startsWith("+")) {
      const message = `A comma ends the filter; write "&" for one more condition`;
      const fix = { title: `Write "&"`, edits: [{ start: start - 1, end: start, text: encoder.encode("&") }] };
      yield { code: "filter-cut", start, end, message, fix };
    }
    hasFilter ||= text.startsWith("+") && text.includes("=");
  }
}

function* findInSetting(tree: SyntaxTree, line: SettingLine): Generator<Found, void> {
  const { operator, value, comment } = line;
  if (operator.text === "+=" && value.text.startsWith(">")) {
    const message = `The ">" of "+=>" is part of the value`;
    yield { code: "addition-with-arrow", start: value.start, end: value.start + 1, message };
  }
  if (comment === undefined) return;
  const rest = tree.source.slice(comment, line.end);
  if (count(value.text, '"') % 2 === 1 && rest.includes('"')) {
    const message = "Quotes mean nothing here: the semicolon within them begins a comment";
    const quoted = tree.source.units.slice(comment, tree.source.units.indexOf('"', comment));
    const edits = [...quoted.matchAll(/(?<!\\);/g)].map(({ index }) => insertion(comment + index, "\\"));
    const fix = { title: "Escape the semicolon", edits };
    yield { code: "comment-in-quotes", start: comment, end: comment + 1, message, fix };
  }
}

function* findInBlocks(tree: SyntaxTree): Generator<Found, void> {
  const { depths, starts, ends, endDepth, openedAt, kinds } = tree.index;
  for (const [index, depth] of depths) {
    if (((kinds[index] ?? 0) & isComplex) === 0) continue;
    const start = starts[index] ?? 0;
    const line = cleanLine(tree.source.units, { start, end: start + (ends[index] ?? 0) }, depth);
    for (const at of line.strayEnds) {
      const message = `"--;" ends a comment block that is not open: the lines after it are ignored until a ";--" comes`;
      const fix = { title: "Escape the semicolon", edits: [insertion(at + 2, "\\")] };
      yield { code: "stray-block-end", start: at, end: at + 3, message, fix };
    }
  }
  const opened = openedAt.get(endDepth);
  if (endDepth <= 0 || opened === undefined || tree.index.tooDeep !== undefined) return;
  const start = starts[opened] ?? 0;
  const end = start + (ends[opened] ?? 0);
  yield { code: "unclosed-block", start, end, message: "Comment block is never closed: all that follows is ignored" };
}

function* findInBytes(tree: SyntaxTree): Generator<Found, void> {
  const { bytes, units, isAscii } = tree.source;
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (isLittle || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    yield {
      code: "utf-16",
      start: 0,
      end: 2,
      message: "File is in UTF-16, and Asterisk reads bytes: write it in UTF-8",
    };
    return;
  }
  const carriageReturn = /\r(?!\n)[^]/.exec(units)?.index;
  if (carriageReturn !== undefined) {
    const message = "A carriage return alone ends no line";
    yield { code: "lone-carriage-return", start: carriageReturn, end: carriageReturn + 1, message };
  }
  if (isAscii) return;
  for (let at = units.indexOf(mark); at >= 0; at = units.indexOf(mark, at + 1)) {
    if ((at === 0 && tree.dropsByteOrderMark) || (at > 0 && bytes[at - 1] !== 0x0a)) continue;
    const message = "A byte order mark that is not at the very start is part of the line's text";
    const fix = { title: "Remove it", edits: [{ start: at, end: at + 3, text: new Uint8Array() }] };
    yield { code: "byte-order-mark-kept", start: at, end: at + 3, message, fix };
  }
  if (isUtf8(bytes)) return;
  const { starts, count: lines } = tree.index;
  for (let index = 0; index < lines; index++) {
    const [start, end] = [starts[index] ?? 0, starts[index + 1] ?? 0];
    if (isUtf8(bytes.subarray(start, end))) continue;
    const last = bytes[end - 1] === 0x0a ? end - 1 : end;
    yield {
      code: "not-utf-8",
      start,
      end: last,
      message: "Line is not in UTF-8; Asterisk passes its bytes on as they are",
    };
    return;
  }
}

const encoder = new TextEncoder();
/** UTF-8's byte order mark as it looks in the text of single bytes. */
const mark = "\u00ef\u00bb\u00bf";

function insertion(at: number, text: string): { start: number; end: number; text: Uint8Array } {
  return { start: at, end: at, text: encoder.encode(text) };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
