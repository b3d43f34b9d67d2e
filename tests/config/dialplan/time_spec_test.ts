import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { matchesTime, parseTimeSpec } from "../../../config/dialplan/time_spec.ts";
import golden from "../../golden/dialplan-timespec.json" with { type: "json" };

for (const { timespec, utc, match } of golden.cases) {
  Deno.test(`matchesTime() of "${timespec}" at ${utc} is ${match}, as recorded`, () => {
    assertEquals(matchesTime(timespec, new Date(`${utc.replace(" ", "T")}Z`)), match);
  });
}

Deno.test("parseTimeSpec() warns as recorded", () => {
  const messages = golden.cases.flatMap(({ timespec }) => parseTimeSpec(timespec).diagnostics).map(({ message }) =>
    message
  );

  assertEquals([...new Set(messages)], golden.log);
});

Deno.test("parseTimeSpec() tells times, days and months apart", () => {
  assertEquals(parseTimeSpec("22:00-6:00&12:00|fri-mon|30-2|nov&1,America/New_York"), {
    times: [{ from: 1320, to: 360 }, { from: 720, to: 720 }],
    weekdays: [0, 1, 5, 6],
    days: [1, 2, 30, 31],
    months: [1, 11],
    timeZone: "America/New_York",
    diagnostics: [],
  });
});

Deno.test("parseTimeSpec() says where an element is that it skips", () => {
  assertEquals(parseTimeSpec("*,mon&xyz-tue,1-32,-").diagnostics, [
    { message: "Invalid day of week 'xyz', skipping element", start: 6, end: 13 },
    { message: "Invalid end day '32', skipping element", start: 14, end: 18 },
    { message: "Invalid month '', skipping element", start: 19, end: 20 },
  ]);
});

Deno.test("parseTimeSpec() warns of times in Asterisk's words", () => {
  assertEquals(parseTimeSpec("1&2-&3-4:00&5:00-6&").diagnostics.map(({ message }) => message), [
    "1 isn't a valid time.",
    "Invalid time range starting with '2-'.",
    "'3' isn't a valid start time.",
    "'6' isn't a valid end time.",
    " isn't a valid time.",
  ]);
});

Deno.test("parseTimeSpec() takes a time zone only from the fifth of five parts", () => {
  assertEquals(parseTimeSpec("*,*,*,*,A,B").timeZone, undefined);
  assertEquals(parseTimeSpec("*,*,*,*,").timeZone, undefined);
});

// The zones were asked of Asterisk 22.10.1 with IFTIME(), at 09:12 UTC.
const morning = new Date("2026-11-23T09:12:00Z");
const zones: readonly [string, string][] = [
  ["UTC", "9:12"],
  ["+03:00", "6:12"],
  ["-05", "14:12"],
  ["EST5", "4:12"],
  ["3", "6:12"],
  ["CET-1CEST", "10:12"],
  ["XYZ-14", "23:12"],
  ["XYZ25", "8:12"],
  ["XYZ24:30", "8:42"],
  ["<+07>-7", "16:12"],
  ["Nowhere/Zone", "9:12"],
  ["america/new_york", "9:12"],
  ["America/New_York", "4:12"],
  [":America/New_York", "4:12"],
  ["Etc/GMT+3", "6:12"],
  ["GMT+3", "6:12"],
  ["EST 5", "4:12"],
];

for (const [zone, time] of zones) {
  Deno.test(`matchesTime() reads the time zone "${zone}" as Asterisk does`, () => {
    assertEquals(matchesTime(`${time},*,*,*,${zone}`, morning), true);
  });
}

Deno.test("matchesTime() uses the system's time zone where the specification names none", () => {
  const late = new Date("2026-12-31T23:30:00Z");

  assertEquals(matchesTime("8:30,fri,1,jan", late, { timeZone: "Asia/Tokyo" }), true);
  assertEquals(matchesTime("23:30,thu,31,dec", late), true);
});

Deno.test("matchesTime() takes what a clock shows as it is", () => {
  const parts = { hour: 6, minute: 0, weekday: 0, day: 1, month: 2 };

  assertEquals(matchesTime("22:00-6:00,sun,1,feb,Asia/Tokyo", parts), true);
  assertEquals(matchesTime("22:00-5:59", parts), false);
});

Deno.test("matchesTime() never throws, and an invalid date never matches", () => {
  const part = fc.constantFrom(..."*,|&-:0123456789 ".split(""), "mon", "jan", "UTC", "x");
  fc.assert(fc.property(fc.array(part, { maxLength: 20 }), fc.date({ noInvalidDate: false }), (parts, date) => {
    const isMatch = matchesTime(parts.join(""), date);
    if (Number.isNaN(date.getTime())) assertEquals(isMatch, false);
  }));
});
