import { assertEquals } from "@std/assert";
import { SpokenStream } from "../../../simulator/core/spoken_stream.ts";
import { TestChannel } from "./test_channel.ts";

function stream(given: TestChannel, lengths = [1_000, 500]): SpokenStream {
  return new SpokenStream(given.pbx, given.channel, { media: "digits:12", lengths });
}

Deno.test("SpokenStream lasts as long as its sounds, and is heard as one", async () => {
  using given = new TestChannel();
  const playing = stream(given).play();

  await given.clock.tick(1_500);

  assertEquals([await playing, given.told], ["complete", ["begin digits:12", "end digits:12 true 1500"]]);
});

for (const operation of ["stop", "pause", "resume", "restart"] as const) {
  Deno.test(`SpokenStream.${operation}() skips the rest of one sound`, async () => {
    using given = new TestChannel();
    const spoken = stream(given);
    const playing = spoken.play();
    await given.clock.tick(200);

    spoken[operation]();
    await given.clock.tick(500);

    assertEquals([await playing, given.told], ["complete", ["begin digits:12", "end digits:12 false 700"]]);
  });
}

Deno.test("SpokenStream.seek() starts the sound again, whichever way it goes", async () => {
  using given = new TestChannel();
  const spoken = stream(given, [1_000]);
  const playing = spoken.play();
  await given.clock.tick(200);
  spoken.seek(1);
  await given.clock.tick(200);
  spoken.seek(-1);

  await given.clock.tick(1_000);

  assertEquals([await playing, given.clock.now()], ["complete", 1_400]);
});

Deno.test("SpokenStream of nothing is complete at once, others end with the call", async () => {
  using given = new TestChannel();
  const cut = stream(given).play();
  given.channel.requestHangup({ soft: false });

  assertEquals([await cut, await stream(given).play(), await stream(given, []).play()], [
    "hangup",
    "hangup",
    "complete",
  ]);
  assertEquals(given.told, ["begin digits:12", "end digits:12 false 0"]);
});
