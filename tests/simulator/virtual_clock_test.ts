import { setImmediate } from "node:timers";
import { assertEquals, assertRejects } from "@std/assert";
import { VirtualClock } from "../../simulator/virtual_clock.ts";

Deno.test("VirtualClock.tick() runs what is due in order, and what that schedules", async () => {
  using clock = new VirtualClock({ epoch: 1000, auto: false });
  const ran: string[] = [];
  const note = (name: string) => ran.push(`${name} at ${clock.now()}`);
  clock.schedule(20, () => note("b"));
  clock.schedule(10, () => {
    note("a");
    clock.schedule(5, () => note("c"));
  });
  clock.schedule(20, () => note("d"));
  clock.schedule(31, () => note("late"));

  await clock.tick(30);

  assertEquals(ran, ["a at 1010", "c at 1015", "b at 1020", "d at 1020"]);
  assertEquals(clock.now(), 1030);
});

Deno.test("VirtualClock.tick() refuses to go back", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });

  await assertRejects(() => clock.tick(-1), RangeError);
});

Deno.test("VirtualClock cancels a timer that is disposed, also twice", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  let ran = false;
  const timer = clock.schedule(1, () => ran = true);

  timer[Symbol.dispose]();
  timer[Symbol.dispose]();
  await clock.tick(10);

  assertEquals(ran, false);
});

Deno.test("VirtualClock with auto moves on by itself when the program is idle", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: true });

  await new Promise<void>((resolve) => clock.schedule(3_600_000, resolve));

  assertEquals(clock.now(), 3_600_000);
});

Deno.test("VirtualClock with auto stands still while there is activity", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: true });
  let fired = false;
  clock.schedule(10, () => fired = true);

  for (let turn = 0; turn < 20; turn++) {
    clock.touch();
    // deno-lint-ignore no-await-in-loop -- One turn of the event loop after the other.
    await new Promise((resolve) => setImmediate(resolve));
  }

  assertEquals(fired, false);
});

Deno.test("VirtualClock runs nothing once it is disposed", async () => {
  const clock = new VirtualClock({ epoch: 0, auto: true });
  let ran = false;
  clock.schedule(1, () => ran = true);
  clock[Symbol.dispose]();
  clock.schedule(1, () => ran = true);

  for (let turn = 0; turn < 5; turn++) {
    // deno-lint-ignore no-await-in-loop -- One turn of the event loop after the other.
    await new Promise((resolve) => setImmediate(resolve));
  }

  assertEquals(ran, false);
});
