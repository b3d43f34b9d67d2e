import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("ConfigFile.add() refuses names that are there and bases that are not", () => {
  const file = parse("[a]\n");

  assertThrows(() => file.add("A"), TypeError, "there is one of that name");
  assertThrows(() => file.add("b", { inherits: ["t"] }), TypeError, 'no section "t" before it');
  assertEquals(file.diff(), "");
});
