import { assertEquals } from "@std/assert";
import { toAlaw, toUlaw } from "../../../simulator/core/g711.ts";

// Values of the tables in ITU-T G.711, and of files that Asterisk has written.
for (
  const [sample, ulaw, alaw] of [
    [0, 0xff, 0xd5],
    [8, 0xfe, 0xd5],
    [-8, 0x7e, 0x55],
    [100, 0xf2, 0xd3],
    [-100, 0x72, 0x53],
    [1_000, 0xce, 0xfa],
    [-1_000, 0x4e, 0x7a],
    [3_600, 0xb2, 0x99],
    [32_767, 0x80, 0xaa],
    [-32_768, 0x00, 0x2a],
  ] as const
) {
  Deno.test(`toUlaw() and toAlaw() write ${sample}`, () => {
    assertEquals([toUlaw(sample), toAlaw(sample)], [ulaw, alaw]);
  });
}

Deno.test("toUlaw() and toAlaw() keep the order of samples", () => {
  // In µ-law the codes of positive samples fall as they grow; A-law inverts every other bit.
  for (let sample = 1; sample < 32_767; sample++) {
    assertEquals(toUlaw(sample) <= toUlaw(sample - 1), true);
    assertEquals((toAlaw(sample) ^ 0x55) >= (toAlaw(sample - 1) ^ 0x55), true);
  }
});
