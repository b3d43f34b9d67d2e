import { assertEquals, assertThrows } from "@std/assert";
import type { ConfigChange } from "../../config/change.ts";
import { formatUpdateConfig, parseUpdateConfig } from "../../config/update_config.ts";
import { UpdateConfigError } from "../../config/update_config_error.ts";

const changes: ConfigChange[] = [
  {
    verb: "NewCat",
    section: "a",
    before: "b",
    template: true,
    inherits: ["t", "u"],
    allowDuplicates: true,
    ignoreError: true,
  },
  { verb: "RenameCat", section: "a", filter: "type=x,TEMPLATES=include", to: "b" },
  { verb: "DelCat", section: "a", ignoreError: true },
  { verb: "EmptyCat", section: "a" },
  { verb: "Update", section: "a", name: "n", value: "v", object: true, match: "w" },
  { verb: "Delete", section: "a", name: "n", match: "w" },
  { verb: "Delete", section: "a", line: 0 },
  { verb: "Append", section: "a", name: "n", value: "" },
  { verb: "Insert", section: "a", name: "n", value: "v", line: 2 },
];

Deno.test("parseUpdateConfig() reads what formatUpdateConfig() writes", () => {
  assertEquals(parseUpdateConfig(formatUpdateConfig(changes)), changes);
});

Deno.test("parseUpdateConfig() stops at the first number without an action, whatever the case of names", () => {
  const headers = [["ACTION-000000", "emptycat"], ["cat-000000", "a"], ["Action-000002", "EmptyCat"]] as const;

  assertEquals(parseUpdateConfig(headers), [{ verb: "EmptyCat", section: "a" }]);
});

Deno.test("parseUpdateConfig() throws UpdateConfigError with Asterisk's words", () => {
  const error = assertThrows(() => parseUpdateConfig([["Action-000000", "EmptyCat"]]), UpdateConfigError);

  assertEquals([error.index, error.response], [0, "Category not specified"]);
});

Deno.test("formatUpdateConfig() refuses CR, LF, NUL and a value that would become an object", () => {
  for (const value of ["a\r", "a\nb", "\0", ">x"]) {
    assertThrows(() => formatUpdateConfig([{ verb: "Append", section: "a", name: "n", value }]), TypeError);
  }
});
