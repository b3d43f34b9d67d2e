import type { ApplicationFacts } from "./application_facts.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { findApplication } from "./known_applications.ts";
import { diagnoseLine, type LintScope } from "./lint_scope.ts";
import { splitWrittenArguments } from "./written_arguments.ts";

/** Looks at the letters in the options of applications. */
export function* lintOptions(scope: LintScope): Generator<Diagnostic> {
  for (const { line, name, data } of scope.calls) {
    const facts = findApplication(name.text.trim());
    if (facts === undefined || data === undefined || !hasLetters(facts)) continue;
    const index = facts.arguments.findIndex((argument) => argument.name === "options");
    const options = index < 0 ? undefined : splitWrittenArguments(data.text, { from: data.from })[index];
    if (options === undefined) continue;
    for (const finding of findInOptions(facts, options)) yield diagnoseLine(line, finding);
  }
}

/** Options that are words, as the `skip` of `Playback`, are found wherever they stand. */
function hasLetters({ options }: ApplicationFacts): boolean {
  return options.length > 0 && options.every(({ name }) => name.length === 1);
}

function* findInOptions(facts: ApplicationFacts, { text, from }: Piece): Generator<Finding> {
  const known = new Map(facts.options.map((option) => [option.name, option]));
  const seen = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "$") return;
    if (letter === " " || letter === '"') continue;
    const place = { from: from + at, to: from + at + 1 };
    const option = known.get(letter);
    if (option === undefined && !undocumented(facts.name, letter)) {
      yield {
        code: "dialplan-option-unknown",
        severity: "silent",
        message: `Application "${facts.name}" has no option "${letter}"`,
        ...place,
      };
    } else if (seen.has(letter)) {
      yield {
        code: "dialplan-option-twice",
        severity: "silent",
        message: `Option "${letter}" of "${facts.name}" is given twice, and the last counts`,
        ...place,
      };
    }
    seen.add(letter);
    if (text[at + 1] !== "(") continue;
    const close = closeOf(text, at + 1);
    if (close < 0) {
      yield {
        code: "dialplan-option-open",
        severity: "silent",
        message: `Option "${letter}" of "${facts.name}" has no closing parenthesis`,
        from: from + at,
        to: from + text.length,
      };
      return;
    }
    at = close;
  }
}

/** Letters that modules know beside those that their documentation lists. */
function undocumented(application: string, letter: string): boolean {
  return application === "Queue" && letter === "c" || application === "VoiceMail" && /[0-9]/.test(letter);
}

/** The options' own parser ends at the first `)`, but for those of variables and expressions. */
function closeOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}
