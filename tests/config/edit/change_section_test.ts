import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("ConfigSection.set() replaces what += has put together, and warns of an inherited value", () => {
  const file = parse("[t](!)\ni=1\n[a](t)\nx=1\nx+=2\n");
  const section = file.section("a");

  section?.set("x", "3").set("i", "2");

  assertEquals([section?.getAll("x"), file.warnings.map(({ code }) => code)], [["3"], ["inherited-first"]]);
  assertThrows(() => section?.set("x", "4", { match: "no" }), TypeError, "none of its own");
});
