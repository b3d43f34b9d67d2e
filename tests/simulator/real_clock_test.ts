import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { RealClock } from "../../simulator/real_clock.ts";

Deno.test("RealClock starts at its epoch", () => {
  using clock = new RealClock({ epoch: 5_000 });

  assertEquals(Math.floor(clock.now() / 1_000), 5);
});

Deno.test("RealClock calls back after the delay", async () => {
  using clock = new RealClock();
  const start = clock.now();

  await new Promise<void>((resolve) => clock.schedule(1, resolve));

  assertGreaterOrEqual(clock.now(), start);
});

Deno.test("RealClock leaves no timer behind when it is disposed", () => {
  using clock = new RealClock();

  clock.schedule(60_000, () => {});
  clock.schedule(60_000, () => {})[Symbol.dispose]();
});
