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

Deno.test("systemClock.scheduleBeside() calls back when the time has come, and not when cancelled", async () => {
  const called: string[] = [];
  systemClock.scheduleBeside?.(1, () => called.push("cancelled"))[Symbol.dispose]();

  // It keeps nothing alive itself.
  using _alive = systemClock.schedule(60_000, () => called.push("alive"));
  await new Promise<void>((resolve) => systemClock.scheduleBeside?.(5, resolve));

  assertEquals(called, []);
});
