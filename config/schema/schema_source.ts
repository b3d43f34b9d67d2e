import type { Position } from "../diagnostic.ts";

/** A piece of a file. */
export interface SchemaRange {
  /** Where it begins. */
  readonly start: Position;
  /** Where it has ended. */
  readonly end: Position;
}

/** One setting, as a schema looks at it. */
export interface SchemaSetting {
  /** The text before the operator. */
  readonly name: string;
  /** The text after the operator, without comments. */
  readonly value: string;
  /** Whether the section has it from a template. Without it, one above the section's header is. */
  readonly inherited?: boolean | undefined;
  /** Where it was written. */
  readonly origin?: SchemaPlace | undefined;
  /** Its line, from 1, when it has no origin. */
  readonly line?: number | undefined;
  /** Where its name was written, for the places of diagnostics. */
  readonly nameRange?: SchemaRange | undefined;
  /** Where its value was written, for the places of diagnostics. */
  readonly valueRange?: SchemaRange | undefined;
}

/** A line of a file. */
export interface SchemaPlace {
  /** The file. */
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** The section that it was written in. */
  readonly section?: string | undefined;
}

/** One `[section]`, as a schema looks at it. */
export interface SchemaSection {
  /** The text between the brackets. */
  readonly name: string;
  /** Its settings, those of its templates first. */
  readonly settings: readonly SchemaSetting[];
  /** Where its header is, and those that add to it. */
  readonly headers?: readonly SchemaHeader[] | undefined;
  /** The line of its header, from 1, when it has no headers. */
  readonly line?: number | undefined;
}

/** Where a header is. */
export interface SchemaHeader {
  /** Its file; with the lines of the file, the place of the section's name is known as well. */
  readonly source: {
    /** The path. */
    readonly path: string;
    /** The lines of the file. */
    readonly tree?: {
      /** Gives a line, with the place of the name that stands in it. */
      line(
        number: number,
      ): { readonly start: number; readonly name?: { readonly start: number; readonly end: number } };
      /** Gives the place of an offset. */
      position(offset: number): Position;
    } | undefined;
  };
  /** The line, from 1. */
  readonly line: number;
}

/** What a schema is read from: a file of {@linkcode parse} or {@linkcode load}, or anything that looks like it. */
export interface SchemaSource {
  /** The name of the file, for what has no origin. @default {the schema's file} */
  readonly name?: string | undefined;
  /** The release that it was read for. */
  readonly asteriskVersion?: number | string | undefined;
  /** Its sections, without templates; the same name may come more than once. */
  readonly sections: readonly SchemaSection[];
}

/** The line of a section's first header, when it is known. */
export function headerOf(section: SchemaSection, file: string): SchemaPlace | undefined {
  const [header] = section.headers ?? [];
  if (header !== undefined) return { file: header.source.path, line: header.line };
  return section.line === undefined ? undefined : { file, line: section.line };
}

/** Where the name in a section's first header stands, when that is known. */
export function headerRange(section: SchemaSection): SchemaRange | undefined {
  const [header] = section.headers ?? [];
  const tree = header?.source.tree;
  if (header === undefined || tree === undefined) return undefined;
  const { name } = tree.line(header.line);
  return name && { start: tree.position(name.start), end: tree.position(name.end) };
}

/** The line of a setting, when it is known. */
export function lineOf(setting: SchemaSetting, file: string): SchemaPlace | undefined {
  return setting.origin ?? (setting.line === undefined ? undefined : { file, line: setting.line });
}

/** The section that a setting was written in, which templates may differ in; `undefined` for a section's own. */
export function layerOf(setting: SchemaSetting, section: SchemaSection): string | undefined {
  return isInherited(setting, section) ? setting.origin?.section ?? "" : undefined;
}

function isInherited(setting: SchemaSetting, section: SchemaSection): boolean {
  if (setting.inherited !== undefined) return setting.inherited;
  const [place, header] = [lineOf(setting, ""), headerOf(section, "")];
  return place !== undefined && header !== undefined && place.file === header.file && place.line < header.line;
}
