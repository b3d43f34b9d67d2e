import { assertEquals } from "@std/assert";
import { accepted, refused } from "../../../config/values/parsed.ts";

Deno.test("accepted() and refused() make the two results of reading a value", () => {
  assertEquals(accepted(1), { ok: true, value: 1 });
  assertEquals(refused("is not one"), { ok: false, problem: "syntax", reason: "is not one" });
  assertEquals(refused("is too large", "range"), { ok: false, problem: "range", reason: "is too large" });
});
