import { encodeBytes } from "./byte_string.ts";
import { patternSortKey } from "./pattern_order.ts";

/** How digits lie to a pattern: not in it, in it, or in it by a `!`, which ends the collecting of digits at once. */
export type PatternMatch = "none" | "match" | "early";

/**
 * What is asked: do the digits match as they are (`"match"`), could they match with more digits behind them
 * (`"match-more"`), or either of the two (`"can-match"`).
 */
export type MatchMode = "match" | "match-more" | "can-match";

/**
 * Whether an extension of the dialplan matches a number. With a leading `_` it is a pattern, in which `X`, `Z` and `N`
 * are digits from 0, 1 and 2, `[a-c4]` one of a set, `.` one or more and `!` zero or more of anything; without, it must
 * be the same. Dashes mean nothing on either side, but for those in sets.
 *
 * @example
 * ```ts
 * import { matchesPattern } from "@asterism/asterisk/config";
 *
 * console.log(matchesPattern("_NXX-XXXX", "555-1212"), matchesPattern("_1X.", "12")); // true false
 * ```
 */
export function matchesPattern(pattern: string, digits: string): boolean {
  return matchPattern(pattern, digits) !== "none";
}

/**
 * Whether digits could match an extension with more digits behind them, and Asterisk should wait for these. A pattern
 * with `!` never asks for more.
 */
export function matchesMore(pattern: string, digits: string): boolean {
  return matchPattern(pattern, digits, { mode: "match-more" }) === "match";
}

/** Whether digits match an extension as they are, or could do so with more digits behind them. */
export function canMatch(pattern: string, digits: string): boolean {
  return matchPattern(pattern, digits, { mode: "can-match" }) !== "none";
}

/** What {@linkcode matchPattern} may be told. */
export interface MatchPatternOptions {
  /** What is asked. @default {"match"} */
  mode?: MatchMode;
}

/** Compares digits with one extension of the dialplan, as pbx.c, `_extension_match_core` does. */
export function matchPattern(pattern: string, digits: string, options: MatchPatternOptions = {}): PatternMatch {
  const { mode = "match" } = options;
  const [from, data] = [encodeBytes(pattern), encodeBytes(digits)];
  if (!from.startsWith("_")) return toMatch(matchesExactly(withoutDashes(from), withoutDashes(data), mode));
  // A pattern matches itself: that is how "dialplan show _X.@context" and hints of patterns are found.
  if (mode === "match" && data.startsWith("_") && patternSortKey(from) === patternSortKey(data)) return "match";
  return matchSymbols(from, data, mode);
}

function toMatch(matches: boolean): PatternMatch {
  return matches ? "match" : "none";
}

function matchesExactly(extension: string, digits: string, mode: MatchMode): boolean {
  if (mode === "match") return extension === digits;
  return extension.startsWith(digits) && (mode === "can-match" || extension.length > digits.length);
}

function matchSymbols(pattern: string, data: string, mode: MatchMode): PatternMatch {
  let at = 1;
  let next = 0;
  for (;;) {
    while (data[next] === "-") next++;
    while (pattern[at] === "-") at++;
    // Asterisk stops at "/" as well, behind which older versions kept the caller's number.
    if (next >= data.length || at >= pattern.length || pattern[at] === "/") break;
    const symbol = pattern.charAt(at);
    if (symbol === ".") return "match";
    if (symbol === "!") return "early";
    if (symbol === "[") {
      const end = pattern.indexOf("]", at + 1);
      if (end < 0) return "none";
      if (end > at + 1) {
        if (!isInSet(data.charCodeAt(next), pattern, { from: at + 1, end })) return "none";
        next++;
      }
      at = end + 1;
    } else {
      if (!isSymbol(data.charAt(next), symbol)) return "none";
      at++;
      next++;
    }
  }
  if (next < data.length) return "none";
  if (at >= pattern.length || pattern[at] === "/") return toMatch(mode !== "match-more");
  if (pattern[at] === "!") return "early";
  return toMatch(mode !== "match");
}

/** Goes through the members as Asterisk does, whose characters are signed: bytes from 0x80 are less than all others. */
function isInSet(byte: number, pattern: string, { from, end }: { from: number; end: number }): boolean {
  for (let at = from; at < end; at++) {
    const first = pattern.charCodeAt(at);
    if (at + 2 < end && pattern[at + 1] === "-") {
      if (signed(byte) >= signed(first) && signed(byte) <= signed(pattern.charCodeAt(at + 2))) return true;
      at += 2;
    } else if (byte === first) return true;
  }
  return false;
}

function isSymbol(digit: string, symbol: string): boolean {
  switch (symbol) {
    case "N":
    case "n":
      return digit >= "2" && digit <= "9";
    case "X":
    case "x":
      return digit >= "0" && digit <= "9";
    case "Z":
    case "z":
      return digit >= "1" && digit <= "9";
    default:
      return digit === symbol;
  }
}

function signed(byte: number): number {
  return byte < 0x80 ? byte : byte - 0x100;
}

/** The extension without the dashes that mean nothing, for the comparison of extensions that are no patterns. */
function withoutDashes(text: string): string {
  return text.replaceAll("-", "");
}
