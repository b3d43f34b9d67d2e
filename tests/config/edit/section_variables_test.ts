import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("ConfigFile.apply() counts inherited settings, and those of += once", () => {
  const file = parse("[t](!)\ni=1\n[a](t)\nx=1\nx += 2\ny=3\n");

  file.apply([{ verb: "Delete", section: "a", line: 1 }]);

  assertEquals(file.section("a")?.settings.map(({ name }) => name), ["i", "y"]);
  assertThrows(() => file.apply([{ verb: "Delete", section: "a", line: 9 }]));
});
