import { assertEquals } from "@std/assert";
import { Sounds } from "../../../simulator/core/sounds.ts";

Deno.test("Sounds has Asterisk's own sounds and those that are added", () => {
  const sounds = new Sounds({ "my/prompt": 500, "hello-world": 1 });

  assertEquals([sounds.length("my/prompt"), sounds.length("hello-world"), sounds.length("digits/1")], [500, 1, 920]);
  assertEquals(sounds.length("toString"), undefined);
  assertEquals(sounds.names().includes("my/prompt"), true);
});

Deno.test("Sounds.digitsLength() adds up the digits and skips what has no sound", () => {
  const sounds = new Sounds();

  assertEquals(sounds.digitsLength("xyz1"), 920);
  assertEquals(sounds.digitsLength("#*-"), 760 + 820 + 900);
  assertEquals(sounds.digitsLength(""), 0);
});
