import { assertEquals } from "@std/assert";
import { HangupSignal } from "../../../simulator/core/hangup_signal.ts";
import { VirtualClock } from "../../../simulator/virtual_clock.ts";

Deno.test("HangupSignal wakes who listens once, and at once who comes late", () => {
  const signal = new HangupSignal();
  const woken: string[] = [];
  signal.listen(() => woken.push("early"));
  signal.listen(() => woken.push("never"))[Symbol.dispose]();

  signal.raise({ isSoft: false });
  const far = [signal.isRaised, signal.isSoft];
  signal.raise({ isSoft: true });
  signal.listen(() => woken.push("late"));

  assertEquals(woken, ["early", "late"]);
  assertEquals([far, [signal.isRaised, signal.isSoft]], [[true, false], [true, true]]);
});

Deno.test("HangupSignal.finish() tells nobody", () => {
  const signal = new HangupSignal();
  const woken: string[] = [];
  signal.listen(() => woken.push("early"));

  signal.finish();

  assertEquals([signal.isRaised, woken], [true, []]);
});

Deno.test("HangupSignal.lower() takes it back, so that it can be raised again", () => {
  const signal = new HangupSignal();
  let heard = 0;
  signal.raise({ isSoft: true });
  signal.lower();
  signal.listen(() => heard++);

  signal.raise({ isSoft: false });

  assertEquals([signal.isRaised, signal.isSoft, heard], [true, false, 1]);
});

Deno.test("HangupSignal.finish() tells those who wait for the end, once", () => {
  const signal = new HangupSignal();
  const told: string[] = [];
  signal.listenForEnd(() => told.push("end"));
  signal.listenForEnd(() => told.push("never"))[Symbol.dispose]();

  signal.raise({ isSoft: true });
  const before = [...told];
  signal.finish();
  signal.finish();

  assertEquals([before, told], [[], ["end"]]);
});

Deno.test("HangupSignal.sleep() lasts as long as it should, or until it is raised, or not at all", async () => {
  using clock = new VirtualClock({ epoch: 0, auto: false });
  const signal = new HangupSignal();
  const [short, long] = [signal.sleep(clock, 100), signal.sleep(clock, 500)];
  await clock.tick(100);

  signal.raise({ isSoft: false });

  assertEquals([await short, await long, await signal.sleep(clock, 100)], ["elapsed", "hangup", "hangup"]);
});
