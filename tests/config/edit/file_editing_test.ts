import { assertEquals, assertThrows } from "@std/assert";
import { parse } from "../../../config/parse.ts";

Deno.test("sections stay what they are over edits and saves, until they are deleted", async () => {
  const file = parse("[a]\nx=1\n[b]\n");
  const [a, b] = [file.section("a"), file.section("b")];

  a?.remove();
  b?.append("y", "2");
  await file.save({ write: () => {} });
  b?.append("z", "3");

  assertEquals([b?.get("y"), b?.get("z"), file.section("b") === b], ["2", "3", true]);
  assertThrows(() => parse("[a").add("b"), TypeError, "would not load");
});
