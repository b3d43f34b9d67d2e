import type { CallOptions } from "../../_internal/call_options.ts";
import type { ActionFields } from "../encode.ts";
import type { AmiMessage } from "../message.ts";
import { AmiConfigError } from "./config_error.ts";
import { losslessHeaders } from "./lossless_headers.ts";

/** What sends actions; an `AmiClient` is one. */
export interface ActionSender {
  /** Sends an action, and resolves with its answer, which may be an error. */
  send(name: string, fields?: ActionFields, options?: CallOptions): Promise<AmiMessage>;
}

/** A setting, as Asterisk reads it. */
export interface ServerSetting {
  /** Its name. */
  readonly name: string;
  /** Its value; a byte that is not UTF-8 is U+DC80 to U+DCFF, as in `@asterism/asterisk/config`. */
  readonly value: string;
}

/** A section of a file, as Asterisk reads it. It has the shape of `config/`'s sections, so that `compareConfigs()` takes it. */
export interface ServerSection {
  /** Its name. */
  readonly name: string;
  /** Whether it is a template. */
  readonly isTemplate: boolean;
  /** What it inherits from. */
  readonly inherits: readonly string[];
  /** Its settings in order, inherited ones first; names may occur more than once. */
  readonly settings: readonly ServerSetting[];
}

/** Which part of a file is asked for. */
export interface GetConfigOptions extends CallOptions {
  /** Only sections of this name, in any case. */
  category?: string;
  /**
   * Only sections that fit: pairs `name=regex` between commas, of which all must match a setting. Templates are among them unless
   * there is a pair `TEMPLATES`.
   */
  filter?: string;
}

/**
 * Reads what Asterisk reads in a file of its own, by GetConfig: sections in order, templates included.
 *
 * Of comments, includes and layout nothing is told. A section that is not there is no error; none is in the result then. Rejects with
 * {@linkcode AmiConfigError} when there is no such file, when it is broken, or when it may not be read.
 *
 * @example All endpoints that use Opus
 * ```ts ignore
 * for (const { name } of await getConfig(manager, "pjsip.conf", { filter: "type=^endpoint$,allow=opus" })) console.log(name);
 * ```
 *
 * @param manager What sends the action.
 * @param file The file's name, from Asterisk's folder.
 */
export async function getConfig(
  manager: ActionSender,
  file: string,
  options: GetConfigOptions = {},
): Promise<ServerSection[]> {
  const { category, filter, signal } = options;
  const fields = { Filename: file, Category: category, Filter: withTemplates(filter) };
  const response = await manager.send("GetConfig", fields, signal === undefined ? {} : { signal });
  if (response.name === "Error") throw new AmiConfigError("GetConfig", response);
  return toSections(response);
}

/** Reads the names of the sections of a file, in order, without templates. Rejects as {@linkcode getConfig} does. */
export async function listCategories(
  manager: ActionSender,
  file: string,
  options: CallOptions = {},
): Promise<string[]> {
  const response = await manager.send("ListCategories", { Filename: file }, options);
  if (response.name === "Error") throw new AmiConfigError("ListCategories", response);
  return [...losslessHeaders(response)].flatMap(([name, value]) => /^category-\d+$/i.test(name) ? [value] : []);
}

/** Asterisk leaves templates out unless it is told otherwise. */
function withTemplates(filter: string | undefined): string {
  if (filter === undefined || filter === "") return "TEMPLATES=include";
  return /(?:^|,)\s*TEMPLATES\s*=/.test(filter) ? filter : `${filter},TEMPLATES=include`;
}

function toSections(response: AmiMessage): ServerSection[] {
  const sections: { name: string; isTemplate: boolean; inherits: readonly string[]; settings: ServerSetting[] }[] = [];
  for (const [header, value] of losslessHeaders(response)) {
    const kind = /^(Category|IsTemplate|Templates|Line)-\d/.exec(header)?.[1];
    if (kind === "Category") sections.push({ name: value, isTemplate: false, inherits: [], settings: [] });
    const section = sections.at(-1);
    if (section === undefined) continue;
    if (kind === "IsTemplate") section.isTemplate = value !== "0";
    else if (kind === "Templates") section.inherits = value.split(",");
    else if (kind === "Line") section.settings.push(toSetting(value));
  }
  return sections;
}

/** A name may begin with "=", so that only the next one ends it. */
function toSetting(line: string): ServerSetting {
  const equals = line.indexOf("=", 1);
  return equals < 0 ? { name: line, value: "" } : { name: line.slice(0, equals), value: line.slice(equals + 1) };
}
