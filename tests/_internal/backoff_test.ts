import { assertEquals } from "@std/assert";
import { fullJitter } from "../../_internal/backoff.ts";

Deno.test("fullJitter() waits up to a limit that doubles with each attempt, and then stays", () => {
  const backoff = { first: 250, longest: 30_000 };
  const most = Array.from({ length: 9 }, (_, attempt) => fullJitter(attempt, () => 1, backoff));

  assertEquals(most, [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  assertEquals(fullJitter(10_000, () => 1, backoff), 30_000);
  assertEquals(fullJitter(3, () => 0, backoff), 0);
  assertEquals(fullJitter(3, () => 0.5, backoff), 1_000);
});
