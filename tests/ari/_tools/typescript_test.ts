import { assertEquals } from "@std/assert";
import {
  docComment,
  fieldName,
  importTypes,
  listInWords,
  literal,
  parameterType,
  pascalCase,
  propertyType,
  union,
} from "../../../ari/_tools/typescript.ts";
import type { Parameter, Property } from "../../../ari/operation.ts";

const parameter: Parameter = { name: "a", in: "query", type: "string", list: false, required: true };
const property: Property = { name: "a", type: "string", list: false, required: true };

Deno.test("docComment() takes one line when it fits and wraps at 120 characters otherwise", () => {
  assertEquals(docComment(["A."], "  "), "  /** A. */");
  assertEquals(docComment(["A.", "B."]), "/**\n * A.\n *\n * B.\n */");
  const lines = docComment(["word ".repeat(60).trim()], "  ").split("\n");
  assertEquals(lines.map((line) => line.length <= 120), lines.map(() => true));
  assertEquals(lines.length, 5);
});

Deno.test("literal() writes data as TypeScript, names quoted only where they must be", () => {
  assertEquals(literal({ a: [1, true, "x"], "b-c": null }), '{ a: [1, true, "x"], "b-c": null }');
  assertEquals(fieldName("a.b"), '"a.b"');
});

Deno.test("union() joins string literals", () => {
  assertEquals(union(["a", "#"]), '"a" | "#"');
});

for (
  const [change, type] of [
    [{}, "string"],
    [{ type: "Date" }, "string"],
    [{ type: "long" }, "number"],
    [{ type: "object" }, "Readonly<Record<string, unknown>>"],
    [{ type: "Channel", list: true }, "readonly Channel[]"],
    [{ values: ["a", "b"] }, '"a" | "b"'],
    [{ values: ["a", "b"], list: true }, 'readonly ("a" | "b")[]'],
  ] as const
) {
  Deno.test(`propertyType() is ${type} for ${JSON.stringify(change)}`, () => {
    assertEquals(propertyType({ ...property, ...change }), type);
  });
}

Deno.test("propertyType() takes a shape for the item of a list", () => {
  assertEquals(propertyType({ ...property, list: true }, "{ readonly a: 1 }"), "readonly { readonly a: 1 }[]");
});

for (
  const [change, type] of [
    [{}, "string"],
    [{ list: true }, "string | readonly string[]"],
    [{ list: true, values: ["a", "b"] }, '"a" | "b" | readonly ("a" | "b")[]'],
    [{ type: "double" }, "number"],
    [{ type: "boolean" }, "boolean"],
    [{ type: "variables" }, "Readonly<Record<string, VariableValue>>"],
    [{ type: "fields" }, "readonly ConfigTuple[]"],
    [{ type: "filter" }, "EventFilter"],
  ] as const
) {
  Deno.test(`parameterType() is ${type} for ${JSON.stringify(change)}`, () => {
    assertEquals(parameterType({ ...parameter, ...change }), type);
  });
}

Deno.test("parameterType() prefers a shape", () => {
  assertEquals(parameterType({ ...parameter, type: "variables" }, "unknown"), "unknown");
});

Deno.test("pascalCase() takes dots and underscores for the ends of words", () => {
  assertEquals(pascalCase("channels.transfer_progress"), "ChannelsTransferProgress");
});

Deno.test("listInWords() puts the word before the last item", () => {
  assertEquals([[], [404], [404, 409], [400, 404, 409]].map((items) => listInWords(items, "or")), [
    "",
    "404",
    "404 or 409",
    "400, 404 or 409",
  ]);
});

Deno.test("importTypes() sorts names, leaves out repeats, and is empty for none", () => {
  assertEquals(importTypes(["B", "A", "B"], "./a.ts"), 'import type { A, B } from "./a.ts";\n');
  assertEquals(importTypes([], "./a.ts"), "");
});
