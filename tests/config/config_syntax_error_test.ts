import { assertEquals, assertInstanceOf } from "@std/assert";
import { ConfigSyntaxError } from "../../config/mod.ts";

Deno.test("ConfigSyntaxError is a SyntaxError that names file, line and column", () => {
  const error = new ConfigSyntaxError("Section is not closed", { file: "a.conf", line: 3, column: 7 });

  assertInstanceOf(error, SyntaxError);
  assertEquals(error.name, "ConfigSyntaxError");
  assertEquals(error.message, "Cannot parse a.conf at line 3, column 7: Section is not closed");
  assertEquals([error.line, error.column], [3, 7]);
});
