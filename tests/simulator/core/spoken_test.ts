import { assertEquals } from "@std/assert";
import { soundLengths } from "../../../simulator/core/sound_lengths.ts";
import {
  characterSounds,
  digitSounds,
  hasGrammar,
  numberSounds,
  parseSpokenNumber,
} from "../../../simulator/core/spoken.ts";

const has = (name: string) => Object.hasOwn(soundLengths, name);

for (
  const [number, sounds] of [
    [0, "0"],
    [7, "7"],
    [-19, "minus 19"],
    [20, "20"],
    [42, "40 2"],
    [100, "1 hundred"],
    [119, "1 hundred 19"],
    [1_234, "1 thousand 2 hundred 30 4"],
    [100_000, "1 hundred thousand"],
    [1_000_001, "1 million 1"],
    [2_147_483_646, "2 billion 1 hundred 40 7 million 4 hundred 80 3 thousand 6 hundred 40 6"],
    [2_147_483_647, ""],
    [-2_147_483_647, "minus"],
    [-2_147_483_648, "minus"],
  ] as const
) {
  Deno.test(`numberSounds() says ${number} in English`, () => {
    const expected = sounds === "" ? [] : sounds.split(" ").map((name) => `digits/${name}`);

    assertEquals(numberSounds(number, "en"), { sounds: expected, complete: true });
    assertEquals(expected.every(has), true);
  });
}

Deno.test("numberSounds() puts the British and where it belongs, and gives up at billions", () => {
  const said = (number: number) =>
    numberSounds(number, "en_GB").sounds.join(" ").replaceAll("digits/", "").replaceAll("vm-", "");

  assertEquals(said(101), "1 hundred and 1");
  assertEquals(said(100), "1 hundred");
  assertEquals(said(1_005), "1 thousand and 5");
  assertEquals(said(1_105), "1 thousand 1 hundred and 5");
  assertEquals(said(3_000_020), "3 million and 20");
  assertEquals(numberSounds(1_000_000_000, "en_GB"), { sounds: [], complete: false });
  assertEquals(numberSounds(-1_000_000_000, "en_GB"), { sounds: ["digits/minus"], complete: false });
});

Deno.test("parseSpokenNumber() reads what C reads", () => {
  const read = ["12", " -3x", "+4", "x", "", "- 3", "4294967298", "9".repeat(25), `-${"9".repeat(25)}`];

  assertEquals(read.map(parseSpokenNumber), [12, -3, 4, undefined, undefined, undefined, 2, -1, 0]);
});

Deno.test("digitSounds() skips what has no sound", () => {
  assertEquals(digitSounds("x1#*-9é"), ["digits/1", "digits/pound", "digits/star", "digits/minus", "digits/9"]);
  assertEquals(digitSounds(""), []);
});

Deno.test("characterSounds() knows letters of either case, digits, signs, and more signs by their code", () => {
  const names = characterSounds("aZ0*#!@$-.=+/ ~é\n", has);

  assertEquals(names, [
    "letters/a",
    "letters/z",
    "digits/0",
    "digits/star",
    "digits/pound",
    "letters/exclaimation-point",
    "letters/at",
    "letters/dollar",
    "letters/dash",
    "letters/dot",
    "letters/equals",
    "letters/plus",
    "letters/slash",
    "letters/space",
    "letters/ascii126",
  ]);
});

Deno.test("hasGrammar() is true for languages that Asterisk says numbers in by rules of their own", () => {
  assertEquals(["de", "DE_AT", "fr", "dribble", "en", "en_GB", "xx", ""].map(hasGrammar), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
