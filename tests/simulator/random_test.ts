import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { randomUuid, seededRandom } from "../../simulator/random.ts";

Deno.test("seededRandom() gives the same numbers for the same seed and others for another", () => {
  const take = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));

  assertEquals(take(7), take(7));
  assertNotEquals(take(7), take(8));
  assertEquals(take(7).every((number) => number >= 0 && number < 1), true);
});

Deno.test("randomUuid() makes UUIDs of version 4", () => {
  assertMatch(randomUuid(seededRandom(1)), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
