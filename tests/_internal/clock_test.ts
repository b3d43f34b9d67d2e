import { systemClock } from "../../_internal/clock.ts";
import { assertEquals } from "@std/assert";

Deno.test("systemClock.schedule() calls back when the time has come, and not when cancelled", async () => {
  const before = systemClock.now();
  const called: string[] = [];
  const cancelled = systemClock.schedule(1, () => called.push("cancelled"));
  cancelled[Symbol.dispose]();
  cancelled[Symbol.dispose]();

  await new Promise<void>((resolve) => systemClock.schedule(5, resolve));

  assertEquals(called, []);
  assertEquals(systemClock.now() >= before, true);
});
