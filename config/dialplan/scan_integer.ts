/** Reads an integer as C's `sscanf("%30d")` and `atoi` do: blanks, a sign, digits; the rest does not matter. */
export function scanInteger(text: string): { readonly value: number; readonly length: number } | undefined {
  const [all, blanks = "", digits] = /^([ \t-\r]*)([+-]?\d+)/.exec(text) ?? [];
  if (all === undefined || digits === undefined) return undefined;
  const read = digits.slice(0, maxWidth);
  return { value: truncate(BigInt(read)), length: blanks.length + read.length };
}

/** Asterisk asks for no more characters than this. */
const maxWidth = 30;
const longest = 2n ** 63n - 1n;

/** C reads a 64-bit integer, the nearest where it is none, and keeps its low 32 bits. */
function truncate(value: bigint): number {
  const long = value > longest ? longest : value < -longest - 1n ? -longest - 1n : value;
  return Number(BigInt.asIntN(32, long));
}
