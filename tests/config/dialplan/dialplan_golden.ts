/** What the real Asterisk 22.10.1 answered: `tests/golden/dialplan-patterns.json`. */
import type { LoadedDialplan } from "../../../config/dialplan/load.ts";
import { load } from "./dialplan_source.ts";

/** One look-up of a number. */
export interface PatternCase {
  readonly context: string;
  readonly number: string;
  readonly callerid: string;
  /** What `dialplan show NUMBER@CONTEXT` lists. */
  readonly matches: readonly { readonly context: string; readonly exten: string; readonly cid?: string }[] | null;
  /** The extension that wins, with its caller's number. */
  readonly best: string | null;
}

/** The whole file. */
export interface PatternGolden {
  readonly extensionsConf: string;
  readonly patterns: Readonly<Record<string, readonly string[]>>;
  readonly sortedAs: Readonly<Record<string, readonly string[]>>;
  readonly reloadLog: readonly { readonly source: string; readonly message: string }[];
  readonly cases: readonly PatternCase[];
}

/** The recorded answers. */
export const patternGolden: PatternGolden = JSON.parse(
  await Deno.readTextFile(new URL("../../golden/dialplan-patterns.json", import.meta.url)),
);

/** The dialplan that they were recorded with. */
export const patternDialplan: LoadedDialplan = load(patternGolden.extensionsConf);
