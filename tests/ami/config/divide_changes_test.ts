import { assertEquals } from "@std/assert";
import { fieldsOfChange } from "../../../ami/config/change_fields.ts";
import { countLines, divideChanges, indivisibility } from "../../../ami/config/divide_changes.ts";
import type { AmiConfigChange } from "../../../ami/config/config_change.ts";

const append: AmiConfigChange = { verb: "Append", section: "a", name: "n", value: "v" };

Deno.test("divideChanges() fills each action up to 128 lines, and keeps the order", () => {
  const fields = Array.from({ length: 100 }, (_, index) => fieldsOfChange({ ...append, value: `${index}` }, index));

  const parts = divideChanges(fields, 5);

  assertEquals(parts.map((part) => part.length), [30, 30, 30, 10]);
  assertEquals(parts.map((part) => countLines(part, 5)), [125, 125, 125, 45]);
  assertEquals(parts.flat(), fields);
  assertEquals(divideChanges([], 5), []);
});

Deno.test("indivisibility() says which change depends on what Asterisk would read anew", () => {
  const sections = [
    { name: "t", isTemplate: true, inherits: [], settings: [] },
    { name: "x", isTemplate: false, inherits: ["p"], settings: [] },
    { name: "p", isTemplate: false, inherits: [], settings: [] },
  ];
  const reasonOf = (change: AmiConfigChange) => indivisibility([append, change], sections);

  assertEquals(reasonOf(append), undefined);
  assertEquals(reasonOf({ verb: "NewCat", section: "n" }), undefined);
  assertEquals(
    reasonOf({ ...append, section: "X" }),
    `change 1, Append of "X", is about templates or what inherits from them`,
  );
  for (const section of ["t", "p"]) assertEquals(typeof reasonOf({ ...append, section }), "string");
  assertEquals(typeof reasonOf({ verb: "NewCat", section: "n", inherits: ["t"] }), "string");
  assertEquals(typeof reasonOf({ verb: "RenameCat", section: "a", to: "t" }), "string");
  assertEquals(typeof reasonOf({ verb: "DelCat", section: "a", filter: "x=1" }), "string");
});
