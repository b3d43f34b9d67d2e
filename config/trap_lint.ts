import type { ConfigFile } from "./config_file.ts";
import type { ConfigPiece, DirectiveLine, SectionLine, SettingLine } from "./config_line.ts";
import type { ConfigSection } from "./config_section.ts";
import type { Diagnostic, Fix, Severity } from "./diagnostic.ts";
import { maxPathLength } from "./file_store.ts";
import { defaultAsteriskDirectory } from "./file_system.ts";
import type { ConfigSource } from "./section_record.ts";
import { foldCase } from "./source_text.ts";

/** What {@linkcode lintTraps} finds, and how bad each is. */
export const trapSeverities = {
  "addition-alone": "style",
  "addition-other-case": "silent",
  "blank-look-alike": "silent",
  "block-not-closed": "silent",
  "comment-in-value": "silent",
  "exec-list": "silent",
  "include-path-cut": "silent",
  "include-quote-open": "silent",
  "name-with-plus": "silent",
  "section-made-template": "silent",
  "section-name-blank": "silent",
  "section-name-empty": "silent",
  "section-repeated": "silent",
  "value-with-operator": "silent",
} as const;

/** The code of something that {@linkcode lintTraps} finds. */
export type TrapCode = keyof typeof trapSeverities;

/** What becomes of a section whose name was there before, as far as the file's module goes. */
export type RepeatedSections = "lost" | "joined" | "kept";

/**
 * Looks at what Asterisk reads without a word and hardly anybody means: each is legal, and each has cost somebody an evening.
 *
 * @param file The file, with all that it includes.
 * @param options What becomes of a section whose name was there before.
 */
export function lintTraps(file: ConfigFile, { repeated }: { repeated: RepeatedSections }): Diagnostic[] {
  const found = file.files.flatMap((source) => [...findInSource(source)].map((one) => toDiagnostic(source, one)));
  const sources = new Map(file.files.map((source) => [source.path, source]));
  if ([...sources.values()].some(({ tree }) => tree.source.units.includes("+="))) {
    for (const section of [...file.sections, ...file.templates]) {
      for (const [source, one] of findInAdditions(section, sources)) found.push(toDiagnostic(source, one));
    }
  }
  if (repeated !== "kept") {
    for (const [source, one] of findRepeated(file, repeated)) found.push(toDiagnostic(source, one));
  }
  return found;
}

interface Found {
  readonly code: TrapCode;
  /** @default {that of the code} */
  readonly severity?: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fix?: Fix;
}

function toDiagnostic({ path, tree }: ConfigSource, found: Found): Diagnostic {
  const { code, severity = trapSeverities[code], message, start, end, fix } = found;
  return {
    code,
    severity,
    message,
    file: path,
    start: tree.position(start),
    end: tree.position(end),
    ...(fix !== undefined && { fix }),
  };
}

