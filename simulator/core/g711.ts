/** Writes a sample of 16 bits in µ-law (ITU-T G.711). */
export function toUlaw(sample: number): number {
  const size = Math.min(Math.abs(sample), 32_635) + 0x84;
  const exponent = 24 - Math.clz32(size); // 0 to 7, of the highest bit above the seventh
  const mantissa = (size >> (exponent + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

/** Writes a sample of 16 bits in A-law (ITU-T G.711). */
export function toAlaw(sample: number): number {
  const size = Math.min(sample < 0 ? ~sample : sample, 32_767) >> 3;
  const exponent = Math.max(0, 27 - Math.clz32(size)); // segments above the first begin at 32
  const mantissa = exponent === 0 ? size >> 1 : size >> exponent;
  return (((sample < 0 ? 0 : 0x80) | (exponent << 4) | (mantissa & 0x0f)) ^ 0x55) & 0xff;
}
