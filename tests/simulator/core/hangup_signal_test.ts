import { assertEquals } from "@std/assert";
import { HangupSignal } from "../../../simulator/core/hangup_signal.ts";

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
