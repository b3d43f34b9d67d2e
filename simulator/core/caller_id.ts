import type { CallerId } from "./facts.ts";

/** What a text says of a caller; what it does not say is absent. */
export type ParsedCallerId = Partial<CallerId>;

/**
 * Reads a caller id as people write it: `"Name" <number>`, `Name <number>`, a number, or a name (`ast_callerid_parse`).
 * Blanks, dashes and parentheses go from a number that has nothing else but digits.
 */
export function parseCallerId(text: string): ParsedCallerId {
  const whole = text.trim();
  const bare = unquote(whole);
  const open = bare.lastIndexOf("<");
  if (open >= 0) {
    const close = bare.lastIndexOf(">");
    const number = bare.slice(open + 1, close > open ? close : undefined);
    return { name: unescapeQuoted(unquote(bare.slice(0, open))), number: shrinkIfNumber(number) };
  }
  const number = shrinkPhoneNumber(bare);
  if (bare === whole && /^[0-9*#+]+$/.test(number)) return { number: shrinkIfNumber(number) };
  return { name: unescapeQuoted(unquote(bare)) };
}

/** Takes away what stands around digits: blanks, parentheses, dots, and dashes that are not in brackets. */
export function shrinkPhoneNumber(text: string): string {
  let depth = 0;
  let shrunk = "";
  for (const [index, character] of [...text].entries()) {
    if (character === "[") depth++;
    if (character === "]") depth--;
    if (character === "-" && depth === 0) continue;
    if (character === "." && index < text.length - 1) continue;
    if (!"( )".includes(character)) shrunk += character;
  }
  return shrunk;
}

function shrinkIfNumber(number: string): string {
  return /^[0-9*#+()\-.]+$/.test(number) ? shrinkPhoneNumber(number) : number;
}

/** Takes blanks away, and then one pair of quotes, when there are both. */
function unquote(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}

/** A backslash keeps what follows it. */
function unescapeQuoted(text: string): string {
  return text.replace(/\\(.?)/g, "$1");
}
