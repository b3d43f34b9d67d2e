import { assertEquals, assertThrows } from "@std/assert";
import { fieldsOfChange, numberFields } from "../../../ami/config/change_fields.ts";
import type { AmiConfigChange } from "../../../ami/config/config_change.ts";
import type { ConfigChange } from "../../../config/change.ts";
import { formatUpdateConfig } from "../../../config/update_config.ts";

// One of each, and each option; a list of either module is one of the other.
const changes = [
  { verb: "NewCat", section: "b" },
  { verb: "NewCat", section: "c", before: "b", template: true, inherits: ["t", "u"], allowDuplicates: true },
  { verb: "NewCat", section: "d", ignoreError: true },
  { verb: "RenameCat", section: "a", to: "z", filter: "x=1,TEMPLATES=include" },
  { verb: "DelCat", section: "a", ignoreError: true },
  { verb: "EmptyCat", section: "a", filter: "x=^\\d$" },
  { verb: "Update", section: "a", name: "n", value: "", match: "old" },
  { verb: "Update", section: "a", name: "n", value: "a;b", object: true },
  { verb: "Delete", section: "a", name: "n", match: "v", ignoreError: true },
  { verb: "Delete", section: "a", line: 0 },
  { verb: "Append", section: "a", name: "exten", value: "1,1,NoOp()", object: true },
  { verb: "Insert", section: "a", name: "n", value: "v", line: 2 },
] satisfies AmiConfigChange[] satisfies ConfigChange[];

Deno.test("fieldsOfChange() says the same as formatUpdateConfig() of config/", () => {
  const fields = numberFields(changes.map(fieldsOfChange));

  // The order of options means nothing, and differs.
  const sorted = (headers: Iterable<readonly [string, string]>) =>
    Array.from(headers, ([name, value]) => [name, name.startsWith("Options") ? value.split(",").toSorted() : value]);
  assertEquals(sorted(Object.entries(fields)), sorted(formatUpdateConfig(changes)));
});

Deno.test("numberFields() numbers with six digits from 0", () => {
  const fields = numberFields(Array.from({ length: 11 }, () => [["Action", "EmptyCat"]] as const));

  assertEquals(Object.keys(fields).at(0), "Action-000000");
  assertEquals(Object.keys(fields).at(-1), "Action-000010");
});

Deno.test("fieldsOfChange() refuses what checkChange() does", () => {
  assertThrows(() => fieldsOfChange({ verb: "RenameCat", section: "a", to: "]" }, 3), TypeError, "change 3");
});
