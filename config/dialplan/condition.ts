import { scanInteger } from "./scan_integer.ts";

/**
 * Whether Asterisk takes a condition for true, as in `GotoIf(condition?…)` and `While(condition)`, once all is substituted.
 * The function `IF()` takes blanks and quotes away before.
 *
 * Empty is false. What begins with a whole number is true unless that number is 0, so `0.5` and `0x1` are false. All else
 * is true: a blank, `no`, and also `"0"` with its quotes.
 *
 * @param condition The text before the `?`, as it is.
 * @returns Whether it is true.
 *
 * @example
 * ```ts
 * import { isTrueCondition } from "@asterism/asterisk/config";
 *
 * console.log(isTrueCondition("0"), isTrueCondition('"0"'), isTrueCondition(" ")); // false true true
 * ```
 */
export function isTrueCondition(condition: string): boolean {
  return condition !== "" && scanInteger(condition)?.value !== 0;
}
