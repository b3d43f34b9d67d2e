import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";

const text = "[t](!)\nallow=ulaw\n[u](!)\nx=1\n[a](t,u)\nAllow=opus\n[a](+)\nz=3\n";

Deno.test("ConfigSection gets the first value up to Asterisk 22, and the last from 23 on", () => {
  const [older, newer] = [22, 23].map((asteriskVersion) => parse(text, { asteriskVersion }).section("a"));

  assertEquals([older?.get("ALLOW"), newer?.get("ALLOW")], ["ulaw", "opus"]);
  assertEquals([older?.getFirst("allow"), older?.getLast("allow")], ["ulaw", "opus"]);
  assertEquals([older?.getAll("allow"), older?.getAll("none"), older?.get("none")], [["ulaw", "opus"], [], undefined]);
});

Deno.test("ConfigSection knows what it inherits from and where its headers are", () => {
  const section = parse(text, { name: "x.conf" }).section("a");

  assertEquals(section?.inherits, ["t", "u"]);
  assertEquals(section?.headers.map(({ source, line }) => `${source.path}:${line}`), ["x.conf:5", "x.conf:7"]);
  assertEquals(section?.settings.map(({ name, inherited }) => [name, inherited]), [
    ["allow", true],
    ["x", true],
    ["Allow", false],
    ["z", false],
  ]);
});

Deno.test("ConfigSection serialises as plain data", () => {
  const origin = { file: "config", line: 2, section: "a" };
  const settings = [{ name: "b", value: "1", isObject: false, inherited: false, origin }];

  const json = JSON.parse(JSON.stringify(parse("[a]\nb=1\n").sections));

  assertEquals(json, [{ name: "a", isTemplate: false, inherits: [], settings }]);
});
