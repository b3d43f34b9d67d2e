import { accepted, type Parsed, refused } from "./parsed.ts";

/** What {@linkcode parseInteger} and {@linkcode parseNumber} accept. */
export interface NumberRange {
  /** The least value. @default {-2147483648 for whole numbers, none for others} */
  min?: number | undefined;
  /** The greatest value. @default {2147483647 for whole numbers, none for others} */
  max?: number | undefined;
}

/** What {@linkcode parseInteger} may be told. */
export interface IntegerOptions extends NumberRange {
  /**
   * Reads only the digits at the start, in base 10, and ignores the rest: `15s` is 15 and `010` is 10. Older modules
   * do, such as the one for queues.
   * @default {false}
   */
  leading?: boolean | undefined;
}

/**
 * Reads a whole number as Asterisk does: `0x10` is 16 and `010` is 8, and nothing may follow.
 *
 * @param text The value of a setting.
 * @param options The range, and whether only the start is read.
 * @returns The number, or why it is none; out of range, the reason states both ends.
 *
 * @example
 * ```ts
 * import { parseInteger } from "@asterism/asterisk/config";
 *
 * console.log(parseInteger("0x10")); // { ok: true, value: 16 }
 * console.log(parseInteger("15s").ok); // false
 * console.log(parseInteger("15s", { leading: true })); // { ok: true, value: 15 }
 * console.log(parseInteger("70000", { min: 0, max: 65_535 })); // reason: "is not within 0 to 65535"
 * ```
 */
export function parseInteger(text: string, options: IntegerOptions = {}): Parsed<number> {
  const { min = -2_147_483_648, max = 2_147_483_647, leading = false } = options;
  const value = leading ? leadingDigits(text) : wholeNumber(text);
  if (value === undefined) return refused(leading ? "does not begin with a whole number" : "is not a whole number");
  return withinRange(value, { min, max });
}

/**
 * Reads a number as C's `strtod` does: `1.5`, `.5`, `1e3`, `0x1p4`, `inf`; nothing may follow.
 *
 * @param text The value of a setting.
 * @param range The least and the greatest value.
 * @returns The number, or why it is none.
 *
 * @example
 * ```ts
 * import { parseNumber } from "@asterism/asterisk/config";
 *
 * console.log(parseNumber("3.0")); // { ok: true, value: 3 }
 * ```
 */
export function parseNumber(text: string, range: NumberRange = {}): Parsed<number> {
  const { min = -Infinity, max = Infinity } = range;
  const value = floatingPoint(text);
  if (value === undefined) return refused("is not a number");
  // Nothing is below or above "nan", so that it is right where there is no range.
  if (Number.isNaN(value)) {
    return min === -Infinity && max === Infinity ? accepted(value) : refused("is no number", "range");
  }
  const isWritten = !/^[^\d.]*(?:inf|nan)/i.test(text);
  if (isWritten && (!Number.isFinite(value) || (value === 0 && /^[^e]*[1-9]/i.test(text)))) {
    return refused("is too large or too small for a number", "range");
  }
  return withinRange(value, { min, max });
}

/** The C library skips these before a number. */
const spaces = "[ \\t\\n\\v\\f\\r]*";

const baseByPrefix = new RegExp(`^${spaces}([+-]?)(?:0x([0-9a-f]+)|(0[0-7]*)|([1-9][0-9]*))$`, "i");

function wholeNumber(text: string): number | undefined {
  const match = baseByPrefix.exec(text);
  if (match === null) return undefined;
  const [, sign, hexadecimal, octal, decimal = ""] = match;
  const digits = hexadecimal ?? octal ?? decimal;
  const value = parseInt(digits, hexadecimal !== undefined ? 16 : octal !== undefined ? 8 : 10);
  return sign === "-" ? 0 - value : value;
}

const decimalStart = new RegExp(`^${spaces}([+-]?[0-9]+)`);

function leadingDigits(text: string): number | undefined {
  const digits = decimalStart.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits) + 0;
}

const decimalFloat = new RegExp(`^${spaces}([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?)$`, "i");
const hexadecimalFloat = new RegExp(`^${spaces}([+-]?)0x([0-9a-f]*)\\.?([0-9a-f]*)(?:p([+-]?[0-9]+))?$`, "i");
const notNumber = new RegExp(`^${spaces}[+-]?nan(?:\\(\\w*\\))?$`, "i");
const infinite = new RegExp(`^${spaces}([+-]?)inf(?:inity)?$`, "i");

function floatingPoint(text: string): number | undefined {
  const decimal = decimalFloat.exec(text)?.[1];
  if (decimal !== undefined) return Number(decimal);
  if (notNumber.test(text)) return NaN;
  const endless = infinite.exec(text);
  if (endless !== null) return endless[1] === "-" ? -Infinity : Infinity;
  const [, sign, whole = "", fraction = "", exponent = "0"] = hexadecimalFloat.exec(text) ?? [];
  if (whole + fraction === "") return undefined;
  const mantissa = parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === "-" ? -mantissa : mantissa;
}

function withinRange(value: number, { min, max }: { min: number; max: number }): Parsed<number> {
  if (value >= min && value <= max) return accepted(value);
  return refused(`is not within ${min} to ${max}`, "range");
}
