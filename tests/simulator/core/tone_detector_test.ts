import { assertEquals } from "@std/assert";
import type { ToneDetection } from "../../../simulator/core/tone_detector.ts";
import { TestChannel } from "./test_channel.ts";

const detection: ToneDetection = {
  frequency: 2_100,
  duration: 500,
  directions: ["in"],
  hitsRequired: 1,
  endsWithMatch: false,
};

const times = (given: TestChannel) =>
  given.facts.flatMap((fact) => fact.kind === "channel-tone-detected" ? [fact.time] : []);

/** Has the far end send a medium for so long, or sends it there. */
async function play(
  given: TestChannel,
  media: string,
  duration: number,
  direction: "in" | "out" = "in",
): Promise<void> {
  const outcome = { complete: false, played: duration };
  if (direction === "out") {
    const finish = given.channel.sendMedia(media);
    await given.clock.tick(duration);
    return finish(outcome);
  }
  const incoming = { media };
  given.channel.receive({ kind: "media-begin", media: incoming });
  await given.clock.tick(duration);
  given.channel.receive({ kind: "media-end", media: incoming, outcome });
}

Deno.test("ToneDetectors tells of a tone once for each time that it lasts, and of no other", async () => {
  using given = new TestChannel();
  given.pbx.toneDetectors.set(given.channel, detection);

  await play(given, "tone:2100", 499);
  await play(given, "tone:2100", 5_000);
  await play(given, "tone:1100", 1_000);
  await play(given, "tone:2100", 1_000, "out");
  await play(given, "tone:2100", 500);

  assertEquals(times(given), [999, 7_999]);
  assertEquals(
    [given.pbx.toneDetectors.hits(given.channel, "in"), given.pbx.toneDetectors.hits(given.channel, "out")],
    [
      2,
      0,
    ],
  );
});

Deno.test("ToneDetectors waits for as many hits as it is to, and can be through with the first match", async () => {
  using given = new TestChannel();
  const { toneDetectors } = given.pbx;
  toneDetectors.set(given.channel, { ...detection, directions: ["in", "out"], hitsRequired: 2 });

  for (const direction of ["in", "out", "in"] as const) {
    // deno-lint-ignore no-await-in-loop -- one tone after the other.
    await play(given, "tone:2100", 1_000, direction);
  }
  toneDetectors.set(given.channel, { ...detection, endsWithMatch: true });
  await play(given, "tone:2100", 1_000);

  assertEquals([times(given), toneDetectors.hits(given.channel, "in")], [[2_500], 2]);
});

Deno.test("ToneDetectors hears a tone that is there already, and nothing when it is removed or the call over", async () => {
  using given = new TestChannel();
  const { toneDetectors } = given.pbx;
  const before = toneDetectors.hits(given.channel, "in");
  given.channel.receive({ kind: "media-begin", media: { media: "tone:2100" } });
  await given.clock.tick(1_000);
  toneDetectors.set(given.channel, detection);
  await given.clock.tick(500);
  toneDetectors.remove(given.channel);
  await play(given, "tone:2100", 1_000);
  toneDetectors.set(given.channel, detection);
  given.channel.requestHangup({ soft: false });
  await given.clock.tick(1_000);

  assertEquals([before, times(given)], [undefined, [1_500]]);
});
