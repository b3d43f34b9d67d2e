import type { ConfigFile } from "./config_file.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";
import type { ConfigSource } from "./section_record.ts";
import { foldCase } from "./source_text.ts";
import type { TextEdit } from "./text_edit.ts";
import { lintTraps, type RepeatedSections, type TrapCode } from "./trap_lint.ts";

/** The codes of {@linkcode lintFile}. */
export type FileLintCode = keyof typeof fileLintSeverities | TrapCode;

/** What is looked at here, and how bad each is. */
export const fileLintSeverities = {
  "control-character": "style",
  "mixed-line-ends": "style",
  "no-final-line-end": "style",
  "value-shadowed": "silent",
} as const;

/** What {@linkcode lintFile} may be told. */
export interface FileLintOptions {
  /**
   * Whether the module that reads the file takes the first setting of a name, as for `extensions.conf`; then a section's own
   * setting after one of its template is told. Modules that go through all settings, as PJSIP does, take the last.
   * @default {false}
   */
  firstCounts?: boolean;
  /**
   * What becomes of a section whose name was there before: `"lost"`, most modules find the first by its name and no other;
   * `"joined"`, both are one, as contexts of `extensions.conf`; `"kept"`, that is as it should be.
   * @default {"lost"}
   */
  repeated?: RepeatedSections;
}

/**
 * Looks at what Asterisk reads well and people trip over: bytes and line ends, settings that a template has decided, and
 * what is hardly ever meant as it is read.
 */
export function lintFile(file: ConfigFile, options: FileLintOptions = {}): Diagnostic[] {
  const { firstCounts = false, repeated = "lost" } = options;
  return [
    ...file.files.flatMap(lintBytes),
    ...lintTraps(file, { repeated }),
    ...(firstCounts ? lintShadowed(file) : []),
  ];
}

function lintBytes(source: ConfigSource): Diagnostic[] {
  const { bytes } = source.tree;
  const found: Diagnostic[] = [];
  const carriageReturn = 0x0d;
  const lineFeed = 0x0a;
  const report = (code: keyof typeof fileLintSeverities, message: string, offset: number, length = 1, fix?: Fix) => {
    const [start, end] = [source.tree.position(offset), source.tree.position(offset + length)];
    const severity = fileLintSeverities[code];
    found.push({ code, severity, message, file: source.path, start, end, ...(fix !== undefined && { fix }) });
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
    const message = `The line ends with ${here}, those before it with ${usual}`;
    if (isDos) report("mixed-line-ends", message, at, 0, endingLines(bytes, isDos));
    else report("mixed-line-ends", message, at - 1, 1, endingLines(bytes, isDos));
    break;
  }
  if (bytes.length > 0 && bytes.at(-1) !== lineFeed) {
    const text = encoder.encode(isDos ? "\r\n" : "\n");
    const fix = { title: "End it", edits: [{ start: bytes.length, end: bytes.length, text }] };
    report("no-final-line-end", "The last line has no end", bytes.length, 0, fix);
  }
  return found;
}

/** Gives all lines the end that the first one has. */
function endingLines(bytes: Uint8Array, isDos: boolean): Fix {
  const edits: TextEdit[] = [];
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    const hasReturn = at > 0 && bytes[at - 1] === 0x0d;
    if (hasReturn === isDos) continue;
    edits.push({ start: hasReturn ? at - 1 : at, end: at, text: encoder.encode(isDos ? "\r" : "") });
  }
  return { title: `End all lines with ${isDos ? "CR LF" : "LF"}`, edits };
}

const encoder = new TextEncoder();

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
        severity: fileLintSeverities["value-shadowed"],
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
