import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseInteger, parseNumber } from "../../../config/values/number.ts";

for (
  const [text, value] of [
    ["0", 0],
    ["42", 42],
    ["-42", -42],
    ["+7", 7],
    ["0x10", 16],
    ["0XfF", 255],
    ["-0x10", -16],
    ["010", 8],
    ["00", 0],
    ["  12", 12],
    ["2147483647", 2_147_483_647],
    ["-2147483648", -2_147_483_648],
  ] as const
) {
  Deno.test(`parseInteger() reads "${text}" as ${value}`, () => {
    assertEquals(parseInteger(text), { ok: true, value });
  });
}

for (const text of ["", " ", "08", "1 ", "15s", "1.0", "0x", "0xg", "1e3", "--1", "- 1", "ten", "\u00a01"]) {
  Deno.test(`parseInteger() refuses ${JSON.stringify(text)} as no whole number`, () => {
    assertEquals(parseInteger(text), { ok: false, problem: "syntax", reason: "is not a whole number" });
  });
}

Deno.test("parseInteger() refuses what has no place in 32 bits, and states both ends", () => {
  assertEquals(parseInteger("2147483648"), {
    ok: false,
    problem: "range",
    reason: "is not within -2147483648 to 2147483647",
  });
  assertEquals(parseInteger("99999999999999999999").ok, false);
});

Deno.test("parseInteger() keeps to the range that it is given", () => {
  assertEquals(parseInteger("65535", { min: 0, max: 65_535 }), { ok: true, value: 65_535 });
  assertEquals(parseInteger("-1", { min: 0, max: 65_535 }), {
    ok: false,
    problem: "range",
    reason: "is not within 0 to 65535",
  });
});

Deno.test("parseInteger() with leading takes the digits at the start, in base 10", () => {
  assertEquals(parseInteger("15s", { leading: true }), { ok: true, value: 15 });
  assertEquals(parseInteger("010", { leading: true }), { ok: true, value: 10 });
  assertEquals(parseInteger("0x10", { leading: true }), { ok: true, value: 0 });
  assertEquals(parseInteger(" -3.9", { leading: true }), { ok: true, value: -3 });
  assertEquals(parseInteger("s15", { leading: true }).ok, false);
});

Deno.test("parseInteger() reads every whole number back in its three bases", () => {
  fc.assert(fc.property(fc.integer(), (number) => {
    const sign = number < 0 ? "-" : "";
    const size = Math.abs(number);

    assertEquals(parseInteger(`${number}`), { ok: true, value: number });
    assertEquals(parseInteger(`${sign}0x${size.toString(16)}`), { ok: true, value: number });
    assertEquals(parseInteger(`${sign}0${size.toString(8)}`), { ok: true, value: number });
  }));
});

for (
  const [text, value] of [
    ["3.0", 3],
    [".5", 0.5],
    ["5.", 5],
    ["-1.5e3", -1500],
    ["0x10", 16],
    ["0x1.8p1", 3],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
    ["0.0", 0],
  ] as const
) {
  Deno.test(`parseNumber() reads "${text}" as ${value}`, () => {
    assertEquals(parseNumber(text), { ok: true, value });
  });
}

for (const text of ["", "3,0", "3.0 ", "3s", ".", "0x", "e3", "1e"]) {
  Deno.test(`parseNumber() refuses ${JSON.stringify(text)}`, () => {
    assertEquals(parseNumber(text), { ok: false, problem: "syntax", reason: "is not a number" });
  });
}

Deno.test("parseNumber() refuses numbers that are too large, too small or out of range", () => {
  assertEquals(parseNumber("1e999").ok, false);
  assertEquals(parseNumber("1e-999").ok, false);
  assertEquals(parseNumber("2.5", { min: 0, max: 2 }), { ok: false, problem: "range", reason: "is not within 0 to 2" });
});

Deno.test("parseNumber() reads every number back", () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
    assertEquals(parseNumber(`${number}`), { ok: true, value: number === 0 ? 0 : number });
  }));
});
