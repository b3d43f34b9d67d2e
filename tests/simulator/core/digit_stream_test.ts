import { assertEquals } from "@std/assert";
import { type DigitTiming, sendDigits } from "../../../simulator/core/digit_stream.ts";
import { TestChannel } from "./test_channel.ts";

/** When each digit is sent, and when it is all over. */
async function send(digits: string, timing: Partial<DigitTiming> = {}): Promise<[times: string[], end: number]> {
  using given = new TestChannel();
  const times: string[] = [];
  given.pbx.onFact((fact) => {
    if (fact.kind === "channel-dtmf") times.push(`${fact.digit} ${fact.time} ${fact.duration}`);
  });
  let end = 0;
  const sending = sendDigits(given.channel, digits, { before: 0, between: 0, duration: 0, after: 0, ...timing })
    .then(() => end = given.clock.now());
  await given.clock.tick(60_000);
  await sending;
  return [times, end];
}

Deno.test("sendDigits() sends a digit every 200 ms after 100 ms of quiet, when nobody says otherwise", async () => {
  assertEquals(await send("1a"), [["1 200 100", "a 400 100"], 500]);
});

// Measured on Asterisk 22.10.1.
Deno.test("sendDigits() keeps the times that it is given, none of them shorter than Asterisk's", async () => {
  const timing = { before: 300, between: 200, duration: 50, after: 400 };

  assertEquals(await send("1wx2F3", timing), [["1 500 100", "2 1300 100", "3 1800 100"], 2_400]);
  assertEquals(await send("W5", { duration: 300 }), [["5 1400 300"], 1_500]);
});

Deno.test("sendDigits() ends when the channel hangs up, and indicates progress on one that is not answered", async () => {
  using given = new TestChannel("Ring");
  const timing = { before: 0, between: 0, duration: 0, after: 0 };
  const sending = sendDigits(given.channel, "12", timing);
  await given.clock.tick(250);
  given.channel.requestHangup({ soft: false });

  assertEquals([await sending, given.told], [false, ["progress", "digit 1"]]);
  assertEquals(await sendDigits(given.channel, "12", { ...timing, before: 100 }), false);
});

for (const [name, digits] of [["before", ""], ["duration", ""], ["between", "1"], ["after", "12"]] as const) {
  Deno.test(`sendDigits() waits for the hangup where ${name} is below zero`, async () => {
    using given = new TestChannel();
    const timing = { before: 0, between: 0, duration: 0, after: 0, [name]: -1 };
    let isOver = false;
    const sending = sendDigits(given.channel, "12", timing).then(() => isOver = true);
    await given.clock.tick(1_000_000);
    const before = isOver;
    given.channel.requestHangup({ soft: false });
    await sending;

    assertEquals([before, given.told], [false, [...digits].map((digit) => `digit ${digit}`)]);
  });
}
