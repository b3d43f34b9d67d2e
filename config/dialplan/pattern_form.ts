import { setMembers } from "./pattern_order.ts";

/** One symbol of a pattern. */
export type PatternSymbol =
  | { readonly kind: "byte" | "digits" | "rest"; readonly text: string; readonly start: number }
  | { readonly kind: "dash"; readonly text: "-"; readonly start: number }
  | { readonly kind: "set"; readonly text: string; readonly start: number; readonly members: string }
  | { readonly kind: "open-set"; readonly text: string; readonly start: number };

/**
 * Takes a pattern apart: `byte` is a character that stands for itself, `digits` one of `X`, `Z`, `N`, `rest` a `.` or
 * `!`, and `open-set` a `[` without its `]`, with all that follows. Of what is no pattern every character is a `byte` or
 * `dash`. `start` counts UTF-16 units from the start of the text.
 */
export function parsePattern(text: string): PatternSymbol[] {
  const symbols: PatternSymbol[] = [];
  const isPattern = text.startsWith("_");
  for (let start = isPattern ? 1 : 0; start < text.length; start++) {
    const symbol = text.charAt(start);
    if (symbol === "-") symbols.push({ kind: "dash", text: "-", start });
    else if (!isPattern) symbols.push({ kind: "byte", text: symbol, start });
    else if (symbol === "[") {
      const end = text.indexOf("]", start);
      if (end < 0) {
        symbols.push({ kind: "open-set", text: text.slice(start), start });
        break;
      }
      symbols.push({ kind: "set", text: text.slice(start, end + 1), start, members: text.slice(start + 1, end) });
      start = end;
    } else symbols.push({ kind: kindOf(symbol), text: symbol, start });
  }
  return symbols;
}

function kindOf(symbol: string): "byte" | "digits" | "rest" {
  if (/[nxz]/i.test(symbol)) return "digits";
  return symbol === "." || symbol === "!" ? "rest" : "byte";
}

/**
 * The usual spelling of a pattern: `X`, `Z` and `N` as capitals and in place of their sets, the members of other sets in
 * order. It matches the same digits and has the same place among other extensions. What is no pattern is returned as it
 * is.
 *
 * @example
 * ```ts
 * import { canonicalPattern } from "@asterism/asterisk/config";
 *
 * console.log(canonicalPattern("_8[2-9]x[312]")); // "_8NX[1-3]"
 * ```
 */
export function canonicalPattern(pattern: string): string {
  if (!pattern.startsWith("_")) return pattern;
  return "_" + parsePattern(pattern).map((symbol) => {
    switch (symbol.kind) {
      case "byte":
        return symbol.text === " " ? "" : symbol.text;
      case "digits":
        return symbol.text.toUpperCase();
      case "set":
        return canonicalSet(symbol.members);
      case "rest":
      case "dash":
      case "open-set":
        return symbol.text;
      default:
        throw new Error(`Unreachable: ${symbol satisfies never}`);
    }
  }).join("");
}

/** Characters that mean something outside of a set, so that a set of one of them must stay a set. */
const meaningful = /[nxz.![\- /]/i;

function canonicalSet(text: string): string {
  // An empty set before the end or a "!" keeps the pattern from matching what it would match without it.
  if (text === "") return "[]";
  // deno-lint-ignore no-control-regex -- ASCII begins with the control characters.
  if (!/^[\x00-\x7f]*$/.test(text) || hasBackwardRange(text)) return `[${text}]`;
  const members = [...setMembers(text)].sort((left, right) => left - right);
  const [first] = members;
  if (members.length === 1 && first !== undefined) {
    const byte = String.fromCharCode(first);
    return meaningful.test(byte) ? `[${byte}]` : byte;
  }
  const ranges = toRanges(members);
  return namedSets[ranges] ?? `[${ranges}]`;
}

const namedSets: Readonly<Record<string, string>> = { "0-9": "X", "1-9": "Z", "2-9": "N" };

/** Whether a set has a range that runs backwards, as `[3-1]`, which has no members and matches nothing. */
export function hasBackwardRange(text: string): boolean {
  for (let at = 0; at + 2 < text.length; at++) {
    if (text[at + 1] !== "-") continue;
    if (text.charCodeAt(at) > text.charCodeAt(at + 2)) return true;
    at += 2;
  }
  return false;
}

/** Three or more in a row become a range; a dash is a dash only at the end. */
function toRanges(members: readonly number[]): string {
  const dash = 0x2d;
  let text = "";
  for (let at = 0; at < members.length;) {
    const first = members[at] ?? 0;
    let length = 1;
    while (members[at + length] === first + length && first !== dash && first + length !== dash) length++;
    if (first === dash) {
      at++;
      continue;
    }
    const bytes = members.slice(at, at + length).map((byte) => String.fromCharCode(byte));
    text += length > 2 ? `${bytes[0]}-${bytes.at(-1)}` : bytes.join("");
    at += length;
  }
  return members.includes(dash) ? text + "-" : text;
}
