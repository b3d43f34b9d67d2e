import { trimBlanks } from "../source_text.ts";

/** The priority of a line, as written. */
export interface PriorityText {
  /** What it counts from: a number, the priority before, or the name of a label. */
  readonly base:
    | { readonly kind: "number"; readonly number: number }
    | { readonly kind: "next" | "same" | "hint" }
    | { readonly kind: "label"; readonly label: string };
  /** What `+N` adds; `undefined` without a `+`. */
  readonly plus: number | undefined;
  /** The text in parentheses. An empty one is none. */
  readonly label: string | undefined;
  /** Whether the parentheses of the label lack their end, so that Asterisk drops the line. */
  readonly hasOpenLabel: boolean;
  /** The text that the base was read from. */
  readonly text: string;
}

/**
 * Reads the priority of an `exten` or `same` line as pbx_config.c does: `1`, `n`, `s`, `hint` or a label, then `+N`, then
 * `(label)`. Words are in small letters only; behind a number anything may stand.
 */
export function parsePriority(field: string): PriorityText {
  let text = trimBlanks(field);
  let label: string | undefined;
  let hasOpenLabel = false;
  const open = text.indexOf("(");
  if (open >= 0) {
    const close = text.indexOf(")", open);
    hasOpenLabel = close < 0;
    label = text.slice(open + 1, hasOpenLabel ? undefined : close) || undefined;
    text = text.slice(0, open);
  }
  const sign = text.indexOf("+");
  const plus = sign < 0 ? undefined : leadingNumber(text.slice(sign + 1)) ?? 0;
  if (sign >= 0) text = text.slice(0, sign);
  return { base: parseBase(text), plus, label, hasOpenLabel, text };
}

function parseBase(text: string): PriorityText["base"] {
  if (text === "hint") return { kind: "hint" };
  if (text === "n" || text === "next") return { kind: "next" };
  if (text === "s" || text === "same") return { kind: "same" };
  const number = leadingNumber(text);
  return number === undefined ? { kind: "label", label: text } : { kind: "number", number };
}

/** The number that C's `sscanf("%d")` finds at the start of a text. */
export function leadingNumber(text: string): number | undefined {
  const digits = /^[\t-\r ]*([+-]?\d+)/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  // Asterisk reads at most 30 characters, into 64 bits that are then cut to 32.
  const limit = 2n ** 63n;
  const number = BigInt(digits.slice(0, 30).replace(/^\+/, ""));
  const clamped = number >= limit ? limit - 1n : number < -limit ? -limit : number;
  return Number(BigInt.asIntN(32, clamped));
}
