/** A dialplan's sections from text, with the exact place of each value; what the tests of the model need and no more. */
import { lintDialplan } from "../../../config/dialplan/lint.ts";
import { loadDialplan, type LoadDialplanOptions, type LoadedDialplan } from "../../../config/dialplan/load.ts";
import type { DialplanSetting, DialplanSource } from "../../../config/dialplan/source.ts";

/** Reads `[name]` and `name => value` lines. Comments, templates and includes are not for these tests. */
export function readSource(text: string, name = "extensions.conf"): DialplanSource {
  const sections: { name: string; settings: DialplanSetting[] }[] = [];
  let offset = 0;
  for (const [index, line] of text.split("\n").entries()) {
    const header = /^\s*\[([^\]]*)\]/.exec(line);
    const setting = /^(\s*([^=]*?)\s*=>?\s*)(.*?)\s*$/.exec(line);
    if (header) sections.push({ name: header[1] ?? "", settings: [] });
    else if (setting) {
      const [, before = "", settingName = "", value = ""] = setting;
      const place = (column: number) => ({
        line: index + 1,
        column: column + 1,
        offset: offset + bytes(line.slice(0, column)),
      });
      sections.at(-1)?.settings.push({
        name: settingName,
        value,
        origin: { file: name, line: index + 1 },
        valueRange: { start: place(before.length), end: place(before.length + value.length) },
      });
    }
    offset += bytes(line) + 1;
  }
  return { name, sections };
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Loads a dialplan from text. */
export function load(text: string, options: LoadDialplanOptions = {}): LoadedDialplan {
  return loadDialplan(readSource(text), options);
}

/** Loads the lines of one context, `default`. */
export function loadContext(lines: string, options: LoadDialplanOptions = {}): LoadedDialplan {
  return load(`[default]\n${lines}\n`, options);
}

/** The diagnostics as `line code`. */
export function codes({ diagnostics }: Pick<LoadedDialplan, "diagnostics">): string[] {
  return diagnostics.map(({ start, code }) => `${start.line} ${code}`);
}

/** What lint finds in text, as `line code`. */
export function lint(text: string): string[] {
  return codes({ diagnostics: lintDialplan(readSource(text)) });
}

/** What lint finds in the lines of one context, as codes; the lines that others need are known to be good. */
export function lintLines(lines: string): string[] {
  return lint(`[default]\n${lines}\n`).map((code) => code.slice(code.indexOf(" ") + 1));
}

/** What lint finds in the application of a line, as codes. */
export function lintApplication(application: string): string[] {
  return lintLines(`exten => s,1,${application}`);
}

/** The text that the first diagnostic of a code is about, and what its fix puts there. */
export function lintPlace(text: string, code: string): { found: string; fixed?: string } | undefined {
  const diagnostic = lintDialplan(readSource(text)).find((one) => one.code === code);
  if (diagnostic === undefined) return undefined;
  const bytes = new TextEncoder().encode(text);
  const found = new TextDecoder().decode(bytes.slice(diagnostic.start.offset, diagnostic.end.offset));
  const edit = diagnostic.fix?.edits[0];
  return { found, ...(edit && { fixed: new TextDecoder().decode(edit.text) }) };
}
