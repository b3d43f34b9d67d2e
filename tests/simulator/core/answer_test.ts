import { assertEquals } from "@std/assert";
import { answerAndListen } from "../../../simulator/core/answer.ts";
import { UnrealPair } from "../../../simulator/core/unreal.ts";
import { TestChannel } from "./test_channel.ts";

/** The second half of a pair, which rings. */
function ringing(given: TestChannel): UnrealPair {
  const pair = UnrealPair.create(given.pbx, {
    technology: "Local",
    name: "100@default",
    states: ["Down", "Ring"],
    context: "default",
    exten: "100",
  });
  if (pair === "id-exists") throw new Error("Unreachable: no id was asked for");
  return pair;
}

/** Answers, and gives after how many milliseconds that was done. */
async function timeTo(given: TestChannel, answering: Promise<boolean>): Promise<[answered: boolean, after: number]> {
  let isDone = false;
  const answered = answering.finally(() => isDone = true);
  await given.clock.tick(0);
  while (!isDone) await given.clock.tick(10);
  return [await answered, given.clock.now()];
}

Deno.test("answerAndListen() does not wait for a telephone, which is heard at once", async () => {
  using given = new TestChannel("Ring");

  assertEquals(await timeTo(given, answerAndListen(given.pbx, given.channel)), [true, 0]);
  assertEquals(given.channel.state, "Up");
});

Deno.test("answerAndListen() waits half a second for a far end that is silent, and not when it was answered", async () => {
  using given = new TestChannel();
  const { second } = ringing(given);

  const first = await timeTo(given, answerAndListen(given.pbx, second));
  const again = await timeTo(given, answerAndListen(given.pbx, second));

  assertEquals([first, again], [[true, 500], [true, 500]]);
});

Deno.test("answerAndListen() ends when the far end is heard, but not before a delay that was asked for", async () => {
  using given = new TestChannel();
  const [heard, delayed] = [ringing(given), ringing(given)];
  for (const { first } of [heard, delayed]) given.clock.schedule(200, () => void first.sendMedia("sound:hello-world"));

  const first = await timeTo(given, answerAndListen(given.pbx, heard.second));
  const second = await timeTo(given, answerAndListen(given.pbx, delayed.second, { delay: 1_000 }));

  assertEquals([first, second], [[true, 200], [true, 1_200]]);
});

Deno.test("answerAndListen() gives false when the channel hangs up meanwhile", async () => {
  using given = new TestChannel();
  const { second } = ringing(given);
  given.clock.schedule(100, () => second.requestHangup({ soft: false }));

  assertEquals(await timeTo(given, answerAndListen(given.pbx, second)), [false, 100]);
});
