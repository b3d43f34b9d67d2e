/** As sscanf's "%30d", to 32 bits: a number that other text may follow. */
export function scanNumber(text: string): number | undefined {
  const digits = /^[\t-\r ]*([+-]?\d+)/.exec(text.slice(0, 4096))?.[1];
  if (digits === undefined) return undefined;
  const number = BigInt(digits.slice(0, 30));
  const limit = 2n ** 63n;
  return Number(BigInt.asIntN(32, number >= limit ? limit - 1n : number < -limit ? -limit : number));
}
