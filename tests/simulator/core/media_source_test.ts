import { assertEquals, assertStringIncludes } from "@std/assert";
import { mediaNotSimulated, openMedia } from "../../../simulator/core/media_source.ts";
import { TestChannel } from "./test_channel.ts";

/** What opening and playing a medium comes to, and how long it takes. */
async function outcome(media: string, language = "en", offset = 0): Promise<string> {
  using given = new TestChannel();
  const source = openMedia(given.pbx, given.channel, { media, language, offset });
  if (source.kind !== "stream") return source.kind;
  let result: string = "endless";
  const playing = source.stream.play().then((end) => result = end);
  await given.clock.tick(0);
  const start = given.clock.now();
  while (result === "endless" && given.clock.now() < start + 60_000) {
    // deno-lint-ignore no-await-in-loop -- until it ends, or for a minute.
    await given.clock.tick(20);
  }
  const length = given.clock.now() - start;
  source.stream.stop();
  await playing;
  const control = source.isControllable ? "controllable" : "not controllable";
  return `${length} ${control}${source.fails ? " fails" : ""}`;
}

for (
  const [media, expected] of [
    ["sound:hello-world", "1420 controllable"],
    ["sound:hello-world:end", "0 controllable"],
    ["sound:none", "missing"],
    ["number:42", "1720 not controllable"],
    ["number:x", "ignored"],
    ["number:1000000000", "1940 not controllable"],
    ["digits:12#", "2440 not controllable"],
    ["characters:ab1", "2300 not controllable"],
    ["tone:ring", "60000 controllable"],
    ["tone:none", "missing"],
    ["recording:none", "ignored"],
    ["ftp:x", "ignored"],
    ["sound", "ignored"],
  ] as const
) {
  Deno.test(`openMedia() of ${media} is ${expected}`, async () => {
    assertEquals(await outcome(media), expected);
  });
}

Deno.test("openMedia() begins at the offset, which counts from the end if the name says so", async () => {
  assertEquals(await outcome("sound:hello-world", "en", 1_000), "420 controllable");
  assertEquals(await outcome("sound:hello-world:END", "en", 1_000), "1000 controllable");
  assertEquals(await outcome("sound:hello-world", "en", 10_000), "0 controllable");
});

Deno.test("openMedia() of a British billion says nothing and fails", async () => {
  assertEquals(await outcome("number:1000000000", "en_GB"), "0 not controllable fails");
});

Deno.test("mediaNotSimulated() names what only Asterisk plays", () => {
  assertStringIncludes(mediaNotSimulated("sound:https://x/y.wav", "en") ?? "", "not fetched");
  assertStringIncludes(mediaNotSimulated("number:1", "de_AT") ?? "", 'language "de_AT"');
  assertEquals(
    ["sound:a", "digits:1", "number:1", "https://x", "tone:ring"].map((media) => mediaNotSimulated(media, "en_GB")),
    Array(5).fill(undefined),
  );
});
