import { assertEquals } from "@std/assert";
import { readLimits } from "../../config/read_limits.ts";

Deno.test("readLimits() keeps what is given, and has a default for the rest", () => {
  const limits = readLimits({ maxIncludes: 3 });

  assertEquals([limits.maxIncludes, limits.maxFileSize], [3, 64 * 1024 * 1024]);
});
