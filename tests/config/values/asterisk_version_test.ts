import { assertEquals, assertThrows } from "@std/assert";
import { compareReleases, isIn, parseRelease, retrievedSetting } from "../../../config/values/asterisk_version.ts";

Deno.test("parseRelease() takes a branch alone for its newest release", () => {
  assertEquals(compareReleases(parseRelease(22), parseRelease("22.99.0")) > 0, true);
  assertEquals(compareReleases(parseRelease("22"), parseRelease(22)), 0);
  assertEquals(compareReleases(parseRelease("22.1.0"), parseRelease("22.1.1")) < 0, true);
  assertEquals(compareReleases(parseRelease("22.10.1~rc1"), parseRelease("22.10.1")), 0);
});

Deno.test("parseRelease() throws RangeError for what names no release", () => {
  assertThrows(() => parseRelease("newest"), RangeError, 'current value is "newest"');
});

for (
  const [version, has] of [
    [19, false],
    ["20.11.9", false],
    ["20.12.0", true],
    ["21.7.0", true],
    ["22.1.2", false],
    [22, true],
    [23, true],
  ] as const
) {
  Deno.test(`isIn() says ${has} for ${version} of what came with 20.12.0, 21.7.0 and 22.2.0`, () => {
    assertEquals(isIn(parseRelease(version), ["20.12.0", "21.7.0", "22.2.0"]), has);
  });
}

Deno.test("isIn() says no for a branch between those that got it", () => {
  assertEquals(isIn(parseRelease(21), ["20.18.0", "22.8.0"]), false);
});

Deno.test("retrievedSetting() is the first up to 22 and the last from 23 on", () => {
  assertEquals(retrievedSetting(parseRelease("22.99")), "first");
  assertEquals(retrievedSetting(parseRelease("23.0.0-rc1")), "last");
});
