import { assertEquals } from "@std/assert";
import { beginsWith } from "../../../simulator/core/begins_with.ts";

Deno.test("beginsWith() looks at as much as there is of the start, whatever the case", () => {
  assertEquals(
    [["Call-1", "call"], ["Call-1", "CALL-1"], ["call", "call-1"], ["call", ""], ["x", "y"]].map(
      ([text = "", start = ""]) => beginsWith(text, start),
    ),
    [true, true, false, true, false],
  );
});
