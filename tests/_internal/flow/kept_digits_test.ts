import { assertEquals, assertThrows } from "@std/assert";
import { StreamOverflowError } from "../../../_internal/event_stream.ts";
import { KeptDigits } from "../../../_internal/flow/kept_digits.ts";

function keep(digits: string, capacity = 10): KeptDigits {
  const kept = new KeptDigits(capacity);
  for (const digit of digits) kept.push(digit);
  return kept;
}

function rest(kept: KeptDigits): string {
  let digits = "";
  for (let digit = kept.shift(); digit !== undefined; digit = kept.shift()) digits += digit;
  return digits;
}

Deno.test("KeptDigits gives digits in the order in which they came", () => {
  assertEquals(rest(keep("0*#12")), "0*#12");
});

Deno.test("KeptDigits.find() gives the first one of some, and takes it only when told to", () => {
  const kept = keep("12#3#");

  assertEquals([kept.find("#3"), kept.find("9"), kept.find("#3", { takes: true })], ["#", undefined, "#"]);
  assertEquals(rest(kept), "123#");
});

Deno.test("KeptDigits.discard() forgets all, or the leading ones of some", () => {
  const kept = keep("##1#2");

  kept.discard("#");
  assertEquals(kept.find("#"), "#");
  kept.discard("#");
  assertEquals(rest(kept), "1#2");
  const other = keep("12");
  other.discard();
  assertEquals(rest(other), "");
});

Deno.test("KeptDigits beyond its capacity is an error for the reader who would miss one, after those that are kept", () => {
  const kept = keep("123", 2);

  assertEquals([kept.shift(), kept.shift()], ["1", "2"]);
  assertThrows(() => kept.shift(), StreamOverflowError, "its capacity is 2");
  kept.discard();
  assertEquals(kept.shift(), undefined);
});
