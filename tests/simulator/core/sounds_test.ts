import { assertEquals } from "@std/assert";
import { Sounds } from "../../../simulator/core/sounds.ts";

Deno.test("Sounds has Asterisk's own sounds and those that are added", () => {
  const sounds = new Sounds({ "my/prompt": 500, "hello-world": 1 });

  assertEquals([sounds.length("my/prompt"), sounds.length("hello-world"), sounds.length("digits/1")], [500, 1, 920]);
  assertEquals([sounds.length("toString"), sounds.length(""), sounds.length("de/digits/1")], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("Sounds.length() looks in the language, without its dialect, in no language, and in English", () => {
  const sounds = new Sounds({ "de/digits/1": 1, "de_CH/digits/1": 2, "de/only": 3, "xx": 4, "xx_YY_f/xx": 5 });

  const lengthIn = (language: string) => sounds.length("digits/1", language);
  assertEquals(["de", "de_CH", "de_AT", "de_CH_m", "fr", "en_GB", "", "EN"].map(lengthIn), [
    1,
    2,
    1,
    2,
    920,
    920,
    920,
    920,
  ]);
  assertEquals([sounds.length("only"), sounds.length("only", "de_AT")], [undefined, 3]);
  assertEquals([sounds.length("xx", "xx_YY_f"), sounds.length("xx", "xx_YY")], [5, 4]);
});

Deno.test("Sounds.length() takes paths with the language in them, and whole paths", () => {
  const sounds = new Sounds({ "de/hello": 7 });

  assertEquals(sounds.length("en_US/digits/1", "fr"), 920);
  assertEquals(sounds.length("/usr/share/asterisk/sounds/en_US_f_Allison/digits/1"), 920);
  assertEquals(sounds.length("/usr/share/asterisk/sounds/de/hello"), 7);
  assertEquals(sounds.length("/usr/share/asterisk/sounds/digits/1"), undefined);
  assertEquals(sounds.length("/tmp/digits/1"), undefined);
});

Deno.test("Sounds.list() names the languages of each sound, in the order of the names", () => {
  const list = new Sounds({ "de/digits/1": 1, "de/only": 3, "zzz": 4 }).list();

  const of = (name: string) => list.find((sound) => sound.name === name)?.languages;
  const core = ["en_US_f_Allison", "en_US", "en"];
  assertEquals([of("digits/1"), of("only"), of("zzz"), of("digits/2")], [[...core, "de"], ["de"], core, core]);
  assertEquals(list.map(({ name }) => name), list.map(({ name }) => name).sort());
});
