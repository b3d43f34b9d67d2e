import type { ConfigFile } from "./config_file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { lintDialplan } from "./dialplan/lint.ts";
import { lintFile } from "./file_lint.ts";
import { checkSeverities } from "./diagnostic_code.ts";
import { whyGone } from "./gone_files.ts";
import { lintForJson } from "./json_lint.ts";
import { type NoqaResult, withoutNoqa } from "./noqa.ts";
import { lintNoqa } from "./noqa_lint.ts";
import { cdr } from "./schema/cdr.ts";
import { cel } from "./schema/cel.ts";
import { extensions } from "./schema/extensions.ts";
import { ari } from "./schema/generated/ari.ts";
import { pjsip } from "./schema/generated/pjsip.ts";
import { websocketClient } from "./schema/generated/websocket_client.ts";
import { http } from "./schema/http.ts";
import { logger } from "./schema/logger.ts";
import { manager } from "./schema/manager.ts";
import { modules } from "./schema/modules.ts";
import { queues } from "./schema/queues.ts";
import { read } from "./schema/read.ts";
import type { SchemaDefinition } from "./schema/schema.ts";
import { voicemail } from "./schema/voicemail.ts";

/** How {@linkcode check} looks at a file. */
export interface CheckOptions {
  /**
   * Which of Asterisk's files it is: `pjsip.conf`. A file that is none of those with a schema is looked at as any other.
   * @default {the last part of the file's name}
   */
  as?: string;
  /**
   * Whether to tell also what AMI's `GetConfigJSON` can not carry, such as two settings of one name; `GetConfig` tells
   * all of a file.
   * @default {false}
   */
  json?: boolean;
}

const schemas: ReadonlyMap<string, SchemaDefinition> = new Map<string, SchemaDefinition>([
  ["ari.conf", ari],
  ["cdr.conf", cdr],
  ["cel.conf", cel],
  ["extensions.conf", extensions],
  ["http.conf", http],
  ["logger.conf", logger],
  ["manager.conf", manager],
  ["modules.conf", modules],
  ["pjsip.conf", pjsip],
  ["queues.conf", queues],
  ["voicemail.conf", voicemail],
  ["websocket_client.conf", websocketClient],
]);

/**
 * Looks for everything that is known to go wrong in a file: what Asterisk's reader makes of it, its bytes, its schema, and,
 * for `extensions.conf`, the dialplan. Comments may spare a line: see {@linkcode withoutNoqa}.
 *
 * Diagnostics come in the order of the file, included files after it. Of a file whose includes were not read, nothing is
 * said to be missing.
 *
 * @example
 * ```ts
 * import { check, parse } from "@asterism/asterisk/config";
 *
 * const file = parse("[general]\nenabeld = yes\nbindport\nprefix ; noqa no-equals\n", { name: "http.conf" });
 * for (const { start, severity, code } of check(file).diagnostics) console.log(start.line, severity, code);
 * // 2 silent unknown-option
 * // 3 dropped no-equals
 * ```
 */
export function check(file: ConfigFile, options: CheckOptions = {}): NoqaResult {
  const { as = file.name.slice(file.name.lastIndexOf("/") + 1), json = false } = options;
  const schema = schemas.get(as);
  const repeated = schema === extensions ? "joined" : schema === undefined ? "lost" : "kept";
  const all: Diagnostic[] = [
    ...file.diagnostics,
    ...lintFile(file, { firstCounts: schema === extensions, repeated }),
    ...(json ? lintForJson(file) : []),
    ...(schema === undefined ? [] : read(schema, file).diagnostics),
    ...(schema === extensions ? lintDialplan(file, { asteriskVersion: file.asteriskVersion }) : []),
    ...lintName(file, as),
    ...lintNoqa(file),
  ];
  const sources = new Map(file.files.map(({ path, tree }) => [path, tree]));
  const places = new Map([...sources.keys()].map((path, index) => [path, index]));
  const placeOf = ({ file }: Diagnostic) => places.get(file) ?? -1;
  const isPart = all.some(({ code }) => code === "include-not-read");
  const found = isPart ? all.filter(({ code }) => !needsAll.has(code)) : all;
  found.sort((a, b) => placeOf(a) - placeOf(b) || a.start.offset - b.start.offset);
  return withoutNoqa(found, (path, number) => {
    const tree = sources.get(path);
    if (tree === undefined || number < 1 || number > tree.lineCount) return undefined;
    const { comment, end } = tree.line(number);
    return comment === undefined ? undefined : tree.source.slice(comment, end);
  });
}

/** What may be there after all, in a file that was included and not read. */
const needsAll: ReadonlySet<string> = new Set([
  ...["missing-reference", "dialplan-include-missing", "dialplan-jump-context-missing", "dialplan-jump-label-missing"],
  ...["dialplan-jump-extension-missing", "dialplan-jump-priority-missing"],
]);

function lintName({ name: file, asteriskVersion }: ConfigFile, as: string): Diagnostic[] {
  const message = whyGone(as, asteriskVersion);
  if (message === undefined) return [];
  const start = { line: 1, column: 1, offset: 0 };
  return [{ code: "file-gone", severity: checkSeverities["file-gone"], message, file, start, end: start }];
}
