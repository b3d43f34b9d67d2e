import { assertEquals } from "@std/assert";
import { readUpdateOptions, type UpdateOptions } from "../../config/update_options.ts";

const none: UpdateOptions = {
  allowsDuplicates: false,
  isTemplate: false,
  ignoresErrors: false,
  inherit: undefined,
  filter: "",
};

Deno.test.each<[string, Partial<UpdateOptions>]>([
  ["", {}],
  ["ALLOWDUPS, 'template',ignoreerror", { allowsDuplicates: true, isTemplate: true, ignoresErrors: true }],
  ['inherit="a,b",nonsense', { inherit: "a,b" }],
  ["inherits=a,inherit=,inherit", { inherit: "" }],
  ["Inherit=a", {}],
  ["catfilter=a=1", { filter: "a" }],
  ["catfilter='a=1,b=2'", { filter: "a=1,b=2" }],
])("readUpdateOptions() reads %s as Asterisk does", (text, expected) => {
  assertEquals(readUpdateOptions(text), { ...none, ...expected });
});
