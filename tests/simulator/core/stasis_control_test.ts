import { assertEquals } from "@std/assert";
import { StasisApp } from "../../../simulator/core/stasis_app.ts";
import { StasisControl } from "../../../simulator/core/stasis_control.ts";
import { TestChannel } from "./test_channel.ts";

function control(given: TestChannel): StasisControl {
  return new StasisControl(given.channel, new StasisApp("app", { subscribesAll: false }));
}

Deno.test("StasisControl runs commands one after the other, and blocks behind a slow one", async () => {
  using given = new TestChannel();
  const held = control(given);
  const done: string[] = [];
  const running = held.dispatchUntilDone(() => {});

  held.queue(async (channel) => {
    await channel.sleep(1_000);
    return done.push("slow") > 0;
  });
  const fast = held.send(() => done.push("fast") > 0);
  await given.clock.tick(999);
  const before = [...done];
  await given.clock.tick(1);

  assertEquals([await fast, before, done], [true, [], ["slow", "fast"]]);
  given.channel.requestHangup({ soft: false });
  await running;
});

Deno.test("StasisControl runs what is queued at a hangup before it lets go", async () => {
  using given = new TestChannel();
  const held = control(given);
  const running = held.dispatchUntilDone(() => {});
  held.queue(async (channel) => await channel.sleep(1_000) === "elapsed");
  const second = held.send((channel) => channel.answer());
  await given.clock.tick(10);

  given.channel.requestHangup({ soft: false });
  await running;

  assertEquals(await second, false);
});

Deno.test("StasisControl runs what was queued before a finish, and refuses what comes after", async () => {
  using given = new TestChannel();
  const held = control(given);
  const first = held.send(() => {
    held.finish();
    return true;
  });
  const second = held.send(() => true);

  await held.dispatchUntilDone(() => {});

  assertEquals([await first, await second], [true, true]);
  assertEquals([held.queue(() => true), await held.send(() => true)], [false, false]);
});

Deno.test("StasisControl.flush() fails what never ran", async () => {
  using given = new TestChannel();
  const held = control(given);
  const late = held.send(() => true);

  held.flush();

  assertEquals(await late, false);
});

Deno.test("StasisControl.moveTo() moves between commands; of two moves the latter counts, with all arguments", async () => {
  using given = new TestChannel();
  const held = control(given);
  const moves: unknown[] = [];
  held.queue(() => {
    held.moveTo("first", ["a"]);
    return true;
  });
  held.queue(() => {
    held.moveTo("second", ["b"]);
    return true;
  });

  await held.dispatchUntilDone((move) => {
    moves.push(move);
    given.channel.requestHangup({ soft: true });
  });

  assertEquals(moves, [{ application: "second", args: ["a", "b"] }]);
});
