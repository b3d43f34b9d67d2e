import { assertEquals, assertThrows } from "@std/assert";
import { NotSimulatedError } from "../../../../simulator/errors.ts";
import { TestChannel } from "../../core/test_channel.ts";

/** Has the far end say something for a second, and be silent for ten. */
async function hear(given: TestChannel, words: string): Promise<string[]> {
  const from = given.facts.length;
  const media = { media: words };
  given.channel.receive({ kind: "media-begin", media });
  await given.clock.tick(1_000);
  given.channel.receive({ kind: "media-end", media, outcome: { complete: true, played: 1_000 } });
  await given.clock.tick(10_000);
  const start = given.clock.now() - 11_000;
  return given.facts.slice(from).map(({ kind, time }) => `${kind} ${time - start}`);
}

for (
  const [value, end] of [
    ["", 3_500],
    ["1000", 2_000],
    ["1000,300", 2_000],
    [",300", 3_500],
    ["300x", 1_300],
  ] as const
) {
  Deno.test(`TALK_DETECT(set) takes "${value}"`, async () => {
    using given = new TestChannel();

    given.pbx.dialplan.write("TALK_DETECT(set)", value, given.channel);

    assertEquals(await hear(given, "words"), ["channel-talking-started 0", `channel-talking-finished ${end}`]);
  });
}

Deno.test("TALK_DETECT() changes nothing when Asterisk does not understand it, and ends when it is removed", async () => {
  using given = new TestChannel();
  const { dialplan } = given.pbx;
  for (const [name, value] of [["set", "0"], ["set", "x"], ["set", "1000,0"], ["start", ""], ["", ""]]) {
    dialplan.write(`TALK_DETECT(${name})`, value, given.channel);
  }
  const before = await hear(given, "words");
  dialplan.write("TALK_DETECT(SET)", "", given.channel);
  dialplan.write("TALK_DETECT(remove)", "", given.channel);
  dialplan.write("TALK_DETECT(set)", "", undefined);

  assertEquals([before, await hear(given, "words")], [[], []]);
});

Deno.test("TONE_DETECT() listens for a frequency, tells how often it came, and ends with x", async () => {
  using given = new TestChannel();
  const { dialplan } = given.pbx;
  const read = (direction: string) => dialplan.read(`TONE_DETECT(${direction})`, given.channel);
  const before = read("r");

  dialplan.write("TONE_DETECT(440)", "", given.channel);
  const first = await hear(given, "tone:440");
  dialplan.write("TONE_DETECT(440,2000)", "", given.channel);
  const tooShort = await hear(given, "tone:440");
  const counts = [read("r"), read("t"), read("z")];
  dialplan.write("TONE_DETECT(440,,x)", "", given.channel);
  const removed = await hear(given, "tone:440");

  assertEquals([before, read("r")], [false, false]);
  assertEquals([first, tooShort, removed], [["channel-tone-detected 500"], [], []]);
  assertEquals(counts, ["1", "0", ""]);
});

for (
  const [text, expected] of [
    ["440,100,n(2)", []],
    ["440,100,n(1)e", ["channel-tone-detected 100"]],
    ["440,100,t", []],
    ["440,100,tr", ["channel-tone-detected 100"]],
    ["440,100,d(10)s", ["channel-tone-detected 100"]],
    ["0,100", []],
    ["-1,100", []],
    ["440x,100", []],
    ["440+480", []],
    ["440,0", []],
    ["440,100,n(0)", []],
  ] as const
) {
  Deno.test(`TONE_DETECT(${text}) hears ${expected.length} of 440 Hz`, async () => {
    using given = new TestChannel();

    given.pbx.dialplan.write(`TONE_DETECT(${text})`, "", given.channel);

    assertEquals(await hear(given, "tone:440"), [...expected]);
  });
}

Deno.test("TONE_DETECT() throws NotSimulatedError for signals, and for sending the call elsewhere", () => {
  using given = new TestChannel();

  for (const options of ["b", "g(default,s,1)"]) {
    assertThrows(
      () => given.pbx.dialplan.write(`TONE_DETECT(0,,${options})`, "", given.channel),
      NotSimulatedError,
      `option "${options.charAt(0)}"`,
    );
  }
});
