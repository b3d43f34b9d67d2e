import type { ConfigFile } from "./config_file.ts";
import type { ConfigSection } from "./config_section.ts";
import type { Diagnostic, Position } from "./diagnostic.ts";

/** What {@linkcode lintForJson} finds, and how bad each is. */
export const jsonLintSeverities = {
  "json-control-character": "silent",
  "json-duplicate-name": "silent",
  "json-not-utf-8": "silent",
} as const;

/** The code of something that `GetConfigJSON` can not carry. */
export type JsonLintCode = keyof typeof jsonLintSeverities;

/**
 * Looks at what AMI's `GetConfigJSON` can not carry: its answer has a name twice in one object, of which parsers of JSON
 * keep the last, and what is no JSON at all for control characters and bytes that are no UTF-8. `GetConfig` tells all of
 * it.
 */
export function lintForJson(file: ConfigFile): Diagnostic[] {
  const found: Diagnostic[] = [];
  const sections = new Map<string, number>();
  for (const section of file.sections) {
    const { name, headers } = section;
    const [header] = headers;
    if (header !== undefined) {
      const { tree, path } = header.source;
      const line = tree.line(header.line);
      const { start, end } = line.kind === "section" ? line.name : line;
      const place = { file: path, start: tree.position(start), end: tree.position(end) };
      found.push(...findInText(name, `The name of section "${printable(name)}"`, place));
      if (sections.has(name)) found.push(twice(`Section "${name}"`, sections.get(name) ?? 0, place));
      else sections.set(name, header.line);
    }
    for (const one of findInSettings(section)) found.push(one);
  }
  // What a template says is told once, not for each section that inherits it.
  return [...new Map(found.map((one) => [`${one.code} ${one.start.offset} ${one.file}`, one])).values()];
}

function* findInSettings({ name, settings, inherits }: ConfigSection): Generator<Diagnostic, void> {
  // Asterisk puts what a section inherits from under a name of its own.
  const seen = new Map<string, number>(inherits.length > 0 ? [["templates", 0]] : []);
  for (const setting of settings) {
    const { file, line } = setting.origin;
    const place = { file, ...setting.nameRange };
    const what = `of "${printable(setting.name)}" in section "${printable(name)}"`;
    const first = seen.get(setting.name);
    if (first === undefined) seen.set(setting.name, line);
    else yield twice(`Setting "${setting.name}" of section "${name}"`, first, place);
    yield* findInText(setting.name, `The name ${what}`, place);
    yield* findInText(setting.value, `The value ${what}`, { file, ...setting.valueRange });
  }
}

interface Place {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

function twice(what: string, line: number, place: Place): Diagnostic {
  const where = line === 0 ? "as what it inherits from has that name" : `as it is there in line ${line}`;
  const code: JsonLintCode = "json-duplicate-name";
  const message = `${what} replaces another one in the answer of GetConfigJSON, ${where}`;
  return { code, severity: jsonLintSeverities[code], message, ...place };
}

function* findInText(text: string, what: string, place: Place): Generator<Diagnostic, void> {
  const problems: [JsonLintCode, boolean, string][] = [
    ["json-control-character", Array.from(text).some(isControl), "has a control character"],
    ["json-not-utf-8", /[\udc80-\udcff]/.test(text) && !text.isWellFormed(), "is not in UTF-8"],
  ];
  for (const [code, isSo, problem] of problems) {
    if (!isSo) continue;
    const message = `${what} ${problem}, so that the answer of GetConfigJSON is no JSON`;
    yield { code, severity: jsonLintSeverities[code], message, ...place };
  }
}

function printable(text: string): string {
  return Array.from(text, (character) => isControl(character) || !character.isWellFormed() ? "?" : character).join("");
}

function isControl(character: string): boolean {
  return character > "\0" && character < " ";
}
