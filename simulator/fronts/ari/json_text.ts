/**
 * Reads JSON as Asterisk's library does (`ast_json_load_buf`): an object or an array, without a NUL in any text; gives
 * `undefined` for anything else.
 */
export function parseJson(text: string): object | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return typeof value === "object" && value !== null && isAcceptable(value, text) ? value : undefined;
}

/** What it can not hold: texts with NUL or half a character, and numbers that are too large. */
function isAcceptable(value: unknown, text: string): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value === "number") return Number.isFinite(value) && (Math.abs(value) < 2 ** 63 || !hasLargeInteger(text));
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, member]) => isAcceptable(name, text) && isAcceptable(member, text));
}

/** Whether a number without fraction and exponent is beyond 64 bits; what stands in quotes does not count. */
function hasLargeInteger(text: string): boolean {
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"/g, "").match(/-?\d+(?:[.eE][-+\d.eE]*)?/g) ?? [];
  return numbers.filter((number) => /^-?\d+$/.test(number)).map(BigInt)
    .some((number) => number >= 2n ** 63n || number < -(2n ** 63n));
}
