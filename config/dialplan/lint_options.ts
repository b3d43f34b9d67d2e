import type { Diagnostic } from "../diagnostic.ts";
import type { Finding } from "./dialplan_diagnostic.ts";
import type { Piece } from "./extension_line.ts";
import { applications } from "./generated/applications.ts";
import { diagnoseLine, type LintedLine } from "./lint_line.ts";

/** Looks at the letters in the options of applications. */
export function* lintOptions({ line, calls }: LintedLine): Generator<Diagnostic> {
  for (const call of calls) {
    const known = lettersOf.get(call.key);
    if (known === undefined) continue;
    const options = call.written[known.index];
    if (options === undefined) continue;
    for (const finding of findInOptions(known, options)) yield diagnoseLine(line, finding);
  }
}

/** The options of an application. */
interface Letters {
  readonly application: string;
  readonly letters: ReadonlySet<string>;
  /** Which argument they are in. */
  readonly index: number;
}

/** By the name of the application. Options that are words, as the `skip` of `Playback`, are found wherever they stand. */
const lettersOf: ReadonlyMap<string, Letters> = new Map(
  applications.flatMap(({ name, options, arguments: known }) => {
    const index = known.findIndex((argument) => argument.name === "options");
    if (index < 0 || options.length === 0 || options.some((option) => option.name.length !== 1)) return [];
    return [[name.toLowerCase(), { application: name, letters: new Set(options.map((option) => option.name)), index }]];
  }),
);

function* findInOptions({ application, letters }: Letters, { text, from }: Piece): Generator<Finding> {
  const seen = new Set<string>();
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "$") return;
    if (letter === " " || letter === '"') continue;
    const place = { from: from + at, to: from + at + 1 };
    if (!letters.has(letter) && !undocumented(application, letter)) {
      yield {
        code: "dialplan-option-unknown",
        severity: "silent",
        message: `Application "${application}" has no option "${letter}"`,
        ...place,
      };
    } else if (seen.has(letter)) {
      yield {
        code: "dialplan-option-twice",
        severity: "silent",
        message: `Option "${letter}" of "${application}" is given twice, and the last counts`,
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
        message: `Option "${letter}" of "${application}" has no closing parenthesis`,
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
