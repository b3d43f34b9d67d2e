import { assertEquals } from "@std/assert";
import { playUntilDigit, waitForDigit } from "../../../simulator/dialplan/digits.ts";
import { TestChannel } from "../core/test_channel.ts";

Deno.test("waitForDigit() gives the digit, the end of its time, or a hangup", async () => {
  using given = new TestChannel();
  const { pbx, channel, clock } = given;

  const pressed = waitForDigit(pbx, channel, 1_000);
  channel.receive({ kind: "dtmf", digit: "5", duration: 100 });
  const late = waitForDigit(pbx, channel, 1_000);
  await clock.tick(1_000);
  const hungUp = waitForDigit(pbx, channel, 1_000);
  channel.requestHangup({ soft: true });

  assertEquals([await pressed, await late, await hungUp], [{ digit: "5" }, "elapsed", "hangup"]);
});

Deno.test("playUntilDigit() is cut off by a digit that may interrupt it, and by no other", async () => {
  using given = new TestChannel();
  const { pbx, channel } = given;
  const playing = playUntilDigit(pbx, channel, { name: "x", length: 1_000 }, (digit) => digit === "#");

  channel.receive({ kind: "dtmf", digit: "1", duration: 100 });
  channel.receive({ kind: "dtmf", digit: "#", duration: 100 });

  assertEquals([await playing, given.told], [{ digit: "#" }, ["begin sound:x", "end sound:x false 0"]]);
});
