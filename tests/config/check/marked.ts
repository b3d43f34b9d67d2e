/** Rows of tables: a text in which « and » mark what a diagnostic must be about, to the byte. */
import { assertEquals } from "@std/assert";
import {
  check,
  type ConfigFile,
  type Diagnostic,
  type NoqaResult,
  parse,
  type ParseOptions,
} from "../../../config/mod.ts";
import { encodeText } from "../../../config/source_text.ts";
import { applyEdits } from "../../../config/text_edit.ts";

/** How the text of a row is read. */
export interface RowOptions {
  /** The name of the file. @default {"extensions.conf" for a dialplan's code, else "a.conf"} */
  readonly name?: string;
  /** What may be included; the marks may be in one of these. */
  readonly files?: Readonly<Record<string, string>>;
  readonly version?: number;
  readonly json?: boolean;
}

/** What it is, severity and code, and the text. */
export type Row = readonly [title: string, expected: string, text: string, options?: RowOptions];

/** Reads the text of a row, without the marks. */
export function readRow(row: Row): { file: ConfigFile; diagnostics: readonly Diagnostic[]; expected: string } {
  const [, expected, text, options = {}] = row;
  const { files, version = 22, json = false } = options;
  const name = nameOf(row);
  const place = [[name, text] as const, ...Object.entries(files ?? {})].find(([, content]) => content.includes("«"));
  if (place === undefined) throw new Error(`Row "${row[0]}" marks nothing`);
  const file = readFile(row, { asteriskVersion: version });
  return { file, diagnostics: check(file, { json }).diagnostics, expected: `${expected} ${placeOf(...place)}` };
}

/** Reads the row once more, with other bytes for one file. */
function readChanged(row: Row, path: string, bytes: Uint8Array): NoqaResult {
  const { version = 22, json = false } = row[3] ?? {};
  return check(readFile(row, { asteriskVersion: version }, { path, bytes }), { json });
}

function readFile(
  row: Row,
  options: Pick<ParseOptions, "asteriskVersion">,
  changed?: { path: string; bytes: Uint8Array },
): ConfigFile {
  const name = nameOf(row);
  const files = row[3]?.files && Object.fromEntries(
    Object.entries(row[3].files).map(([path, content]) => {
      const isChanged = changed?.path === `/etc/asterisk/${path}`;
      return [path, isChanged ? changed.bytes : encodeText(unmarked(content))];
    }),
  );
  const content = changed?.path === name ? changed.bytes : encodeText(unmarked(row[2]));
  return parse(content, { name, ...options, ...(files !== undefined && { files }) });
}

function nameOf([, expected, , { name } = {}]: Row): string {
  return name ?? (expected.includes("dialplan-") ? "extensions.conf" : "a.conf");
}

function unmarked(text: string): string {
  return text.replace(/[«»]/g, "");
}

/** `file:line:column-line:column [offset-offset]`, counted here and not by what is tested. */
function placeOf(name: string, text: string): string {
  const path = name.endsWith(".inc") ? `/etc/asterisk/${name}` : name;
  const [before = "", within = ""] = text.split(/[«»]/);
  return `${path}:${position(before)}-${position(before + within)} ` +
    `[${encodeText(before).length}-${encodeText(before + within).length}]`;
}

function position(before: string): string {
  const lines = before.split("\n");
  return `${lines.length}:${[...lines.at(-1) ?? ""].length + 1}`;
}

/** What {@linkcode readRow} expects, of a diagnostic. */
export function describe({ severity, code, file, start, end }: Diagnostic): string {
  return `${severity} ${code} ${file}:${start.line}:${start.column}-${end.line}:${end.column} ` +
    `[${start.offset}-${end.offset}]`;
}

/** Rows by what they are about. */
export type Tables = readonly (readonly [about: string, rows: readonly Row[]])[];

/** Defines a test for each row: the diagnostic is found with its severity, at its place; and its fix mends it. */
export function testRows(what: string, rows: readonly Row[]): void {
  for (const row of rows) {
    const [title, expected, text] = row;
    Deno.test(`${what}: ${title} is ${expected}: ${JSON.stringify(text).slice(0, 80)}`, () => {
      const { file, diagnostics, expected: wanted } = readRow(row);
      const found = diagnostics.find((one) => describe(one) === wanted);
      assertEquals(found && wanted, wanted, `found ${diagnostics.map(describe).join("\n") || "nothing"}`);
      if (found?.fix !== undefined) assertMends(row, file, found);
      if (found !== undefined) assertSpares(row, file, found);
    });
  }
}

function assertMends(row: Row, file: ConfigFile, { file: path, code, fix }: Diagnostic): void {
  const before = file.files.find((source) => source.path === path);
  if (before === undefined || fix === undefined) throw new Error(`No file "${path}" to mend`);
  const count = (diagnostics: readonly Diagnostic[]) => diagnostics.filter((one) => one.code === code).length;

  const { diagnostics: after } = readChanged(row, path, applyEdits(before.tree.bytes, fix.edits));

  assertEquals(count(after) < count(readRow(row).diagnostics), true, `"${fix.title}" leaves ${code}`);
}

/** Of whose lines no comment can be the end: it would be cut off, be in a block, or be the mistake itself. */
const unspared: readonly string[] = [
  ...[
    "line-too-long",
    "nul-byte",
    "nested-comments",
    "stray-block-end",
    "unclosed-block",
    "block-not-closed",
    "utf-16",
  ],
  ...["lone-carriage-return", "noqa-unknown-code"],
];

/** A comment at the end of the line, with the code in it, holds the diagnostic back. */
function assertSpares(row: Row, file: ConfigFile, { file: path, code, start }: Diagnostic): void {
  const tree = file.files.find((source) => source.path === path)?.tree;
  if (tree === undefined || unspared.includes(code)) return;
  const { end } = tree.line(start.line);
  const [size = 0] = [/\r?\n$/.exec(tree.source.slice(end - 2, end))?.[0].length];
  const edit = { start: end - size, end: end - size, text: encodeText(` ; noqa ${code}`) };

  const { diagnostics, suppressed } = readChanged(row, path, applyEdits(tree.bytes, [edit]));

  const isHere = (one: Diagnostic) => one.code === code && one.file === path && one.start.line === start.line;
  assertEquals([diagnostics.some(isHere), suppressed.some(isHere)], [false, true], `${code} is not spared`);
}
