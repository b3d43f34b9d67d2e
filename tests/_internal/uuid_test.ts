import { makeUuid } from "../../_internal/uuid.ts";
import { assertEquals, assertMatch } from "@std/assert";

Deno.test("makeUuid() makes UUIDs of version 4, each another one", () => {
  const made = new Set(Array.from({ length: 1_000 }, () => makeUuid()));

  assertEquals(made.size, 1_000);
  for (const uuid of made) assertMatch(uuid, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

Deno.test("makeUuid() makes the same ones of the same numbers", () => {
  assertEquals(makeUuid(() => 0), "00000000-0000-4000-8000-000000000000");
  assertEquals(makeUuid(() => 0.999_999), "ffffffff-ffff-4fff-bfff-ffffffffffff");
});
