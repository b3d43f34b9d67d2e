import { assertEquals } from "@std/assert";
import { UpdateConfigError } from "../../config/update_config_error.ts";

Deno.test("UpdateConfigError says which change, and keeps Asterisk's words", () => {
  const error = new UpdateConfigError(2, "Unknown action command", "no such");

  assertEquals(error.message, "Cannot make change 2: Unknown action command: no such");
});
