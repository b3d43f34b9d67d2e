import type { ConfigFile } from "./config_file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { ConfigSource } from "./section_record.ts";
import { foldCase } from "./source_text.ts";

/** The codes of {@linkcode lintFile}. */
export type FileLintCode = "control-character" | "mixed-line-ends" | "no-final-line-end" | "value-shadowed";

/** What {@linkcode lintFile} may be told. */
export interface FileLintOptions {
  /**
   * Whether the module that reads the file takes the first setting of a name, as for `extensions.conf`; then a section's own
   * setting after one of its template is told. Modules that go through all settings, as PJSIP does, take the last.
   * @default {false}
   */
  firstCounts?: boolean;
}

/** Looks at what Asterisk reads well and people trip over: bytes and line ends, and settings that a template has decided. */
export function lintFile(file: ConfigFile, options: FileLintOptions = {}): Diagnostic[] {
  const { firstCounts = false } = options;
  return [...file.files.flatMap(lintBytes), ...(firstCounts ? lintShadowed(file) : [])];
}

function lintBytes(source: ConfigSource): Diagnostic[] {
  const { bytes } = source.tree;
  const found: Diagnostic[] = [];
  const carriageReturn = 0x0d;
  const lineFeed = 0x0a;
  const report = (code: FileLintCode, message: string, offset: number, length = 1) => {
    const [start, end] = [source.tree.position(offset), source.tree.position(offset + length)];
    found.push({ code, severity: "style", message, file: source.path, start, end });
  };
  const control = bytes.findIndex((byte) => (byte < 0x20 && !blanks.has(byte) && byte !== 0) || byte === 0x7f);
  if (control >= 0) {
    const code = (bytes[control] ?? 0).toString(16).padStart(2, "0");
    report("control-character", `The control character 0x${code} is in the file, the first of its kind`, control);
  }
  const firstEnd = bytes.indexOf(lineFeed);
  const isDos = firstEnd > 0 && bytes[firstEnd - 1] === carriageReturn;
  for (let at = firstEnd; at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    if ((at > 0 && bytes[at - 1] === carriageReturn) === isDos) continue;
    const [usual, here] = isDos ? ["CR LF", "LF"] : ["LF", "CR LF"];
    report("mixed-line-ends", `The line ends with ${here}, those before it with ${usual}`, at);
    break;
  }
  if (bytes.length > 0 && bytes.at(-1) !== lineFeed) {
    report("no-final-line-end", "The last line has no end", bytes.length, 0);
  }
  return found;
}

/** What a text file may well hold: tab, LF, CR, form feed. */
const blanks = new Set([0x09, 0x0a, 0x0c, 0x0d]);

/** Up to Asterisk 22 the first setting of a name counts, and those of a template come first: the own one is never read. */
function lintShadowed(file: ConfigFile): Diagnostic[] {
  if (file.asteriskVersion >= 23) return [];
  return file.sections.flatMap((section) => {
    const inherited = new Set<string>();
    const own = new Set<string>();
    const found: Diagnostic[] = [];
    for (const setting of section.settings) {
      const name = foldCase(setting.name);
      if (setting.inherited) {
        inherited.add(name);
        continue;
      }
      if (!inherited.has(name) || own.has(name) || section.getFirst(setting.name) === setting.value) continue;
      own.add(name);
      found.push({
        code: "value-shadowed",
        severity: "silent",
        message:
          `"${setting.name}" of [${section.name}] comes after that of its template: what takes the first, as Asterisk's ` +
          `own options do up to 22, takes the template's`,
        file: setting.origin.file,
        ...setting.valueRange,
      });
    }
    return found;
  });
}
