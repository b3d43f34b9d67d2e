import { assertEquals } from "@std/assert";
import { parse } from "../../config/mod.ts";

Deno.test("ConfigSetting tells where it was written, also when it is inherited", () => {
  const file = parse("[t](!)\n[u](!,t)\nx = é y ; c\n[a](u)\n", { name: "x.conf" });

  const setting = file.section("a")?.settings[0];

  assertEquals(setting?.toJSON(), {
    name: "x",
    value: "é y",
    isObject: false,
    inherited: true,
    origin: { file: "x.conf", line: 3, section: "u" },
  });
  assertEquals(setting?.valueRange, {
    start: { line: 3, column: 5, offset: 20 },
    end: { line: 3, column: 8, offset: 24 },
  });
});

Deno.test("ConfigSetting tells what += has made of it, with the place of the first value", () => {
  const setting = parse("[t](!)\nx=>1\n[a](t)\nx+=2\n").section("a")?.settings[0];

  assertEquals(setting?.toJSON(), {
    name: "x",
    value: "12",
    isObject: true,
    inherited: false,
    origin: { file: "config", line: 2, section: "a" },
  });
});

Deno.test("ConfigSetting takes backslashes off, and inline blocks out", () => {
  const settings = parse("[a]\n\\[b] = \\;c\n\\#d=1;-- x --;2\ne ;-- = --; => f\n").section("a")?.settings;

  assertEquals(settings?.map(({ name, value, isObject }) => [name, value, isObject]), [
    ["[b]", ";c", false],
    ["#d", "12", false],
    ["e", "f", true],
  ]);
});
