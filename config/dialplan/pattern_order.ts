import { encodeBytes } from "./byte_string.ts";

/**
 * Compares two extensions as Asterisk sorts them, which is the order in which it tries them: those that are no patterns
 * first, by their bytes; then patterns symbol by symbol, where the smaller set comes first, then `.`, then `!`, and the
 * end of the pattern last.
 *
 * @returns Less than 0 when `left` is tried first, more than 0 when `right` is, and 0 when Asterisk takes both for the
 * same extension, as `_N` and `_[2-9]`.
 *
 * @example
 * ```ts
 * import { comparePatterns } from "@asterism/asterisk/config";
 *
 * console.log(["_1!", "_1XX", "_12.", "123"].toSorted(comparePatterns)); // [ "123", "_12.", "_1XX", "_1!" ]
 * ```
 */
export function comparePatterns(left: string, right: string): number {
  const [leftKey, rightKey] = [patternSortKey(left), patternSortKey(right)];
  if (leftKey === rightKey) return 0;
  return leftKey < rightKey ? -1 : 1;
}

/**
 * A text whose order by UTF-16 unit is the order of the extensions, and that is equal where Asterisk takes two for the
 * same. None is the beginning of another.
 */
export function patternSortKey(extension: string): string {
  const text = encodeBytes(extension);
  return text.startsWith("_") ? "\u0001" + patternKey(text) : "\u0000" + plainKey(text);
}

/** Asterisk compares signed characters: bytes from 0x80 come before the end, which comes before all others. */
function plainKey(text: string): string {
  let key = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "-") key += String.fromCharCode(text.charCodeAt(at) ^ 0x80);
  }
  return key + "\u0080";
}

/** The scores of pbx.c, `ext_cmp_pattern_pos`: the size of the set times 256, and its lowest member. */
const scores = { dot: 0x18000, bang: 0x28000, end: 0x30000, unclosed: 0x40000 } as const;

function patternKey(text: string): string {
  let key = "";
  for (let at = 1; at < text.length; at++) {
    const symbol = text.charAt(at);
    if (symbol === "-") continue;
    if (symbol === ".") key += scoreKey(scores.dot);
    else if (symbol === "!") key += scoreKey(scores.bang);
    else if (symbol === "[") {
      const end = text.indexOf("]", at);
      if (end < 0) {
        key += scoreKey(scores.unclosed);
        continue;
      }
      const set = text.slice(at + 1, end);
      const members = setMembers(set);
      if (members.size > 0) key += setKey(members, firstBytes(set));
      at = end;
    } else key += digitKeys[symbol.toUpperCase()] ?? byteKey(text.charCodeAt(at));
  }
  return key + scoreKey(scores.end);
}

/**
 * The bytes of a set, given without its brackets. A range that runs backwards has none; a dash at either end is a dash.
 */
export function setMembers(text: string): Set<number> {
  const members = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const first = text.charCodeAt(at);
    const isRange = at + 2 < text.length && text[at + 1] === "-";
    const last = isRange ? text.charCodeAt(at + 2) : first;
    for (let byte = first; byte <= last; byte++) members.add(byte);
    if (isRange) at += 2;
  }
  return members;
}

/** The bytes with which the members of a set begin; a range that runs backwards still gives its first. */
function firstBytes(text: string): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    bytes.push(text.charCodeAt(at));
    if (at + 2 < text.length && text[at + 1] === "-") at += 2;
  }
  return bytes;
}

/** Of two sets of one score the one that holds the lowest byte in which they differ comes first, so bits are inverted. */
function setKey(members: ReadonlySet<number>, first: Iterable<number>): string {
  const score = scoreKey((members.size << 8) | Math.min(...first));
  if (members.size === 1) return score + String.fromCharCode(...members);
  const bits = Array.from({ length: 16 }, () => 0xffff);
  for (const byte of members) bits[byte >> 4] = (bits[byte >> 4] ?? 0) & ~(0x8000 >> (byte & 15));
  return score + String.fromCharCode(...bits);
}

/** The key of one byte outside of sets, equal to that of a set of this byte. */
function byteKey(byte: number): string {
  return scoreKey(0x100 | byte) + String.fromCharCode(byte);
}

function scoreKey(score: number): string {
  return String.fromCharCode(score >> 12, score & 0xfff);
}

const digitKeys: Readonly<Record<string, string>> = {
  N: setKey(setMembers("2-9"), firstBytes("2-9")),
  X: setKey(setMembers("0-9"), firstBytes("0-9")),
  Z: setKey(setMembers("1-9"), firstBytes("1-9")),
};
