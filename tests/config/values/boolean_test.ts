import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseBoolean } from "../../../config/values/boolean.ts";

for (const word of ["yes", "true", "y", "t", "1", "on", "YES", "On", "tRuE"]) {
  Deno.test(`parseBoolean() takes ${word} for yes`, () => {
    assertEquals(parseBoolean(word), { ok: true, value: true });
  });
}

for (const word of ["no", "false", "n", "f", "0", "off", "NO", "oFF"]) {
  Deno.test(`parseBoolean() takes ${word} for no`, () => {
    assertEquals(parseBoolean(word), { ok: true, value: false });
  });
}

for (const text of ["", " yes", "enabled", "2", "yes\n", "01", "ye", "ÿ"]) {
  Deno.test(`parseBoolean() takes ${JSON.stringify(text)} for neither`, () => {
    const parsed = parseBoolean(text);

    assertEquals(parsed.ok ? undefined : parsed.problem, "syntax");
  });
}

Deno.test("parseBoolean() knows twelve words and no other", () => {
  const words = new Set(["yes", "true", "y", "t", "1", "on", "no", "false", "n", "f", "0", "off"]);

  fc.assert(fc.property(fc.string(), (text) => {
    assertEquals(parseBoolean(text).ok, words.has(text.toLowerCase()));
  }));
});