/** Where a line may have something of interest; most lines of most files have nothing. */
const interesting = /[^\s;\\];[^\s;]|=(?:=|[ \t]+>)|\+[ \t]+=|^[ \t]*[#[]|;--;/gm;
/** The first bytes of a no-break space, an ideographic one, and one without width, in UTF-8. */
const lookAlikes = /\u00c2\u00a0|\u00e3\u20ac\u20ac|\u00e2\u20ac\u2039/g;

function* findInSource({ tree }: ConfigSource): Generator<Found, void> {
  const { units, isAscii } = tree.source;
  let last = 0;
  for (const pattern of isAscii ? [interesting] : [interesting, lookAlikes]) {
    for (const { index } of units.matchAll(pattern)) {
      const { line: number } = tree.position(index);
      if (number === last) continue;
      last = number;
      const line = tree.line(number);
      if (pattern === lookAlikes) {
        if (line.kind === "setting") yield* findLookAlikes(line);
        continue;
      }
      if (units.slice(line.start, line.end).includes(";--;")) yield* findOpenedOnly(units, line);
      if (line.kind === "section") yield* findInHeader(line);
      else if (line.kind === "directive") yield* findInDirective(line);
      else if (line.kind === "setting") yield* findInSetting(units, line);
    }
  }
}

function* findInHeader({ name, options }: SectionLine): Generator<Found, void> {
  const place = { start: name.start, end: name.end };
  if (name.text === "") {
    yield { code: "section-name-empty", message: "Section has no name", start: name.start - 1, end: name.end + 1 };
  } else if (trimBlanks(name.text) !== name.text) {
    const message = `The blanks of "[${name.text}]" are part of the section's name`;
    yield { code: "section-name-blank", message, ...place, ...trimming(name) };
  }
  const template = options.find(({ text }) => text === "!");
  if (template !== undefined && options.some(({ text }) => text.startsWith("+"))) {
    const message = `"!" makes a template of section "${name.text}" that is added to, so that nobody sees it any more`;
    yield { code: "section-made-template", message, start: template.start, end: template.end };
  }
}

function* findInDirective({ word, argument }: DirectiveLine): Generator<Found, void> {
  const directive = word.text.toLowerCase();
  if (argument === undefined || !/^(?:exec|(?:try)?include)$/.test(directive)) return;
  const { text, start, end } = argument;
  if (directive === "exec") {
    const list = /&&|\|\||;|&(?!\d)/.exec(text.replace(/"[^"]*"|'[^']*'/g, (quoted) => " ".repeat(quoted.length)));
    if (list === null || end - start !== text.length) return;
    const message = `Only the output of what follows the last "${
      list[0]
    }" is read, as the shell redirects no more than that`;
    yield { code: "exec-list", message, start: start + list.index, end: start + list.index + list[0].length };
    return;
  }
  const quote = /^["'<]|["'>]$/.exec(text)?.[0];
  if (quote !== undefined) {
    const message = `The ${quote} is part of the file's name: only "…" and <…> are taken off, and only in pairs`;
    yield { code: "include-quote-open", message, start, end, ...unquoting(argument) };
  }
  const size = end - start + (text.startsWith("/") ? 0 : `${defaultAsteriskDirectory}/`.length);
  if (size > maxPathLength) {
    const message = `Path has ${size} bytes, and Asterisk keeps the first ${maxPathLength}`;
    yield { code: "include-path-cut", message, start, end };
  }
}

function* findInSetting(units: string, line: SettingLine): Generator<Found, void> {
  const { name, operator, value, comment } = line;
  if (comment !== undefined && comment === value.end && /^;[^\s;-]/.test(units.slice(comment, comment + 2))) {
    const message = `The value ends at the ";", which begins a comment: put a backslash before it, or a blank`;
    const edits = gluedSemicolons(units, comment, line.end).map((at) => ({ start: at, end: at, text: backslash }));
    const fix = { title: "Escape the semicolon", edits };
    yield { code: "comment-in-value", message, start: comment, end: comment + 1, fix };
  }
  const [first = ""] = value.text;
  if (operator.text !== "+=" && (first === "=" || first === ">")) {
    const message = `The "${first}" is part of the value of "${name.text}"`;
    yield { code: "value-with-operator", message, start: value.start, end: value.start + 1 };
  }
  if (
    operator.text === "=" && isBlank(name.text.at(-2)) && name.text.endsWith("+") && units[operator.start - 1] !== "+"
  ) {
    const message = `The "+" is part of the name "${name.text}", as "+=" is written without a blank`;
    const fix = {
      title: 'Write "+="',
      edits: [{ start: name.end, end: operator.start, text: new Uint8Array() }],
    };
    yield { code: "name-with-plus", message, start: name.end - 1, end: name.end, fix };
  }
}

/** The semicolons of a URI: all up to one that has a blank at its side. */
function gluedSemicolons(units: string, from: number, end: number): number[] {
  const found: number[] = [];
  for (let at = from; at >= 0 && at < end - 1; at = units.indexOf(";", at + 1)) {
    if (/[\s\\]/.test(units[at - 1] ?? " ") || /[\s-]/.test(units[at + 1] ?? " ")) break;
    found.push(at);
  }
  return found;
}

/** `;--;` looks like a block of nothing; it opens one, and the line's rest with all that follows is in it. */
function* findOpenedOnly(
  units: string,
  line: { start: number; end: number; comment?: number },
): Generator<Found, void> {
  const at = units.indexOf(";--;", line.start);
  if (at >= line.end || line.comment !== undefined && line.comment < at) return;
  const message = `";--;" opens a comment block and does not close it`;
  const fix = { title: "Close it", edits: [{ start: at + 3, end: at + 3, text: encoder.encode(" --") }] };
  // What else begins and ends in the line may begin and end otherwise then.
  const isSafe = !units.slice(at + 4, line.end).includes("--");
  yield { code: "block-not-closed", message, start: at, end: at + 4, ...(isSafe && { fix }) };
}

const blankLike = /^[\u00a0\u3000\u200b]+|[\u00a0\u3000\u200b]+$/g;

function* findLookAlikes({ name, value }: SettingLine): Generator<Found, void> {
  for (const { text, start, end } of [name, value]) {
    if (encoder.encode(text).length !== end - start) continue;
    for (const match of text.matchAll(blankLike)) {
      const from = start + encoder.encode(text.slice(0, match.index)).length;
      const to = from + encoder.encode(match[0]).length;
      const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      const message = `The U+${code} looks like a blank and is none: it is part of the text`;
      const fix = { title: "Remove it", edits: [{ start: from, end: to, text: new Uint8Array() }] };
      yield { code: "blank-look-alike", message, start: from, end: to, fix };
    }
  }
}

/** `+=` minds the case of names, as nothing else does, and without a setting to add to it is `=`. */
function* findInAdditions(
  { settings }: ConfigSection,
  sources: ReadonlyMap<string, ConfigSource>,
): Generator<[ConfigSource, Found], void> {
  for (const [index, { name, value, origin, inherited }] of settings.entries()) {
    const source = inherited ? undefined : sources.get(origin.file);
    const line = source?.tree.line(origin.line);
    if (source === undefined || line?.kind !== "setting" || line.operator.text !== "+=") continue;
    // What another "+=" has added to begins with this line.
    if (line.value.text !== value) continue;
    const other = settings.slice(0, index).find((one) => foldCase(one.name) === foldCase(name));
    if (other?.name === name) continue;
    const { start, end } = other === undefined ? line.operator : line.name;
    yield other === undefined
      ? [source, { code: "addition-alone", message: `There is no "${name}" to add to, so "+=" is "="`, start, end }]
      : [source, {
        code: "addition-other-case",
        message: `"+=" minds the case of names: this is another setting than "${other.name}"`,
        start,
        end,
        fix: { title: `Write "${other.name}"`, edits: [{ start, end, text: encoder.encode(other.name) }] },
      }];
  }
}

/** Most modules ask for a section by its name, and so only see the first; those that sort them by type do not. */
function* findRepeated(
  { sections }: ConfigFile,
  repeated: "lost" | "joined",
): Generator<[ConfigSource, Found], void> {
  const what = repeated === "joined"
    ? `Asterisk makes one context of both, and "n" and "same" begin anew`
    : "what is looked up by its name is only seen in the first";
  const seen = new Set<string>();
  for (const section of sections) {
    const { name, headers } = section;
    // Names of contexts count by their case.
    const key = repeated === "joined" ? name : foldCase(name);
    const isSpecial = /^general$|^globals$/i.test(key);
    const [header] = headers;
    const isFine = repeated === "joined" ? isSpecial : section.getFirst("type") !== undefined;
    if (seen.has(key) && header !== undefined && !isFine) {
      const line = header.source.tree.line(header.line);
      const { start, end } = line.kind === "section" ? line.name : line;
      // Some modules go through all sections, and then find them all; nobody does so for this one.
      const severity = key === "general" ? "silent" : "style";
      const message = `Section "${name}" is there more than once: ${what}`;
      yield [header.source, { code: "section-repeated", severity, message, start, end }];
    }
    seen.add(key);
  }
}

const encoder = new TextEncoder();
const backslash: Uint8Array = encoder.encode("\\");

function trimming({ text, start, end }: ConfigPiece): { fix?: Fix } {
  if (encoder.encode(text).length !== end - start) return {};
  return { fix: { title: "Remove the blanks", edits: [{ start, end, text: encoder.encode(trimBlanks(text)) }] } };
}

function unquoting({ text, start, end }: ConfigPiece): { fix?: Fix } {
  const name = text.replace(/^["'<]|["'>]$/g, "");
  if (encoder.encode(text).length !== end - start || name === "") return {};
  return { fix: { title: `Write "${name}"`, edits: [{ start, end, text: encoder.encode(name) }] } };
}

/** Asterisk's blanks are the bytes 1 to 32. */
function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && character > "\0" && character <= " ";
}
