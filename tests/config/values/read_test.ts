import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/mod.ts";
import {
  readAddress,
  readBoolean,
  readDuration,
  readInteger,
  readList,
  readNumber,
  readText,
} from "../../../config/values/read.ts";

const section = {
  name: "general",
  settings: [
    { name: "Enabled", value: "yes" },
    { name: "enabled", value: "no" },
    { name: "port", value: "0x1f90" },
    { name: "gain", value: "1.5" },
    { name: "timeout", value: "90" },
    { name: "bind", value: "[::1]:5060" },
    { name: "allow", value: "ulaw, alaw" },
    { name: "allow", value: "opus" },
    { name: "pace", value: "fast" },
  ],
};

Deno.test("readBoolean() takes the first of several up to Asterisk 22, and the last from 23 on", () => {
  assertEquals(readBoolean(section, "enabled"), true);
  assertEquals(readBoolean(section, "ENABLED", { asteriskVersion: 22 }), true);
  assertEquals(readBoolean(section, "enabled", { asteriskVersion: 23 }), false);
  assertEquals(readBoolean(section, "enabled", { take: "last" }), false);
});

Deno.test("readBoolean() asks a section that knows its own release", () => {
  const text = "[general]\nenabled = yes\nenabled = no\n";

  assertEquals(parse(text).sections.map((each) => readBoolean(each, "enabled")), [true]);
  assertEquals(parse(text, { asteriskVersion: 23 }).sections.map((each) => readBoolean(each, "enabled")), [false]);
});

Deno.test("the readers read each kind of value", () => {
  assertEquals(readText(section, "pace"), "fast");
  assertEquals(readInteger(section, "port"), 8080);
  assertEquals(readNumber(section, "gain"), 1.5);
  assertEquals(readDuration(section, "timeout", { unit: "s" }), 90_000);
  assertEquals(readAddress(section, "bind"), { host: "::1", port: 5060 });
  assertEquals(readList(section, "allow"), ["ulaw", "alaw"]);
  assertEquals(readList(section, "allow", { take: "last" }), ["opus"]);
  assertEquals(readList(section, "allow", { take: "all" }), ["ulaw", "alaw", "opus"]);
});

Deno.test("the readers give the fallback, or undefined, when there is no such setting", () => {
  assertEquals(readBoolean(section, "absent"), undefined);
  assertEquals(readBoolean(section, "absent", { fallback: true }), true);
  assertEquals(readText(section, "absent", { fallback: "" }), "");
  assertEquals(readInteger(section, "absent", { fallback: 5 }), 5);
  assertEquals(readNumber(section, "absent", { fallback: 0.5 }), 0.5);
  assertEquals(readDuration(section, "absent", { unit: "s", fallback: 100 }), 100);
  assertEquals(readAddress(section, "absent", { fallback: { host: "::" } }), { host: "::" });
  assertEquals(readList(section, "absent"), []);
});

Deno.test("the readers throw for a value that is not of its kind, fallback or not", () => {
  assertThrows(
    () => readInteger(section, "pace", { fallback: 1 }),
    SyntaxError,
    'Cannot read "pace" of section "general": "fast" is not a whole number',
  );
  assertThrows(
    () => readInteger(section, "timeout", { min: 0, max: 60 }),
    RangeError,
    'Cannot read "timeout" of section "general": "90" is not within 0 to 60',
  );
  assertThrows(() => readBoolean({ settings: section.settings }, "pace"), SyntaxError, 'Cannot read "pace": "fast" is');
});
