/** How {@linkcode splitArguments} reads. */
export interface SplitOptions {
  /**
   * Leaves quotes and backslashes where they are, as `Gosub` and the applications in `ExecIf` do. They still keep
   * separators together.
   * @default {false}
   */
  raw?: boolean;
  /**
   * How many arguments there are at most. The last of them is the rest of the text, as it is: with all its separators,
   * quotes and backslashes. Asterisk's applications set this to the number of their arguments.
   * @default {Infinity}
   */
  limit?: number;
  /**
   * What separates the arguments.
   * @default {","}
   */
  separator?: string;
}

/**
 * Splits the arguments of an application or function as most of Asterisk's do (`AST_STANDARD_APP_ARGS`).
 *
 * A separator within parentheses, brackets or double quotes does not separate. Double quotes vanish, and so does a
 * backslash, whose next character counts for nothing but itself. Blanks stay. Never throws; what is not closed reaches to
 * the end.
 *
 * @param text The text between the parentheses, as it is once all is substituted.
 * @param options What may differ from one application to the other.
 * @returns The arguments; none for an empty text, an empty one after a separator at the end.
 *
 * @example
 * ```ts
 * import { splitArguments } from "@asterism/asterisk/config";
 *
 * console.log(splitArguments('a(1,2),"b,c",d\\,e')); // ["a(1,2)", "b,c", "d,e"]
 * console.log(splitArguments("PJSIP/alice,30,tT", { limit: 2 })); // ["PJSIP/alice", "30,tT"]
 * ```
 */
export function splitArguments(text: string, options: SplitOptions = {}): string[] {
  const { raw = false, limit = Infinity, separator = "," } = options;
  const found: string[] = [];
  let at = 0;
  let endsWithSeparator = false;
  while (at < text.length && found.length < limit - 1) {
    const { argument, end } = readArgument(text, at, { raw, separator });
    found.push(argument);
    endsWithSeparator = end < text.length;
    at = endsWithSeparator ? end + 1 : end;
  }
  if (at < text.length || endsWithSeparator) found.push(text.slice(at));
  return found;
}

/** Reads up to a separator, or to the end. */
function readArgument(
  text: string,
  start: number,
  { raw, separator }: { raw: boolean; separator: string },
): { argument: string; end: number } {
  let argument = "";
  let [parentheses, brackets, isQuoted] = [0, 0, false];
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "(") parentheses++;
    else if (character === ")") parentheses = Math.max(parentheses - 1, 0);
    else if (character === "[") brackets++;
    else if (character === "]") brackets = Math.max(brackets - 1, 0);
    else if (character === '"' && separator !== '"') {
      isQuoted = !isQuoted;
      if (!raw) continue;
    } else if (character === "\\") {
      argument += raw ? text.slice(at, at + 2) : text.charAt(at + 1);
      at++;
      continue;
    } else if (character === separator && parentheses === 0 && brackets === 0 && !isQuoted) {
      return { argument, end: at };
    }
    argument += character;
  }
  return { argument, end: text.length };
}
