import { assertEquals } from "@std/assert";
import { PrefixIndex } from "../../../simulator/core/prefix_index.ts";
import { seededRandom } from "../../../simulator/random.ts";

Deno.test("PrefixIndex finds what begins so, whatever the case, and forgets what is taken away, once", () => {
  const index = new PrefixIndex();
  for (const text of ["Call-1", "call-10", "b", "B"]) index.add(text);
  const find = () => ["call", "CALL-10", "call-100", "b", "bb", ""].map((start) => index.has(start));

  const before = find();
  for (const text of ["CALL-10", "b", "nothing"]) index.delete(text);
  const after = find();
  index.delete("b");

  assertEquals(before, [true, true, false, true, false, true]);
  assertEquals(after, [true, false, false, true, false, true]);
  assertEquals([index.has("b"), new PrefixIndex().has("")], [false, false]);
});

Deno.test("PrefixIndex agrees with looking at every text, for random texts", () => {
  const random = seededRandom(7);
  const word = () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => "ab.1"[Math.floor(random() * 4)]).join("");
  const index = new PrefixIndex();
  const texts: string[] = [];
  for (let step = 0; step < 2_000; step++) {
    const text = word();
    if (random() < 0.5) {
      texts.push(text);
      index.add(text);
    } else {
      const at = texts.indexOf(text);
      if (at >= 0) texts.splice(at, 1);
      index.delete(text);
    }
    const start = word();
    assertEquals(index.has(start), texts.some((other) => other.startsWith(start)), `step ${step}: "${start}"`);
  }
});
