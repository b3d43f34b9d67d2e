import { parseNumber } from "./number.ts";
import { accepted, type Parsed, refused } from "./parsed.ts";

/** A unit of time, as Asterisk writes them: hours, minutes, seconds, milliseconds. */
export type DurationUnit = "h" | "m" | "s" | "ms";

/** What {@linkcode parseDuration} must be told. */
export interface DurationOptions {
  /** What a number without a unit counts; it differs from option to option, so there is no default. */
  unit: DurationUnit;
  /** The least value, in milliseconds. @default {-2147483648} */
  min?: number | undefined;
  /** The greatest value, in milliseconds. @default {2147483647} */
  max?: number | undefined;
}

const milliseconds: Readonly<Record<DurationUnit, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
/** Asterisk keeps durations in 32 bits, and takes a longer one for the longest. */
const longest = 2_147_483_647;

/**
 * Reads a duration with its unit, for the few options that take one: `1.5h`, `90 s`, `250ms`, or a number alone.
 *
 * Most options that count time take a plain number, see {@linkcode parseInteger}.
 *
 * @param text The value of a setting.
 * @param options What a number alone counts.
 * @returns Whole milliseconds, or why it is no duration.
 *
 * @example
 * ```ts
 * import { parseDuration } from "@asterism/asterisk/config";
 *
 * console.log(parseDuration("1.5m", { unit: "s" })); // { ok: true, value: 90000 }
 * console.log(parseDuration("250", { unit: "ms" })); // { ok: true, value: 250 }
 * ```
 */
export function parseDuration(text: string, options: DurationOptions): Parsed<number> {
  const { unit, min = -longest - 1, max = longest } = options;
  // Asterisk reads a number and one word after it, and does not look further (app.c, ast_app_parse_timelen).
  const [, number = "", word = ""] = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(\S*)/i.exec(text) ?? [];
  const amount = parseNumber(number);
  if (!amount.ok) return refused("is not a duration");
  const factor = word === "" ? milliseconds[unit] : factorOf(word);
  if (factor === undefined) return refused(`has the unit "${word}", which is none of h, m, s and ms`);
  // Asterisk counts with more digits than we have; 15 of ours are as good.
  const value = Math.min(Math.trunc(Number((amount.value * factor).toPrecision(15))) + 0, longest);
  return value >= min && value <= max ? accepted(value) : refused(`is not within ${min} to ${max} ms`, "range");
}

function factorOf(word: string): number | undefined {
  const unit = word.toLowerCase();
  return unit === "h" || unit === "m" || unit === "s" || unit === "ms" ? milliseconds[unit] : undefined;
}
