import { compilePosixRegex } from "./posix_regex.ts";
import { type QuotedSplit, splitQuoted } from "./quoted_split.ts";
import { foldCase } from "./source_text.ts";

/** What a filter looks at. */
export interface Filtered {
  readonly isTemplate: boolean;
  /** Name and value of each setting, the inherited ones too. */
  readonly pairs: () => readonly { readonly name: string; readonly value: string }[];
}

/** Whether a section fits; or, for a regular expression that is none, which one and why, as soon as Asterisk would compile it. */
export type SectionFilter = (section: Filtered) => boolean | FilterProblem;

/** A regular expression that does not compile. */
export interface FilterProblem {
  readonly pattern: string;
  /** The words of Asterisk's C library, or ours. */
  readonly reason: string;
  /** Whether Asterisk would take it, and only we do not. */
  readonly isOurs: boolean;
}

/**
 * Reads the filter of `[name](+filter)`: pairs of regular expressions, all of which must match a setting
 * (config.c, does_category_match).
 *
 * @param filter The text after the "+".
 * @param separator What stands between pairs: "&" in a header, "," in the actions of AMI.
 */
export function parseSectionFilter(filter: string, separator: "&" | "," = "&"): SectionFilter {
  if (filter === "") return (section) => !section.isTemplate;
  const pairs: { name: string; value: string | undefined }[] = [];
  for (let rest: string | undefined = filter; rest !== undefined && rest !== "";) {
    const pair: QuotedSplit = splitQuoted(rest, separator);
    if (pair.part === undefined) break;
    const name: QuotedSplit = splitQuoted(pair.part, "=");
    // Asterisk tells an empty value from none at all: only "name=" has the first.
    const value = name.rest === undefined ? undefined : name.rest === "" ? "" : splitQuoted(name.rest, "=").part;
    pairs.push({ name: name.part ?? "", value });
    rest = pair.rest;
  }
  return (section) => matchesAll(section, pairs);
}

function matchesAll(
  section: Filtered,
  pairs: readonly { name: string; value: string | undefined }[],
): boolean | FilterProblem {
  let acceptsTemplate = false;
  for (const { name, value } of pairs) {
    if (value === undefined) return false;
    if (name === "TEMPLATES") {
      const word = foldCase(value);
      if (word !== "include" && (word !== "restrict" || !section.isTemplate)) return false;
      acceptsTemplate ||= section.isTemplate;
      continue;
    }
    const isName = compilePosixRegex(name);
    if (isName.kind === "problem") return { pattern: name, reason: isName.reason, isOurs: isName.isOurs };
    const isValue = compilePosixRegex(value);
    if (isValue.kind === "problem") return { pattern: value, reason: isValue.reason, isOurs: isValue.isOurs };
    if (!section.pairs().some((setting) => isName.test(setting.name) && isValue.test(setting.value))) return false;
  }
  return !section.isTemplate || acceptsTemplate;
}
