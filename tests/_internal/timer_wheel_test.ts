import { assertEquals } from "@std/assert";
import type { Clock } from "../../_internal/clock.ts";
import { TimerWheel } from "../../_internal/timer_wheel.ts";

/** A clock that is moved by hand and counts its timers. */
class HandClock implements Clock {
  #now = 0;
  readonly timers = new Map<object, { at: number; run: () => void }>();
  scheduled = 0;

  now(): number {
    return this.#now;
  }

  schedule(delay: number, run: () => void): Disposable {
    const timer = { [Symbol.dispose]: () => void this.timers.delete(timer) };
    this.timers.set(timer, { at: this.#now + delay, run });
    this.scheduled++;
    return timer;
  }

  move(to: number): void {
    for (;;) {
      const [next] = [...this.timers].filter(([, { at }]) => at <= to).sort(([, a], [, b]) => a.at - b.at);
      if (next === undefined) break;
      this.timers.delete(next[0]);
      this.#now = next[1].at;
      next[1].run();
    }
    this.#now = to;
  }
}

Deno.test("TimerWheel.schedule() calls back no earlier than asked and at most one slot later", () => {
  const clock = new HandClock();
  using wheel = new TimerWheel(clock, { resolution: 50 });
  const called: [name: string, at: number][] = [];

  wheel.schedule(120, () => called.push(["a", clock.now()]));
  wheel.schedule(30, () => called.push(["b", clock.now()]));
  wheel.schedule(50, () => called.push(["c", clock.now()]));
  clock.move(1_000);

  assertEquals(called, [["b", 50], ["c", 50], ["a", 150]]);
});

Deno.test("TimerWheel holds one timer of its clock however many deadlines it has, and none when it has none", () => {
  const clock = new HandClock();
  using wheel = new TimerWheel(clock);

  const deadlines = Array.from({ length: 1_000 }, () => wheel.schedule(30_000, () => {}));

  assertEquals(clock.timers.size, 1);
  assertEquals(clock.scheduled, 1);
  for (const deadline of deadlines) deadline[Symbol.dispose]();
  assertEquals(clock.timers.size, 0);
});

Deno.test("TimerWheel does not call what was cancelled, also when cancelled twice or by a call at the same moment", () => {
  const clock = new HandClock();
  using wheel = new TimerWheel(clock);
  const called: string[] = [];
  const cancelled = wheel.schedule(100, () => called.push("cancelled"));
  wheel.schedule(100, () => called.push("kept"));

  cancelled[Symbol.dispose]();
  cancelled[Symbol.dispose]();
  clock.move(1_000);

  assertEquals(called, ["kept"]);
});

Deno.test("TimerWheel accepts a deadline from within a callback, and a thrown error does not lose the others", () => {
  const clock = new HandClock();
  using wheel = new TimerWheel(clock);
  const called: number[] = [];

  wheel.schedule(10, () => wheel.schedule(100, () => called.push(clock.now())));
  clock.move(1_000);

  assertEquals(called, [150]);
});

Deno.test("TimerWheel disposed calls nothing any more", () => {
  const clock = new HandClock();
  const called: string[] = [];
  const wheel = new TimerWheel(clock);
  wheel.schedule(10, () => called.push("late"));

  wheel[Symbol.dispose]();
  clock.move(1_000);

  assertEquals(called, []);
});

/** A clock that also has a cheap way to wait. */
class LightClock extends HandClock {
  beside = 0;

  scheduleBeside(delay: number, run: () => void): Disposable {
    this.beside++;
    const timer = this.schedule(delay, run);
    this.scheduled--;
    return timer;
  }
}

Deno.test("TimerWheel.schedule() takes no real timer before the first deadline that is beside something has lived a while", () => {
  const clock = new LightClock();
  using wheel = new TimerWheel(clock, { resolution: 50 });
  const called: number[] = [];

  wheel.schedule(1_000, () => called.push(-1), { isBeside: true })[Symbol.dispose]();
  wheel.schedule(200, () => called.push(clock.now()), { isBeside: true });
  assertEquals([clock.beside, clock.scheduled], [2, 0]);
  clock.move(60);
  assertEquals([clock.beside, clock.scheduled, called], [2, 1, []]);
  clock.move(300);
  wheel.schedule(100, () => called.push(clock.now()), { isBeside: true });
  clock.move(500);

  assertEquals([clock.beside, clock.scheduled, called], [2, 2, [200, 400]]);
});

Deno.test("TimerWheel.schedule() takes a real timer at once for what must keep the program alive", () => {
  const clock = new LightClock();
  using wheel = new TimerWheel(clock, { resolution: 50 });
  const called: string[] = [];

  wheel.schedule(100, () => called.push("beside"), { isBeside: true });
  wheel.schedule(1_000, () => called.push("alive"));
  assertEquals([clock.beside, clock.scheduled, clock.timers.size], [1, 1, 1]);
  clock.move(1_100);

  assertEquals([clock.beside, called], [1, ["beside", "alive"]]);
});
