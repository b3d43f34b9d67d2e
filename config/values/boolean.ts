import { accepted, type Parsed, refused } from "./parsed.ts";

/**
 * Reads a yes or no in Asterisk's words: `yes true y t 1 on` and `no false n f 0 off`, in any case.
 *
 * Nothing else is either. Most modules only ask whether a text is true, so that for them `enabled` says no.
 *
 * @param text The value of a setting.
 * @returns What it says, or why it says neither.
 *
 * @example
 * ```ts
 * import { parseBoolean } from "@asterism/asterisk/config";
 *
 * console.log(parseBoolean("On")); // { ok: true, value: true }
 * console.log(parseBoolean("enabled").ok); // false
 * ```
 */
export function parseBoolean(text: string): Parsed<boolean> {
  if (/^(?:yes|true|y|t|1|on)$/i.test(text)) return accepted(true);
  if (/^(?:no|false|n|f|0|off)$/i.test(text)) return accepted(false);
  return refused("is neither yes, true, y, t, 1, on nor no, false, n, f, 0, off");
}
