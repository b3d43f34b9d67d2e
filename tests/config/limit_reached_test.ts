import { assertEquals } from "@std/assert";
import { LimitReached } from "../../config/limit_reached.ts";

Deno.test("LimitReached says which limit it was", () => {
  const error = new LimitReached("too-much-work", "More than 3 comparisons");

  assertEquals([error.code, error.message], ["too-much-work", "More than 3 comparisons"]);
});
