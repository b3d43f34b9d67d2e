import { assertEquals, assertThrows } from "@std/assert";
import { defineSchema, type OptionSchema, type SchemaDefinition } from "../../../config/schema/schema.ts";
import { schemas } from "./schemas.ts";

function withOptions(options: Record<string, OptionSchema>, single?: true): SchemaDefinition {
  return { file: "x.conf", sections: { x: { unknown: "line", options, ...(single && { named: "x", single }) } } };
}

for (
  const [definition, message] of [
    [withOptions({ a: { kind: "choice", values: ["x"], default: "y" } }), "is none of its values"],
    [withOptions({ a: { kind: "choice", values: ["x"], booleans: ["x", "no"] } }), "is none of its values"],
    [withOptions({ a: { kind: "integer", min: 1, default: 0 } }), "its default 0 is not within 1 to Infinity"],
    [withOptions({ a: { kind: "text", aliases: ["B"] }, b: { kind: "text" } }), `"b" is there twice`],
    [withOptions({ a: { kind: "text", required: true } }, true), "can not ask for an option"],
    [withOptions({ a: { kind: "rules", partOf: "b" }, b: { kind: "text" } }), `"b" is no option of its kind`],
  ] satisfies [SchemaDefinition, string][]
) {
  Deno.test(`defineSchema() refuses a definition that ${message}`, () => {
    assertThrows(() => defineSchema(definition), TypeError, message);
  });
}

for (const schema of schemas) {
  Deno.test(`the schema of ${schema.file} is a definition without faults`, () => {
    assertEquals(defineSchema(schema), schema);
  });
}
