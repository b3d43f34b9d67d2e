/**
 * Splits the value of an `exten` line behind its extension: at the first comma that is not within brackets. A `[` that
 * is never closed takes all of the line, and a backslash hides the character behind it.
 */
export function splitExtension(value: string): { extension: string; rest: string | undefined } {
  let depth = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value[at];
    if (character === "[") depth++;
    else if (character === "]") depth = Math.max(0, depth - 1);
    else if (character === "\\") at++;
    else if (character === "," && depth === 0) {
      // Asterisk takes an empty rest for none, which comes to the same.
      return { extension: value.slice(0, at), rest: value.slice(at + 1) || undefined };
    }
  }
  return { extension: value, rest: undefined };
}

/** What {@linkcode withoutFluff} may be told. */
export interface WithoutFluffOptions {
  /** Keep the dashes outside of sets too, as in the name that is shown. @default {false} */
  keepDashes?: boolean;
}

/** Takes the blanks and dashes away that mean nothing in an extension; within the sets of a pattern they stay. */
export function withoutFluff(extension: string, options: WithoutFluffOptions = {}): string {
  const { keepDashes = false } = options;
  const isPattern = extension.startsWith("_");
  let isInSet = false;
  let text = "";
  for (const character of extension) {
    if (character === "[" && isPattern) isInSet = true;
    else if (character === "]") isInSet = false;
    else if (!isInSet && (character === " " || (character === "-" && !keepDashes))) continue;
    text += character;
  }
  return text;
}

/** What Asterisk keeps of the text behind the `/` of an extension: no blanks and parentheses, no dashes outside of sets,
 *  no dots but one at the end. */
export function shrinkCallerId(text: string): string {
  let depth = 0;
  let shrunk = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "[") depth++;
    else if (character === "]") depth--;
    else if (character === "-" && depth === 0) continue;
    else if (character === "." && at < text.length - 1) continue;
    else if (character === " " || character === "(" || character === ")") continue;
    shrunk += character;
  }
  return shrunk;
}
