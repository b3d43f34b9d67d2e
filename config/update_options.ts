import { splitAllQuoted, splitQuoted } from "./quoted_split.ts";
import { foldCase } from "./source_text.ts";

/** The options of a change in an UpdateConfig action. */
export interface UpdateOptions {
  readonly allowsDuplicates: boolean;
  readonly isTemplate: boolean;
  readonly ignoresErrors: boolean;
  /** What a new section inherits from, with commas; it may be empty, which is not the same as none. */
  readonly inherit: string | undefined;
  /** Which sections are meant. */
  readonly filter: string;
}

/** Reads options as Asterisk does (manager.c, handle_updates): those that nobody knows do not count. */
export function readUpdateOptions(text: string): UpdateOptions {
  let [allowsDuplicates, isTemplate, ignoresErrors] = [false, false, false];
  let inherit: string | undefined;
  let filter = "";
  for (const token of text === "" ? [] : splitAllQuoted(text, ",")) {
    const word = foldCase(token);
    if (word === "allowdups") allowsDuplicates = true;
    else if (word === "template") isTemplate = true;
    else if (word === "ignoreerror") ignoresErrors = true;
    // Of these two only the beginning counts, and its case does.
    else if (token.startsWith("inherit")) inherit = valueOf(token) ?? inherit;
    else if (token.startsWith("catfilter")) filter = valueOf(token) ?? filter;
  }
  return { allowsDuplicates, isTemplate, ignoresErrors, inherit, filter };
}

/** What stands between the first "=" outside of quotes and the next one. */
function valueOf(token: string): string | undefined {
  const { rest } = splitQuoted(token, "=");
  return rest === undefined ? undefined : splitQuoted(rest, "=").part;
}
