import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { type DurationUnit, parseDuration } from "../../../config/values/duration.ts";

for (
  const [text, unit, value] of [
    ["45", "s", 45_000],
    ["45", "ms", 45],
    ["45", "m", 2_700_000],
    ["2h", "ms", 7_200_000],
    ["1.5M", "s", 90_000],
    ["90 s", "ms", 90_000],
    ["250MS", "s", 250],
    ["1.001s", "ms", 1_001],
    ["0.0009s", "ms", 0],
    ["-1s", "ms", -1_000],
    ["10s then more", "ms", 10_000],
    ["9999h", "s", 2_147_483_647],
  ] as const
) {
  Deno.test(`parseDuration() reads "${text}" in ${unit} as ${value} ms`, () => {
    assertEquals(parseDuration(text, { unit }), { ok: true, value });
  });
}

for (const text of ["", "s", "soon", "10 days", "10sec", "10min"]) {
  Deno.test(`parseDuration() refuses ${JSON.stringify(text)}`, () => {
    assertEquals(parseDuration(text, { unit: "s" }).ok, false);
  });
}

Deno.test("parseDuration() states both ends of the range", () => {
  assertEquals(parseDuration("2s", { unit: "s", min: 0, max: 1_000 }), {
    ok: false,
    problem: "range",
    reason: "is not within 0 to 1000 ms",
  });
});

Deno.test("parseDuration() takes a unit that is written for one that is not", () => {
  const units = fc.constantFrom<DurationUnit>("h", "m", "s", "ms");

  fc.assert(fc.property(fc.nat(500), units, units, (amount, written, other) => {
    assertEquals(parseDuration(`${amount}${written}`, { unit: other }), parseDuration(`${amount}`, { unit: written }));
  }));
});
