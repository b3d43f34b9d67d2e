/** The values that Asterisk computes with in `$[…]`: numbers, and texts, some of which are numbers too. */
import {
  compare,
  formatLongDouble,
  fromInteger,
  isZero,
  type LongDouble,
  parseLongDouble,
  zero,
} from "./long_double.ts";
import { scanInteger } from "./scan_integer.ts";

/** A value. Texts have one character for each byte; one with `isNumeric` is a number wherever a number is asked for. */
export type ExpressionValue =
  | { readonly kind: "number"; readonly number: LongDouble }
  | { readonly kind: "text"; readonly text: string; readonly isNumeric: boolean };

/** A number. */
export function numberValue(number: LongDouble): ExpressionValue {
  return { kind: "number", number };
}

/** 1 or 0. */
export function truthValue(isTrue: boolean): ExpressionValue {
  return numberValue(isTrue ? fromInteger(1) : zero);
}

/** A text that was computed: all digits and points, with one of them first, make it a number. */
export function textValue(text: string): ExpressionValue {
  return { kind: "text", text, isNumeric: /^[\d.]+$/.test(text) };
}

/** What a dialplan function gave: blanks, signs, digits and points make it a number, also none of them. */
export function answerValue(text: string): ExpressionValue {
  return /^[-\d. \t]*$/.test(text) ? numberValue(parseLongDouble(text)) : textValue(text);
}

/** The number that a value is, if it is one. */
export function toNumber(value: ExpressionValue): LongDouble | undefined {
  if (value.kind === "number") return value.number;
  return value.isNumeric ? parseLongDouble(value.text) : undefined;
}

/** The text of a value. */
export function toText(value: ExpressionValue): string {
  return value.kind === "number" ? formatLongDouble(value.number) : value.text;
}

/** The text of a value without its quotes: when it begins and ends with one, all of them go. */
export function toUnquoted(value: ExpressionValue): string {
  const text = toText(value);
  return text.startsWith('"') && text.endsWith('"') ? text.replaceAll('"', "") : text;
}

/** Whether `|` and `&` take a value for nothing. Two quotes are something. */
export function isNothing(value: ExpressionValue): boolean {
  const number = toNumber(value);
  return number === undefined ? value.kind === "text" && value.text === "" : isZero(number);
}

/** Whether `? ::` takes its first branch. */
export function isChosen(value: ExpressionValue): boolean {
  const number = toNumber(value);
  if (number !== undefined) return !isZero(number);
  return value.kind === "text" && value.text !== "" && value.text !== '""' && value.text !== "0";
}

/** What `!` makes of a value: it takes texts for whole numbers, so that `!0.5` and `!a` are true. */
export function isComplementTrue(value: ExpressionValue): boolean {
  if (value.kind === "number") return isZero(value.number);
  return (scanInteger(value.text)?.value ?? 0) === 0;
}

/** Below, at or above zero as `a` is below, at or above `b`: as numbers if both are, else byte by byte. */
export function compareValues(a: ExpressionValue, b: ExpressionValue): number | undefined {
  const [first, second] = [toNumber(a), toNumber(b)];
  if (first !== undefined && second !== undefined) return compare(first, second);
  const [left, right] = [toText(a), toText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
